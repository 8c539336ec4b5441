/** Finds stops: by the beginning of a tracking id, or by words of address, customer, route, driver and stop. */
import type { Database } from 'better-sqlite3';
import { canonicalId } from '#core/domain/matching/tokens.ts';
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
/** Shorter beginnings of a tracking id stand for half the depot, and are house numbers far more often. */
const shortestTracking = 4;

/**
 * Words as FTS5 wants them: quoted, so that nothing a person types is taken for syntax. All must be there; the last may be
 * begun, from two letters on (the length from which the index knows beginnings).
 */
export function toMatchExpression(text: string): string {
  const words = (text.normalize('NFKC').match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, 12);
  return words
    .map((word, n) => (n === words.length - 1 && [...word].length > 1 ? `"${word}"*` : `"${word}"`))
    .join(' AND ');
}

/** The newest stops first; at most 50. An empty text finds nothing. */
export function createSearch(db: Database): (text: string) => SearchHit[] {
  const columns = `stops.key AS stop_key, routes.key AS route_key, routes.date, routes.route, stops.stop, stops.address,
    stops.customer, stops.state, routes.driver`;
  const byWords = db.prepare<[string], HitRow>(
    `SELECT ${columns}, (SELECT min(tracking_id) FROM packages WHERE packages.stop = stops.id) AS tracking_id
     FROM (SELECT rowid FROM stop_words WHERE stop_words MATCH ? ORDER BY rowid DESC LIMIT ${maxHits}) AS hit
       JOIN stops ON stops.id = hit.rowid JOIN routes ON routes.id = stops.route`,
  );
  const byTracking = db.prepare<[string, string], HitRow>(
    `SELECT ${columns}, packages.tracking_id
     FROM packages JOIN stops ON stops.id = packages.stop JOIN routes ON routes.id = stops.route
     WHERE packages.tracking_key >= ? AND packages.tracking_key < ? ORDER BY packages.tracking_key LIMIT ${maxHits}`,
  );

  function trackingHits(text: string): HitRow[] {
    const begun = canonicalId(text);
    // Beyond every letter: the end of the range that begins so.
    return begun.length >= shortestTracking ? byTracking.all(begun, `${begun}\u{10ffff}`) : [];
  }

  function wordHits(text: string): HitRow[] {
    const expression = toMatchExpression(text);
    return expression === '' ? [] : byWords.all(expression);
  }

  return (text) => {
    const found = new Map<string, HitRow>();
    for (const row of [...trackingHits(text), ...wordHits(text)]) {
      const stopId = toHex(row.stop_key);
      if (!found.has(stopId)) found.set(stopId, row);
    }
    return [...found]
      .map(([stopId, row]) => ({
        stopId,
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
      .sort((a, b) => (a.date === b.date ? 0 : a.date < b.date ? 1 : -1))
      .slice(0, maxHits);
  };
}
