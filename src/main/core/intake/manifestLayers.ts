/**
 * Lays manifests over each other in the index: routes, stops and packages. They count in the order of their file time whatever
 * the order of arrival: when one comes late, or takes the place of another, everything about its dates is laid again, so that
 * a rebuild ends at the same rows.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import {
  type ChangeTally,
  type DeliveryWriter,
  emptyRenewal,
  emptyTally,
  type Renewal,
  tallySentences,
} from '#core/index/deliveries.ts';
import type { ManifestStore, StoredManifest } from '#core/index/manifestStore.ts';
import type { PhotoWriter } from '#core/index/photoWriter.ts';
import type { ManifestSink, ReadManifestResult } from '#core/manifests/contract.ts';
import { readKeptRows } from '#core/manifests/keptRows.ts';
import { readManifest } from '#core/manifests/readManifest.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { ColumnMapping, ImportProfile } from '#shared/importing.ts';
import type { Settings } from '#shared/settings.ts';

/** Rows a transaction: about 5 ms of writing. */
const rowsAtOnce = 100;

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
  /** Of an imported one: the hash that the ledger knows it by, whatever its copy holds by now. */
  sha256?: string;
  /** The file holds the rows that were kept when customers in it were erased (`manifests/keptRows.ts`). */
  isKept?: boolean;
}

export interface AppliedManifest {
  result: ReadManifestResult;
  dates: ServiceDate[];
  tally: ChangeTally;
  changes: string[];
}

export interface ManifestLayers {
  /** One at a time. Rejects when it was broken off or the index can't be written; then it has to be applied once more. */
  apply(source: ManifestSource): Promise<AppliedManifest>;
  /** Puts right what a process left that was killed over a manifest. */
  mend(): Promise<void>;
}

export interface ManifestLayersParts {
  db: Database;
  deliveries: DeliveryWriter;
  manifests: ManifestStore;
  photos: PhotoWriter;
  root: string;
  /** Where copies of imported manifests lie, by hash. */
  importedFile: (sha256: string) => Pick<ManifestSource, 'file' | 'mapping' | 'serviceDate' | 'sha256' | 'isKept'>;
  settings: () => Settings;
  profiles: () => readonly ImportProfile[];
  clock: () => number;
  signal: AbortSignal;
  onApplied: (dates: Set<ServiceDate>) => void;
}

type Laid = AppliedManifest & { waitingPatches: number };

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

