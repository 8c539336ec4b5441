/** Days of deliveries whose time is up at once: erased in slices, through sudden deaths, and once. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import type { ManifestRow } from '#core/manifests/contract.ts';
import { seededRandom } from '#tests/fixtures/seededRandom.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore, type TestCoreOptions } from '#tests/fixtures/testCore.ts';
import { openSyntheticIndex, syntheticRoute, syntheticZone } from '#tools/bench/syntheticIndex.ts';
import { findBytes } from './byteSearch.ts';

const script = fileURLToPath(import.meta.resolve('./eraseUntilKilled.ts'));
const dates = ['2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'];
const routesADay = 3;
const stopsARoute = 50;
const stops = dates.length * routesADay * stopsARoute;
const monthsLater = Date.parse('2027-02-01T12:00:00-08:00');

/** An index of four days, as a depot has it after its evenings; the folder is empty by now. */
function syntheticDepot() {
  const [data, folder] = [temporaryFolder(), join(temporaryFolder(), 'folder')];
  mkdirSync(folder);
  writeFileSync(
    join(data, 'settings.json'),
    JSON.stringify({ readLabels: false, retention: { picture: 7, thumbnail: 7, confirmation: 7, customerData: 7 } }),
  );
  const index = openSyntheticIndex(join(data, 'index.db'));
  const rows: ManifestRow[] = [];
  let photos = 0;
  for (const date of dates) {
    for (let number = 0; number < routesADay; number++) {
      const route = syntheticRoute(date, number, stopsARoute);
      // Names that no street has.
      for (const [n, row] of route.rows.entries()) row.customer = `Customer Qx${number}v${n}k${date.slice(8)}`;
      index.addDeliveries(route);
      index.addPhotos(
        route,
        route.photos.map((photo) => {
          const sha256 = `${String(++photos).padStart(8, '0')}${'5a'.repeat(28)}`;
          const entry = { path: photo.path, fileClass: 'photo' as const, size: 1000, modifiedAt: photo.takenAt };
          return {
            photo,
            entry: { ...entry, arrivedAt: photo.takenAt, identity: null, onlineOnly: false, problem: null },
            sha256,
          };
        }),
      );
      rows.push(...route.rows);
    }
    index.settleDay(date);
  }
  index.db.exec(`UPDATE photos SET people_version = 999, figures_version = 999;
    DELETE FROM to_compare; DELETE FROM dirty_days`);
  index.close();
  const options: TestCoreOptions = { data, folder, timeZone: syntheticZone, now: monthsLater };
  return { data, folder, options, rows, photos };
}

async function countsOf(core: Core) {
  const days = await Promise.all(dates.map((date) => get(core, 'getDay', { date })));
  return days.map(({ counts, packages, photos, unmatchedPhotos }) => ({ counts, packages, photos, unmatchedPhotos }));
}

/** Of every twelfth customer. */
const someWords = (rows: readonly ManifestRow[]) =>
  rows.filter((_row, n) => n % 12 === 0).flatMap(({ customer, address }) => [customer ?? '', address]);

test('a night in which everything is due gives way to pages all along, and a second one finds nothing to do', async () => {
  const { data, options, rows, photos } = syntheticDepot();
  expect(findBytes(data, someWords(rows)).length).toBeGreaterThan(stops / 12);
  const core = await openCore(options);
  const before = await countsOf(core);
  expect(before[0]?.counts.confirmed).toBeGreaterThan(100);

  let isOver = false;
  const asked: boolean[] = [];
  const night = get(core, 'runPrivacyClock', {}).finally(() => {
    isOver = true;
  });
  // A page that asks is answered while the work goes on.
  while (!isOver) {
    asked.push((await get(core, 'listDays', {})).length === dates.length);
    await nextTurn();
  }
  const { lastRun, kinds } = await night;
  expect(lastRun).toMatchObject({ stops, photos, trouble: null });
  expect(kinds.map(({ erased, due }) => [erased, due])).toEqual([...Array(4)].map(() => [stops, 0]));
  // Route by route, and each in slices.
  expect(asked.length).toBeGreaterThan(dates.length * routesADay * 2);
  expect(asked.every(Boolean)).toBe(true);

  expect(findBytes(data, someWords(rows))).toEqual([]);
  expect(await countsOf(core)).toEqual(before);
  const { entries } = await get(core, 'listActivity', {});
  expect((await get(core, 'runPrivacyClock', {})).lastRun).toMatchObject({ stops: 0, photos: 0, trouble: null });
  expect((await get(core, 'listActivity', {})).entries).toEqual(entries);
});

test('sudden deaths in the middle of it leave nothing half: the next start finishes what the ledger says', async () => {
  const { data, folder, options, rows } = syntheticDepot();
  const first = await openCore(options);
  const before = await countsOf(first);
  await first.close();
  const random = seededRandom(20_261_129);
  let interrupted = 0;
  // How many entries of the ledger tell of it by then: of the first, of some, of nearly all.
  for (const entriesSeen of [1, 4, 8, 14]) {
    const copy = join(temporaryFolder(), 'data');
    cpSync(data, copy, { recursive: true });
    const moment = [String(entriesSeen), String(random.below(10))];
    const child = spawn(process.execPath, [script, copy, folder, String(monthsLater), ...moment], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    let complaints = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaints += text;
    });
    const signal = await new Promise((resolve) => child.on('close', (_code, by) => resolve(by)));
    expect(`${signal} ${complaints}`).toBe('SIGKILL ');
    if (!printed.includes('done')) interrupted++;

    const core = await openCore({ ...options, data: copy });
    expect((await get(core, 'verifyLedger', {})).ok).toBe(true);
    const view = await get(core, 'runPrivacyClock', {});
    expect(view.kinds.map(({ erased }) => erased)).toEqual([...Array(4)].map(() => stops));
    expect(view.waiting).toBe(0);
    expect(await countsOf(core)).toEqual(before);
    expect(findBytes(copy, someWords(rows))).toEqual([]);
    // Each stop was told once.
    const { entries } = await get(core, 'listActivity', {});
    expect(entries.filter(({ kind }) => kind === 'erase')).toHaveLength(dates.length * (routesADay + 1));
    await core.close();
  }
  expect(interrupted).toBeGreaterThan(0);
}, 240_000);
