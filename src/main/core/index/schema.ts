/**
 * The tables of index.db, as migrations. The index is a projection of the folder and the ledger: it may be deleted at any
 * time. Migrations are numbered by tens, each one function and one test, never edited after a release.
 *
 * Rows are small on purpose (a million photos must stay under 1 kB each): ids that cross the API are kept as bytes, lists
 * as JSON only where nothing is searched in them.
 */
import type { Database } from 'better-sqlite3';

export interface Migration {
  version: number;
  name: string;
  up(db: Database): void;
}

export const migrations: readonly Migration[] = [
  {
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
  },
  {
    version: 20,
    name: 'moves, batches, follow-ups, sign-offs',
    up(db) {
      db.exec(`
        -- Service date that a decision is about; of a move also where the picture went.
        ALTER TABLE decisions ADD COLUMN date TEXT;
        ALTER TABLE decisions ADD COLUMN to_key BLOB;
        ALTER TABLE decisions ADD COLUMN to_date TEXT;
        -- Decisions made with one key share it.
        ALTER TABLE decisions ADD COLUMN batch TEXT;
        UPDATE decisions SET date = json_extract(body, '$.stop.date') WHERE stop_key IS NOT NULL;
        CREATE INDEX decisions_date ON decisions(date) WHERE date IS NOT NULL;
        CREATE INDEX decisions_to ON decisions(to_key) WHERE to_key IS NOT NULL;
        CREATE INDEX decisions_to_date ON decisions(to_date) WHERE to_date IS NOT NULL;
        CREATE INDEX decisions_batch ON decisions(batch) WHERE batch IS NOT NULL;

        -- Of everything that a sign-off signs; null until the route is judged again.
        ALTER TABLE routes ADD COLUMN fingerprint TEXT;
        -- Open stops whose driver was asked.
        ALTER TABLE routes ADD COLUMN follow_ups INTEGER NOT NULL DEFAULT 0;

        -- The sign-off that stands, so that a day opens without reading what each of its routes was signed with.
        CREATE TABLE sign_offs (
          date TEXT NOT NULL,
          -- Empty: the whole day.
          route TEXT NOT NULL,
          entry TEXT NOT NULL,
          at INTEGER NOT NULL,
          person TEXT,
          pod_score REAL,
          left_open INTEGER NOT NULL,
          reason TEXT,
          fingerprint TEXT NOT NULL,
          PRIMARY KEY (date, route)
        ) STRICT, WITHOUT ROWID;
      `);
    },
  },
  {
    version: 30,
    name: 'activity',
    up(db) {
      db.exec(`
        -- Every entry of the ledger in a narrow row, those of unknown kinds too: what people filter by, and nothing to parse.
        -- An undo is about what the decision at the end of its chain is about.
        CREATE TABLE activity (
          seq INTEGER PRIMARY KEY,
          entry TEXT NOT NULL UNIQUE,
          at INTEGER NOT NULL,
          person TEXT,
          kind TEXT NOT NULL,
          -- The first six bytes: as much as people compare.
          hash BLOB NOT NULL,
          -- Names of the fields that were erased, with blanks between them; null = none.
          erased TEXT,
          date TEXT,
          route_key BLOB,
          stop_key BLOB,
          to_key BLOB,
          -- For undo: the decision at the end of the chain, and how many undos the chain has.
          root INTEGER,
          undos INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX activity_person ON activity(person) WHERE person IS NOT NULL;
        CREATE INDEX activity_date ON activity(date) WHERE date IS NOT NULL;
        CREATE INDEX activity_route ON activity(route_key) WHERE route_key IS NOT NULL;
        CREATE INDEX activity_stop ON activity(stop_key) WHERE stop_key IS NOT NULL;
        CREATE INDEX activity_to ON activity(to_key) WHERE to_key IS NOT NULL;

        -- The hashes are in the ledger alone: it is read once more from its beginning.
        DELETE FROM decisions;
      `);
    },
  },
  {
    version: 40,
    name: 'sync health',
    up(db) {
      db.exec(`
        -- The devices of each route: a day's 40,000 photos can't be counted each time somebody asks whether a van has synced.
        CREATE TABLE route_devices (
          route INTEGER NOT NULL,
          -- Empty: the pictures name none.
          device TEXT NOT NULL,
          photos INTEGER NOT NULL,
          last_taken_at INTEGER,
          last_arrived_at INTEGER,
          correction REAL,
          PRIMARY KEY (route, device)
        ) STRICT, WITHOUT ROWID;
        -- Second files that a sync client made; route 0 = no route claims them.
        CREATE TABLE conflict_copies (
          date TEXT NOT NULL, route INTEGER NOT NULL, files INTEGER NOT NULL,
          PRIMARY KEY (date, route)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO dirty_days (date, all_routes, marks) SELECT DISTINCT date, 1, 1 FROM routes WHERE true
          ON CONFLICT (date) DO UPDATE SET marks = marks + 1, all_routes = 1;
      `);
    },
  },
];

export const newestVersion = migrations[migrations.length - 1]?.version ?? 0;
