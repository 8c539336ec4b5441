/** How many photos there are, counted as they come and go. */
import type { Migration } from './migration.ts';

export const fileCount: Migration = {
  version: 90,
  name: 'file count',
  up(db) {
    const isPhoto = (row: 'new' | 'old') => `(${row}.state = 'photo' AND ${row}.present = 1)`;
    db.exec(`
      -- Every page asks for it several times a second while photos come in, and counting a million rows takes 0.3 s.
      CREATE TABLE file_counts (name TEXT PRIMARY KEY, files INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      INSERT INTO file_counts SELECT 'photos', count(*) FROM files WHERE state = 'photo' AND present = 1;
      CREATE TRIGGER files_counted_new AFTER INSERT ON files WHEN ${isPhoto('new')} BEGIN
        UPDATE file_counts SET files = files + 1 WHERE name = 'photos';
      END;
      CREATE TRIGGER files_counted_changed AFTER UPDATE OF state, present ON files WHEN ${isPhoto('new')} <> ${isPhoto('old')} BEGIN
        UPDATE file_counts SET files = files + iif(${isPhoto('new')}, 1, -1) WHERE name = 'photos';
      END;
      CREATE TRIGGER files_counted_gone AFTER DELETE ON files WHEN ${isPhoto('old')} BEGIN
        UPDATE file_counts SET files = files - 1 WHERE name = 'photos';
      END;
    `);
  },
};
