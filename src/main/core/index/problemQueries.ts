/** What the problems screen reads: files that can't be read, files that wait, manifest rows that were passed over. */
import type { Database } from 'better-sqlite3';
import { serviceDateOf } from '#core/domain/days.ts';
import { fileProblemSentences, pendingSentences } from '#core/domain/sentences.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type {
  FileProblem,
  ManifestFileView,
  ManifestProblemView,
  PendingFile,
  ProblemsView,
} from '#shared/problems.ts';
import type { Settings } from '#shared/settings.ts';
import type { FileProblemCode, PendingReason } from '#shared/words.ts';
import { unsettled } from './fileStore.ts';

/** Rows shown at once: a screen helps with hundreds; the totals tell the rest. */
const shown = 1_000;

/** A present file without a picture. */
export interface UnsettledFile {
  id: number;
  path: string;
  state: string;
  code: string | null;
  message: string | null;
  may_still_arrive: number;
  arrived_at: number;
  modified_at: number;
  day: string | null;
}

export interface FolderTotals {
  files: number;
  photoFiles: number;
  photos: number;
  unreadable: number;
  pending: number;
  manifests: number;
  sidecars: number;
  ignored: number;
}

export interface UnsettledFiles {
  unreadable: UnsettledFile[];
  pending: UnsettledFile[];
}

export interface ProblemQueries {
  problems(now: number): ProblemsView;
  /** Number for the status line. */
  count(now: number): number;
  /** Present files without a picture, told apart by the cut-off of their day. */
  unsettled(now: number): UnsettledFiles;
  manifestProblems(limit?: number): ManifestProblemView[];
  folderTotals(now: number): FolderTotals;
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const folderOf = (path: string) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');

export function createProblemQueries(
  db: Database,
  settings: () => Pick<Settings, 'cutOffHours' | 'timeZone'>,
): ProblemQueries {
  const unsettledFiles = db.prepare<[], UnsettledFile>(
    `SELECT id, path, state, code, message, may_still_arrive, arrived_at, modified_at, day FROM files
     WHERE ${unsettled} AND present = 1 ORDER BY path`,
  );
  const lastDelivery = db
    .prepare<[string], number | null>('SELECT max(last_completed_at) FROM routes WHERE date = ?')
    .pluck();
  const newestDelivery = db.prepare<[], number | null>('SELECT max(last_completed_at) FROM routes').pluck();
  const manifests = db.prepare<[], ManifestRow>('SELECT * FROM manifests ORDER BY read_at DESC, id DESC LIMIT 500');
  const problemRows = db.prepare<[number], ManifestProblemView>(
    `SELECT coalesce(manifests.path, manifests.name) AS file, line, column_name AS "column", message
     FROM manifest_problems JOIN manifests ON manifests.id = manifest_problems.manifest
     ORDER BY file, manifests.sha256, n LIMIT ?`,
  );
  const problemsTotal = db.prepare<[], number>('SELECT coalesce(sum(problems_total), 0) FROM manifests').pluck();
  const missingFiles = db
    .prepare<[], number>(`SELECT count(*) FROM files WHERE present = 0 AND state = 'photo'`)
    .pluck();
  const byState = db.prepare<[], { state: string; n: number }>(
    'SELECT state, count(*) AS n FROM files WHERE present = 1 GROUP BY state',
  );
  const distinctPhotos = db.prepare<[], number>('SELECT count(*) FROM photos').pluck();

  interface ManifestRow {
    id: number;
    name: string;
    path: string | null;
    kind: string | null;
    rows: number;
    problems_total: number;
    read_at: number;
    dates: string;
    changes: string;
  }

  /**
   * When a file that may still be arriving is given up: at the cut-off of its day, which is that of its name or folder, else
   * that of its own time if anything was delivered then, else the last one that is known.
   */
  function cutOffOf(file: UnsettledFile, known: Map<ServiceDate, number | null>): number {
    const { cutOffHours, timeZone } = settings();
    const day = file.day ?? serviceDateOf(file.modified_at, timeZone);
    let last = known.get(day);
    if (last === undefined) {
      last = lastDelivery.get(day) ?? null;
      known.set(day, last);
    }
    return (last ?? newestDelivery.get() ?? file.modified_at) + cutOffHours * 3_600_000;
  }

  function split(now: number): UnsettledFiles {
    const known = new Map<ServiceDate, number | null>();
    const result: UnsettledFiles = { unreadable: [], pending: [] };
    for (const file of unsettledFiles.all()) {
      const waits = file.state !== 'unreadable' || (file.may_still_arrive === 1 && now < cutOffOf(file, known));
      (waits ? result.pending : result.unreadable).push(file);
    }
    return result;
  }

  function toProblem(file: UnsettledFile): FileProblem {
    const code = (file.code ?? 'read-failed') as FileProblemCode;
    return {
      id: String(file.id),
      name: nameOf(file.path),
      folder: folderOf(file.path),
      code,
      message: file.message ?? fileProblemSentences[code].message,
      advice: fileProblemSentences[code].advice,
      seenAt: file.arrived_at,
    };
  }

  function toPending(file: UnsettledFile): PendingFile {
    const reason: PendingReason =
      file.state === 'queued'
        ? 'queued'
        : file.state === 'unreadable'
          ? 'truncated'
          : ((file.code ?? 'settling') as PendingReason);
    return {
      id: String(file.id),
      name: nameOf(file.path),
      folder: folderOf(file.path),
      reason,
      message: file.state === 'waiting' && file.message ? file.message : pendingSentences[reason],
      since: file.arrived_at,
    };
  }

  return {
    unsettled: split,

    problems(now) {
      const { unreadable, pending } = split(now);
      const files: ManifestFileView[] = manifests.all().map((row) => ({
        id: String(row.id),
        name: row.path ?? row.name,
        imported: row.path === null,
        kind: row.kind ?? 'unknown',
        rows: row.rows,
        problems: row.problems_total,
        readAt: row.read_at,
        dates: JSON.parse(row.dates) as string[],
        changes: JSON.parse(row.changes) as string[],
      }));
      return {
        unreadable: unreadable.slice(0, shown).map(toProblem),
        pending: pending.slice(0, shown).map(toPending),
        manifestProblems: problemRows.all(shown),
        manifestProblemsTotal: problemsTotal.get() ?? 0,
        manifests: files,
        missingFiles: missingFiles.get() ?? 0,
      };
    },

    count: (now) => split(now).unreadable.length + (problemsTotal.get() ?? 0),

    manifestProblems: (limit = -1) => problemRows.all(limit),

    folderTotals(now) {
      const counts = new Map(byState.all().map(({ state, n }) => [state, n]));
      const { unreadable, pending } = split(now);
      const photoFiles = counts.get('photo') ?? 0;
      const manifestFiles = counts.get('manifest') ?? 0;
      const sidecars = counts.get('sidecar') ?? 0;
      const ignored = counts.get('ignored') ?? 0;
      return {
        files: photoFiles + unreadable.length + pending.length + manifestFiles + sidecars + ignored,
        photoFiles,
        photos: distinctPhotos.get() ?? 0,
        unreadable: unreadable.length,
        pending: pending.length,
        manifests: manifestFiles,
        sidecars,
        ignored,
      };
    },
  };
}
