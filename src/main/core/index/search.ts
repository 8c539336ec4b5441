/**
 * Finds stops: by the beginning of a tracking id, or by words of address, customer, route, driver and stop, among all days or
 * some of them.
 *
 * Only 50 hits are shown, so the newest have to be found without looking at every stop that fits. Word hits come in the order of
 * stop numbers, newest number first, and numbers follow days only roughly (last month's manifest may come today). So for each
 * day the lowest and highest number of its stops is known. A common word fills the page from the newest of the wanted days alone.
 * Where it does not, one walk goes down through all of them, and ends as soon as no number further down can belong to a newer
 * day than the 50 hits that were found.
 */
import type { Database } from 'better-sqlite3';
import { canonicalId } from '#core/domain/matching/tokens.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { SearchHit } from '#shared/views.ts';
import type { StopState } from '#shared/words.ts';
import { createDaySpans, type DaySpan } from './daySpans.ts';
import { toHex } from './keys.ts';

interface HitRow {
  id: number;
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

interface WordHit {
  id: number;
  date: ServiceDate;
}

/** More than a screen of hits helps nobody: the next word narrows it. */
const maxHits = 50;
/** Shorter beginnings of a tracking id stand for half the depot, and are house numbers far more often. */
const shortestTracking = 4;
/** Packages that begin alike: so many are gone through one by one (some 20 ms); of more, the wanted days are gone through. */
const fewPackages = 5_000;
/** Stops of the wanted days that are looked at for a beginning which thousands share; the next character narrows it. */
const mostStops = 20_000;
/** Days that are asked for one by one before the walk, and hits that are looked at for them: each costs a millisecond or two. */
const daysFirst = 3;
const mostInDay = 5_000;

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

/** Days from and to, both included; null is open. */
export interface SearchRange {
  from: ServiceDate | null;
  to: ServiceDate | null;
}

export const allDays: SearchRange = { from: null, to: null };

/** The newest days first, at most 50 stops. An empty text finds the stops of the range, and without a range nothing. */
export function createSearch(db: Database): (text: string, range?: SearchRange) => SearchHit[] {
  const spans = createDaySpans(db);
  const columns = `stops.id, stops.key AS stop_key, routes.key AS route_key, routes.date, routes.route, stops.stop,
    stops.address, stops.customer, stops.state, routes.driver`;
  const anyTracking = '(SELECT min(tracking_id) FROM packages WHERE packages.stop = stops.id) AS tracking_id';
  // CROSS JOIN keeps the order of the tables: the hits of the words lead, one by one, in the order asked for.
  const wordWalk = db.prepare<[string, number, number], WordHit>(
    `SELECT stops.id, routes.date FROM stop_words CROSS JOIN stops ON stops.id = stop_words.rowid
       CROSS JOIN routes ON routes.id = stops.route
     WHERE stop_words MATCH ? AND stop_words.rowid BETWEEN ? AND ? ORDER BY stop_words.rowid DESC`,
  );
  const byId = db.prepare<[number], HitRow>(
    `SELECT ${columns}, ${anyTracking} FROM stops JOIN routes ON routes.id = stops.route WHERE stops.id = ?`,
  );
  const packagesBegun = db
    .prepare<[string, string], number>(
      `SELECT count(*) FROM (SELECT 1 FROM packages WHERE tracking_key >= ? AND tracking_key < ? LIMIT ${fewPackages + 1})`,
    )
    .pluck();
  const trackingBegun = db.prepare<[string, string, string, string], HitRow>(
    `SELECT ${columns}, packages.tracking_id
     FROM packages CROSS JOIN stops ON stops.id = packages.stop CROSS JOIN routes ON routes.id = stops.route
     WHERE packages.tracking_key >= ? AND packages.tracking_key < ? AND routes.date BETWEEN ? AND ?
     ORDER BY routes.date DESC, packages.tracking_key LIMIT ${maxHits}`,
  );
  const routesOf = db
    .prepare<[string, string], number>(
      'SELECT id FROM routes WHERE date BETWEEN ? AND ? ORDER BY date DESC, last_completed_at DESC, route',
    )
    .pluck();
  const packagesOfRoute = db.prepare<[number], { stop: number; tracking_key: string; tracking_id: string }>(
    `SELECT packages.stop, packages.tracking_key, packages.tracking_id
     FROM stops CROSS JOIN packages ON packages.stop = stops.id WHERE stops.route = ?`,
  );
  const stopsOfRoute = db.prepare<[number], HitRow>(
    `SELECT ${columns}, ${anyTracking} FROM stops JOIN routes ON routes.id = stops.route WHERE stops.route = ?
     ORDER BY (SELECT max(completed_at) FROM packages WHERE packages.stop = stops.id) DESC, stops.id DESC`,
  );

  function trackingHits(text: string, from: string, to: string): HitRow[] {
    const begun = canonicalId(text);
    if (begun.length < shortestTracking) return [];
    // Beyond every letter: the end of the range that begins so.
    const end = `${begun}\u{10ffff}`;
    if ((packagesBegun.get(begun, end) ?? 0) <= fewPackages) return trackingBegun.all(begun, end, from, to);
    const hits = new Map<number, HitRow>();
    let stops = 0;
    for (const route of routesOf.all(from, to)) {
      for (const { stop, tracking_key, tracking_id } of packagesOfRoute.all(route)) {
        stops++;
        if (!tracking_key.startsWith(begun) || hits.has(stop)) continue;
        const hit = byId.get(stop);
        if (hit) hits.set(stop, { ...hit, tracking_id });
        if (hits.size === maxHits) return [...hits.values()];
      }
      if (stops >= mostStops) break;
    }
    return [...hits.values()];
  }

  /** Hits of the newest days, when those alone fill the page; null when they don't, or when a day lies among too many others. */
  function hitsOfNewestDays(expression: string, days: readonly DaySpan[]): WordHit[] | null {
    const found: WordHit[] = [];
    let looked = 0;
    for (const { date, first, last } of days.slice(0, daysFirst)) {
      for (const hit of wordWalk.iterate(expression, first, last)) {
        if (++looked > mostInDay) return null;
        if (hit.date === date) found.push(hit);
        if (found.length === maxHits) return found;
      }
    }
    return days.length <= daysFirst ? found : null;
  }

  /** Hits of all the days, newest number first, until none that is newer can come. */
  function walkedHits(expression: string, days: readonly DaySpan[], from: ServiceDate, to: ServiceDate): WordHit[] {
    const found: WordHit[] = [];
    const first = Math.min(...days.map((day) => day.first));
    const last = Math.max(...days.map((day) => day.last));
    for (const hit of wordWalk.iterate(expression, first, last)) {
      if (hit.date < from || hit.date > to) continue;
      found.push(hit);
      if (found.length % maxHits > 0) continue;
      found.sort(newestFirst);
      // The days are newest first: the first of them that reaches below this number is the newest that may still come.
      const newestBelow = days.find((day) => day.first < hit.id);
      if (!newestBelow || (found[maxHits - 1]?.date ?? '') >= newestBelow.date) break;
    }
    return found.sort(newestFirst).slice(0, maxHits);
  }

  function wordHits(text: string, from: ServiceDate, to: ServiceDate): HitRow[] {
    const expression = toMatchExpression(text);
    if (expression === '') return [];
    const days = spans().filter(({ date }) => date >= from && date <= to);
    const hits = hitsOfNewestDays(expression, days) ?? walkedHits(expression, days, from, to);
    return hits.flatMap(({ id }) => byId.get(id) ?? []);
  }

  function newestStops(from: string, to: string): HitRow[] {
    const found: HitRow[] = [];
    for (const route of routesOf.all(from, to)) {
      found.push(...stopsOfRoute.all(route));
      if (found.length >= maxHits) break;
    }
    return found.slice(0, maxHits);
  }

  return (text, range = allDays) => {
    // Dates compare as texts: nothing is before the empty one, and nothing after the other.
    const [from, to] = [range.from ?? '', range.to ?? '9999-99-99'];
    const isRange = range.from !== null || range.to !== null;
    if (text.trim() === '') return isRange ? newestStops(from, to).map(toHit) : [];
    const found = new Map<number, HitRow>();
    for (const row of [...trackingHits(text, from, to), ...wordHits(text, from, to)]) {
      if (!found.has(row.id)) found.set(row.id, row);
    }
    return [...found.values()].sort(byDate).slice(0, maxHits).map(toHit);
  };
}

const byDate = (a: { date: ServiceDate }, b: { date: ServiceDate }) =>
  a.date === b.date ? 0 : a.date < b.date ? 1 : -1;
const newestFirst = (a: WordHit, b: WordHit) => byDate(a, b) || b.id - a.id;

function toHit(row: HitRow): SearchHit {
  return {
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
  };
}
