/** What the evidence about a stop asks for: which stops lie near a place, and when a picture was read. */
import type { Migration } from './migration.ts';

export const evidence: Migration = {
  version: 190,
  name: 'evidence',
  up(db) {
    db.exec(`
      -- A day has 36,000 stops in 200 routes: each route's are looked through by latitude, which leaves a handful to read; a
      -- longitude beside it would be ten bytes a photo.
      CREATE INDEX stops_place ON stops(route, latitude) WHERE latitude IS NOT NULL;
      -- When these bytes were read and hashed into this index; null = before it was written down.
      ALTER TABLE photos ADD COLUMN indexed_at INTEGER;
    `);
  },
};
