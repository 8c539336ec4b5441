/** Between which numbers the stops of each day lie: what makes a search among a million stops end early. */
import type { Database } from 'better-sqlite3';
import type { ServiceDate } from '#shared/ids.ts';

export interface DaySpan {
  date: ServiceDate;
  /** Lowest and highest number of its stops; other days may have stops between the two. */
  first: number;
  last: number;
}

/**
 * The spans of all days, newest first. Two look-ups a route (some 10 ms for a million stops), so they are kept until this
 * connection has written anything: every stop is written through it.
 */
export function createDaySpans(db: Database): () => readonly DaySpan[] {
  const changes = db.prepare<[], number>('SELECT total_changes()').pluck();
  const read = db.prepare<[], DaySpan>(
    `SELECT date, min(first) AS first, max(last) AS last FROM (
       SELECT date, (SELECT min(id) FROM stops WHERE route = routes.id) AS first,
         (SELECT max(id) FROM stops WHERE route = routes.id) AS last FROM routes
     ) WHERE first IS NOT NULL GROUP BY date ORDER BY date DESC`,
  );
  let known: { changes: number; spans: readonly DaySpan[] } | null = null;
  return () => {
    const now = changes.get() ?? 0;
    if (known?.changes !== now) known = { changes: now, spans: read.all() };
    return known.spans;
  };
}
