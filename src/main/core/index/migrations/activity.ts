/** The ledger as the activity page reads it. */
import type { Migration } from './migration.ts';

export const activity: Migration = {
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
};
