/** Holds, found without reading what else was decided. */
import type { Migration } from './migration.ts';

export const holds: Migration = {
  version: 140,
  name: 'holds',
  up(db) {
    db.exec(`
      CREATE INDEX decisions_holds ON decisions(kind) WHERE kind IN ('hold', 'release-hold');
    `);
  },
};
