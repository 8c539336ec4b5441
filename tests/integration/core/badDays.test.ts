import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import { newestVersion } from '#core/index/schema.ts';
import { depotDate, depotZone, doorstep, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { canMountDisks, smallDisk } from '#tests/fixtures/smallDisk.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore, type TestCoreOptions, tryOpenCore } from '#tests/fixtures/testCore.ts';
import { until } from '#tests/fixtures/until.ts';
import { reported, settledReport, stopRow } from './desk.ts';

const noticesOf = async (core: Core) => (await get(core, 'getStatus', {})).notices.map(({ code }) => code);

/** A settled depot of three stops, two with a photo, and one decision; closed again. */
async function usedDepot() {
  const folder = join(temporaryFolder(), 'folder');
  const data = temporaryFolder();
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 3) as [TestStop, TestStop, TestStop];
  for (const stop of stops.slice(0, 2)) await depot.photo(stop);
  depot.save();
  const core = await openCore({ data, folder });
  await core.settle();
  const { id } = await stopRow(core, 'R12', '003');
  await get(core, 'decide', { kind: 'excuse', stopId: id, reason: 'device-fault', note: 'Phone fell into the canal' });
  const report = await settledReport(core);
  await core.close();
  return { folder, data, depot, stops, report };
}

async function refusal(options: TestCoreOptions) {
  const opened = await tryOpenCore(options);
  if (opened.ok) {
    await opened.core.close();
    throw new Error('It opened.');
  }
  return opened.failure;
}

describe('The data folder', () => {
  test('a second Porchlight on the same data folder is refused in words, and the first goes on', async () => {
    const { folder, data, report } = await usedDepot();
    const core = await openCore({ data, folder });
    const failure = await refusal({ data, folder });
    expect(failure.code).toBe('data-folder-in-use');
    expect(failure.message).toMatch(/already running/);
    expect(await settledReport(core)).toEqual(report);
  });

  test('a data folder or an index from a newer version is refused in words, and nothing is changed', async () => {
    const { folder, data, report } = await usedDepot();
    const mark = join(data, 'data-folder.json');
    const text = readFileSync(mark, 'utf8');
    writeFileSync(mark, text.replace(/"porchlightDataFolder": \d+/, '"porchlightDataFolder": 99'));
    expect(await refusal({ data, folder })).toMatchObject({ code: 'data-folder-too-new' });
    writeFileSync(mark, text);
    const index = new Database(join(data, 'index.db'));
    index.pragma(`user_version = ${newestVersion + 10}`);
    index.close();
    expect(await refusal({ data, folder })).toMatchObject({ message: expect.stringContaining('newer Porchlight') });
    rmSync(join(data, 'index.db'));
    expect(await settledReport(await openCore({ data, folder }))).toEqual(report);
  });

  test.for([
    ['written over', (path: string) => writeFileSync(path, 'no database at all '.repeat(2_000))],
    ['cut in half', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 20_000))],
    [
      'with a page full of noise',
      (path: string) => {
        const bytes = readFileSync(path);
        bytes.fill(0xa5, 4_096, Math.min(bytes.length, 5 * 4_096));
        writeFileSync(path, bytes);
      },
    ],
    [
      'with noise in its middle',
      (path: string) => {
        const bytes = readFileSync(path);
        bytes.fill(0xa5, 20 * 4_096, 40 * 4_096);
        writeFileSync(path, bytes);
      },
    ],
    ['empty', (path: string) => writeFileSync(path, '')],
    ['gone', (path: string) => rmSync(path)],
  ] as const)('an index that is %s is made anew, and says the same', async ([_what, damage]) => {
    const { folder, data, report } = await usedDepot();
    for (const end of ['-wal', '-shm']) rmSync(join(data, `index.db${end}`), { force: true });
    damage(join(data, 'index.db'));
    const core = await openCore({ data, folder });
    // Noise that nothing has read yet shows only later; whoever stumbles over it has the index made anew.
    await until('all is as it was', async () => {
      core.wake();
      const day = await ask(core, 'getDay', { date: depotDate });
      return day.ok && day.value.counts.confirmed === 2 && day.value.counts.excused === 1;
    });
    expect(await settledReport(core)).toEqual(report);
  });

  test('a ledger that was tampered with is told, and what can be read of it still counts', async () => {
    const { folder, data } = await usedDepot();
    const ledger = readFileSync(join(data, 'ledger.db'));
    const at = ledger.indexOf('device-fault');
    expect(at).toBeGreaterThan(0);
    ledger.write('other-fault!', at);
    writeFileSync(join(data, 'ledger.db'), ledger);
    const core = await openCore({ data, folder });
    const status = await get(core, 'getStatus', {});
    expect(status.notices).toMatchObject([
      { code: 'ledger-broken', level: 'error', message: expect.stringMatching(/\.$/) },
    ]);
    expect((await settledReport(core)).totals.photos).toBe(2);
  });

  test('a ledger that is no ledger stops the start with a sentence', async () => {
    const { folder, data } = await usedDepot();
    writeFileSync(join(data, 'ledger.db'), 'overwritten '.repeat(5_000));
    expect(await refusal({ data, folder })).toMatchObject({
      code: 'ledger-broken',
      message: expect.stringMatching(/\.$/),
    });
  });

  test('an index of another folder, or of another ledger, is not taken for this one', async () => {
    const { folder, data, report } = await usedDepot();
    const elsewhere = join(temporaryFolder(), 'folder');
    const other = new TestDepot(elsewhere);
    other.route('R99', 1);
    other.save();
    const moved = await openCore({ data, folder: elsewhere });
    expect((await settledReport(moved)).routes.map(({ route }) => route)).toEqual(['R99']);
    await moved.close();
    rmSync(join(data, 'ledger.db'));
    const forgot = await openCore({ data, folder });
    const without = await settledReport(forgot);
    expect(reported(without, 'R12', '003').state).toBe('missing');
    expect(reported(report, 'R12', '003').state).toBe('excused');
  });
});

