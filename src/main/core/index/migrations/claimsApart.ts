/** Claims are found by tables of their own: fifty thousand of a list are not written into indexes that nobody asks for them. */
import type { Migration } from './migration.ts';

export const claimsApart: Migration = {
  version: 200,
  name: 'claims apart',
  up(db) {
    db.exec(`
      -- What was decided about a stop or a day is looked for by them, and no claim decides anything.
      UPDATE decisions SET stop_key = NULL, date = NULL WHERE kind IN ('open-claim', 'amend-claim');
      -- The stop that a claim is about is one of its claim_stops.
      DROP INDEX claims_stop;

      -- Without beginnings of two and three letters: they were three quarters of the work of writing the words, and a search among all
      -- words for what begins so takes two milliseconds.
      DROP TABLE claim_words;
      CREATE VIRTUAL TABLE claim_words USING fts5(
        words, content = '', contentless_delete = 1, detail = 'none', tokenize = 'unicode61 remove_diacritics 2'
      );
      -- The words are in the ledger: it is read once more from its beginning.
      DELETE FROM activity;
    `);
  },
};
