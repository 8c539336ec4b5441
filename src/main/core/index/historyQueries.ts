/** What is remembered of a stop's address: earlier claims, pictures that never came, pictures of another place. */
import type { Database } from 'better-sqlite3';
import { isSamePlace } from '#core/domain/places.ts';
import { type EarlierDelivery, historyOf } from '#core/domain/stopHistory.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { StopHistory } from '#shared/views.ts';
import type { StopRecord } from './deliveryReader.ts';
import { doorOf } from './doors.ts';

export interface HistoryQueries {
  /**
   * Of a stop on a service date; null: nothing is remembered. One look into an index of the few stops with a past, so that a route of
   * 200 stops is opened by 200 such looks.
   */
  of(stop: Pick<StopRecord, 'address' | 'postcode'>, date: ServiceDate): StopHistory | null;
}

/** A door with more is a tower block whose flats the manifests do not tell apart. */
const mostLookedAt = 60;

/** A door's past of longer ago says more about who lived there than about tonight. As texts, for a manifest may say 2026-02-30. */
const yearBefore = (date: ServiceDate): ServiceDate =>
  `${String(Number(date.slice(0, 4)) - 1).padStart(4, '0')}${date.slice(4)}`;

export function createHistoryQueries(db: Database): HistoryQueries {
  // CROSS JOIN keeps the order: the door's few rows lead.
  const atDoor = db.prepare<[number, string, string], EarlierDelivery & { address: string; postcode: string | null }>(
    `SELECT routes.date, stop_marks.marks, stops.address, stops.postcode
     FROM stop_marks CROSS JOIN routes ON routes.id = stop_marks.route CROSS JOIN stops ON stops.id = stop_marks.stop
     WHERE stop_marks.door = ? AND routes.date < ? AND routes.date >= ?
     ORDER BY routes.date DESC LIMIT ${mostLookedAt}`,
  );
  return {
    of(stop, date) {
      const door = doorOf(stop);
      if (door === null) return null;
      const rows = atDoor.all(door, date, yearBefore(date)).filter((row) => isSamePlace(row, stop));
      return rows.length === 0 ? null : historyOf(rows);
    },
  };
}
