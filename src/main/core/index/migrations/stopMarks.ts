/** What is remembered of stops, and how many deliveries each route has in each area. */
import type { Migration } from './migration.ts';

export const stopMarks: Migration = {
  version: 180,
  name: 'marks of stops, deliveries by area',
  up(db) {
    db.exec(`
      -- Stops of which something is remembered, a few in a hundred: kept apart, so that the others cost nothing.
      CREATE TABLE stop_marks (
        route INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        -- Bits of 'markBits'.
        marks INTEGER NOT NULL,
        -- Number of the address in its normal form, where the next delivery there is told of it; null: nothing to tell, or the address was erased.
        door INTEGER,
        PRIMARY KEY (route, stop)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX stop_marks_door ON stop_marks(door) WHERE door IS NOT NULL;

      -- Stops of a route at which something was delivered, by area (empty: none is known). Summed over months.
      CREATE TABLE route_deliveries (
        route INTEGER NOT NULL,
        area TEXT NOT NULL,
        delivered INTEGER NOT NULL,
        PRIMARY KEY (route, area)
      ) STRICT, WITHOUT ROWID;

      CREATE TRIGGER stop_marks_gone AFTER DELETE ON stops BEGIN
        DELETE FROM stop_marks WHERE route = old.route AND stop = old.id;
      END;
      CREATE TRIGGER route_deliveries_gone AFTER DELETE ON routes BEGIN
        DELETE FROM stop_marks WHERE route = old.id;
        DELETE FROM route_deliveries WHERE route = old.id;
      END;

      -- Both come of judging a route: each is judged once more, in the background.
      UPDATE routes SET fingerprint = NULL;
    `);
  },
};
