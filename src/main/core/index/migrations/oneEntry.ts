/** An entry of the ledger is one row: it stood in two tables, and most of the columns in both. */
import type { Migration } from './migration.ts';

export const oneEntry: Migration = {
  version: 240,
  name: 'one entry',
  up(db) {
    db.exec(`
      CREATE TABLE entries (
        seq INTEGER PRIMARY KEY,
        entry TEXT NOT NULL UNIQUE,
        at INTEGER NOT NULL,
        person TEXT,
        kind TEXT NOT NULL,
        -- The first six bytes: as much as people compare.
        hash BLOB NOT NULL,
        -- Names of the fields that were erased, with blanks between them; null = none.
        erased TEXT,
        -- What it is about, as people look for it; an undo is about what the decision at the end of its chain is about.
        about_date TEXT,
        route_key BLOB,
        about_stop BLOB,
        about_to BLOB,
        -- For undo: the decision at the end of the chain, and how many undos the chain has.
        root INTEGER,
        undos INTEGER NOT NULL,
        -- What it decides something about: null where it decides nothing there.
        date TEXT,
        stop_key BLOB,
        to_key BLOB,
        to_date TEXT,
        photo BLOB,
        -- For undo: the entry it takes back.
        target TEXT,
        -- Decisions made with one key share it.
        batch TEXT,
        -- Last, so that nobody who looks for something else reads it; null = only a newer version can read it.
        body TEXT
      ) STRICT;
      INSERT INTO entries
        SELECT activity.seq, activity.entry, activity.at, activity.person, activity.kind, activity.hash, activity.erased,
          activity.date, activity.route_key, activity.stop_key, activity.to_key, activity.root, activity.undos,
          decisions.date, decisions.stop_key, decisions.to_key, decisions.to_date, decisions.photo, decisions.target,
          decisions.batch, decisions.body
        FROM activity LEFT JOIN decisions ON decisions.seq = activity.seq ORDER BY activity.seq;
      DROP TABLE activity;
      DROP TABLE decisions;

      CREATE INDEX entries_person ON entries(person) WHERE person IS NOT NULL;
      CREATE INDEX entries_about_date ON entries(about_date) WHERE about_date IS NOT NULL;
      -- Openings of claims are found by the stops of their claims (openingsApart.ts).
      CREATE INDEX entries_route ON entries(route_key) WHERE route_key IS NOT NULL AND kind <> 'open-claim';
      CREATE INDEX entries_about_stop ON entries(about_stop) WHERE about_stop IS NOT NULL AND kind <> 'open-claim';
      CREATE INDEX entries_about_to ON entries(about_to) WHERE about_to IS NOT NULL;
      CREATE INDEX entries_date ON entries(date) WHERE date IS NOT NULL;
      CREATE INDEX entries_stop ON entries(stop_key) WHERE stop_key IS NOT NULL;
      CREATE INDEX entries_to ON entries(to_key) WHERE to_key IS NOT NULL;
      CREATE INDEX entries_to_date ON entries(to_date) WHERE to_date IS NOT NULL;
      CREATE INDEX entries_photo ON entries(photo) WHERE photo IS NOT NULL;
      CREATE INDEX entries_target ON entries(target) WHERE target IS NOT NULL;
      CREATE INDEX entries_batch ON entries(batch) WHERE batch IS NOT NULL;
      CREATE INDEX entries_holds ON entries(kind) WHERE kind IN ('hold', 'release-hold');
      CREATE INDEX entries_programme ON entries(kind, seq) WHERE kind = 'set-programme';

      -- The ledger as people look through it: every entry, those of unknown kinds too.
      CREATE VIEW activity AS
        SELECT seq, entry, at, person, kind, hash, erased, about_date AS date, route_key, about_stop AS stop_key,
          about_to AS to_key, root, undos, photo, target, body FROM entries;
      -- What holds is told by them.
      CREATE VIEW decisions AS
        SELECT seq, entry, at, person, kind, stop_key, photo, target, body, date, to_key, to_date, batch FROM entries
        WHERE body IS NOT NULL;
    `);
  },
};
