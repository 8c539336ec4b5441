/** Finds stops by words: address, customer, tracking id, route, driver, stop. Every word must be there, the last may be begun. */
import type { Database } from 'better-sqlite3';
import type { SearchHit } from '#shared/views.ts';
import type { StopState } from '#shared/words.ts';
import { toHex } from './keys.ts';

interface HitRow {
  stop_key: Buffer;
  route_key: Buffer;
  date: string;
  route: string;
  stop: string;
  address: string;
  customer: string | null;
  tracking_id: string | null;
  driver: string | null;
  state: StopState;
}

/** More than a screen of hits helps nobody: the next word narrows it. */
const maxHits = 50;

/** Words as FTS5 wants them: quoted, so that nothing a person types is taken for syntax; each may be the beginning of a word. */
export function toMatchExpression(text: string): string {
  const words = text.normalize('NFKC').match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .slice(0, 12)
    .map((word) => `"${word}"*`)
    .join(' AND ');
}

/** Newest indexed stops first; at most 50. An empty text finds nothing. */
export function createSearch(db: Database): (text: string) => SearchHit[] {
  const find = db.prepare<[string], HitRow>(
    `SELECT stops.key AS stop_key, routes.key AS route_key, routes.date, routes.route, stops.stop, stops.address,
            stops.customer, stops.state, routes.driver,
            (SELECT min(tracking_id) FROM packages WHERE packages.stop = stops.id) AS tracking_id
     FROM (SELECT rowid FROM stop_words WHERE stop_words MATCH ? ORDER BY rowid DESC LIMIT ${maxHits}) AS hit
       JOIN stops ON stops.id = hit.rowid JOIN routes ON routes.id = stops.route`,
  );
  return (text) => {
    const expression = toMatchExpression(text);
    if (expression === '') return [];
    return find
      .all(expression)
      .map((row) => ({
        stopId: toHex(row.stop_key),
        routeId: toHex(row.route_key),
        date: row.date,
        route: row.route,
        stop: row.stop,
        address: row.address,
        customer: row.customer,
        trackingId: row.tracking_id,
        driver: row.driver,
        state: row.state,
      }))
      .sort((a, b) => (a.date === b.date ? 0 : a.date < b.date ? 1 : -1));
  };
}
