/**
 * Reads the folder's data files one after the other: sidecars to their photos, manifests into routes, stops and packages.
 * Manifests count in the order of their file time whatever the order of arrival: when an older one comes late, the later
 * ones of the same days are laid over it again, so that a rebuild ends at the same rows.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import type { Log } from '#core/contract.ts';
import { type ChangeTally, type DeliveryWriter, emptyTally, tallySentences } from '#core/index/deliveries.ts';
import type { FileStore, KnownFile } from '#core/index/fileStore.ts';
import type { ManifestStore } from '#core/index/manifestStore.ts';
import type { PhotoWriter } from '#core/index/photoWriter.ts';
import type { ManifestSink, ReadManifestResult } from '#core/manifests/contract.ts';
import { readManifest } from '#core/manifests/readManifest.ts';
import { readSidecar } from '#core/manifests/sidecar.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { ColumnMapping, ImportProfile } from '#shared/importing.ts';
import type { Settings } from '#shared/settings.ts';

/** Rows a transaction: about 5 ms of writing. */
const rowsAtOnce = 100;
/** A sidecar is a handful of fields; anything larger is some other JSON. */
const sidecarBytes = 65_536;

/** A manifest to be laid into the index, wherever its bytes are. */
export interface ManifestSource {
  /** Absolute. */
  file: string;
  /** Relative path in the folder; null for an imported one. */
  path: string | null;
  name: string;
  fileTime: number;
  mapping?: ColumnMapping;
  serviceDate?: ServiceDate | null;
}

export interface AppliedManifest {
  result: ReadManifestResult;
  dates: ServiceDate[];
  tally: ChangeTally;
  changes: string[];
}

export interface DataQueue {
  add(ids: readonly number[]): void;
  /** Lays an imported manifest into the index, in turn with the folder's own. */
  import(source: ManifestSource): Promise<AppliedManifest>;
  readonly waiting: number;
  idle(): Promise<void>;
  close(): Promise<void>;
}

