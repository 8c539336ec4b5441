import { spawn } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openLedger } from '#core/ledger/sqliteLedger.ts';
import type { Report } from '#shared/report.ts';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { seededRandom } from '#tests/fixtures/seededRandom.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { openCore } from '#tests/fixtures/testCore.ts';
import { until } from '#tests/fixtures/until.ts';

const script = fileURLToPath(import.meta.resolve('./decideUntilKilled.ts'));
const rounds = 50;

type Moment = (printed: string, elapsedMs: number) => boolean;
const photosIn = (printed: string) => Number(/.*photos (\d+)/s.exec(printed)?.[1] ?? 0);
const entriesIn = (printed: string) => [...printed.matchAll(/^entry (\S+)\n/gm)].map(([, id]) => id as string);

/** Runs the core with its decisions until the moment has come; gives the entries that were acknowledged. */
async function decideAndKill(data: string, folder: string, seed: number, moment: Moment): Promise<string[]> {
  const child = spawn(process.execPath, [script, data, folder, String(seed)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const began = performance.now();
  let printed = '';
  let complaints = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const gone = new Promise((resolve) => child.on('close', resolve));
  await until('its moment came', () => child.exitCode !== null || moment(printed, performance.now() - began));
  expect(`${child.exitCode} ${complaints}`).toBe('null ');
  child.kill('SIGKILL');
  await gone;
  return entriesIn(printed);
}

/** Settles everything and tells the day. */
async function finalReport(data: string, folder: string): Promise<Report> {
  const core = await openCore({ data, folder });
  await core.settle();
  const report = await core.report(depotDate);
  await core.close();
  return report;
}

test('fifty sudden deaths lose no decision, double none, and leave the report of an undisturbed run', async () => {
  const random = seededRandom(20_261_120);
  const folder = join(temporaryFolder(), 'folder');
  const data = temporaryFolder();
  // Nothing in these pictures could be read, and looking for it takes as long as all the rest.
  writeFileSync(join(data, 'settings.json'), JSON.stringify({ readLabels: false }));
  const depot = new TestDepot(folder);
  const stops = [depot.route('R12', 40), depot.route('R7', 30), depot.route('R3', 20)].flat();
  let savedAt = Date.parse('2026-11-20T12:00:00-08:00');
  const save = (listed: readonly TestStop[]) => {
    depot.save('manifest.csv', listed);
    // Each writing a minute after the last, and none so new that it would have to be watched for another second.
    savedAt += 60_000;
    utimesSync(join(folder, 'manifest.csv'), savedAt / 1000, savedAt / 1000);
  };
  save(stops);
  const photos: string[] = [];
  for (const [n, stop] of stops.slice(0, 72).entries()) {
    photos.push(await depot.photo(stop, n % 3 === 0 ? { path: `camera/IMG_${1000 + n}.jpg` } : {}));
  }

  const acknowledged: string[] = [];
  for (let round = 0; round < rounds; round++) {
    // The last rounds go on with one index, so that what they leave is not simply read anew.
    const beginsAgain = round % 2 === 0 && round < rounds - 8;
    if (beginsAgain) for (const end of ['', '-wal', '-shm']) rmSync(join(data, `index.db${end}`), { force: true });
    if (round % 5 === 1) photos.push(await depot.photo(random.pick(stops) as TestStop, { path: `late/${round}.jpg` }));
    if (round % 5 === 3) {
      const at = random.below(photos.length);
      const renamed = `renamed-${round}-${photos[at]?.split('/').at(-1)}`;
      renameSync(join(folder, photos[at] as string), join(folder, renamed));
      photos[at] = renamed;
    }
    if (round % 5 === 4) {
      const stop = random.pick(stops) as TestStop;
      stop.status = stop.status === 'delivered' ? 'attempted' : 'delivered';
      stop.address = `${round} Oak Ave`;
      save(stops.filter((_stop, n) => n % 50 !== round % 50));
    }
    const photosSeen = random.below(photos.length);
    const entriesSeen = 1 + random.below(12);
    const startMs = random.between(0, 500);
    const moments: Moment[] = [
      (_printed, elapsedMs) => elapsedMs >= startMs,
      (printed) => photosIn(printed) >= photosSeen,
      (printed) => photosIn(printed) >= photosSeen && entriesIn(printed).length >= entriesSeen,
    ];
    acknowledged.push(...(await decideAndKill(data, folder, round, moments[round % 3] as Moment)));
  }
  expect(acknowledged.length).toBeGreaterThan(rounds);

  const opened = await openLedger({ path: join(data, 'ledger.db'), desk: 'reader' });
  if (!opened.ok) throw new Error(opened.message);
  expect(opened.verdict).toMatchObject({ ok: true, broken: null });
  const kept: string[] = [];
  for await (const entry of opened.ledger.entries()) kept.push(entry.id);
  await opened.ledger.close();
  expect(new Set(kept).size).toBe(kept.length);
  expect(acknowledged.filter((id) => !kept.includes(id))).toEqual([]);

  const disturbed = await finalReport(data, folder);
  const fresh = temporaryFolder();
  copyFileSync(join(data, 'ledger.db'), join(fresh, 'ledger.db'));
  cpSync(join(data, 'data-folder.json'), join(fresh, 'data-folder.json'));
  expect(existsSync(join(fresh, 'index.db'))).toBe(false);
  const undisturbed = await finalReport(fresh, folder);
  expect(disturbed.totals.photos).toBe(photos.length);
  expect(JSON.stringify(disturbed, null, 1)).toBe(JSON.stringify(undisturbed, null, 1));
}, 600_000);
