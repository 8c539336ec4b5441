/**
 * One folder and its index: everything that lives and dies together when the folder is changed or the index rebuilt. The core
 * holds one depot at a time; settings, ledger and pool outlive it.
 */
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { createCloserLook } from '#core/closerLook/closerLook.ts';
import { createExaminers } from '#core/closerLook/examiners.ts';
import type { PersonModel } from '#core/closerLook/personModel/contract.ts';
import type { Channel, Composer } from '#core/confirmations/contract.ts';
import { createOutbox, type Outbox } from '#core/confirmations/outbox.ts';
import type { Log } from '#core/contract.ts';
import type { DataFolderPaths } from '#core/dataFolder/dataFolder.ts';
import type { DepotKey } from '#core/depotKey/depotKey.ts';
import { createDepotStores, type DepotStoresParts } from '#core/depotStores.ts';
import { prepareProgramme } from '#core/domain/programme.ts';
import type { CreateWatcher } from '#core/folder/contract.ts';
import { createFullDisk } from '#core/fullDisk.ts';
import type { ImagingPool } from '#core/imaging/contract.ts';
import { followClock } from '#core/index/clockFollower.ts';
import { isErased } from '#core/index/erasedStops.ts';
import { isDamaged } from '#core/index/openIndex.ts';
import { createDataQueue } from '#core/intake/dataQueue.ts';
import { createImportMemory } from '#core/intake/importMemory.ts';
import { createIntake } from '#core/intake/intake.ts';
import { createPhotoQueue } from '#core/intake/photoQueue.ts';
import type { Ledger, LedgerEntry } from '#core/ledger/contract.ts';
import { createLedgerFollower } from '#core/ledgerFollower.ts';
import { createMatchingLoop } from '#core/matching/matchingLoop.ts';
import { createRejudging } from '#core/programme/rejudging.ts';
import { createComparing } from '#core/reuse/comparing.ts';
import { createTopicTeller } from '#core/topicTeller.ts';
import type { Topic } from '#shared/api.ts';
import type { PhotoId, RouteId, ServiceDate } from '#shared/ids.ts';
import type { ServiceArea } from '#shared/programme.ts';
import type { Settings } from '#shared/settings.ts';

export interface DepotParts {
  /** The watched folder, absolute. */
  root: string;
  paths: DataFolderPaths;
  matchingThread: string;
  reuseThread: string;
  ledger: Ledger;
  pool: ImagingPool;
  /** Null: this host looks for nobody. */
  personModel: PersonModel | null;
  optOutLinkKey: DepotStoresParts['optOutLinkKey'];
  depotKey: Pick<DepotKey, 'remember'>;
  settings: () => Settings;
  /** How confirmations get to customers; null: this host sends none. */
  confirmations: { channels: () => Channel[]; composer: Composer } | null;
  /** The machine is to be spared (quiet mode). */
  isSpared: () => boolean;
  giveWay: () => Promise<void>;
  /** Pictures of earlier days are not looked at more closely; null: all are. */
  lookFrom: ServiceDate | null;
  clock: () => number;
  createWatcher: CreateWatcher | null;
  log: Log;
  announce: (topics: Topic[]) => void;
  /** A picture was read again whose thumbnail was erased: the reader has just made it anew. */
  onErasedRead: (photoId: PhotoId) => void;
  /** The index turned out to be damaged: it has to be made anew. */
  onDamaged: () => void;
}

export type Depot = Awaited<ReturnType<typeof assembleDepot>>;

