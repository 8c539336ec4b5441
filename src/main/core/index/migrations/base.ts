/** Files, photos, deliveries, matches, decisions. */
import type { Migration } from './migration.ts';

export const base: Migration = {
  version: 10,
  name: 'files, photos, deliveries, matches, decisions',
  up(db) {
    db.exec(`
      CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

      -- Every file of the tree that was ever seen. 'state' says what became of it:
      -- queued (to be read), waiting (bytes not here or still changing), photo, manifest, sidecar, unreadable, ignored.
      CREATE TABLE files (
        id INTEGER PRIMARY KEY,
        path TEXT NOT NULL UNIQUE,
        class TEXT NOT NULL,
        state TEXT NOT NULL,
        size INTEGER NOT NULL,
        modified_at INTEGER NOT NULL,
        arrived_at INTEGER NOT NULL,
        identity TEXT,
        present INTEGER NOT NULL DEFAULT 1,
        photo INTEGER REFERENCES photos(id),
        -- For waiting: the pending reason. For unreadable: the file problem code.
        code TEXT,
        message TEXT,
        -- Truncated or empty: unreadable only once the day's cut-off has passed.
        may_still_arrive INTEGER NOT NULL DEFAULT 0,
        tries INTEGER NOT NULL DEFAULT 0,
        -- Service date that name, folder or file time give to a file that is no photo (yet); null = can't be told.
        day TEXT
      ) STRICT;
      CREATE INDEX files_photo ON files(photo) WHERE photo IS NOT NULL;
      CREATE INDEX files_identity ON files(identity) WHERE identity IS NOT NULL;
      CREATE INDEX files_unsettled ON files(state) WHERE state IN ('queued', 'waiting', 'unreadable');

      CREATE TABLE sidecars (path TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;

      -- Distinct bytes. What the camera wrote is kept as written, so that a change of zone needs no second reading.
      CREATE TABLE photos (
        id INTEGER PRIMARY KEY,
        sha256 BLOB NOT NULL,
        day TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        -- Local time as written, in ms as if it were UTC: a third of the text's bytes.
        taken_local INTEGER,
        taken_offset TEXT,
        gps_time INTEGER,
        taken_at INTEGER,
        taken_source TEXT,
        latitude REAL,
        longitude REAL,
        device TEXT,
        texts TEXT,
        sharpness REAL,
        luma REAL,
        perceptual_hash BLOB,
        arrived_at INTEGER NOT NULL,
        tied INTEGER NOT NULL DEFAULT 0,
        stray_reason TEXT,
        -- The route that matching counted it to, tied or not, and the clock correction in seconds.
        route INTEGER,
        correction REAL
      ) STRICT;
      -- Eight bytes tell a photo as surely as 32 do, and the index is a quarter of the size; the whole hash is compared too.
      CREATE INDEX photos_hash ON photos(substr(sha256, 1, 8));
      CREATE INDEX photos_day ON photos(day, tied, taken_at);
      CREATE INDEX photos_route ON photos(route) WHERE route IS NOT NULL;

      -- Words of a photo's names and texts that may be a tracking id: a manifest that comes later finds its photos.
      CREATE TABLE photo_tokens (token TEXT NOT NULL, photo INTEGER NOT NULL, PRIMARY KEY (token, photo))
        STRICT, WITHOUT ROWID;
      CREATE INDEX photo_tokens_photo ON photo_tokens(photo);

      CREATE TABLE manifests (
        id INTEGER PRIMARY KEY,
        sha256 BLOB NOT NULL,
        -- Relative path in the folder; null for one imported from elsewhere.
        path TEXT UNIQUE,
        name TEXT NOT NULL,
        kind TEXT,
        file_time INTEGER NOT NULL,
        read_at INTEGER NOT NULL,
        rows INTEGER NOT NULL,
        good INTEGER NOT NULL,
        problems_total INTEGER NOT NULL,
        dates TEXT NOT NULL,
        changes TEXT NOT NULL,
        -- Patches (Amazon) whose route had not been read yet.
        waiting_patches INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE TABLE manifest_problems (
        manifest INTEGER NOT NULL REFERENCES manifests(id) ON DELETE CASCADE,
        n INTEGER NOT NULL,
        line INTEGER,
        column_name TEXT,
        message TEXT NOT NULL,
        PRIMARY KEY (manifest, n)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE routes (
        id INTEGER PRIMARY KEY,
        key BLOB NOT NULL UNIQUE,
        date TEXT NOT NULL,
        route TEXT NOT NULL,
        driver TEXT,
        driver_name TEXT,
        packages INTEGER NOT NULL DEFAULT 0,
        last_completed_at INTEGER,
        -- The moment for which its states were decided last.
        judged_at INTEGER NOT NULL DEFAULT 0,
        -- Latest corrected time of a picture of this route that has arrived.
        last_taken_at INTEGER,
        last_arrived_at INTEGER,
        photos INTEGER NOT NULL DEFAULT 0,
        -- Delivered stops that owe a photo and come after last_taken_at; null correction = none was applied.
        deliveries_since INTEGER NOT NULL DEFAULT 0,
        correction REAL,
        -- Counts per state, so that a day of 200 routes opens from 200 rows.
        stops INTEGER NOT NULL DEFAULT 0,
        confirmed INTEGER NOT NULL DEFAULT 0,
        needs_review INTEGER NOT NULL DEFAULT 0,
        candidate INTEGER NOT NULL DEFAULT 0,
        syncing INTEGER NOT NULL DEFAULT 0,
        missing INTEGER NOT NULL DEFAULT 0,
        excused INTEGER NOT NULL DEFAULT 0,
        not_required INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE INDEX routes_date ON routes(date);
      CREATE INDEX routes_route ON routes(route);

      CREATE TABLE stops (
        id INTEGER PRIMARY KEY,
        key BLOB NOT NULL UNIQUE,
        route INTEGER NOT NULL REFERENCES routes(id),
        stop TEXT NOT NULL,
        sequence INTEGER,
        address TEXT NOT NULL,
        postcode TEXT,
        latitude REAL,
        longitude REAL,
        customer TEXT,
        contact TEXT,
        window_start INTEGER,
        window_end INTEGER,
        confidential INTEGER NOT NULL DEFAULT 0,
        opted_out INTEGER NOT NULL DEFAULT 0,
        state TEXT NOT NULL DEFAULT 'missing',
        reason TEXT,
        flags TEXT
      ) STRICT;
      CREATE INDEX stops_route ON stops(route);

      CREATE TABLE packages (
        id INTEGER PRIMARY KEY,
        stop INTEGER NOT NULL REFERENCES stops(id),
        tracking_id TEXT NOT NULL,
        -- The form in which ids are compared (canonicalId).
        tracking_key TEXT NOT NULL,
        outcome TEXT NOT NULL,
        completed_at INTEGER,
        handover TEXT,
        left_at TEXT,
        file_time INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX packages_stop ON packages(stop);
      CREATE INDEX packages_tracking ON packages(tracking_key);

      CREATE TABLE ties (
        stop INTEGER NOT NULL,
        photo INTEGER NOT NULL,
        method TEXT NOT NULL,
        confidence REAL NOT NULL,
        seconds REAL,
        metres REAL,
        reasons TEXT NOT NULL,
        flags TEXT,
        PRIMARY KEY (stop, photo)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX ties_photo ON ties(photo);

      CREATE TABLE candidates (
        photo INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        score REAL NOT NULL,
        reasons TEXT NOT NULL,
        PRIMARY KEY (photo, stop)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX candidates_stop ON candidates(stop);

      CREATE TABLE clocks (
        date TEXT NOT NULL, device TEXT NOT NULL, correction REAL NOT NULL, support INTEGER NOT NULL,
        PRIMARY KEY (date, device)
      ) STRICT, WITHOUT ROWID;

      -- Files that hold no readable picture (yet), but whose names say which stop they are for.
      CREATE TABLE file_stops (file INTEGER NOT NULL, stop INTEGER NOT NULL, PRIMARY KEY (file, stop))
        STRICT, WITHOUT ROWID;
      CREATE INDEX file_stops_stop ON file_stops(stop);

      -- Days to be matched, and how often each was marked since; emptied when the work is written.
      CREATE TABLE dirty_days (date TEXT PRIMARY KEY, all_routes INTEGER NOT NULL, marks INTEGER NOT NULL)
        STRICT, WITHOUT ROWID;

      -- The ledger as screens and states need it; 'stop_key' may name a stop that is not (or no longer) indexed.
      CREATE TABLE decisions (
        seq INTEGER PRIMARY KEY,
        entry TEXT NOT NULL UNIQUE,
        at INTEGER NOT NULL,
        person TEXT,
        kind TEXT NOT NULL,
        stop_key BLOB,
        photo BLOB,
        -- For undo: the entry it takes back.
        target TEXT,
        body TEXT NOT NULL
      ) STRICT;
      CREATE INDEX decisions_photo ON decisions(photo) WHERE photo IS NOT NULL;
      CREATE INDEX decisions_stop ON decisions(stop_key) WHERE stop_key IS NOT NULL;
      CREATE INDEX decisions_target ON decisions(target) WHERE target IS NOT NULL;

      -- Words of addresses, customers, routes and drivers. Tracking ids have an index of their own (packages_tracking): a
      -- million distinct words would make each search for the beginning of one gather them all.
      CREATE VIRTUAL TABLE stop_words USING fts5(
        words, content = '', contentless_delete = 1, detail = 'none', prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
      );
    `);
  },
};
