import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { type Report, reportSchema } from '#shared/report.ts';
import { depotDate, TestDepot } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

const command = fileURLToPath(import.meta.resolve('#main/report.ts'));
const evening = '2026-11-20T23:30:00-08:00';

async function report(args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [command, ...args], { maxBuffer: 1e8 });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

const usual = (folder: string, data: string) => [
  ...['--folder', folder, '--data', data, '--date', depotDate],
  ...['--time-zone', 'America/Los_Angeles', '--now', evening],
];

/** One of everything: named, sidecar, by time alone, blurry, strange, broken, ignored. */
async function variedDepot(folder: string): Promise<TestDepot> {
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 8);
  const other = depot.route('R7', 4);
  for (const stop of stops.slice(0, 4)) await depot.photo(stop);
  const [, , , , fifth, sixth, seventh] = stops;
  if (!fifth || !sixth || !seventh || !other[0] || !other[1]) throw new Error('too few stops');
  await depot.photo(fifth, { path: 'R12/IMG_0001.jpg' });
  await depot.photo(sixth, { path: 'camera/IMG_0002.jpg', withTime: false, withPosition: false });
  depot.write('camera/IMG_0002.json', JSON.stringify({ trackingId: sixth.trackingId, note: '=cmd()', unknown: 1 }));
  await depot.photo(seventh, { look: 99, path: `R12/${seventh.trackingId}.jpg` });
  await depot.photo(seventh, { look: 99, path: `R12/${seventh.trackingId} (1).jpg` });
  depot.write('R7/broken.jpg', 'not a picture at all');
  depot.write('R7/empty.jpg', '');
  depot.write('Thumbs.db', 'x');
  depot.write('notes.txt', 'hello');
  depot.save();
  return depot;
}

test('the report equals the contract, is the same in two runs and after the index was deleted', async () => {
  const folder = join(temporaryFolder(), 'folder');
  const data = temporaryFolder();
  await variedDepot(folder);
  const first = await report(usual(folder, data));
  expect(first.code).toBe(0);
  expect(first.stderr).toBe('');
  const parsed: Report = reportSchema.parse(JSON.parse(first.stdout));
  expect(parsed.generatedAt).toBe(evening);

  const second = await report(usual(folder, data));
  expect(second.stdout).toBe(first.stdout);
  for (const end of ['', '-wal', '-shm']) rmSync(join(data, `index.db${end}`), { force: true });
  const rebuilt = await report(usual(folder, data));
  expect(rebuilt.stdout).toBe(first.stdout);
});

test('the report says how every picture came to its stop, and accounts for every file', async () => {
  const folder = join(temporaryFolder(), 'folder');
  await variedDepot(folder);
  const { stdout } = await report(usual(folder, temporaryFolder()));
  const { routes, folderTotals, unreadable, totals } = reportSchema.parse(JSON.parse(stdout));
  const stops = routes.find((route) => route.route === 'R12')?.stops ?? [];
  expect(stops.map((stop) => stop.photos[0]?.method ?? null)).toEqual([
    ...['name', 'name', 'name', 'name', 'time-gps', 'sidecar', 'name'],
    null,
  ]);
  expect(stops.map((stop) => stop.state)).toEqual([...Array(7).fill('confirmed'), 'missing']);
  expect(stops[6]?.photos[0]?.files).toHaveLength(2);
  expect(routes.find((route) => route.route === 'R7')?.stops.map((stop) => stop.state)).toEqual(
    Array(4).fill('missing'),
  );
  expect(unreadable.map(({ file, code }) => [file, code])).toEqual([
    ['R7/broken.jpg', 'not-a-picture'],
    ['R7/empty.jpg', 'empty-file'],
  ]);
  expect(folderTotals).toEqual({
    ...{ files: 14, photoFiles: 8, photos: 7, unreadable: 2, pending: 0, manifests: 1, sidecars: 1, ignored: 2 },
  });
  expect(totals).toMatchObject({ routes: 2, stops: 12, opportunities: 12, confirmed: 7, missing: 5, podScore: 0.5833 });
});

test('before the cut-off the same stops are still syncing', async () => {
  const folder = join(temporaryFolder(), 'folder');
  await variedDepot(folder);
  const args = usual(folder, temporaryFolder()).with(-1, '2026-11-20T11:30:00-08:00');
  const { routes, folderTotals } = reportSchema.parse(JSON.parse((await report(args)).stdout));
  expect(routes.find((route) => route.route === 'R7')?.stops.map((stop) => stop.state)).toEqual(
    Array(4).fill('syncing'),
  );
  expect(folderTotals).toMatchObject({ unreadable: 1, pending: 1 });
});

test('CSV opens in a spreadsheet without running a formula, text is one line a stop', async () => {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const [stop] = depot.route('R1', 1);
  if (!stop) throw new Error('no stop');
  stop.address = '=HYPERLINK("http://evil","x")\u001b[2J\nSecond line';
  depot.save();
  const data = temporaryFolder();
  const csv = await report([...usual(folder, data), '--format', 'csv']);
  expect(csv.stdout.startsWith('\uFEFFservice_date,')).toBe(true);
  expect(csv.stdout).toContain(`"'=HYPERLINK(""http://evil"",""x"")`);
  const text = await report([...usual(folder, data), '--format', 'text']);
  expect(text.stdout).not.toContain('\u001b');
  expect(text.stdout).toContain('=HYPERLINK("http://evil","x") [2J Second line: Missing');
});

test.for([
  [['--date', depotDate], 'Say which folder'],
  [['--folder', '/nowhere/at/all', '--date', depotDate], 'There is no folder'],
  [['--folder', '.', '--date', 'yesterday'], 'Say which day'],
  [['--folder', '.', '--date', '2026-13-45'], 'Say which day'],
  [['--folder', '.', '--date', depotDate, '--format', 'pdf'], 'not a format'],
  [['--folder', '.', '--date', depotDate, '--now', 'soon'], 'not a time'],
  [['--folder', '.', '--date', depotDate, '--time-zone', 'Mars'], 'not a time zone'],
  [['--folder', '.', '--date', depotDate, '--wrong'], '--wrong'],
] as const)('unusable arguments %j are told in one sentence', async ([args, sentence]) => {
  const { code, stdout, stderr } = await report([...args]);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});