/** Joins everything about one folder around its open index. */
export async function assembleDepot(parts: DepotParts, db: Database) {
  const { settings, clock, log, root, paths, announce } = parts;
  const runningClock = Date.now;
  const imports = createImportMemory(paths.manifests);

  const stores = createDepotStores(db, parts);
  const { files, dirty, decisions, confirmations, optOuts, claims, deliveries, manifests, photosWriter } = stores;
  const { programme, states, queries, programmeDay, erasing, lookalikes, moves } = stores;

  const fullDisk = createFullDisk(() => tell('status'));
  // Topics are told while the ledger is still being read.
  let outbox: Outbox | null = null;
  const teller = createTopicTeller((topics) => {
    outbox?.heard(topics);
    announce(topics);
  });
  const { tell } = teller;

  const comparing = createComparing({
    db,
    threadEntry: parts.reuseThread,
    index: paths.index,
    store: lookalikes,
    pool: parts.pool,
    root,
    thumbnails: paths.thumbnails,
    settings,
    log,
    isReading: () => photoQueue.waiting > 0,
    onRoutes: (routes) => refreshRoutes(routes),
    onDamaged: parts.onDamaged,
  });
  /** Something about them is known elsewhere than in a run of matching. */
  function refreshRoutes(routes: readonly number[]): void {
    for (const route of routes) {
      states.refreshRoute(route, clock());
      tell(`day:${states.dateOf(route)}`, 'days');
    }
  }

  const matching = createMatchingLoop({
    threadEntry: parts.matchingThread,
    index: paths.index,
    dirty,
    store: stores.matches,
    lookalikes,
    onRoutes: (routes) => refreshRoutes(routes),
    states,
    moves,
    ...{ settings, clock, log },
    isStreaming: () => photoQueue.waiting > 0,
    onDay: (date) => tell(`day:${date}`, 'days', 'status'),
    onDamaged: parts.onDamaged,
  });

  const rejudging = createRejudging({
    ...{ states, clock, log, onDamaged: parts.onDamaged },
    onDay: (date) => tell(`day:${date}`, 'days', 'status'),
  });

  const photoQueue = createPhotoQueue({
    db,
    files,
    dirty,
    writer: photosWriter,
    pool: parts.pool,
    root,
    thumbnails: paths.thumbnails,
    settings,
    runningClock,
    log,
    onCommitted(touched, photos) {
      matching.wake();
      isFreshlyRead = true;
      for (const photoId of erasing.store.withoutThumbnail(photos)) parts.onErasedRead(photoId);
      closerLook.added(photos);
      comparing.wake();
      tell('status', ...[...touched].map((date) => `day:${date}` as const));
    },
    onVanished: (path) => void intake.look([path]),
    onRetryDue: (id, at) => intake.retry(id, at),
    onDamaged: parts.onDamaged,
    onBlocked: fullDisk.by('photos'),
  });

  const dataQueue = createDataQueue({
    db,
    files,
    deliveries,
    manifests,
    photos: photosWriter,
    dirty,
    root,
    importedFile: (sha256) => imports.sources.get(sha256) ?? { file: join(paths.manifests, sha256) },
    settings,
    profiles: imports.profiles,
    clock,
    log,
    onApplied(dates) {
      matching.wake();
      tell('days', 'status', ...[...dates].map((date) => `day:${date}` as const));
    },
    onProblems: () => tell('problems', 'status'),
    onBlocked(isBlocked) {
      fullDisk.by('data')(isBlocked);
      if (isBlocked) intake.scanSoon();
    },
    onDamaged: parts.onDamaged,
  });

  const intake = createIntake({
    db,
    files,
    dirty,
    photosWriter,
    photos: photoQueue,
    data: dataQueue,
    root,
    createWatcher: parts.createWatcher,
    settings,
    clock,
    runningClock,
    log,
    giveWay: parts.giveWay,
    onChanged() {
      matching.wake();
      tell('status', 'problems');
    },
    onDamaged: parts.onDamaged,
    onBlocked: fullDisk.by('walk'),
    onDays(dates) {
      matching.wake();
      tell(...[...dates].map((date) => `day:${date}` as const));
    },
  });

  /** Something of the folder is not yet read, or not yet where it belongs. */
  const isTakingIn = () =>
    intake.scanning || intake.settling > 0 || dataQueue.waiting > 0 || photoQueue.waiting > 0 || matching.busy;

  /** Pictures were read since matching was last at rest: it comes before any closer look. */
  let isFreshlyRead = true;
  function folderForLooking(): 'ready' | 'busy' | 'away' {
    if (intake.source === 'offline') return 'away';
    if (intake.scanning || dataQueue.waiting > 0 || photoQueue.waiting > 0) return 'busy';
    isFreshlyRead &&= matching.busy;
    return isFreshlyRead ? 'busy' : 'ready';
  }
  const closerLook = createCloserLook({
    db,
    root,
    examiners: createExaminers({ ...parts, codes: stores.codes, people: stores.people, writer: photosWriter, dirty }),
    settings,
    clock,
    folder: folderForLooking,
    sparing: parts.isSpared,
    from: parts.lookFrom,
    onFound(days, shown) {
      matching.wake();
      comparing.wake();
      for (const date of new Set([...days, ...(shown === null ? [] : [shown])])) tell(`day:${date}`);
      // A night's worth of pictures: the count on the page may be a few behind.
      if (closerLook.waiting % 20 === 0) tell('status');
    },
    onDamaged: parts.onDamaged,
    log,
  });

  const follower = createLedgerFollower({ ...parts, stores, imports, matching, rejudging, tell });
  const { applyAll, applyAtLeisure } = follower;
  await follower.catchUp();
  dirty.distrust();
  dataQueue.mend();
  for (const [sha256, source] of imports.sources) {
    if (!manifests.imported(sha256)) void dataQueue.import({ ...source, path: null }).catch(() => undefined);
  }

  matching.wake();
  closerLook.wake();
  comparing.wake();
  rejudging.wake();

  const clockFollower = followClock({
    ...{ states, optOuts: optOuts.register, refreshRoutes, clock, tell, onDamaged: parts.onDamaged, log },
    onRematch: () => matching.wake(),
  });

  if (parts.confirmations) {
    outbox = createOutbox({
      ...{ store: confirmations, finder: queries.confirmationFinder, ledger: parts.ledger, apply: applyAll },
      ...{ composer: parts.confirmations.composer, channels: parts.confirmations.channels() },
      ...{ settings, clock, log, tell },
      isSettled: () => intake.source !== 'offline' && !isTakingIn(),
      onDamaged: (error) => isDamaged(error) && parts.onDamaged(),
    });
  }

  const closing = new AbortController();

  async function idle(): Promise<void> {
    // Each of them may give work to another: quiet is when all were, one after the other, without a break.
    do {
      await intake.idle();
      await dataQueue.idle();
      await photoQueue.idle();
      await matching.idle();
      await rejudging.idle();
    } while (isTakingIn() || rejudging.busy);
  }

  return {
    ...{ root, db, queries, decisions },
    dataQueue,
    intake,
    matching,
    moves,
    photoQueue,
    programme,
    rejudging,
    closerLook,
    states,
    profiles: imports.profiles,
    optOuts,
    claims,
    /** Null: this host sends no confirmations. */
    outbox,
    imports,
    manifests,
    erasing,
    apply: (entry: LedgerEntry) => applyAll([entry]),
    applyAll,
    applyAtLeisure,

    /** Works out the states of routes that no writer has come to since the index was made: one, or (null) a day's. */
    judge(date: ServiceDate, routeId: RouteId | null): void {
      for (const route of states.routesUnjudged(date, routeId)) states.refreshRoute(route, clock());
    },

    /** What areas (null: those that hold) mean for a date's stops, all of them judged by what holds now. */
    async programmeDay(date: ServiceDate, areas: readonly ServiceArea[] | null) {
      await rejudging.day(date);
      return programmeDay(date, areas === null ? programme.current() : prepareProgramme(areas));
    },

    idle,

    /** Resolves when every picture that can be looked at now was, and what was found is matched. */
    async lookedCloser(): Promise<void> {
      do {
        await idle();
        comparing.wake();
        await comparing.idle();
        await closerLook.idle();
      } while (intake.scanning || photoQueue.waiting > 0 || matching.busy || comparing.busy);
    },
    followClock: clockFollower.follow,
    photosDone: () => files.photoCount(),
    get isBlocked() {
      return fullDisk.isMet;
    },

    /** The settings changed: what rests on them is worked out again, the newest day first. */
    async rematchAll(zoneChanged: boolean): Promise<void> {
      if (zoneChanged) {
        for (let after = 0; ; ) {
          const ids = photosWriter.ids(after);
          const last = ids.at(-1);
          if (last === undefined) break;
          db.transaction(() => ids.forEach((id) => void photosWriter.place(id)))();
          after = last;
          await new Promise((resolve) => setImmediate(resolve));
        }
      }
      if (zoneChanged) this.readDataAgain();
      dirty.add(
        queries.days.days().map((day) => day.date),
        'all-routes',
      );
      matching.wake();
      closerLook.wake();
    },

    /** A new zone or profile: manifests and sidecars may say something else now. */
    readDataAgain(): void {
      dataQueue.add(files.requeueData());
      for (const source of imports.sources.values())
        void dataQueue.import({ ...source, path: null }).catch(() => undefined);
    },

    report(date: ServiceDate) {
      for (const route of states.routesOf(date)) states.refreshRoute(route, clock());
      return queries.report(date, clock(), root);
    },

    /** Absolute path of the first file that still holds the photo; null when none does, or when the picture was erased. */
    photoPath(photoId: string): string | null {
      const row = queries.photos.byId(photoId);
      if (isErased(row?.erased, 'picture')) return null;
      const file = row ? queries.photos.filesOf(row.id).find((each) => each.present === 1) : undefined;
      return file ? join(root, file.path) : null;
    },

    /** Aborted when it closes: whoever reads its index elsewhere lets go of it. */
    closing: closing.signal,

    async close(): Promise<void> {
      closing.abort();
      clockFollower.close();
      await outbox?.close();
      await closerLook.close();
      teller.close();
      await intake.close();
      await dataQueue.close();
      await photoQueue.close();
      await comparing.close();
      await matching.close();
      await rejudging.close();
      db.close();
    },
  };
}
