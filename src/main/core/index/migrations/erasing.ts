/** What was erased, so that nothing of it is kept again when a manifest or a picture in the folder still tells it. */
import type { Migration } from './migration.ts';

export const erasing: Migration = {
  version: 130,
  name: 'erasing',
  up(db) {
    db.exec(`
      -- Which kinds were erased (\`erasedBit\`); null = nothing.
      ALTER TABLE stops ADD COLUMN erased INTEGER;
      ALTER TABLE photos ADD COLUMN erased INTEGER;
      CREATE INDEX photos_erased ON photos(day) WHERE erased IS NOT NULL;

      -- Pictures that stood at a stop when it was erased: they are known by eight bytes of their hash when they are read again.
      CREATE TABLE erased_photos (
        hash BLOB NOT NULL, stop BLOB NOT NULL, what INTEGER NOT NULL, method TEXT NOT NULL, confidence REAL NOT NULL,
        PRIMARY KEY (hash, stop)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX erased_photos_stop ON erased_photos(stop);

      -- Dates of which anything was erased: where a date is not among them nobody has to ask further. 'strays': of its pictures
      -- without a stop. 'unfinished': files beside the index may still tell of it.
      CREATE TABLE erased_days (
        date TEXT PRIMARY KEY, what INTEGER NOT NULL, strays INTEGER NOT NULL, unfinished INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- Stops that the ledger tells as erased and whose rows still say what they said.
      CREATE TABLE to_erase (stop INTEGER PRIMARY KEY, what INTEGER NOT NULL) STRICT;

      -- What was deleted before pages were overwritten may still be readable in them.
      INSERT INTO meta (key, value) SELECT 'freed-readable', '1' WHERE EXISTS (SELECT 1 FROM stops);
    `);
  },
};
