/** Claims as they stand, which stops each of them keeps, and the words that they are found by. */
import type { Migration } from './migration.ts';

export const claims: Migration = {
  version: 160,
  name: 'claims',
  up(db) {
    db.exec(`
      -- Folded from its entries; what was said stands in the opening's body among the decisions.
      CREATE TABLE claims (
        -- Of the entry that opened it.
        seq INTEGER PRIMARY KEY,
        entry TEXT NOT NULL UNIQUE,
        -- Together its number: places are counted in the order of the ledger, and never given twice.
        year INTEGER NOT NULL,
        place INTEGER NOT NULL,
        -- Pseudonym of the parcel; null = none was named.
        key TEXT,
        state TEXT NOT NULL,
        allegation TEXT NOT NULL,
        due TEXT,
        -- May name a stop that is not (or no longer) indexed.
        stop_key BLOB,
        route_key BLOB,
        changed_at INTEGER NOT NULL,
        notes INTEGER NOT NULL,
        files INTEGER NOT NULL,
        packs INTEGER NOT NULL,
        -- Something that a person said is there and was not erased.
        worded INTEGER NOT NULL,
        undone INTEGER NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX claims_number ON claims(year, place);
      -- The list in its order: those with a date first; and the closed ones.
      CREATE INDEX claims_current ON claims(due IS NULL, due, seq) WHERE undone = 0 AND state IN ('open', 'answered');
      CREATE INDEX claims_closed ON claims(changed_at, seq) WHERE undone = 0 AND state IN ('upheld', 'rejected', 'withdrawn');
      CREATE INDEX claims_state ON claims(state, due) WHERE undone = 0;
      CREATE INDEX claims_key ON claims(key) WHERE key IS NOT NULL;
      CREATE INDEX claims_stop ON claims(stop_key) WHERE stop_key IS NOT NULL;
      CREATE INDEX claims_route ON claims(route_key) WHERE route_key IS NOT NULL;

      -- What came after the opening; undos are not among them.
      CREATE TABLE claim_entries (seq INTEGER PRIMARY KEY, claim INTEGER NOT NULL) STRICT;
      CREATE INDEX claim_entries_of ON claim_entries(claim);

      -- Every stop that a claim was ever said to be about.
      CREATE TABLE claim_stops (stop_key BLOB NOT NULL, claim INTEGER NOT NULL, PRIMARY KEY (stop_key, claim))
        STRICT, WITHOUT ROWID;
      CREATE INDEX claim_stops_of ON claim_stops(claim);

      CREATE VIRTUAL TABLE claim_words USING fts5(
        words, content = '', contentless_delete = 1, detail = 'none', prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
      );
    `);
  },
};
