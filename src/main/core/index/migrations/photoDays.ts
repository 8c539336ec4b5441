/** How many photos each day has, counted as they come and go. */
import type { Migration } from './migration.ts';

export const photoDays: Migration = {
  version: 150,
  name: 'photos of each day',
  up(db) {
    const more = `INSERT INTO photo_days VALUES (new.day, 1) ON CONFLICT DO UPDATE SET photos = photos + 1;`;
    const fewer = `UPDATE photo_days SET photos = photos - 1 WHERE day = old.day; DELETE FROM photo_days WHERE day = old.day AND photos = 0;`;
    db.exec(`
      -- The list of days asks for all of them at once, and going through a million rows takes 50 ms, in which no page is answered.
      CREATE TABLE photo_days (day TEXT PRIMARY KEY, photos INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      INSERT INTO photo_days SELECT day, count(*) FROM photos GROUP BY day;
      CREATE TRIGGER photo_days_new AFTER INSERT ON photos BEGIN ${more} END;
      CREATE TRIGGER photo_days_moved AFTER UPDATE OF day ON photos WHEN new.day <> old.day BEGIN ${fewer} ${more} END;
      CREATE TRIGGER photo_days_gone AFTER DELETE ON photos BEGIN ${fewer} END;
    `);
  },
};
