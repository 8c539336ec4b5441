/** Reads the folder's data files one after the other: sidecars to their photos, manifests to `manifestLayers.ts`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Log } from '#core/contract.ts';
import type { DeliveryWriter } from '#core/index/deliveries.ts';
import type { DirtyDays } from '#core/index/dirtyDays.ts';
import type { FileStore, KnownFile } from '#core/index/fileStore.ts';
import type { ManifestStore } from '#core/index/manifestStore.ts';
import { isDamaged } from '#core/index/openIndex.ts';
import type { PhotoWriter } from '#core/index/photoWriter.ts';
import { readSidecar } from '#core/manifests/sidecar.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { ImportProfile } from '#shared/importing.ts';
import type { Settings } from '#shared/settings.ts';
import { type AppliedManifest, createManifestLayers, type ManifestSource } from './manifestLayers.ts';

/** A sidecar is a handful of fields; anything larger is some other JSON. */
const sidecarBytes = 65_536;

export interface DataQueue {
  add(ids: readonly number[]): void;
  /** Lays an imported manifest into the index, in turn with the folder's own. */
  import(source: ManifestSource): Promise<AppliedManifest>;
  /** Runs something between two data files, while none is being read. */
  between<T>(work: () => Promise<T>): Promise<T>;
  /** Puts right what a process left that was killed over a manifest; call once, when all imports are known. */
  mend(): void;
  /** Files that are not taken in yet, the one in hand among them. */
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
  dirty: DirtyDays;
  root: string;
  /** Where copies of imported manifests lie, by hash. */
  importedFile: (sha256: string) => Pick<ManifestSource, 'file' | 'mapping' | 'serviceDate' | 'sha256' | 'isKept'>;
  settings: () => Settings;
  profiles: () => readonly ImportProfile[];
  clock: () => number;
  log: Log;
  onApplied: (dates: Set<ServiceDate>) => void;
  onProblems: () => void;
  onDamaged: () => void;
  /** The index could not be written (disk full), or can be again. */
  onBlocked: (isBlocked: boolean) => void;
}

export function createDataQueue(parts: DataQueueParts): DataQueue {
  const { db, files, photos } = parts;
  const abort = new AbortController();
  const layers = createManifestLayers({ ...parts, signal: abort.signal });
  /** Without the one in hand: it may change meanwhile, and is taken once more then. */
  const queued = new Set<number>();
  let inHand = 0;
  let tail: Promise<unknown> = Promise.resolve();
  const putSidecar = db.prepare('INSERT OR REPLACE INTO sidecars (path, body) VALUES (?, ?)');

  /** One thing after the other; a failure of one never stops the next. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = tail.then(work);
    tail = next.catch((error: unknown) => {
      if (!abort.signal.aborted) parts.log.error('A data file could not be taken in', { error: String(error) });
    });
    return next;
  }

  async function takeSidecar(file: KnownFile, absolute: string): Promise<boolean> {
    if (!file.path.toLowerCase().endsWith('.json') || file.size > sidecarBytes) return false;
    const read = await readSidecar(await readFile(absolute), { timeZone: parts.settings().timeZone });
    if (!read.ok) return false;
    const beside = files.photosBeside(file.path);
    // Any JSON object could be a sidecar that says nothing; beside no photo, a manifest is the likelier guess.
    if (Object.keys(read.sidecar).length === 0 && beside.length === 0) return false;
    const days = db.transaction(() => {
      putSidecar.run(file.path, JSON.stringify(read.sidecar));
      files.setRead(file.id, 'sidecar', null);
      const touched = new Set<ServiceDate>();
      for (const photo of beside) {
        for (const day of photos.place(photo)) touched.add(day);
      }
      // It may name the stop of a picture that is not here yet, and that stop is then not missing but syncing.
      if (files.isBesideUnread(file.path)) parts.dirty.addEach();
      return touched;
    })();
    parts.onApplied(days);
    return true;
  }

  async function take(id: number): Promise<void> {
    const file = files.byId(id);
    if (file?.state !== 'queued' || abort.signal.aborted) return;
    const absolute = join(parts.root, file.path);
    try {
      if (await takeSidecar(file, absolute)) {
        parts.onBlocked(false);
        return;
      }
      const name = file.path.slice(file.path.lastIndexOf('/') + 1);
      const applied = await layers.apply({ file: absolute, path: file.path, name, fileTime: file.modified_at });
      const isManifest = applied.result.ok || applied.result.code !== 'not-a-manifest';
      files.setRead(id, isManifest ? 'manifest' : 'ignored', null);
      parts.onBlocked(false);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Nothing was wrong with the file: it stays queued for the next scan.
      if (abort.signal.aborted || code?.startsWith('SQLITE_')) {
        if (isDamaged(error)) parts.onDamaged();
        else parts.onBlocked(true);
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

  async function takeNext(id: number): Promise<void> {
    queued.delete(id);
    inHand = 1;
    try {
      await take(id);
    } finally {
      inHand = 0;
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
        void inTurn(() => takeNext(id)).catch(() => undefined);
      }
    },
    import: (source) => inTurn(() => layers.apply(source)),
    between: inTurn,
    mend: () => void inTurn(() => layers.mend()).catch(() => undefined),
    get waiting() {
      return queued.size + inHand;
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
