/** Pictures in whose files other bytes were found later: what rested on one can be told “changed”, not only “gone”. */
import type { Migration } from './migration.ts';

export const replacedPhotos: Migration = {
  version: 210,
  name: 'replaced photos',
  up(db) {
    db.exec(`
      -- By the hash alone: the photo itself goes once no file holds it. The file's row stays and knows its path.
      CREATE TABLE replaced_photos (
        sha256 BLOB NOT NULL,
        file INTEGER NOT NULL REFERENCES files(id),
        PRIMARY KEY (sha256, file)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