test.skipIf(!canMountDisks)('a full disk is told, loses nothing, and the work goes on when there is room', async () => {
  const disk = smallDisk(8_000);
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 20);
  depot.save();
  await depot.photo(stops[0] as TestStop);
  const core = await openCore({ data: join(disk.folder, 'data'), folder });
  await core.settle();
  disk.fill();
  for (const stop of stops.slice(1, 15)) await depot.photo(stop);
  core.wake();
  await until('the full disk is told', async () => (await noticesOf(core)).includes('disk-full'));
  // What is known can still be looked at; a decision is refused in words, not lost in silence.
  const { id } = await stopRow(core, 'R12', '020');
  const refused = await ask(core, 'decide', { kind: 'excuse', stopId: id, reason: 'other' });
  if (!refused.ok) expect(refused).toMatchObject({ status: 507, code: 'ledger-not-written' });
  disk.makeRoom();
  await until('everything is in', async () => {
    core.wake();
    const status = await get(core, 'getStatus', {});
    return status.photosDone === 15 && status.notices.length === 0;
  });
  const report = await settledReport(core);
  expect(report.totals).toMatchObject({ confirmed: 15, photos: 15, unreadableFiles: 0 });
  await core.close();
});

describe('The clock', () => {
  test('set forward it lets stops go missing, set back they are syncing again, and the screens follow', async () => {
    const folder = join(temporaryFolder(), 'folder');
    const depot = new TestDepot(folder);
    depot.route('R12', 3);
    depot.save();
    const options: TestCoreOptions = { data: temporaryFolder(), folder, now: Date.parse('2026-11-20T11:00:00-08:00') };
    const core = await openCore(options);
    const states = (report: Awaited<ReturnType<typeof settledReport>>) =>
      report.routes[0]?.stops.map(({ state }) => state);
    expect(states(await settledReport(core))).toEqual(Array(3).fill('syncing'));
    options.now = Date.parse('2027-01-01T00:00:00-08:00');
    expect(states(await core.report(depotDate))).toEqual(Array(3).fill('missing'));
    expect((await get(core, 'getStatus', {})).today).toBe('2027-01-01');
    options.now = Date.parse('2026-11-20T10:30:00-08:00');
    expect(states(await core.report(depotDate))).toEqual(Array(3).fill('syncing'));
    expect((await stopRow(core, 'R12', '001')).state).toBe('syncing');
    options.now = Date.parse('1970-01-02T00:00:00Z');
    expect(states(await settledReport(core))).toEqual(Array(3).fill('syncing'));
    await core.close();

    // The same at a start: the computer was asleep, or its clock was wrong last time.
    options.now = Date.parse('2026-11-20T23:00:00-08:00');
    const later = await openCore(options);
    expect((await stopRow(later, 'R12', '001')).state).toBe('missing');
    await later.close();
    options.now = Date.parse('2026-11-20T11:00:00-08:00');
    const earlier = await openCore(options);
    expect((await stopRow(earlier, 'R12', '001')).state).toBe('syncing');
  });

  /** Stops at moments of a night, each with a picture whose phone wrote wall time only. */
  async function night(date: string, deliveries: Array<{ at: string; wall: string }>) {
    const folder = join(temporaryFolder(), 'folder');
    const depot = new TestDepot(folder);
    const rows = deliveries.map(({ at }, n) =>
      [date, 'R1', n + 1, `${n} Elm St`, `TBA60000000${n}`, 'delivered', at].join(','),
    );
    depot.write('manifest.csv', `date,route,stop,address,tracking_id,status,completed_at\n${rows.join('\n')}\n`);
    for (const [n, { wall }] of deliveries.entries()) {
      const taken = `${date.replaceAll('-', ':')} ${wall}`;
      depot.write(`R1/TBA60000000${n}.jpg`, await doorstep(n + 1, { taken, position: null }));
    }
    const core = await openCore({
      data: temporaryFolder(),
      folder,
      timeZone: depotZone,
      now: Date.parse(`${date}T20:00:00Z`),
    });
    await core.settle();
    return core.report(date);
  }

  test('on the day that has an hour twice every stop and picture of that hour has its place', async () => {
    const report = await night('2026-11-01', [
      { at: '2026-11-01T00:30:00-07:00', wall: '00:30:20' },
      { at: '2026-11-01T01:30:00-07:00', wall: '01:30:20' },
      { at: '2026-11-01T01:30:00-08:00', wall: '01:30:20' },
      { at: '2026-11-01T23:50:00-08:00', wall: '23:50:20' },
    ]);
    const stops = report.routes[0]?.stops ?? [];
    expect(stops.map((stop) => stop.packages[0]?.completedAt)).toEqual([
      ...['2026-11-01T00:30:00-07:00', '2026-11-01T01:30:00-07:00', '2026-11-01T01:30:00-08:00'],
      '2026-11-01T23:50:00-08:00',
    ]);
    // The wall says 01:30 twice; without a zone the first is taken, and no blocking flag is made of the hour between.
    expect(stops.map((stop) => stop.photos[0]?.takenAt)).toEqual([
      ...['2026-11-01T00:30:20-07:00', '2026-11-01T01:30:20-07:00', '2026-11-01T01:30:20-07:00'],
      '2026-11-01T23:50:20-08:00',
    ]);
    expect(report.totals).toMatchObject({ photos: 4, confirmed: 4, missing: 0 });
  });

  test('on the day that lacks an hour a picture from within it is no riddle', async () => {
    const report = await night('2026-03-08', [
      { at: '2026-03-08T01:50:00-08:00', wall: '01:50:20' },
      { at: '2026-03-08T03:05:00-07:00', wall: '02:05:20' },
      { at: '2026-03-08 02:30', wall: '03:30:20' },
    ]);
    const stops = report.routes[0]?.stops ?? [];
    expect(stops.map((stop) => stop.photos[0]?.takenAt)).toEqual([
      ...['2026-03-08T01:50:20-08:00', '2026-03-08T03:05:20-07:00', '2026-03-08T03:30:20-07:00'],
    ]);
    expect(stops[2]?.packages[0]?.completedAt).toBe('2026-03-08T03:30:00-07:00');
    expect(report.totals).toMatchObject({ confirmed: 3 });
    expect(report.manifestProblems).toEqual([]);
  });
});

