/** Files are found again by their number on the disk alone, which is half as long as the text that says the disk too. */
import type { Migration } from './migration.ts';

export const fileNumbers: Migration = {
  version: 220,
  name: 'numbers of files',
  up(db) {
    db.exec(`
      DROP INDEX files_identity;
      -- 'disk:number'. Numeric: some systems' numbers are longer than an integer, and are compared as far as they are exact.
      CREATE INDEX files_number ON files(CAST(substr(identity, instr(identity, ':') + 1) AS NUMERIC)) WHERE identity IS NOT NULL;
    `);
  },
};
