/** Moves, batches, follow-ups, sign-offs. */
import type { Migration } from './migration.ts';

export const decisions: Migration = {
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
};
