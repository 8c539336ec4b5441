/**
 * Finds the tracking ids of the index that are written nearly as one that somebody says: O for 0, I or l for 1, other blanks and
 * hyphens. Walks down the index of ids character by character and follows only beginnings that exist, so that a million ids cost
 * some hundred look-ups, and no second form of them has to be kept.
 */
import type { Database } from 'better-sqlite3';
import { looseId, readings } from '#core/domain/claims.ts';

/** An id whose every character may be read in several ways, in a depot that uses them all, must not hold a page up. */
const mostLooks = 2_000;
const mostFound = 20;

/** Ids as they are compared (`tracking_key`), in their order, at most so many; the asked one itself is among them where it exists. */
export function createNearIds(db: Database): (text: string, most?: number) => string[] {
  const firstFrom = db
    .prepare<[string], string>(
      'SELECT tracking_key FROM packages WHERE tracking_key >= ? ORDER BY tracking_key LIMIT 1',
    )
    .pluck();

  return (text, most = mostFound) => {
    const wanted = [...looseId(text)];
    const found: string[] = [];
    let looks = 0;

    function walk(begun: string, at: number): void {
      if (found.length === most || looks === mostLooks) return;
      looks++;
      const first = firstFrom.get(begun);
      if (first === undefined || !first.startsWith(begun)) return;
      const next = wanted[at];
      if (next === undefined) {
        if (first === begun) found.push(first);
        return;
      }
      for (const character of readings(next)) {
        walk(begun + character, at + 1);
        if (at > 0) walk(`${begun}-${character}`, at + 1);
      }
    }

    if (wanted.length > 0) walk('', 0);
    return found.sort();
  };
}
