/** What opens a claim is found by the claim: a list writes fifty thousand of them into fewer and smaller indexes. */
import type { Migration } from './migration.ts';

export const openingsApart: Migration = {
  version: 230,
  name: 'openings apart',
  up(db) {
    db.exec(`
      -- A list's stops lie all over an index on their keys: each row of it is another page to be written. Openings are found by the
      -- stops of their claims (claim_stops).
      DROP INDEX activity_stop;
      CREATE INDEX activity_stop ON activity(stop_key) WHERE stop_key IS NOT NULL AND kind <> 'open-claim';
      DROP INDEX activity_route;
      CREATE INDEX activity_route ON activity(route_key) WHERE route_key IS NOT NULL AND kind <> 'open-claim';

      -- Keys are digits of a hash: the first eight find one among millions, on a third of the pages.
      DROP INDEX claims_key;
      CREATE INDEX claims_key ON claims(substr(key, 1, 8)) WHERE key IS NOT NULL;
    `);
  },
};
