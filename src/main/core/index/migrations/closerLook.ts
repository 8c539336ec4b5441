/** What a second, closer look at a picture found: labels and people. */
import type { Migration } from './migration.ts';

export const closerLook: Migration = {
  version: 50,
  name: 'closer look',
  up(db) {
    db.exec(`
      -- Which version of the reader (of the model) has looked at the picture; null = none has yet.
      ALTER TABLE photos ADD COLUMN labels_version INTEGER;
      ALTER TABLE photos ADD COLUMN people_version INTEGER;

      -- Barcodes and QR codes that were read in a picture; where they are, in fractions of its upright width and height.
      CREATE TABLE photo_codes (
        photo INTEGER NOT NULL,
        n INTEGER NOT NULL,
        format TEXT NOT NULL,
        text TEXT NOT NULL,
        x REAL NOT NULL, y REAL NOT NULL, width REAL NOT NULL, height REAL NOT NULL,
        PRIMARY KEY (photo, n)
      ) STRICT, WITHOUT ROWID;

      -- Faces and persons that the model found.
      CREATE TABLE photo_people (
        photo INTEGER NOT NULL,
        n INTEGER NOT NULL,
        kind TEXT NOT NULL,
        score REAL NOT NULL,
        x REAL NOT NULL, y REAL NOT NULL, width REAL NOT NULL, height REAL NOT NULL,
        PRIMARY KEY (photo, n)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
