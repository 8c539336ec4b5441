/** The stops behind a figure about claims, or behind a driver's pattern. */
import type { Database } from 'better-sqlite3';
import { areaOf } from '#core/domain/areas.ts';
import { marksWords } from '#core/domain/figureSentences.ts';
import { isInPattern } from '#core/domain/patterns.ts';
import { isSamePlace } from '#core/domain/places.ts';
import { hasMark } from '#core/domain/stopMarks.ts';
import type { FigureGroup, FigurePeriod, FigureStop, FigureStops, PatternKind } from '#shared/claimFigures.ts';
import type { ServiceDate } from '#shared/ids.ts';
import { doorOf } from './doors.ts';
import { newestDayUntil, spanOf } from './figureSpan.ts';
import { toBytes, toHex } from './keys.ts';

export interface FigureQuestion {
  days: FigurePeriod;
  by: FigureGroup;
  /** A driver, an area, or the id of a stop at the address. */
  key: string;
  /** Stops of this pattern instead of those that were claimed. */
  pattern?: PatternKind | undefined;
}

export interface FigureStopQueries {
  /** @param today as for the figures */
  stops(question: FigureQuestion, today: ServiceDate): Omit<FigureStops, 'timeZone'>;
}

interface Row {
  stop_key: Buffer;
  route_key: Buffer;
  date: ServiceDate;
  route: string;
  stop: string;
  address: string;
  postcode: string | null;
  driver: string | null;
  completed_at: number | null;
  marks: number;
}

/** More are a list that nobody works off. */
const mostListed = 200;

const columns = `stops.key AS stop_key, routes.key AS route_key, routes.date, routes.route, stops.stop, stops.address, stops.postcode,
  coalesce(routes.driver_name, routes.driver) AS driver, stop_marks.marks,
  (SELECT max(completed_at) FROM packages WHERE packages.stop = stops.id AND outcome = 'delivered') AS completed_at`;
// CROSS JOIN keeps the order: days, their routes, the marked stops of those, a few in a hundred.
const ofRoutes = `routes CROSS JOIN stop_marks ON stop_marks.route = routes.id CROSS JOIN stops ON stops.id = stop_marks.stop`;
/** Evening by evening, the scans of a burst one after the other. */
const inOrder = 'ORDER BY routes.date DESC, routes.route, completed_at, stops.id';

export function createFigureStops(db: Database): FigureStopQueries {
  const newestDay = newestDayUntil(db);
  const ofDriver = db.prepare<[string, string, string], Row>(
    `SELECT ${columns} FROM ${ofRoutes}
     WHERE routes.date BETWEEN ? AND ? AND coalesce(routes.driver, routes.driver_name, routes.route) = ? ${inOrder}`,
  );
  const claimed = db.prepare<[string, string], Row>(
    `SELECT ${columns} FROM ${ofRoutes} WHERE routes.date BETWEEN ? AND ? AND (stop_marks.marks & 12) <> 0 ${inOrder}`,
  );
  const placeOf = db.prepare<[Buffer], { address: string; postcode: string | null }>(
    'SELECT address, postcode FROM stops WHERE key = ?',
  );
  const atDoor = db.prepare<[number, string, string], Row>(
    `SELECT ${columns} FROM stop_marks CROSS JOIN routes ON routes.id = stop_marks.route CROSS JOIN stops ON stops.id = stop_marks.stop
     WHERE stop_marks.door = ? AND routes.date BETWEEN ? AND ? ${inOrder}`,
  );

  function rowsOf({ by, key }: FigureQuestion, from: ServiceDate, to: ServiceDate): Row[] {
    if (by === 'driver') return ofDriver.all(from, to, key);
    if (by === 'area') return claimed.all(from, to).filter(({ postcode }) => areaOf(postcode) === key);
    const place = placeOf.get(toBytes(key));
    const door = place ? doorOf(place) : null;
    if (!place || door === null) return [];
    return atDoor.all(door, from, to).filter((row) => isSamePlace(row, place));
  }

  return {
    stops(question, today) {
      const { from, to } = spanOf(newestDay(today), question.days);
      const { pattern } = question;
      const wanted = rowsOf(question, from, to).filter(({ marks }) =>
        pattern
          ? hasMark(marks, 'delivered') && isInPattern(marks, pattern)
          : hasMark(marks, 'claimed') || hasMark(marks, 'claim-rejected'),
      );
      return { total: wanted.length, stops: wanted.slice(0, mostListed).map(toStop) };
    },
  };
}

function toStop({ stop_key, route_key, completed_at, marks, postcode: _, ...row }: Row): FigureStop {
  return {
    stopId: toHex(stop_key),
    routeId: toHex(route_key),
    completedAt: completed_at,
    marks: marksWords(marks),
    ...row,
  };
}
