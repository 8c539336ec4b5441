import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { depotDate, doorstep, TestDepot } from '#tests/fixtures/depot.ts';
import { canMountDisks, smallDisk } from '#tests/fixtures/smallDisk.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';
import { until } from '#tests/fixtures/until.ts';
import { bytesOf, ended, exported, exportNow, pagesOf, sha256, unzipped } from './exporting.ts';

/** One route with a picture at each of its stops, `noise` bytes longer than they need be. */
async function depotOf(count: number, noise = 0) {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', count);
  const files: string[] = [];
  for (const [n, stop] of stops.entries()) {
    const path = await depot.photo(stop);
    // After a JPEG's end anything may stand: a large file at no cost.
    if (noise > 0) {
      writeFileSync(join(folder, path), Buffer.concat([readFileSync(join(folder, path)), Buffer.alloc(noise, n)]));
    }
    files.push(join(folder, path));
  }
  depot.save();
  return { folder, depot, stops, files };
}

const zipRequest = { kind: 'pictures-zip', date: depotDate } as const;

interface ManifestPicture {
  file: string | null;
  stop: string | null;
  note: string | null;
}
const manifestOf = (files: Map<string, Buffer>) =>
  (JSON.parse((files.get('manifest.json') ?? Buffer.of()).toString('utf8')) as { pictures: ManifestPicture[] })
    .pictures;

test('pictures that vanished, changed or lie in the cloud are listed with the reason and not put in', async () => {
  const { folder, files } = await depotOf(5);
  const core = await openCore({ data: temporaryFolder(), folder });
  await core.settle();
  const [gone = '', changed = '', shorter = '', online = ''] = files;
  rmSync(gone);
  const bytes = readFileSync(changed);
  bytes.writeUInt8((bytes.at(-5) ?? 0) ^ 1, bytes.length - 5);
  writeFileSync(changed, bytes);
  writeFileSync(shorter, readFileSync(shorter).subarray(0, 500));
  // The same size and no blocks: what a sync client leaves of a file whose bytes it has taken to the cloud.
  const size = readFileSync(online).length;
  truncateSync(online, 0);
  truncateSync(online, size);

  const view = await exported(core, zipRequest);
  expect(view).toMatchObject({ state: 'done', message: '4 pictures could not be put in; manifest.csv lists them.' });
  const inZip = await unzipped(await bytesOf(core, view));
  expect([...inZip.keys()].filter((name) => name.startsWith('R12/'))).toEqual(['R12/005 18 Elm St.jpg']);
  expect(manifestOf(inZip).map(({ note }) => note?.replace('Not in the ZIP: its file ', '') ?? 'in')).toEqual([
    'is not in the folder any more',
    'has changed since it was indexed',
    'has changed since it was indexed',
    'is only in the cloud; bring it to this computer and export again',
    'in',
  ]);
});

test('a picture of an opted-out address is left out, also where it is tied to another stop', async () => {
  const { folder, depot, stops } = await depotOf(3);
  const [first, second] = stops;
  // The same bytes under the second stop's name: tied to both.
  if (first && second)
    depot.write(`R12/${second.trackingId} again.jpg`, readFileSync(join(folder, `R12/${first.trackingId}.jpg`)));
  depot.write(
    'private.csv',
    `service_date,route,driver,stop,sequence,address,tracking_id,status,completed_at,opted_out\n${depotDate},R12,D-R12,001,1,10 Elm St,${first?.trackingId},delivered,${new Date(first?.completedAt ?? 0).toISOString()},yes\n`,
  );
  const core = await openCore({ data: temporaryFolder(), folder });
  await core.settle();
  const view = await exported(core, zipRequest);
  expect(view.message).toContain('left out as private');
  const inZip = await unzipped(await bytesOf(core, view));
  expect([...inZip.keys()].filter((name) => name.startsWith('R12/'))).toEqual([
    'R12/002 12 Elm St.jpg',
    'R12/003 14 Elm St.jpg',
  ]);
  expect(manifestOf(inZip).find((each) => each.stop === '001')?.note).toBe(
    'Left out: no photo was to be taken at this address',
  );
});

