/** The register of opt-outs, and which stops each of them names. */
import { createStopWords } from '#core/index/stopWords.ts';
import type { Migration } from './migration.ts';

export const optOuts: Migration = {
  version: 100,
  name: 'opt-outs',
  up(db) {
    db.exec(`
      -- What the ledger says of each opt-out; whom it names stands in the decision's body, here only its key.
      CREATE TABLE opt_outs (
        seq INTEGER PRIMARY KEY,
        entry TEXT NOT NULL UNIQUE,
        target TEXT NOT NULL,
        key TEXT NOT NULL,
        from_day TEXT NOT NULL,
        -- Last service date, an end that came later counted; null = open.
        until_day TEXT,
        undone INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX opt_outs_key ON opt_outs(key);
      CREATE TABLE opt_out_ends (
        entry TEXT PRIMARY KEY,
        seq INTEGER NOT NULL,
        opt_out TEXT NOT NULL,
        last_day TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX opt_out_ends_of ON opt_out_ends(opt_out);

      -- Stops that an opt-out names, whenever it holds: what it does to them is a matter of days.
      CREATE TABLE opt_out_stops (opt_out INTEGER NOT NULL, stop INTEGER NOT NULL, PRIMARY KEY (opt_out, stop))
        STRICT, WITHOUT ROWID;
      CREATE INDEX opt_out_stops_stop ON opt_out_stops(stop);
    `);
    // Words of contacts, and of names that the index of words cuts differently, are looked for from now on.
    const stopWords = createStopWords(db);
    const worded = db.prepare(
      `SELECT id FROM stops WHERE contact IS NOT NULL OR address GLOB '*[^ -~]*' OR customer GLOB '*[^ -~]*'`,
    );
    for (const stop of worded.pluck().all() as number[]) stopWords.write(stop);
  },
};
