/** Pictures that are one in another dress: what is compared, what waits to be, and what was found. */
import type { Migration } from './migration.ts';

export const fingerprints: Migration = {
  version: 70,
  name: 'fingerprints',
  up(db) {
    db.exec(`
      -- Another kind of hash stands in photos.perceptual_hash from here on (imaging/fingerprint.ts); pictures that were read
      -- before get theirs when their figures are measured anew.
      UPDATE photos SET perceptual_hash = NULL, figures_version = NULL;

      -- Photos that were not compared with the others yet, and what they are sought with. Empty but while pictures come in.
      CREATE TABLE to_compare (photo INTEGER PRIMARY KEY, miniature BLOB NOT NULL) STRICT;

      -- Files of a photo that are of other days than the photo itself.
      CREATE TABLE photo_visits (photo INTEGER NOT NULL, path TEXT NOT NULL, date TEXT NOT NULL, PRIMARY KEY (photo, path))
        STRICT, WITHOUT ROWID;
      CREATE INDEX photo_visits_date ON photo_visits(date);

      -- Pairs of photos that are one picture, each from both sides.
      CREATE TABLE lookalikes (
        photo INTEGER NOT NULL,
        other INTEGER NOT NULL,
        mirrored INTEGER NOT NULL,
        -- 1: 'photo' shows less than 'other'; 2: it shows more; 3: each lacks a part; 0: both show the same.
        crop INTEGER NOT NULL,
        -- Grey levels that 'photo' is brighter than 'other'.
        brighter INTEGER NOT NULL,
        PRIMARY KEY (photo, other)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
