/**
 * `bench claim-list --photos N --rows N`: a carrier's list opens its claims on an index of that size, against a bare parse of the same
 * file; then what the claims desk costs with all of them in it. Ledger and index are real files, each entry is synced.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { createApplying } from '#core/applying.ts';
import { readListInThread } from '#core/claims/listReading.ts';
import { openClaims } from '#core/claims/opening.ts';
import { createDepotStores } from '#core/depotStores.ts';
import { openIndex } from '#core/index/openIndex.ts';
import { openLedger } from '#core/ledger/sqliteLedger.ts';
import { createRandom } from '#main/sample/random.ts';
import { defaultSettings } from '#shared/settings.ts';
import {
  type BenchResult,
  inTemporaryFolder,
  percentile,
  readFlags,
  rounded,
  say,
  wholeNumber,
} from './benchResult.ts';
import { beBuilt, builtFiles } from './builtFiles.ts';
import { createFiller } from './scale.ts';
import { openSyntheticIndex, syntheticZone } from './syntheticIndex.ts';

/** Milliseconds between two looks of the delay histogram; every value holds them, so they are taken off again. */
const resolution = 5;
const samples = 200;

export async function bench(argv: string[]): Promise<BenchResult> {
  const flags = readFlags(argv, {
    photos: { type: 'string', default: '1000000' },
    rows: { type: 'string', default: '50000' },
  });
  if (!flags.ok) return flags;
  const [photos, rows] = [wholeNumber(flags.values.photos), wholeNumber(flags.values.rows)];
  if (photos === null || rows === null) return { ok: false, message: '--photos and --rows take numbers.' };
  const unbuilt = await beBuilt();
  if (unbuilt) return unbuilt;
  return inTemporaryFolder(async (folder) => {
    const path = join(folder, 'index.db');
    const index = openSyntheticIndex(path);
    createFiller(index).fillTo(photos);
    const ids = index.db
      .prepare<[number], string>('SELECT tracking_id FROM packages ORDER BY id % 7919 LIMIT ?')
      .pluck()
      .all(rows);
    index.db.exec('PRAGMA optimize');
    index.close();
    const list = join(folder, 'list.csv');
    writeFileSync(list, listOf(ids, rows));
    const desk = await openDesk(folder, path);
    try {
      return { ok: true, figures: { photos, rows, ...(await importList(desk, list)), ...measureDesk(desk, ids) } };
    } finally {
      desk.db.close();
      await desk.ledger.close();
    }
  });
}

/** Of a hundred rows ten stand twice, five name parcels that nobody saw and two are typed with O for 0. */
function listOf(ids: readonly string[], rows: number): string {
  const random = createRandom('claims');
  const lines = Array.from({ length: rows }, (_none, n) => {
    const id = ids[n % ids.length] ?? '';
    const chance = random.whole(1, 100);
    const written =
      chance <= 10 ? (ids[0] ?? '') : chance <= 15 ? `XX${n}${id}` : chance <= 17 ? id.replaceAll('0', 'O') : id;
    return `${written},2026-11-20,DNR,Customer ${n},"Says it never came, nr ${n}"`;
  });
  return ['Tracking ID,Delivery Date,Concession Reason,Contact,Comment', ...lines].join('\n');
}

async function openDesk(folder: string, path: string) {
  const [opened, ledgerOpened] = [
    openIndex(path),
    await openLedger({ path: join(folder, 'ledger.db'), desk: 'bench', scribeThread: builtFiles.scribeThread }),
  ];
  if (!opened.ok) throw new Error(opened.message);
  if (!ledgerOpened.ok) throw new Error(ledgerOpened.message);
  const { ledger } = ledgerOpened;
  const { db } = opened;
  const settings = () => ({ ...defaultSettings, timeZone: syntheticZone });
  const stores = createDepotStores(db, { ledger, optOutLinkKey: () => null, settings, clock: Date.now });
  return { db, ledger, stores, settings };
}

type Desk = Awaited<ReturnType<typeof openDesk>>;

async function importList({ db, ledger, stores, settings }: Desk, list: string) {
  say('bare parse');
  const parseBegun = performance.now();
  parse(readFileSync(list), { columns: true });
  const parseMs = performance.now() - parseBegun;

  say('importing');
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  await wait(resolution * 4);
  delay.reset();
  const [begun, used, mainUsed] = [performance.now(), process.cpuUsage(), process.threadCpuUsage()];
  const processorMs = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1000;
  const reading = () =>
    readListInThread(builtFiles.listThread, {
      ...{ file: list, index: db.name, given: {}, isOpening: true, pseudonymKey: ledger.pseudonymKey() },
      stands: { allegation: 'never-received', due: null, today: '2026-11-21', batch: randomUUID() },
      settings: settings(),
    });
  const { atLeisure: show } = createApplying((entries) => void stores.projection.apply(entries));
  const opened = await openClaims<never>(reading(), {
    write: async (some) => ({ ok: true, value: await ledger.appendTexts(some, { person: 'Bench', at: Date.now() }) }),
    show,
  });
  if (opened.end.kind === 'unusable') throw new Error(opened.end.message);
  const importMs = performance.now() - begun;
  const [processor, processorMain] = [
    processorMs(process.cpuUsage(used)),
    processorMs(process.threadCpuUsage(mainUsed)),
  ];
  const end = opened.end.list;
  delay.disable();
  return {
    ...{ opened: opened.written, already: end.already },
    ...{ unknown: end.unknown, near: end.near, ambiguous: end.ambiguous },
    importMs: rounded(importMs),
    // The machine's own time, whoever else is at work on it: of all threads, and of the one that answers pages.
    ...{ processorMs: rounded(processor), processorMainMs: rounded(processorMain) },
    ...{ parseMs: rounded(parseMs), ratio: rounded(importMs / parseMs, 1) },
    eventLoopDelayP99Ms: rounded(delay.percentile(99) / 1e6 - resolution),
    eventLoopDelayMaxMs: rounded(delay.max / 1e6 - resolution),
  };
}

/** What a supervisor does all day, in milliseconds. */
function measureDesk({ stores: { claims, queries } }: Desk, ids: readonly string[]) {
  const random = createRandom('desk');
  const id = () => random.pick([...ids.slice(0, 1000)]);
  const filter = { text: '', show: 'current', offset: 0 } as const;
  const asked: Record<string, () => unknown> = {
    list: () => claims.queries.list(filter),
    listPage: () => claims.queries.list({ ...filter, offset: random.whole(0, 40_000) }),
    listText: () =>
      claims.queries.list({ ...filter, text: random.pick([id(), id().slice(0, 8), 'elm', 'st', '2026-00']) }),
    listAll: () => claims.queries.list({ ...filter, show: 'all' }),
    find: () => claims.finding.find(id()),
    findNear: () => claims.finding.find(id().replaceAll('0', 'O')),
    isHeld: () => queries.holds.held().has('0123456789abcdef'),
  };
  const figures: Record<string, { p50Ms: number; p95Ms: number }> = {};
  for (const [name, ask] of Object.entries(asked)) {
    say(`measuring ${name}`);
    const times = Array.from({ length: samples }, () => {
      const begun = performance.now();
      ask();
      return performance.now() - begun;
    });
    figures[name] = { p50Ms: rounded(percentile(times, 0.5), 2), p95Ms: rounded(percentile(times, 0.95), 2) };
  }
  return figures;
}