test('a folder that vanishes and comes back: a banner meanwhile, and nothing is taken for deleted', async () => {
  const { folder, data, report } = await usedDepot();
  const core = await openCore({ data, folder, watch: true });
  await core.settle();
  renameSync(folder, `${folder} elsewhere`);
  await until('the banner says so', async () => (await noticesOf(core)).includes('source-offline'));
  expect((await get(core, 'getStatus', {})).source).toBe('offline');
  await core.settle();
  expect(await core.report(depotDate)).toEqual(report);
  expect((await get(core, 'getProblems', {})).missingFiles).toBe(0);
  const day = await get(core, 'getDay', { date: depotDate });
  expect(day.counts).toMatchObject({ confirmed: 2, excused: 1 });
  renameSync(`${folder} elsewhere`, folder);
  await until('the banner is gone', async () => !(await noticesOf(core)).includes('source-offline'));
  expect(await settledReport(core)).toEqual(report);
  expect(existsSync(folder)).toBe(true);
});

test('a route’s folder that is moved out of the tree takes its photos with it, and brings them back', async () => {
  const { folder, data, report } = await usedDepot();
  const core = await openCore({ data, folder, watch: true });
  await core.settle();
  const missing = async () => (await get(core, 'getProblems', {})).missingFiles;
  renameSync(join(folder, 'R12'), `${folder} elsewhere`);
  await until('the files are missed', async () => (await missing()) > 0);
  renameSync(`${folder} elsewhere`, join(folder, 'R12'));
  await until('they are there again', async () => (await missing()) === 0);
  expect(await settledReport(core)).toEqual(report);
});
