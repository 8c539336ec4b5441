/** Each device's clock on its route: what was measured, how surely, and from what. */
import type { Migration } from './migration.ts';

export const clocks: Migration = {
  version: 80,
  name: 'clocks',
  up(db) {
    db.exec(`
      DROP TABLE clocks;
      CREATE TABLE clocks (
        date TEXT NOT NULL,
        route INTEGER NOT NULL,
        -- Empty: the pictures name none.
        device TEXT NOT NULL,
        photos INTEGER NOT NULL,
        -- Seconds slow (+) or fast (-), in the middle of the shift or before the first jump; and seconds more in each hour.
        correction REAL NOT NULL,
        drift REAL NOT NULL,
        -- Jumps, as JSON: [[epoch ms, seconds from then on], …]; null for none.
        steps TEXT,
        confidence REAL NOT NULL,
        support INTEGER NOT NULL,
        -- Pictures among them with GPS time, and such that a person placed.
        gps INTEGER NOT NULL,
        placed INTEGER NOT NULL,
        PRIMARY KEY (date, route, device)
      ) STRICT, WITHOUT ROWID;
      -- Cameras that lost their calendar and have GPS time: asked for at each start, a handful among a million.
      CREATE INDEX photos_lost ON photos(taken_source) WHERE abs(taken_local - taken_at) > 129600000;
      -- Clocks are found anew, now that GPS time, jumps and drift count.
      INSERT INTO dirty_days (date, all_routes, marks) SELECT DISTINCT date, 0, 1 FROM routes WHERE true
        ON CONFLICT (date) DO UPDATE SET marks = marks + 1;
    `);
  },
};