export function createManifestLayers(parts: ManifestLayersParts): ManifestLayers {
  const { db, deliveries, manifests, photos } = parts;

  /** Photos that name these packages belong to their day. */
  function placeNamed(trackingIds: Array<string | null>): ServiceDate[] {
    const named = photos.named(trackingIds.filter((id) => id !== null));
    return named.flatMap((photo) => [...photos.place(photo)]);
  }

  const read = (source: ManifestSource, sink: ManifestSink) => {
    if (source.isKept) return readKeptRows(source.file, sink, parts.signal);
    return readManifest(
      source.file,
      {
        timeZone: parts.settings().timeZone,
        profiles: parts.profiles(),
        ...(source.mapping ? { mapping: source.mapping } : {}),
        ...(source.serviceDate !== undefined ? { serviceDate: source.serviceDate } : {}),
        signal: parts.signal,
      },
      sink,
    );
  };

  /** Lays one manifest's rows into the index in short transactions. */
  async function lay(source: ManifestSource, renewal: Renewal | null): Promise<Laid> {
    const tally = emptyTally();
    const laying = { fileTime: source.fileTime, tally, renewal };
    const dates = new Set<ServiceDate>();
    let waitingPatches = 0;
    const inPieces = async <Row>(batch: readonly Row[], write: (piece: Row[]) => Iterable<ServiceDate>) => {
      for (let from = 0; from < batch.length; from += rowsAtOnce) {
        for (const date of db.transaction(write)(batch.slice(from, from + rowsAtOnce))) dates.add(date);
        await nextTurn();
      }
    };
    const result = await read(source, {
      rows: (batch) =>
        inPieces(batch, (piece) => {
          const touched = deliveries.applyRows(piece, laying);
          return [...touched, ...placeNamed(piece.map((row) => row.trackingId))];
        }),
      patches: (batch) =>
        inPieces(batch, (piece) => {
          const applied = deliveries.applyPatches(piece, laying);
          waitingPatches += applied.waiting;
          const trackingIds = piece.flatMap((patch) => (patch.packages ?? []).map((pack) => pack.trackingId));
          return [...applied.dates, ...placeNamed(trackingIds)];
        }),
    });
    parts.signal.throwIfAborted();
    return { result, dates: [...dates].sort(), tally, changes: tallySentences(tally), waitingPatches };
  }

  function sourceOf(stored: StoredManifest): ManifestSource {
    const { path, name, fileTime } = stored;
    if (path !== null) return { file: join(parts.root, path), path, name, fileTime };
    return { ...parts.importedFile(stored.sha256), path, name, fileTime };
  }

  /** All manifests that have to be laid together with those of these dates, and all their dates. */
  function connected(dates: Iterable<ServiceDate>): { stored: StoredManifest[]; dates: Set<ServiceDate> } {
    for (let known = new Set(dates); ; ) {
      const stored = manifests.about(known);
      const wider = new Set([...known, ...stored.flatMap((each) => each.dates)]);
      if (wider.size === known.size) return { stored, dates: known };
      known = wider;
    }
  }

  /** Lays everything about these dates once more. Returns what each manifest changed, by row number, and what went. */
  async function layAgain(asked: Iterable<ServiceDate>) {
    const { stored, dates } = connected(asked);
    const readable = stored.filter((each) => each.good > 0 && existsSync(sourceOf(each).file));
    // What a manifest told that has left the folder since stays known, but can't be told again: then nothing is begun anew.
    const renewal = readable.length === stored.length ? emptyRenewal(dates) : null;
    const touched = new Set(dates);
    const laid = new Map<number, Laid>();
    for (const each of readable) {
      const again = await lay(sourceOf(each), renewal);
      laid.set(each.id, again);
      for (const date of again.dates) touched.add(date);
      if (renewal) {
        manifests.setLaid(each.id, { ...again, dates: [...new Set([...each.dates, ...again.dates])].sort() });
      }
    }
    const gone = { stops: 0, packages: 0 };
    if (renewal) {
      db.transaction(() => {
        const swept = deliveries.sweep(renewal);
        gone.stops = swept.stops;
        gone.packages = swept.trackingIds.length;
        for (const date of placeNamed(swept.trackingIds)) touched.add(date);
      })();
    }
    return { laid, touched, gone };
  }

  /** Patches name routes without a date; once new routes are in, those that came too early find theirs. */
  async function layWaitingPatches(): Promise<ServiceDate[]> {
    const touched: ServiceDate[] = [];
    for (const stored of manifests.withWaitingPatches()) {
      if (!existsSync(sourceOf(stored).file)) continue;
      const again = await lay(sourceOf(stored), null);
      manifests.setLaid(stored.id, { ...again, dates: [...new Set([...stored.dates, ...again.dates])].sort() });
      touched.push(...again.dates);
    }
    return touched;
  }

  const nothing: ManifestSink = { rows: () => undefined, patches: () => undefined };

  return {
    async apply(source) {
      const sha256 = source.sha256 ?? (await hashOf(source.file));
      const before = source.path === null ? manifests.imported(sha256) : manifests.at(source.path);
      // In place of an earlier writing of itself it is read to its end first: what holds is not given up for half a file.
      const check = before ? await read(source, nothing) : null;
      parts.signal.throwIfAborted();
      const wasInterrupted = manifests.isLaying();
      manifests.setLaying(true);
      const applied: Laid =
        check && !check.ok
          ? { result: check, dates: [], tally: emptyTally(), changes: [], waitingPatches: 0 }
          : await lay(source, null);
      const { result, tally } = applied;
      const isManifest = result.ok || result.code !== 'not-a-manifest';
      const dates = new Set([...applied.dates, ...(before?.dates ?? [])]);
      if (isManifest) {
        const summary = result.summary;
        const failure = result.ok ? [] : [{ line: null, column: null, message: result.message }];
        const id = manifests.put({
          path: source.path,
          sha256,
          name: source.name,
          kind: summary?.kind ?? null,
          fileTime: source.fileTime,
          readAt: parts.clock(),
          rows: summary?.rows ?? 0,
          good: result.ok ? result.summary.good : 0,
          problemsTotal: (summary?.problemsTotal ?? 0) + failure.length,
          problems: [...failure, ...(summary?.problems ?? [])],
          dates: result.ok ? applied.dates : (before?.dates ?? []),
          changes: applied.changes,
          waitingPatches: applied.waitingPatches,
        });
        if (tally.newRoutes > 0) for (const date of await layWaitingPatches()) dates.add(date);
        const isLast = manifests.about(dates).at(-1)?.id === id;
        // What a new file told before it turned out to be half of one is taken back by the same way.
        const failedHalfWay = !result.ok && !before && applied.dates.length > 0;
        if (failedHalfWay || (result.ok && (before || !isLast))) {
          const again = await layAgain(dates);
          for (const date of again.touched) dates.add(date);
          if (before) {
            // What it changed is against its earlier writing, not against nothing.
            tally.goneStops = again.gone.stops;
            tally.gonePackages = again.gone.packages;
            manifests.setLaid(id, { ...applied, changes: tallySentences(tally) });
          }
        }
      } else if (before) manifests.setUnreadable(before.id);
      manifests.setLaying(wasInterrupted);
      if (isManifest) parts.onApplied(dates);
      return { ...applied, changes: tallySentences(tally) };
    },

    async mend() {
      if (!manifests.isLaying()) return;
      const { touched } = await layAgain(manifests.dates());
      manifests.setLaying(false);
      parts.onApplied(touched);
    },
  };
}
