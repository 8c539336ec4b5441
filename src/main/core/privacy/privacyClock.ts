/**
 * The privacy clock: erases in a quiet hour of each night what the settings say, erases at once what a person asks for, and finishes
 * at a start what a process left that was killed over it. One piece of work at a time.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Log } from '#core/contract.ts';
import type { DataFolderPaths } from '#core/dataFolder/dataFolder.ts';
import type { Depot } from '#core/depot.ts';
import { boundsOfDay, serviceDateOf } from '#core/domain/days.ts';
import { isRunMissed } from '#core/domain/retention.ts';
import type { ExportJobs } from '#core/exports/exportJobs.ts';
import { bitsOf, isErased, isFrozen } from '#core/index/erasedStops.ts';
import { createScrubber } from '#core/index/scrub.ts';
import { namelessManifest } from '#core/intake/importMemory.ts';
import { LedgerWriteError } from '#core/ledger/contract.ts';
import type { SqliteLedger } from '#core/ledger/sqliteLedger.ts';
import type { Topic } from '#shared/api.ts';
import type { PhotoId, ServiceDate, StopId } from '#shared/ids.ts';
import type { PrivacyRun } from '#shared/privacy.ts';
import type { Settings } from '#shared/settings.ts';
import type { EraseReason, RetentionKind } from '#shared/words.ts';
import type { KeepsStops } from './contract.ts';
import { dueKinds, dueStops, dueStrays, heldStops } from './dueStops.ts';
import { createRowEraser, type RowEraser } from './eraseRows.ts';
import { rewriteCopies } from './importedCopies.ts';
import { removeDamagedIndex, removeExports, removeUploads, sweepCopies, thumbnailFile } from './leftovers.ts';

const lookEveryMs = 60_000;
/** Opt-outs whose words go in one transaction: a page waits for it. */
const optOutsAtOnce = 50;
/** The same for claims. */
const claimsAtOnce = 50;
/** A page or a thread that reads holds the log back for milliseconds. */
const logTries = 50;
const logTryEveryMs = 100;

export interface PrivacyClock {
  /** The night's work, now. Resolves when it is done, or when it could not be: the run says why. */
  run(): Promise<PrivacyRun>;
  /** Does what was missed, or left by a killed process: at a start, on wake, when a depot was opened. */
  wake(): void;
  /**
   * Erases of these stops now, whatever the settings say; the way of requests and opt-outs. Stops under a hold are left and named.
   * Rejects with `LedgerWriteError` when the ledger's disk refuses: nothing was erased then.
   */
  eraseStops(
    stopIds: readonly StopId[],
    what: readonly RetentionKind[],
    why: EraseReason,
  ): Promise<{ erased: number; held: StopId[] }>;
  /** The last run; null: there was none since the index was made. */
  lastRun(): PrivacyRun | null;
  /** A picture whose thumbnail was erased was read again. */
  readAgain(photoId: PhotoId): void;
  close(): Promise<void>;
}

