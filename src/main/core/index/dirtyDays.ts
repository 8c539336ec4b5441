/**
 * Days whose ties and states have to be worked out again. They are marked in the transaction that makes it so, and stay marked
 * until the work is written: a process that dies in between finds them at its next start.
 */
import type { Database } from 'better-sqlite3';
import type { ServiceDate } from '#shared/ids.ts';

export interface DirtyDay {
  date: ServiceDate;
  /** All routes of the day, not only those whose ties change: stops, packages, decisions or rules are new. */
  allRoutes: boolean;
  /** How often it was marked: a day that is marked again while it is worked on stays marked. */
  marks: number;
}

export interface DirtyDays {
  add(dates: Iterable<ServiceDate>, routes?: 'all-routes'): void;
  /** For a file that may be about any day. */
  addEach(): void;
  /** The days of the stops that a file was for by its name, before it was read or went. */
  addOfFile(file: number): void;
  /** The newest that is not passed over. */
  newest(isPassedOver: (day: DirtyDay) => boolean): DirtyDay | null;
  /** The work for it, as it was marked then, is written. */
  done(day: DirtyDay): void;
  /** What an earlier process left may be half written. */
  distrust(): void;
}

export function createDirtyDays(db: Database): DirtyDays {
  const onConflict =
    'ON CONFLICT (date) DO UPDATE SET marks = marks + 1, all_routes = max(all_routes, excluded.all_routes)';
  const add = db.prepare(`INSERT INTO dirty_days (date, all_routes, marks) VALUES (?, ?, 1) ${onConflict}`);
  const addEach = db.prepare(
    // "WHERE true" parts the SELECT from the conflict clause in SQLite's grammar.
    `INSERT INTO dirty_days (date, all_routes, marks) SELECT DISTINCT date, 0, 1 FROM routes WHERE true ${onConflict}`,
  );
  const datesOfFile = db
    .prepare<[number], string>(
      `SELECT DISTINCT routes.date FROM file_stops JOIN stops ON stops.id = file_stops.stop
         JOIN routes ON routes.id = stops.route WHERE file_stops.file = ?`,
    )
    .pluck();
  const all = db.prepare<[], { date: string; all_routes: number; marks: number }>(
    'SELECT date, all_routes, marks FROM dirty_days ORDER BY date DESC',
  );
  const done = db.prepare('DELETE FROM dirty_days WHERE date = ? AND marks = ?');
  const distrust = db.prepare('UPDATE dirty_days SET all_routes = 1');

  return {
    add(dates, routes) {
      for (const date of dates) add.run(date, routes ? 1 : 0);
    },
    addEach: () => void addEach.run(),
    addOfFile(file) {
      for (const date of datesOfFile.all(file)) add.run(date, 0);
    },
    newest(isPassedOver) {
      for (const { date, all_routes, marks } of all.all()) {
        const day = { date, allRoutes: all_routes === 1, marks };
        if (!isPassedOver(day)) return day;
      }
      return null;
    },
    done: ({ date, marks }) => void done.run(date, marks),
    distrust: () => void distrust.run(),
  };
}
