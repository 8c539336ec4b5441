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
}

/** What one run of matching changed on a date. */
export interface MatchDelta {
  date: ServiceDate;
  photos: PhotoChange[];
  /** Waiting and unreadable files whose names say which stop they are for. */
  fileStops: Array<{ file: number; stops: number[] }>;
  clocks: Array<{ device: string; correction: number; support: number }> | null;
  /** Routes whose stops may stand differently now. */
  routes: number[];
}

export interface MatchStore {
  /** Writes a piece of photo changes in one transaction. */
  storePhotos(changes: readonly PhotoChange[]): void;
  /** Writes the rest of a delta in one transaction. */
  storeRest(delta: Omit<MatchDelta, 'photos'>): void;
}

export function createMatchStore(db: Database): MatchStore {
  const dropTies = db.prepare('DELETE FROM ties WHERE photo = ?');
  const dropCandidates = db.prepare('DELETE FROM candidates WHERE photo = ?');
  const setPhoto = db.prepare('UPDATE photos SET tied = ?, stray_reason = ?, route = ?, correction = ? WHERE id = ?');
  const addTie = db.prepare(
    `INSERT INTO ties (stop, photo, method, confidence, seconds, metres, reasons, flags) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addCandidate = db.prepare('INSERT INTO candidates (photo, stop, score, reasons) VALUES (?, ?, ?, ?)');
  const dropFileStops = db.prepare('DELETE FROM file_stops WHERE file = ?');
  const addFileStop = db.prepare('INSERT OR IGNORE INTO file_stops (file, stop) VALUES (?, ?)');
  const dropClocks = db.prepare('DELETE FROM clocks WHERE date = ?');
  const addClock = db.prepare('INSERT INTO clocks (date, device, correction, support) VALUES (?, ?, ?, ?)');

  return {
    storePhotos: db.transaction((changes: readonly PhotoChange[]) => {
      for (const change of changes) {
        dropTies.run(change.photo);
        dropCandidates.run(change.photo);
        setPhoto.run(
          change.ties.length > 0 ? 1 : 0,
          change.stray?.reason ?? null,
          change.route,
          change.correction,
          change.photo,
        );
        for (const tie of change.ties) {
          addTie.run(
            ...[tie.stop, change.photo, tie.method, tie.confidence, tie.seconds, tie.metres],
            ...[JSON.stringify(tie.reasons), tie.flags.length > 0 ? JSON.stringify(tie.flags) : null],
          );
        }
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
        for (const clock of delta.clocks) addClock.run(delta.date, clock.device, clock.correction, clock.support);
      }
    }),
  };
}
