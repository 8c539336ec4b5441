/** Devices of a route, second files of a sync client. */
import type { Migration } from './migration.ts';

export const syncHealth: Migration = {
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
};
