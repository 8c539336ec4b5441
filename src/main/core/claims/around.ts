/** Claims around a stop: about its address, its driver's deliveries and its day, its own left out. */
import type { Database } from 'better-sqlite3';
import { isSamePlace } from '#core/domain/places.ts';
import { toBytes } from '#core/index/keys.ts';
import { addressQuery } from '#core/index/stopWords.ts';
import type { ClaimView } from '#shared/claims.ts';
import type { EntryId, ServiceDate, StopId } from '#shared/ids.ts';
import type { ClaimQueries } from './queries.ts';

export interface ClaimsAround {
  /** Latest first, at most fifty. */
  address: ClaimView[];
  driver: number;
  day: number;
}

interface Place {
  address: string;
  postcode: string | null;
}

interface Here extends Place {
  date: ServiceDate;
  driver: string | null;
}

/** Stops with the address's words that are looked at, as for earlier pictures of a door. */
const mostLookedAt = 300;
const mostListed = 50;

/** A stop that is not in the index has none around it. */
export function createClaimsAround(
  db: Database,
  queries: Pick<ClaimQueries, 'byId'>,
): (stopId: StopId) => ClaimsAround {
  const here = db.prepare<[Buffer], Here>(
    `SELECT stops.address, stops.postcode, routes.date, routes.driver FROM stops JOIN routes ON routes.id = stops.route
     WHERE stops.key = ?`,
  );
  const atAddress = db.prepare<[string, Buffer], Place & { entry: EntryId }>(
    `SELECT stops.address, stops.postcode, claims.entry
     FROM (SELECT rowid FROM stop_words WHERE stop_words MATCH ? ORDER BY rowid DESC LIMIT ${mostLookedAt}) AS hit
       CROSS JOIN stops ON stops.id = hit.rowid CROSS JOIN claim_stops ON claim_stops.stop_key = stops.key
       CROSS JOIN claims ON claims.seq = claim_stops.claim
     WHERE claims.undone = 0 AND claims.stop_key = stops.key AND claims.stop_key <> ? ORDER BY claims.seq DESC`,
  );
  // From the routes to their claims: the routes of a driver are few, and there may be as many claims as a list has lines.
  const counted = (routes: string) =>
    db
      .prepare<[string, Buffer], number>(
        `SELECT count(*) FROM routes CROSS JOIN claims ON claims.route_key = routes.key
         WHERE ${routes} = ? AND claims.undone = 0 AND claims.stop_key <> ?`,
      )
      .pluck();
  const [ofDriver, ofDay] = [counted('routes.driver'), counted('routes.date')];

  return (stopId) => {
    const key = toBytes(stopId);
    const stop = here.get(key);
    if (!stop) return { address: [], driver: 0, day: 0 };
    const words = addressQuery(stop);
    const same = words === null ? [] : atAddress.all(words, key).filter((other) => isSamePlace(other, stop));
    return {
      address: same.slice(0, mostListed).flatMap(({ entry }) => queries.byId(entry) ?? []),
      driver: stop.driver === null ? 0 : (ofDriver.get(stop.driver, key) ?? 0),
      day: ofDay.get(stop.date, key) ?? 0,
    };
  };
}