test('photos without a stop come along, but not one that was put aside as private', async () => {
  const { folder, depot } = await depotOf(1);
  const pictures = [];
  for (const look of [901, 902, 903]) {
    const bytes = await doorstep(look, { taken: '2026:11:20 04:00:00', position: null });
    depot.write(`${depotDate}/loose/IMG_${look}.jpg`, bytes);
    pictures.push(sha256(bytes));
  }
  const core = await openCore({ data: temporaryFolder(), folder });
  await core.settle();
  const aside = { kind: 'put-aside', date: depotDate } as const;
  await get(core, 'decide', { ...aside, photoId: pictures[0] ?? '', reason: 'private' });
  await get(core, 'decide', { ...aside, photoId: pictures[1] ?? '', reason: 'damaged-parcel' });
  await core.settle();
  const view = await exported(core, zipRequest);
  expect(view.message).toContain('1 picture was left out as private');
  const names = [...(await unzipped(await bytesOf(core, view))).keys()].filter((name) => name.includes('/'));
  expect(names.sort()).toEqual(['Put aside/IMG_902.jpg', 'R12/001 10 Elm St.jpg', 'Without a stop/IMG_903.jpg']);
});

test('an export that is called off leaves nothing behind, and the next one runs', async () => {
  const { folder } = await depotOf(12, 4_000_000);
  const data = temporaryFolder();
  const core = await openCore({ data, folder });
  await core.settle();
  const { id } = await get(core, 'startExport', zipRequest);
  await until('it has begun', async () => (await exportNow(core, id)).progress !== null);
  expect(await get(core, 'cancelExport', { exportId: id })).toMatchObject({ state: 'cancelled', message: null });
  expect((await exported(core, { kind: 'evening-csv', date: depotDate })).state).toBe('done');
  expect(readdirSync(join(data, 'exports'))).toEqual([`Evening report ${depotDate}.csv`]);
  expect(existsSync(join(data, 'export-running.json'))).toBe(false);
  expect(await exportNow(core, id)).toMatchObject({ state: 'cancelled' });
  const file = await core.fetch(new Request(`http://core/api/exports/${id}/file`));
  expect(file.status).toBe(404);
  expect(await ask(core, 'cancelExport', { exportId: 'nonsense' })).toMatchObject({ code: 'export-unknown' });
});

test('closing Porchlight in the middle leaves nothing half behind', async () => {
  const { folder } = await depotOf(12, 4_000_000);
  const data = temporaryFolder();
  const core = await openCore({ data, folder });
  await core.settle();
  const { id } = await get(core, 'startExport', zipRequest);
  await until('it has begun', async () => (await exportNow(core, id)).progress !== null);
  await core.close();
  expect(readdirSync(join(data, 'exports'))).toEqual([]);
});

test('what a killed export left is taken away at the next start, and nobody else’s .part', async () => {
  const { folder } = await depotOf(1);
  const data = temporaryFolder();
  const exportsFolder = join(data, 'exports');
  mkdirSync(exportsFolder);
  const ours = join(exportsFolder, 'Pictures 2026-11-20.zip.part');
  const theirs = join(exportsFolder, 'holiday.zip.part');
  writeFileSync(ours, 'half');
  writeFileSync(theirs, 'somebody else’s');
  writeFileSync(join(data, 'export-running.json'), JSON.stringify({ part: ours }));
  const core = await openCore({ data, folder });
  await until('it is gone', () => !existsSync(ours));
  expect(existsSync(theirs)).toBe(true);
  await core.settle();
  const view = await exported(core, { ...zipRequest });
  expect(view).toMatchObject({ state: 'done', fileName: 'Pictures 2026-11-20.zip' });
});

test('killed in the middle of an export: no file under its name, and the next start cleans up', async () => {
  const { folder } = await depotOf(12, 4_000_000);
  const data = temporaryFolder();
  const place = join(data, 'exports');
  const script = fileURLToPath(import.meta.resolve('./exportUntilKilled.ts'));
  const child = spawn(process.execPath, [script, data, folder], { stdio: 'ignore' });
  expect(await new Promise((resolve) => child.on('close', (_code, signal) => resolve(signal)))).toBe('SIGKILL');
  expect(readdirSync(place)).toEqual([`Pictures ${depotDate}.zip.part`]);
  await openCore({ data, folder });
  // The mark goes last: what it names would not be known any more.
  await until('the mark is gone', () => !existsSync(join(data, 'export-running.json')));
  expect(readdirSync(place)).toEqual([]);
});

test('a name that is taken gets a number; nothing is written over', async () => {
  const { folder } = await depotOf(1);
  const data = temporaryFolder();
  const core = await openCore({ data, folder });
  await core.settle();
  const request = { kind: 'evening-csv', date: depotDate } as const;
  const names = [];
  for (let n = 0; n < 3; n++) names.push((await exported(core, request)).fileName);
  const name = `Evening report ${depotDate}`;
  expect(names).toEqual([`${name}.csv`, `${name} (2).csv`, `${name} (3).csv`]);
});

