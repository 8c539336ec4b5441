/** Writes what matching found: only what changed, in pieces short enough that a page never waits for them. */
import type { Database } from 'better-sqlite3';
import type { ServiceDate } from '#shared/ids.ts';
import type { Flag, MatchMethod } from '#shared/words.ts';

/** A photo's new ties or its new loneliness; row numbers of the index, not ids. */
export interface PhotoChange {
  photo: number;
  route: number | null;
  correction: number | null;
  ties: Array<{
    stop: number;
    method: MatchMethod;
    confidence: number;
    seconds: number | null;
    metres: number | null;
    reasons: string[];
    flags: Flag[];
  }>;
  stray: { reason: string; candidates: Array<{ stop: number; score: number; reasons: string[] }> } | null;
  /** It belongs to another day and visits this one: these ties of it go, and nothing else of it changes. */
  leaves?: readonly number[];
  /** A person put it aside: it belongs nowhere, and nobody has to find a stop for it. */
  isAside: boolean;
}

/** What `photos.tied` says. */
export const tiedCode = { stray: 0, tied: 1, aside: 2 } as const;

/** Where a photo stands as the index has it. */
export interface Standing {
  /** `unmatched`: matching has not come to it yet. */
  how: 'tied' | 'proposed' | 'alone' | 'aside' | 'unmatched';
  /** The stop of its first tie, else of its first candidate; a row number. */
  stop: number | null;
}

/** A device's clock on a route (a row number), as measured; the columns of `clocks`. */
export interface ClockFinding {
  route: number;
  device: string;
  photos: number;
  correction: number;
  drift: number;
  steps: string | null;
  confidence: number;
  support: number;
  gps: number;
  placed: number;
}

/** What one run of matching changed on a date. */
export interface MatchDelta {
  date: ServiceDate;
  photos: PhotoChange[];
  /** Waiting and unreadable files whose names say which stop they are for. */
  fileStops: Array<{ file: number; stops: number[] }>;
  clocks: ClockFinding[] | null;
  /** Second files that a sync client made, by route (0: of none). */
  conflictCopies: Array<{ route: number; files: number }> | null;
  /** Routes whose stops may stand differently now. */
  routes: number[];
}

/** What most pictures are corrected by, or nothing: single ones are corrected for reasons of their own (a stale GPS fix). */
export const usualCorrection = 'CASE WHEN 2 * count(correction) >= count(*) THEN round(avg(correction)) END';

export interface MatchStore {
  /** Writes a piece of photo changes in one transaction. */
  storePhotos(changes: readonly PhotoChange[]): void;
  /** Writes the rest of a delta in one transaction. */
  storeRest(delta: Omit<MatchDelta, 'photos'>): void;
  /** Counts the devices of a route anew, in one transaction. */
  storeDevices(route: number): void;
  standingOf(photo: number): Standing;
}

