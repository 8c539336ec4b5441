/** Wires everything; the only file that knows every room. Hosts call it once. */
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { createApp } from '#core/api/app.ts';
import { type Answer, fail, ok } from '#core/api/bind.ts';
import type { ApiContext } from '#core/api/context.ts';
import { createAttention } from '#core/attention.ts';
import { shippedModelFiles } from '#core/closerLook/personModel/modelFiles.ts';
import { createPersonModel } from '#core/closerLook/personModel/personModel.ts';
import type { PagesParts } from '#core/confirmations/channels/pages.ts';
import { openMessages } from '#core/confirmations/message/openMessages.ts';
import { openChannels } from '#core/confirmations/openChannels.ts';
import type { CoreDeps, CreateCoreResult, StartFailure } from '#core/contract.ts';
import { openDataFolder } from '#core/dataFolder/dataFolder.ts';
import type { Depot } from '#core/depot.ts';
import { openDepotKey } from '#core/depotKey/openDepotKey.ts';
import { createExportJobs } from '#core/exports/exportJobs.ts';
import { createImagingPool } from '#core/imaging/pool.ts';
import { poolSize } from '#core/imaging/poolSize.ts';
import { deleteIndex } from '#core/index/indexOwner.ts';
import type { LedgerBody, LedgerEntry } from '#core/ledger/contract.ts';
import { openLedger } from '#core/ledger/sqliteLedger.ts';
import { openDepot } from '#core/openDepot.ts';
import { openDesk } from '#core/people/desk.ts';
import { createPictureCache } from '#core/pictures/pictureCache.ts';
import { confirmationsRoom } from '#core/privacy/confirmationsRoom.ts';
import { copyBits } from '#core/privacy/leftovers.ts';
import { createPrivacyClock } from '#core/privacy/privacyClock.ts';
import { carryOverPostcodes } from '#core/programme/carryOver.ts';
import { openSecrets } from '#core/secrets/secretStore.ts';
import { type RunFlags, settingsOfRun } from '#core/settings/settingsOfRun.ts';
import { openSettings } from '#core/settings/settingsStore.ts';
import { sparingReason } from '#core/sparing.ts';
import { createStatus } from '#core/status.ts';
import { createTimeStamps } from '#core/timeStamp/timeStampAuthority.ts';
import type { Topic } from '#shared/api.ts';
import type { Status } from '#shared/views.ts';

/**
 * Opens the data folder and, where a folder is chosen, its depot. Whatever can go wrong at a start comes back as a value with
 * a sentence; what was opened until then is closed again.
 */