export interface DataQueueParts {
  db: Database;
  files: FileStore;
  deliveries: DeliveryWriter;
  manifests: ManifestStore;
  photos: PhotoWriter;
  root: string;
  /** Where copies of imported manifests lie, by hash. */
  importedFile: (sha256: string) => { file: string; mapping?: ColumnMapping; serviceDate?: ServiceDate | null };
  settings: () => Settings;
  profiles: () => readonly ImportProfile[];
  clock: () => number;
  log: Log;
  onApplied: (dates: Set<ServiceDate>) => void;
  onProblems: () => void;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

export function createDataQueue(parts: DataQueueParts): DataQueue {
  const { db, files, deliveries, manifests, photos } = parts;
  const abort = new AbortController();
  const queued = new Set<number>();
  let tail: Promise<unknown> = Promise.resolve();
  const findPhoto = db
    .prepare<[string, string], number>(
      // Everything beside the sidecar whose name begins like it: placing a photo once too often changes nothing.
      'SELECT DISTINCT photo FROM files WHERE path >= ? AND path < ? AND photo IS NOT NULL',
    )
    .pluck();
  const putSidecar = db.prepare('INSERT OR REPLACE INTO sidecars (path, body) VALUES (?, ?)');

  /** One thing after the other; a failure of one never stops the next. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = tail.then(work);
    tail = next.catch((error: unknown) => {
      if (!abort.signal.aborted) parts.log.error('A data file could not be taken in', { error: String(error) });
    });
    return next;
  }

  /** Lays one manifest's rows into the index in short transactions. */
  async function lay(source: ManifestSource): Promise<AppliedManifest & { waitingPatches: number }> {
    const tally = emptyTally();
    const dates = new Set<ServiceDate>();
    let waitingPatches = 0;
    const inPieces = async <Row>(batch: readonly Row[], write: (piece: Row[]) => void) => {
      for (let from = 0; from < batch.length; from += rowsAtOnce) {
        db.transaction(write)(batch.slice(from, from + rowsAtOnce));
        await nextTurn();
      }
    };
    const placeNamed = (trackingIds: Array<string | null>) => {
      for (const photo of photos.named(trackingIds.filter((id) => id !== null))) {
        for (const day of photos.place(photo)) dates.add(day);
      }
    };
    const sink: ManifestSink = {
      rows: (batch) =>
        inPieces(batch, (piece) => {
          for (const date of deliveries.applyRows(piece, source.fileTime, tally)) dates.add(date);
          placeNamed(piece.map((row) => row.trackingId));
        }),
      patches: (batch) =>
        inPieces(batch, (piece) => {
          const applied = deliveries.applyPatches(piece, source.fileTime, tally);
          waitingPatches += applied.waiting;
          for (const date of applied.dates) dates.add(date);
          placeNamed(piece.flatMap((patch) => (patch.packages ?? []).map((pack) => pack.trackingId)));
        }),
    };
    const result = await readManifest(
      source.file,
      {
        timeZone: parts.settings().timeZone,
        profiles: parts.profiles(),
        ...(source.mapping ? { mapping: source.mapping } : {}),
        ...(source.serviceDate !== undefined ? { serviceDate: source.serviceDate } : {}),
        signal: abort.signal,
      },
      sink,
    );
    return { result, dates: [...dates].sort(), tally, changes: tallySentences(tally), waitingPatches };
  }

  function sourceOf(stored: { path: string | null; sha256: string; name: string; fileTime: number }): ManifestSource {
    const { path, name, fileTime } = stored;
    if (path !== null) return { file: join(parts.root, path), path, name, fileTime };
    return { ...parts.importedFile(stored.sha256), path, name, fileTime };
  }

  async function apply(source: ManifestSource): Promise<AppliedManifest> {
    const sha256 = await hashOf(source.file);
    const applied = await lay(source);
    const { result } = applied;
    if (!result.ok && result.code === 'not-a-manifest') return applied;
    const summary = result.summary;
    const failure = result.ok ? [] : [{ line: null, column: null, message: result.message }];
    manifests.put({
      path: source.path,
      sha256,
      name: source.name,
      kind: summary?.kind ?? null,
      fileTime: source.fileTime,
      readAt: parts.clock(),
      rows: summary?.rows ?? 0,
      good: summary?.good ?? 0,
      problemsTotal: (summary?.problemsTotal ?? 0) + failure.length,
      problems: [...failure, ...(summary?.problems ?? [])],
      dates: applied.dates,
      changes: applied.changes,
      waitingPatches: applied.waitingPatches,
    });
    const dates = new Set(applied.dates);
    // Patches name routes without a date; once new routes are in, those that came too early find theirs.
    const again = applied.tally.newRoutes > 0 ? manifests.withWaitingPatches() : [];
    for (const stored of [...manifests.laterThan(source.fileTime, applied.dates), ...again]) {
      if (stored.sha256 === sha256) continue;
      for (const date of (await lay(sourceOf(stored))).dates) dates.add(date);
    }
    parts.onApplied(dates);
    return applied;
  }

  async function takeSidecar(file: KnownFile, absolute: string): Promise<boolean> {
    if (!file.path.toLowerCase().endsWith('.json') || file.size > sidecarBytes) return false;
    const read = await readSidecar(await readFile(absolute), { timeZone: parts.settings().timeZone });
    if (!read.ok) return false;
    const stem = file.path.slice(0, -'.json'.length);
    // Any JSON object could be a sidecar that says nothing; beside no photo, a manifest is the likelier guess.
    if (Object.keys(read.sidecar).length === 0 && findPhoto.all(stem, `${stem}\u{10ffff}`).length === 0) return false;
    const days = db.transaction(() => {
      putSidecar.run(file.path, JSON.stringify(read.sidecar));
      files.setRead(file.id, 'sidecar', null);
      const touched = new Set<ServiceDate>();
      for (const photo of findPhoto.all(stem, `${stem}\u{10ffff}`)) {
        for (const day of photos.place(photo)) touched.add(day);
      }
      return touched;
    })();
    parts.onApplied(days);
    return true;
  }

  async function take(id: number): Promise<void> {
    queued.delete(id);
    const file = files.byId(id);
    if (!file || file.state !== 'queued' || abort.signal.aborted) return;
    const absolute = join(parts.root, file.path);
    try {
      if (await takeSidecar(file, absolute)) return;
      const name = file.path.slice(file.path.lastIndexOf('/') + 1);
      const applied = await apply({ file: absolute, path: file.path, name, fileTime: file.modified_at });
      const isManifest = applied.result.ok || applied.result.code !== 'not-a-manifest';
      files.setRead(id, isManifest ? 'manifest' : 'ignored', null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Nothing was wrong with the file: it stays queued for the next scan.
      if (abort.signal.aborted || code?.startsWith('SQLITE_')) {
        parts.log.error('A data file could not be written into the index', { file: file.path, error: String(error) });
        return;
      }
      const denied = code === 'EACCES' || code === 'EPERM';
      files.setUnreadable(id, {
        code: denied ? 'permission-denied' : 'read-failed',
        message: denied
          ? 'This file may not be read by Porchlight’s user.'
          : `This file could not be read (${code ?? String(error)}). It is tried again at the next scan.`,
        mayStillArrive: false,
        day: null,
      });
    } finally {
      parts.onProblems();
    }
  }

  return {
    add(ids) {
      // In order of the files' time, and only then of their names: the later manifest has the last word.
      const known = ids.map((id) => files.byId(id)).filter((file) => file !== undefined);
      known.sort((a, b) => a.modified_at - b.modified_at || (a.path < b.path ? -1 : 1));
      for (const { id } of known) {
        if (queued.has(id)) continue;
        queued.add(id);
        void inTurn(() => take(id)).catch(() => undefined);
      }
    },
    import: (source) => inTurn(() => apply(source)),
    get waiting() {
      return queued.size;
    },
    async idle() {
      for (let last: Promise<unknown> | null = null; last !== tail; ) {
        last = tail;
        await last;
      }
    },
    async close() {
      abort.abort();
      await tail;
    },
  };
}