export function createPrivacyClock(parts: {
  depot: () => Depot | null;
  ledger: SqliteLedger;
  exports: Pick<ExportJobs, 'quiet' | 'isBusy'>;
  /** Rooms that keep something of stops themselves. */
  rooms: () => readonly KeepsStops[];
  paths: DataFolderPaths;
  settings: () => Settings;
  person: () => string | null;
  /** A host that is open for one report erases nothing by itself. */
  isNightly: boolean;
  clock: () => number;
  log: Log;
  announce: (topics: Topic[]) => void;
}): PrivacyClock {
  const { paths, settings, clock, log, ledger } = parts;
  let closed = false;
  let turn: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = turn.then(work);
    turn = next.catch(() => undefined);
    return next;
  }

  const isStopped = (depot: Depot) => () => closed || parts.depot() !== depot;

  const eraserOf = (depot: Depot): RowEraser => createRowEraser({ ...parts, depot, isStopped: isStopped(depot) });

  function readRun(depot: Depot): PrivacyRun | null {
    return depot.erasing.store.lastRun();
  }

  /** Notes of sign-offs are about all the stops that they sign. */
  async function eraseSignOffNotes(depot: Depot, dates: readonly ServiceDate[]): Promise<void> {
    const { store, retention } = depot.erasing;
    for (const date of dates) {
      for (const { route } of retention.routesOf(date)) {
        if (!store.isWholeRouteErased(date, route)) continue;
        await ledger.eraseAll([{ kind: 'route', date, route }], clock());
        store.wipeSignOff(date, route);
      }
      if (store.isWholeDayErased(date)) {
        await ledger.eraseAll([{ kind: 'day', date }], clock());
        store.wipeSignOff(date, null);
      }
      await nextTurn();
    }
  }

  /** Names of imported files, once all of whom they may speak of are erased. */
  async function eraseFileNames(depot: Depot, dates: readonly ServiceDate[]): Promise<void> {
    const { store } = depot.erasing;
    for (const { sha256, path, dates: own } of depot.manifests.about(dates)) {
      if (path !== null || !own.every((date) => store.isWholeDayErased(date))) continue;
      await ledger.eraseAll([{ kind: 'manifest', sha256 }], clock());
      store.wipeFileName(sha256, depot.imports.sources.get(sha256)?.entries ?? [], namelessManifest);
    }
  }

  /** Whom opt-outs name: they hold on by their keys. Returns whether there was anything. */
  async function eraseOptOuts(depot: Depot, keys: readonly string[]): Promise<boolean> {
    const { words } = depot.optOuts;
    for (let at = 0; at < keys.length; at += optOutsAtOnce) {
      const some = keys.slice(at, at + optOutsAtOnce);
      await ledger.eraseAll(some.flatMap(words.subjectsOf), clock());
      words.wipe(some);
      await nextTurn();
    }
    if (keys.length > 0) parts.announce(['opt-outs']);
    return keys.length > 0;
  }

  /** Who opted out once and may be photographed again: kept no longer than a customer of that last day. */
  function eraseEndedOptOuts(depot: Depot, today: ServiceDate): Promise<boolean> {
    const due = dueKinds(settings().retention, today).find(({ kind }) => kind === 'customer-data');
    return eraseOptOuts(depot, due ? depot.optOuts.words.ended(due.upTo, heldStops(depot)) : []);
  }

  /** What was said in claims that are long closed, where no stop takes it along. */
  async function eraseEndedClaims(depot: Depot, today: ServiceDate): Promise<boolean> {
    const { timeZone, retention } = settings();
    const due = dueKinds(retention, today).find(({ kind }) => kind === 'customer-data');
    if (!due) return false;
    const { words } = depot.claims;
    const claims = words.ended(boundsOfDay(due.upTo, timeZone).until, heldStops(depot));
    for (let at = 0; at < claims.length; at += claimsAtOnce) {
      const some = claims.slice(at, at + claimsAtOnce);
      await ledger.eraseAll(
        some.flatMap(({ subjects }) => subjects),
        clock(),
      );
      words.wipe(some);
      await nextTurn();
    }
    if (claims.length > 0) parts.announce(['claims']);
    return claims.length > 0;
  }

  async function scrub(depot: Depot): Promise<void> {
    const scrubber = createScrubber(depot.db);
    for (let begin = true; scrubber.mergeWords(begin); begin = false) {
      if (isStopped(depot)()) return;
      await nextTurn();
    }
    scrubber.rewriteOnce();
    for (let tries = 0; !scrubber.emptyLog(); tries++) {
      if (tries === logTries) throw new Error('The log of the index is being read all the time');
      await pause(logTryEveryMs);
    }
  }

  /** Everything beside ledger and index, of what was erased since this ended last; `isUnsaid`: words of opt-outs were, too. */
  async function cleanFiles(depot: Depot, isUnsaid: boolean): Promise<void> {
    const { store, erased } = depot.erasing;
    const days = store.unfinished();
    for (const sha256 of depot.claims.words.erasedFiles()) await rm(join(paths.claims, sha256), { force: true });
    if (days.length === 0) return isUnsaid ? scrub(depot) : undefined;
    await parts.exports.quiet();
    const dates = days.map(({ date }) => date);
    const told = days.filter(({ what }) => isErased(what, 'customer-data')).map(({ date }) => date);
    await eraseSignOffNotes(depot, told);
    store.wipeProblems(told, null);
    await rewriteCopies(depot, paths.manifests, told, settings().timeZone);
    await eraseFileNames(depot, told);
    await removeUploads(paths, Math.max(clock(), Date.now()));
    const frozen = days.filter(({ what, strays }) => isFrozen(what | strays)).map(({ date }) => date);
    if (frozen.length > 0) {
      await removeExports(paths.exports, frozen);
      await removeDamagedIndex(paths.index);
    }
    await sweepCopies(paths, erased, isStopped(depot));
    if (isStopped(depot)()) return;
    await scrub(depot);
    if (isStopped(depot)()) return;
    store.finished(dates);
  }

  /** Problems of manifests that speak of no date at all are due by the file's own time. */
  function wipeUndatedProblems(depot: Depot, today: ServiceDate): void {
    const { timeZone, retention } = settings();
    const due = dueKinds(retention, today).find(({ kind }) => kind === 'customer-data');
    if (due) depot.erasing.store.wipeProblems([], boundsOfDay(due.upTo, timeZone).until);
  }

  async function night(): Promise<PrivacyRun> {
    const run: PrivacyRun = { startedAt: clock(), endedAt: null, stops: 0, photos: 0, trouble: null };
    const depot = parts.depot();
    if (!depot) return { ...run, trouble: 'No folder is open.' };
    const { store } = depot.erasing;
    const eraser = eraserOf(depot);
    const add = ({ stops, photos }: { stops: number; photos: number }) => {
      run.stops += stops;
      run.photos += photos;
    };
    try {
      // What is not read and judged yet would stand for ever as it happens to stand now.
      if (depot.intake.lastScanAt === null) await depot.intake.scan();
      await depot.idle();
      await parts.exports.quiet();
      if (isStopped(depot)()) return run;
      store.setLastRun(run);
      add(await eraser.wipe());
      const today = serviceDateOf(clock(), settings().timeZone);
      const due = dueKinds(settings().retention, today);
      for await (const { route, wanted } of dueStops(depot, due)) {
        if (isStopped(depot)()) return run;
        await eraser.record(route, wanted, 'retention');
        add(await eraser.wipe());
      }
      for (const { date, what } of dueStrays(depot, due)) {
        if (isStopped(depot)()) return run;
        await eraser.recordStrays(date, what);
      }
      add(await eraser.wipe());
      wipeUndatedProblems(depot, today);
      const isUnsaid = [await eraseEndedOptOuts(depot, today), await eraseEndedClaims(depot, today)];
      await cleanFiles(depot, isUnsaid.includes(true));
      if (isStopped(depot)()) return run;
      run.endedAt = clock();
    } catch (error) {
      if (isStopped(depot)()) return run;
      run.trouble = troubleOf(error);
      log.error('The night’s erasing could not end', { error: String(error) });
    }
    store.setLastRun(run);
    parts.announce(['privacy', 'days', 'problems']);
    return run;
  }

  /** A killed process left marks, or an index was made anew over erased stops. */
  async function finish(): Promise<void> {
    const depot = parts.depot();
    if (!depot || (depot.erasing.store.backlog === 0 && depot.erasing.store.unfinished().length === 0)) return;
    await eraserOf(depot).wipe();
    await depot.idle();
    if (isStopped(depot)()) return;
    await cleanFiles(depot, false);
    parts.announce(['privacy']);
  }

  function wake(): void {
    const depot = parts.depot();
    if (!depot || closed || !parts.isNightly) return;
    void inTurn(async () => {
      await finish();
      const last = parts.depot() === depot ? readRun(depot) : null;
      const isOver = last !== null && last.endedAt !== null;
      // Before the folder was walked nobody knows what is in it.
      if (depot.intake.lastScanAt === null) return;
      if (isRunMissed(isOver ? last.startedAt : null, clock(), settings().timeZone)) await night();
    }).catch((error: unknown) => {
      if (!closed) log.error('What was erased could not be finished', { error: String(error) });
    });
  }

  const timer = setInterval(() => {
    const depot = parts.depot();
    if (!depot) return;
    const last = readRun(depot);
    if (isRunMissed(last?.startedAt ?? null, clock(), settings().timeZone)) wake();
  }, lookEveryMs);
  timer.unref();

  return {
    run: () => inTurn(night),
    wake,

    eraseStops: (stopIds, what, why) =>
      inTurn(async () => {
        const depot = parts.depot();
        if (!depot) return { erased: 0, held: [] };
        const held = heldStops(depot);
        const eraser = eraserOf(depot);
        const bits = bitsOf(what);
        const rows = depot.erasing.retention.rowsOf(stopIds.filter((stopId) => !held.has(stopId)));
        // Before the stops are: afterwards nobody could tell that it names them. A standing one holds on by its key.
        const isUnsaid =
          why !== 'retention' && isErased(bits, 'customer-data')
            ? await eraseOptOuts(depot, depot.optOuts.words.naming(rows.map(({ id }) => id)))
            : false;
        let erased = 0;
        for (const [route, stops] of Map.groupBy(rows, (row) => row.route)) {
          const unheld = () => {
            const now = heldStops(depot);
            return new Map(stops.filter(({ stopId }) => !now.has(stopId)).map(({ id }) => [id, bits]));
          };
          erased += await eraser.record(route, unheld, why);
          await nextTurn();
        }
        await eraser.wipe();
        // What an export is writing is taken away when it is written.
        const clean = cleanFiles(depot, isUnsaid);
        if (parts.exports.isBusy())
          void clean.catch((error: unknown) => log.error('Files could not be cleaned', { error: String(error) }));
        else await clean;
        parts.announce(['privacy', 'days', 'problems']);
        return { erased, held: stopIds.filter((stopId) => held.has(stopId)) };
      }),

    lastRun() {
      const depot = parts.depot();
      return depot ? readRun(depot) : null;
    },

    readAgain(photoId) {
      rm(thumbnailFile(paths.thumbnails, photoId), { force: true }).catch((error: unknown) =>
        log.warn('A thumbnail could not be taken away', { error: String(error) }),
      );
    },

    async close() {
      closed = true;
      clearInterval(timer);
      await turn;
    },
  };
}

function troubleOf(error: unknown): string {
  if (error instanceof LedgerWriteError) return error.message;
  return 'Not everything could be erased; the log says why. It is tried again at the next start and in the next night.';
}