export async function createCore(deps: CoreDeps): Promise<CreateCoreResult> {
  const openedFolder = await openDataFolder(deps.dataFolder);
  if (!openedFolder.ok) return openedFolder;
  const { dataFolder } = openedFolder;
  const { paths } = dataFolder;

  const openedSettings = await openSettings(paths.settings, deps.clock());
  if (!openedSettings.ok) {
    dataFolder.close();
    return openedSettings;
  }
  const settingsStore = openedSettings.settings;

  const openedLedger = await openLedger({
    ...{ path: paths.ledger, desk: dataFolder.desk, scribeThread: deps.scribeThread },
  });
  if (!openedLedger.ok) {
    dataFolder.close();
    return { ok: false, failure: { code: 'ledger-broken', message: openedLedger.message } };
  }
  const { ledger, verdict } = openedLedger;
  const carriedOver = await carryOverPostcodes({
    stored: settingsStore.leftover('programmePostcodes'),
    ledger,
    clock: deps.clock,
  });

  let flags: RunFlags = {
    ...(deps.timeZone === undefined ? {} : { timeZone: deps.timeZone }),
    ...(deps.folder === undefined ? {} : { folder: deps.folder }),
  };
  const settings = settingsOfRun(settingsStore.current, () => flags);

  const attention = createAttention();
  const sparing = () => sparingReason(settings().quietMode, deps.power);
  const machine = { cores: availableParallelism(), memoryBytes: totalmem() };
  const workersWanted = () => (sparing() ? 1 : poolSize(machine, settings().workers));
  const pool = createImagingPool({ spawnWorker: deps.spawnImagingWorker, size: workersWanted(), log: deps.log });

  const personModel = deps.personModel
    ? createPersonModel({ files: shippedModelFiles(), ...deps.personModel, log: deps.log })
    : null;

  const listeners = new Set<(topics: Topic[]) => void>();
  const announce = (topics: Topic[]) => {
    if (topics.length > 0) for (const listener of listeners) listener(topics);
  };

  /** The settings or the machine's power changed. */
  function followPower(): void {
    if (pool.size !== workersWanted()) pool.resize(workersWanted());
    depot?.closerLook.wake();
  }
  const people = await openDesk({
    file: paths.people,
    clock: deps.clock,
    timeZone: () => settings().timeZone,
    log: deps.log,
    onChange: () => announce(['desk', 'status']),
  });

  const secrets = await openSecrets({
    file: paths.secrets,
    given: deps.secrets ?? {},
    keychain: deps.keychain ?? null,
    log: deps.log,
  });
  secrets.onDidChange(() => {
    depot?.outbox?.wake();
    announce(['settings', 'confirmations']);
  });

  const depotKey = openDepotKey({
    ...{ paths, secrets: deps.secrets ?? {}, keychain: deps.keychain ?? null, log: deps.log },
    record: (body) => record(body),
    onChanged: () => announce(['settings', 'status']),
  });

  let depot: Depot | null = null;
  let failure: StartFailure | null = null;
  let opening = false;
  let rebuilding = false;
  /** One change of depot at a time. */
  let turn: Promise<unknown> = Promise.resolve();
  deps.power?.onChange(() => {
    followPower();
    announce(['status']);
  });

  /** What the outbox of a depot works with; null where this host sends nothing. */
  function confirmationParts() {
    const { spawnCourier, clock, log, version } = deps;
    if (!spawnCourier) return null;
    const pagesOf: PagesParts['pagesOf'] = (date) => depot?.queries.confirmationList.pagesOf(date) ?? null;
    const channels = () =>
      openChannels({
        ...{ spawnCourier, secrets, paths, pseudonym: ledger.pseudonym, pagesOf, settings, version, clock, log },
      });
    return { composer: messages.composer, channels };
  }

  async function open(folder: string): Promise<void> {
    opening = true;
    failure = null;
    announce(['status']);
    const opened = await openDepot({
      root: folder,
      paths,
      matchingThread: deps.matchingThread,
      reuseThread: deps.reuseThread,
      ledger,
      pool,
      personModel,
      optOutLinkKey: () => secrets.get('opt-out-link-key'),
      depotKey,
      settings,
      confirmations: confirmationParts(),
      isSpared: () => sparing() !== null,
      giveWay: attention.giveWay,
      lookFrom: deps.lookFrom ?? null,
      clock: deps.clock,
      createWatcher: deps.createWatcher,
      log: deps.log,
      announce,
      onErasedRead: (photoId) => privacy.readAgain(photoId),
      onDamaged: indexDamaged,
    });
    opening = false;
    if (opened.ok) {
      depot = opened.depot;
      depot.followClock();
      void depotKey.look();
      privacy.wake();
      // Not awaited: the last known state is on the screen while the tree is walked behind it.
      depot.intake.start().catch((error: unknown) => deps.log.error('The watcher failed', { error: String(error) }));
    } else {
      failure = opened.failure;
    }
    announce(['status', 'days', 'problems', 'settings']);
  }

  function change(work: () => Promise<void>): Promise<Answer<Status>> {
    const done = turn.then(async () => {
      await work();
      return failure ? fail(500, failure.code, failure.message) : ok(status());
    });
    turn = done.catch(() => undefined);
    return done;
  }

  /** What a room writes by itself, with who is at the desk. */
  async function record(body: LedgerBody): Promise<LedgerEntry> {
    const entry = await ledger.append({ body, person: people.current()?.name ?? null, at: deps.clock() });
    depot?.apply(entry);
    return entry;
  }

  /** Many calls may stumble over one damaged page; the index is made anew once. */
  function indexDamaged(): void {
    if (rebuilding) return;
    rebuilding = true;
    deps.log.error('The index is damaged and is made anew');
    void context.rebuildIndex().catch((error: unknown) => {
      deps.log.error('The index could not be made anew', { error: String(error) });
    });
  }

  async function closeDepot(): Promise<void> {
    const closing = depot;
    depot = null;
    await closing?.close();
  }

  /** Made once; a second wish for it opens the one that is there. */
  async function openSample(): Promise<Answer<Status>> {
    if (!deps.makeSample) return fail(409, 'no-sample', 'This host can’t make a sample depot.');
    let sample: Awaited<ReturnType<NonNullable<typeof deps.makeSample>>>;
    try {
      sample = await deps.makeSample(join(dataFolder.path, 'sample'));
    } catch (error) {
      deps.log.error('The sample depot could not be made', { error: String(error) });
      return fail(507, 'sample-failed', 'The sample depot could not be made. Is the disk full?');
    }
    const { folder, timeZone, depotName } = sample;
    const updated = await settingsStore.update({ folder, timeZone, depotName });
    if (!updated.ok) return fail(507, updated.code, updated.message);
    announce(['settings']);
    return context.openFolder(folder);
  }

  const pictures = createPictureCache({
    folders: {
      thumbnail: paths.thumbnails,
      preview: paths.previews,
      redacted: paths.redacted,
      print: paths.prints,
      'small-print': paths.prints,
      confirmation: paths.confirmationPictures,
    },
    pool,
    settings,
    source: (photoId) => (depot?.queries.stops.photoIsKnown(photoId) ? depot.photoPath(photoId) : undefined),
    isErased: (photoId, kind) => ((depot?.erasing.erased.ofPhoto(photoId) ?? 0) & copyBits[kind]) !== 0,
    log: deps.log,
  });

  const messages = openMessages({
    pool,
    pictures,
    paths,
    settings,
    depot: () => depot,
    optOutLink: (facts) => depot?.optOuts.links.link(facts) ?? null,
  });

  const exports = createExportJobs({
    ...{ depot: () => depot, ledger, pictures, settings, paths },
    sealing: {
      ...{ depotKey, record, version: deps.version, checkerFile: deps.checkerFile ?? null },
      timeStamps: createTimeStamps({ settings, version: deps.version }),
    },
    hostFolder: deps.exportFolder,
    clock: deps.clock,
    log: deps.log,
    onChanged: () => announce(['exports']),
  });

  const privacy = createPrivacyClock({
    depot: () => depot,
    ledger,
    exports,
    rooms: () => [confirmationsRoom(() => depot)],
    paths,
    settings,
    person: () => people.current()?.name ?? null,
    isNightly: deps.host !== 'report',
    clock: deps.clock,
    log: deps.log,
    announce,
  });

  const status = createStatus({
    ...{ host: deps.host, version: deps.version, clock: deps.clock, settings, sparing, depot: () => depot },
    start: () => ({ failure, opening, rebuilding }),
    ownNotices() {
      const found: Status['notices'] = settingsStore.notices().map((notice) => ({ ...notice, level: 'warning' }));
      if (carriedOver) found.push(carriedOver);
      const keyTrouble = depotKey.trouble();
      if (keyTrouble) found.push({ code: 'signing-key-lost', level: 'warning', message: keyTrouble });
      for (const notice of people.notices()) found.push({ ...notice, level: 'warning' });
      if (verdict.broken) found.push({ code: 'ledger-broken', level: 'error', message: verdict.broken.message });
      return found;
    },
  });

  const context: ApiContext = {
    depot: () => depot,
    status,
    settings,
    settingsStore,
    ...{ paths, ledger, listThread: deps.listThread, pictures, exports, messages, privacy },
    moveToTrash: deps.moveToTrash ?? null,
    people,
    secrets,
    depotKey,
    clock: deps.clock,
    log: deps.log,
    openFolder: (folder) =>
      change(async () => {
        flags = { ...flags, folder };
        await closeDepot();
        await open(folder);
      }),
    rebuildIndex: () =>
      change(async () => {
        const { folder } = settings();
        if (folder === null) return;
        rebuilding = true;
        try {
          await closeDepot();
          deleteIndex(paths.index);
          await open(folder);
        } finally {
          rebuilding = false;
        }
      }),
    indexDamaged,
    openSample,
    announceSettings() {
      depot?.outbox?.wake();
      followPower();
      announce(['settings', 'status', 'days', 'privacy']);
    },
  };
  const app = createApp(context, deps.rendererFolder);

  const { folder } = settings();
  if (folder !== null) await open(folder);
  const firstFailure = failure as StartFailure | null;
  if (firstFailure) {
    await pool.close();
    await ledger.close();
    dataFolder.close();
    return { ok: false, failure: firstFailure };
  }

  let closed: Promise<void> | null = null;
  return {
    ok: true,
    core: {
      async fetch(request) {
        attention.asked(new URL(request.url).pathname);
        return app.fetch(request);
      },
      changes: {
        subscribe(listener) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
      async settle() {
        await depot?.intake.scan();
        await depot?.idle();
      },
      async lookCloser() {
        await depot?.lookedCloser();
      },
      async report(date) {
        if (!depot) throw new Error('report() needs a folder');
        return depot.report(date);
      },
      photoPath: (photoId) => depot?.photoPath(photoId) ?? null,
      tileUrl: () => settings().map.tileUrl,
      wake() {
        void depot?.intake.scan();
        privacy.wake();
      },
      close() {
        closed ??= (async () => {
          await turn;
          const erasing = privacy.close();
          await exports.close();
          pictures.close();
          await pool.close();
          await personModel?.close();
          await closeDepot();
          await erasing;
          await ledger.close();
          dataFolder.close();
        })();
        return closed;
      },
    },
  };
}
