/** Where the programme runs: what is asked at each judging of a route, and which routes wait to be judged anew. */
import type { Migration } from './migration.ts';

export const programme: Migration = {
  version: 110,
  name: 'programme',
  up(db) {
    db.exec(`
      -- A handful among a hundred thousand decisions, asked for with every route that is judged.
      CREATE INDEX decisions_programme ON decisions(kind, seq) WHERE kind = 'set-programme';
      -- Routes that rest on a rule that changed since (or that nobody has judged yet), newest day first.
      CREATE INDEX routes_unjudged ON routes(date) WHERE fingerprint IS NULL;
    `);
  },
};
