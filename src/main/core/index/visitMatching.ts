/** Ties of pictures that visit a day: only what their files name there, as their time and place belong to another day. */
import type { Database } from 'better-sqlite3';
import type { ManualTie, Photo, Route, Stop } from '#core/domain/delivery.ts';
import { tiedPhotoFlags } from '#core/domain/flags.ts';
import { type IdentityIndex, identify } from '#core/domain/matching/identity.ts';
import { dayWords } from '#core/domain/signOffSentences.ts';
import { deliveredAt } from '#core/domain/stopState.ts';
import type { ServiceDate, StopId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { PhotoChange } from './matchStore.ts';
import { createPhotoReader, type PhotoRow } from './photoReader.ts';
import { createVisits, type Visit } from './visits.ts';

export interface VisitMatching {
  /** Visits whose ties differ from what the index says, and the stops at which each stood before. */
  match(day: VisitedDay, settings: Settings): Array<{ change: PhotoChange; before: number[] }>;
}

export interface VisitedDay {
  date: ServiceDate;
  routes: readonly Route[];
  identities: IdentityIndex;
  /** What a supervisor said doesn't belong there. */
  refused: readonly ManualTie[];
  stopNumber: (id: StopId) => number;
}

/** As sure as the file's word is; that the picture stands elsewhere too is said by its flag. */
const confidence = 0.985;

export function createVisitMatching(db: Database): VisitMatching {
  const photos = createPhotoReader(db);
  const visits = createVisits(db);
  const knownTies = db
    .prepare<[number, string], number>(
      `SELECT ties.stop FROM ties JOIN stops ON stops.id = ties.stop JOIN routes ON routes.id = stops.route
       WHERE ties.photo = ? AND routes.date = ? ORDER BY ties.stop`,
    )
    .pluck();

  return {
    match({ date, routes, identities, refused, stopNumber }, settings) {
      const found: Array<{ change: PhotoChange; before: number[] }> = [];
      const stops = new Map(routes.flatMap((route) => route.stops).map((stop) => [stop.id, stop]));
      for (const [id, files] of Map.groupBy(visits.ofDay(date), (visit) => visit.photo)) {
        const row = photos.row(id);
        if (!row) continue;
        const photo = onlyFiles(photos.toPhoto(row, photos.filesOf(id)), files);
        const ties = identify(photo, identities).hits.flatMap(({ stopId, method, evidence }) => {
          const stop = stops.get(stopId);
          const isRefused = refused.some((tie) => tie.photoId === photo.id && tie.stopId === stopId);
          return stop && !isRefused
            ? [tieOf(photo, row, stop, { method, evidence, number: stopNumber(stopId) }, settings)]
            : [];
        });
        const before = knownTies.all(id, date);
        if (
          before.join() ===
          ties
            .map((tie) => tie.stop)
            .sort((a, b) => a - b)
            .join()
        )
          continue;
        const change = { photo: id, route: null, correction: null, ties, stray: null, isAside: false };
        found.push({ change: { ...change, leaves: before }, before });
      }
      return found;
    },
  };
}

/** The photo as its files of one day show it. */
export function onlyFiles(photo: Photo, files: readonly Pick<Visit, 'path'>[]): Photo {
  const paths = new Set(files.map(({ path }) => path));
  return { ...photo, files: photo.files.filter(({ path }) => paths.has(path)) };
}

/** Pictures of a day without their files that are of other days. */
export function atHome(photos: readonly Photo[], rowIds: ReadonlyMap<string, number>, away: readonly Visit[]): Photo[] {
  if (away.length === 0) return [...photos];
  const paths = Map.groupBy(away, (visit) => visit.photo);
  return photos.map((photo) => {
    const gone = paths.get(rowIds.get(photo.id) ?? 0);
    return gone
      ? onlyFiles(
          photo,
          photo.files.filter(({ path }) => !gone.some((visit) => visit.path === path)),
        )
      : photo;
  });
}

function tieOf(
  photo: Photo,
  row: PhotoRow,
  stop: Stop,
  named: { method: PhotoChange['ties'][number]['method']; evidence: string; number: number },
  settings: Settings,
): PhotoChange['ties'][number] {
  const done = deliveredAt(stop);
  const seconds = done === null || photo.takenAt === null ? null : (photo.takenAt - done) / 1000;
  const tie = { secondsAfterScan: seconds, metresFromStop: null };
  // The flag of its other use is set when the tie is written.
  const flags = tiedPhotoFlags(
    { photo, tie, stop, correctionSeconds: null, stopsOfPhoto: 1, nearDuplicate: false },
    settings,
  );
  const reasons = [named.evidence, `The picture itself is of ${dayWords(row.day)}`];
  return { stop: named.number, method: named.method, confidence, seconds, metres: null, reasons, flags };
}