export function createMatchStore(db: Database): MatchStore {
  const dropTies = db.prepare(
    // What stands at stops of days that the photo visits is written with those days.
    `DELETE FROM ties WHERE photo = ? AND stop NOT IN (
       SELECT stops.id FROM photo_visits JOIN routes ON routes.date = photo_visits.date
         JOIN stops ON stops.route = routes.id WHERE photo_visits.photo = ties.photo)`,
  );
  const dropTie = db.prepare('DELETE FROM ties WHERE photo = ? AND stop = ?');
  const dropCandidates = db.prepare('DELETE FROM candidates WHERE photo = ?');
  const setPhoto = db.prepare('UPDATE photos SET tied = ?, stray_reason = ?, route = ?, correction = ? WHERE id = ?');
  const addTie = db.prepare(
    `INSERT INTO ties (stop, photo, method, confidence, seconds, metres, reasons, flags) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addCandidate = db.prepare('INSERT INTO candidates (photo, stop, score, reasons) VALUES (?, ?, ?, ?)');
  const dropFileStops = db.prepare('DELETE FROM file_stops WHERE file = ?');
  const addFileStop = db.prepare('INSERT OR IGNORE INTO file_stops (file, stop) VALUES (?, ?)');
  const dropClocks = db.prepare('DELETE FROM clocks WHERE date = ?');
  const addClock = db.prepare(
    `INSERT INTO clocks (date, route, device, photos, correction, drift, steps, confidence, support, gps, placed)
     VALUES (@date, @route, @device, @photos, @correction, @drift, @steps, @confidence, @support, @gps, @placed)`,
  );
  const dropCopies = db.prepare('DELETE FROM conflict_copies WHERE date = ?');
  const addCopies = db.prepare('INSERT INTO conflict_copies (date, route, files) VALUES (?, ?, ?)');
  const dropDevices = db.prepare('DELETE FROM route_devices WHERE route = ?');
  const countDevices = db.prepare(
    // A file's own time is when it was copied, and says nothing about the driver's progress.
    `INSERT INTO route_devices (route, device, photos, last_taken_at, last_arrived_at, correction)
     SELECT route, coalesce(device, ''), count(*),
            CAST(max(CASE WHEN taken_source <> 'file-time' THEN taken_at + coalesce(correction, 0) * 1000 END) AS INTEGER),
            max(arrived_at), ${usualCorrection}
     FROM photos WHERE route = ? GROUP BY coalesce(device, '')`,
  );
  const photoRow = db.prepare<[number], { tied: number; stray_reason: string | null }>(
    'SELECT tied, stray_reason FROM photos WHERE id = ?',
  );
  const firstTie = db.prepare<[number], number>('SELECT stop FROM ties WHERE photo = ? ORDER BY stop LIMIT 1').pluck();
  const firstCandidate = db
    .prepare<[number], number>('SELECT stop FROM candidates WHERE photo = ? ORDER BY score DESC, stop LIMIT 1')
    .pluck();

  function addTies(change: PhotoChange): void {
    for (const tie of change.ties) {
      addTie.run(
        ...[tie.stop, change.photo, tie.method, tie.confidence, tie.seconds, tie.metres],
        ...[JSON.stringify(tie.reasons), tie.flags.length > 0 ? JSON.stringify(tie.flags) : null],
      );
    }
  }

  return {
    storePhotos: db.transaction((changes: readonly PhotoChange[]) => {
      for (const change of changes) {
        if (change.leaves) {
          for (const stop of change.leaves) dropTie.run(change.photo, stop);
          addTies(change);
          continue;
        }
        dropTies.run(change.photo);
        dropCandidates.run(change.photo);
        setPhoto.run(
          change.isAside ? tiedCode.aside : change.ties.length > 0 ? tiedCode.tied : tiedCode.stray,
          change.stray?.reason ?? null,
          change.route,
          change.correction,
          change.photo,
        );
        addTies(change);
        for (const candidate of change.stray?.candidates ?? []) {
          addCandidate.run(change.photo, candidate.stop, candidate.score, JSON.stringify(candidate.reasons));
        }
      }
    }),

    storeRest: db.transaction((delta: Omit<MatchDelta, 'photos'>) => {
      for (const { file, stops } of delta.fileStops) {
        dropFileStops.run(file);
        for (const stop of stops) addFileStop.run(file, stop);
      }
      if (delta.clocks) {
        dropClocks.run(delta.date);
        for (const clock of delta.clocks) addClock.run({ date: delta.date, ...clock });
      }
      if (delta.conflictCopies) {
        dropCopies.run(delta.date);
        for (const { route, files } of delta.conflictCopies) addCopies.run(delta.date, route, files);
      }
    }),

    storeDevices: db.transaction((route: number) => {
      dropDevices.run(route);
      countDevices.run(route);
    }),

    standingOf(photo) {
      const row = photoRow.get(photo);
      if (!row) return { how: 'unmatched', stop: null };
      if (row.tied === tiedCode.aside) return { how: 'aside', stop: null };
      if (row.tied === tiedCode.tied) return { how: 'tied', stop: firstTie.get(photo) ?? null };
      if (row.stray_reason === null) return { how: 'unmatched', stop: null };
      const stop = firstCandidate.get(photo) ?? null;
      return { how: stop === null ? 'alone' : 'proposed', stop };
    },
  };
}