test('exports go where the settings say; a folder that can’t be made is a sentence', async () => {
  const { folder } = await depotOf(1);
  const data = temporaryFolder();
  const core = await openCore({ data, folder });
  await core.settle();
  const place = join(temporaryFolder(), 'new', 'place');
  await get(core, 'putSettings', { exportFolder: place });
  expect(await exported(core, { kind: 'evening-csv', date: depotDate })).toMatchObject({ folderName: 'place' });
  expect(readdirSync(place)).toHaveLength(1);
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  await get(core, 'putSettings', { exportFolder: join(file, 'under') });
  const failed = await exported(core, { kind: 'evening-csv', date: depotDate });
  expect(failed).toMatchObject({ state: 'failed' });
  expect(failed.message).toContain('can’t be used for exports');
});

test.skipIf(!canMountDisks)('a disk that fills up ends every kind in a sentence, with nothing half on it', async () => {
  const { folder } = await depotOf(4, 300_000);
  const core = await openCore({ data: temporaryFolder(), folder });
  await core.settle();
  const disk = smallDisk(600);
  await get(core, 'putSettings', { exportFolder: disk.folder });
  const full = await exported(core, zipRequest);
  expect(full.state).toBe('failed');
  expect(full.message).toContain('is full');
  expect(readdirSync(disk.folder)).toEqual([]);
  disk.fill();
  for (const kind of ['evening-pdf', 'evening-csv', 'debrief-pdf'] as const) {
    const view = await exported(core, { kind, date: depotDate });
    expect(view, kind).toMatchObject({ state: 'failed' });
    expect(view.message).toContain('is full');
  }
  disk.makeRoom();
  expect((await exported(core, { kind: 'evening-pdf', date: depotDate })).state).toBe('done');
});

test('several exports wait for their turn and all come out', async () => {
  const { folder } = await depotOf(2);
  const core = await openCore({ data: temporaryFolder(), folder });
  await core.settle();
  const started = [];
  for (let n = 0; n < 3; n++) started.push(await get(core, 'startExport', { kind: 'evening-json', date: depotDate }));
  expect(started.map((each) => each.message)).toEqual([
    null,
    'Waits for the export before it',
    'Waits for the export before it',
  ]);
  for (const { id } of started) expect((await ended(core, id)).state).toBe('done');
});

test('hostile names and notes break neither cell nor page nor file name', async () => {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const names = [
    '<script>alert(1)</script> & "quotes"',
    "=cmd|' /C calc'!A0",
    '../../../etc/passwd',
    'CON',
    'שדרות רוטשילד 45 (קומה ב׳), תל אביב',
    'شارع التحرير 12، القاهرة',
    '東京都千代田区 🏠',
    'x'.repeat(10_000),
    `wörd ${'łong '.repeat(2_000)}`,
    'two\nlines\tand\u0007bell',
  ];
  for (const stop of depot.route('CON', names.length, '=D&<1>')) stop.address = names[Number(stop.stop) - 1] ?? '';
  for (const stop of depot.stops.slice(0, 7)) await depot.photo(stop, { path: `x/${stop.trackingId}.jpg` });
  depot.save();
  const core = await openCore({ data: temporaryFolder(), folder });
  await core.settle();
  const { routes } = await get(core, 'getDay', { date: depotDate });
  const routeId = routes[0]?.id ?? '';
  const { stops } = await get(core, 'getRoute', { routeId });
  for (const { id } of stops.slice(7)) {
    await get(core, 'decide', { kind: 'note', stopId: id, note: `<b>هذا</b> ${'לא '.repeat(3_000)}=1+1` });
  }

  const pdf = await exported(core, { kind: 'evening-pdf', date: depotDate, routeId });
  expect(pdf).toMatchObject({ state: 'done', fileName: `Evening report ${depotDate} _CON.pdf` });
  const pages = await pagesOf(await bytesOf(core, pdf));
  expect(pages.length).toBeLessThan(4);
  expect(pages.join(' ')).toContain('…');

  const debrief = await exported(core, { kind: 'debrief-pdf', date: depotDate, driver: '=D&<1>' });
  expect(debrief.fileName).toBe(`Debrief ${depotDate} =D&-1-.pdf`);
  expect(await pagesOf(await bytesOf(core, debrief))).toHaveLength(1);

  const csv = (await bytesOf(core, await exported(core, { kind: 'evening-csv', date: depotDate }))).toString('utf8');
  expect(csv).toContain("'=cmd");
  expect(csv).not.toMatch(/(^|,)"?\s*=/m);

  const zip = await unzipped(await bytesOf(core, await exported(core, zipRequest)));
  const inZip = [...zip.keys()].filter((name) => name.includes('/'));
  expect(inZip).toHaveLength(7);
  for (const name of inZip) expect(name).toMatch(/^_CON\/[^/\\:*?"<>|\p{Cc}]+\.jpg$/u);
});
