/**
 * One picture's bytes in the files of several days. A photo belongs to one day; where another of its files lies in the folder of
 * another day, or names a parcel of it, the photo visits that day: it stands there as well, and is told as used twice.
 */
import type { Database } from 'better-sqlite3';
import { dayInFolders } from '#core/domain/days.ts';
import type { ServiceDate } from '#shared/ids.ts';

export interface Visit {
  photo: number;
  path: string;
}

export interface Visits {
  /**
   * Says anew which files of a photo are of other days than its own. `datesNamed` are those of parcels that a file names.
   * Returns the days whose visits changed. Inside the caller's transaction.
   */
  renew(
    photo: number,
    day: ServiceDate,
    files: ReadonlyArray<{ path: string; datesNamed: readonly ServiceDate[] }>,
  ): Set<ServiceDate>;
  /** Files of photos of other days that are of this one. */
  ofDay(date: ServiceDate): Visit[];
  /** Files of this day's photos that are of other days. */
  awayFrom(date: ServiceDate): Visit[];
  forget(photo: number): void;
}

export function createVisits(db: Database): Visits {
  const known = db.prepare<[number], { path: string; date: string }>(
    'SELECT path, date FROM photo_visits WHERE photo = ? ORDER BY path',
  );
  const drop = db.prepare('DELETE FROM photo_visits WHERE photo = ?');
  const add = db.prepare('INSERT INTO photo_visits (photo, path, date) VALUES (?, ?, ?)');
  const untie = db.prepare(
    `DELETE FROM ties WHERE photo = ?
       AND stop IN (SELECT stops.id FROM routes JOIN stops ON stops.route = routes.id WHERE routes.date = ?)`,
  );
  const ofDay = db.prepare<[string], Visit>('SELECT photo, path FROM photo_visits WHERE date = ? ORDER BY photo, path');
  const awayFrom = db.prepare<[string], Visit>(
    `SELECT photo_visits.photo, photo_visits.path FROM photo_visits JOIN photos ON photos.id = photo_visits.photo
     WHERE photos.day = ?`,
  );

  return {
    renew(photo, day, files) {
      const found = files.flatMap(({ path, datesNamed }) => {
        const date = datesNamed.includes(day) ? day : (datesNamed[0] ?? dayInFolders(path) ?? day);
        return date === day ? [] : [{ path, date }];
      });
      // A photo all of whose files are of another day is one whose clock is wrong, and visits nothing.
      const visits = found.length < files.length ? found : [];
      const before = known.all(photo);
      if (JSON.stringify(before) === JSON.stringify(visits)) return new Set();
      drop.run(photo);
      for (const { path, date } of visits) add.run(photo, path, date);
      const dates = new Set(visits.map(({ date }) => date));
      for (const { date } of before) if (!dates.has(date) && date !== day) untie.run(photo, date);
      return new Set([...dates, ...before.map(({ date }) => date)]);
    },
    ofDay: (date) => ofDay.all(date),
    awayFrom: (date) => awayFrom.all(date),
    forget: (photo) => void drop.run(photo),
  };
}
