/** What the person model found, picture by picture (`photo_people`). */
import type { Database } from 'better-sqlite3';
import type { PhotoId, ServiceDate } from '#shared/ids.ts';
import type { PersonFound } from '#shared/views.ts';
import { toHex } from './keys.ts';

interface PersonRow {
  kind: PersonFound['kind'];
  score: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PeopleStore {
  /** Null: the model has not looked at the picture. Best first. */
  found(photo: number): PersonFound[] | null;
  /** Takes the place of what was found before. Inside a transaction. */
  replace(photo: number, people: readonly PersonFound[]): void;
  /** Of a day's pictures those in which something was found. */
  ofDay(date: ServiceDate): Map<PhotoId, PersonFound[]>;
  /** The picture's day and the days of the stops that it is tied to. */
  daysOf(photo: number): Set<ServiceDate>;
}

export function createPeopleStore(db: Database): PeopleStore {
  const version = db.prepare<[number], number | null>('SELECT people_version FROM photos WHERE id = ?').pluck();
  const ofPhoto = db.prepare<[number], PersonRow>(
    'SELECT kind, score, x, y, width, height FROM photo_people WHERE photo = ? ORDER BY n',
  );
  const ofDay = db.prepare<[string], PersonRow & { sha256: Buffer }>(
    `SELECT photos.sha256, kind, score, x, y, photo_people.width, photo_people.height
     FROM photos JOIN photo_people ON photo_people.photo = photos.id WHERE photos.day = ? ORDER BY photo_people.photo, n`,
  );
  const drop = db.prepare('DELETE FROM photo_people WHERE photo = ?');
  const add = db.prepare(
    'INSERT INTO photo_people (photo, n, kind, score, x, y, width, height) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const daysOf = db
    .prepare<[number, number], string>(
      `SELECT day FROM photos WHERE id = ?
       UNION SELECT routes.date FROM ties JOIN stops ON stops.id = ties.stop JOIN routes ON routes.id = stops.route
       WHERE ties.photo = ?`,
    )
    .pluck();

  return {
    found: (photo) => ((version.get(photo) ?? null) === null ? null : ofPhoto.all(photo).map(toFound)),
    replace(photo, people) {
      drop.run(photo);
      for (const [n, { kind, score, box }] of people.entries()) {
        add.run(photo, n, kind, score, box.x, box.y, box.width, box.height);
      }
    },
    ofDay(date) {
      const rows = Map.groupBy(ofDay.all(date), (row) => toHex(row.sha256));
      return new Map([...rows].map(([photoId, found]) => [photoId, found.map(toFound)]));
    },
    daysOf: (photo) => new Set(daysOf.all(photo, photo).filter((date) => date !== '')),
  };
}

function toFound({ kind, score, x, y, width, height }: PersonRow): PersonFound {
  return { kind, score, box: { x, y, width, height } };
}
