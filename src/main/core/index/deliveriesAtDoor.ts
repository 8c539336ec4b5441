/** How often something was delivered at an address, found by the words of all stops: no index is kept for a question asked of a hundred addresses. */
import type { Database } from 'better-sqlite3';
import { isSamePlace, type Place } from '#core/domain/places.ts';
import type { ServiceDate, StopId } from '#shared/ids.ts';
import { toHex } from './keys.ts';
import { addressQuery } from './stopWords.ts';

/** An address, and one of the stops at it (a row number). */
export interface DoorGroup extends Place {
  stop: number;
}

export interface DeliveriesAtDoor {
  /** Service dates of the deliveries, one each; between these, both included. */
  (place: Place, from: ServiceDate, to: ServiceDate): ServiceDate[];
  /** The id of its stop, by which it is asked for: no address goes into a link. */
  keyOf(door: DoorGroup): StopId;
}

/** Newest first: a parcel shop has thousands, and its rate is known from so many. */
const mostLookedAt = 2_000;

export function createDeliveriesAtDoor(db: Database): DeliveriesAtDoor {
  const withWords = db.prepare<
    [string, string, string],
    { date: ServiceDate; address: string; postcode: string | null }
  >(
    `SELECT routes.date, stops.address, stops.postcode
     FROM (SELECT rowid FROM stop_words WHERE stop_words MATCH ? ORDER BY rowid DESC LIMIT ${mostLookedAt}) AS hit
       CROSS JOIN stops ON stops.id = hit.rowid CROSS JOIN routes ON routes.id = stops.route
     WHERE routes.date BETWEEN ? AND ?
       AND EXISTS (SELECT 1 FROM packages WHERE packages.stop = stops.id AND packages.outcome = 'delivered')`,
  );
  const keyOf = db.prepare<[number], Buffer>('SELECT key FROM stops WHERE id = ?').pluck();
  const find = (place: Place, from: ServiceDate, to: ServiceDate): ServiceDate[] => {
    const words = addressQuery(place);
    if (words === null) return [];
    return withWords
      .all(words, from, to)
      .filter((row) => isSamePlace(row, place))
      .map(({ date }) => date);
  };
  return Object.assign(find, {
    keyOf({ stop }: DoorGroup) {
      const key = keyOf.get(stop);
      return key ? toHex(key) : '';
    },
  });
}
