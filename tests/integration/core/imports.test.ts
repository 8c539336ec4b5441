import { rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore, uploadManifest } from '#tests/fixtures/testCore.ts';
import { reported, settledReport } from './desk.ts';

const strange = `tour;paket;wo;wann;was
R50;SPX00000001;Hauptstraße 1;20.11.2026 10:15;zugestellt
R50;SPX00000002;"Hauptstraße 2";20.11.2026 10:25;zugestellt
`;
const mapping = { tour: 'route', paket: 'tracking_id', wo: 'address', wann: 'completed_at', was: null } as const;

async function emptyDepot() {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const data = temporaryFolder();
  const core = await openCore({ data, folder });
  await core.settle();
  return { folder, depot, data, core };
}

test('a manifest from elsewhere is looked at, put right, taken in, and outlives the index', async () => {
  const { core, data, folder, depot } = await emptyDepot();
  await depot.photo({ trackingId: 'SPX00000001', completedAt: Date.parse('2026-11-20T10:15:00-08:00') } as TestStop, {
    ...{ path: 'phone/SPX00000001.jpg', withPosition: false },
  });
  const looked = await uploadManifest(core, 'C:\\Users\\Ann\\Tour & Töchter.csv', strange);
  if (!looked.ok) throw new Error(looked.message);
  expect(looked.value).toMatchObject({ fileName: 'Tour & Töchter.csv', kind: 'csv', delimiter: ';' });
  expect(looked.value.sampleRows[0]).toContain('Hauptstraße 1');
  expect((await get(core, 'listDays', {})).filter(({ routes }) => routes > 0)).toEqual([]);

  const { uploadId } = looked.value;
  const remapped = await get(core, 'remapImport', { uploadId, mapping, serviceDate: depotDate });
  expect(remapped).toMatchObject({ lacking: [], totals: { rows: 2, good: 2, bad: 0, routes: 1 }, dates: [depotDate] });
  const done = await get(core, 'commitImport', { uploadId, mapping, serviceDate: depotDate, saveProfileAs: 'Töchter' });
  expect(done).toMatchObject({ routes: 1, stops: 2, packages: 2, dates: [depotDate], problemsTotal: 0 });
  const report = await settledReport(core);
  expect(report.routes.map(({ route }) => route)).toEqual(['R50']);
  expect(report.routes[0]?.stops.flatMap((stop) => stop.photos)).toMatchObject([{ method: 'name' }]);
  expect(await get(core, 'getProblems', {})).toMatchObject({
    manifests: [{ name: 'Tour & Töchter.csv', imported: true }],
  });
  await core.close();

  for (const end of ['', '-wal', '-shm']) rmSync(join(data, `index.db${end}`), { force: true });
  const again = await openCore({ data, folder });
  expect(await settledReport(again)).toEqual(report);
  expect(await get(again, 'listProfiles', {})).toMatchObject([{ name: 'Töchter', mapping, serviceDate: depotDate }]);
  await get(again, 'rebuildIndex', {});
  expect(await settledReport(again)).toEqual(report);
});

test('a saved profile is used by itself for the next file with the same headers, uploaded or in the folder', async () => {
  const { core, depot, folder } = await emptyDepot();
  // In the folder nobody could make sense of it so far.
  depot.write('tour-2.csv', strange.replaceAll('SPX', 'SPY').replaceAll('R50', 'R51'));
  expect((await settledReport(core)).routes).toEqual([]);
  const looked = await uploadManifest(core, 'tour.csv', strange);
  if (!looked.ok) throw new Error(looked.message);
  const { uploadId } = looked.value;
  await get(core, 'commitImport', { uploadId, mapping, serviceDate: depotDate, saveProfileAs: 'Töchter' });
  const report = await settledReport(core);
  expect(report.routes.map(({ route }) => route)).toEqual(['R50', 'R51']);
  const next = await uploadManifest(core, 'tour-3.csv', strange.replaceAll('SPX', 'SPZ'));
  expect(next).toMatchObject({ ok: true, value: { profile: 'Töchter', lacking: [], totals: { good: 2 } } });
  await get(core, 'rebuildIndex', {});
  expect(await settledReport(core)).toEqual(report);
  expect(folder).toBeTruthy();
});

test('an import counts as later than the folder’s files, and says what it changed', async () => {
  const { core, depot, folder } = await emptyDepot();
  const [stop] = depot.route('R12', 1) as [TestStop];
  depot.save();
  const old = Date.parse('2026-11-20T09:00:00-08:00') / 1000;
  utimesSync(join(folder, 'manifest.csv'), old, old);
  await core.settle();
  const changed = `date,route,stop,tracking id,status\n${depotDate},R12,001,${stop.trackingId},attempted\n`;
  const looked = await uploadManifest(core, 'late.csv', changed);
  if (!looked.ok) throw new Error(looked.message);
  const done = await get(core, 'commitImport', {
    ...{ uploadId: looked.value.uploadId, mapping: looked.value.mapping, serviceDate: null, saveProfileAs: null },
  });
  expect(done.changes).toEqual(['1 package of R12 went from delivered to attempted.']);
  const report = await settledReport(core);
  expect(reported(report, 'R12', '001')).toMatchObject({ state: 'not-required', address: '10 Elm St' });
  await get(core, 'rebuildIndex', {});
  expect(await settledReport(core)).toEqual(report);
  expect(await get(core, 'listProfiles', {})).toEqual([]);
});

test('files that are no manifests are refused in words, and handles that are gone or made up are too', async () => {
  const { core } = await emptyDepot();
  expect(await uploadManifest(core, 'empty.csv', '')).toMatchObject({
    ok: false,
    message: expect.stringMatching(/empty/i),
  });
  for (const bytes of ['hello', '{"a":1}', '\u0000\u0001\u0002'.repeat(1_000), '[', '<html></html>']) {
    const answer = await uploadManifest(core, 'x.csv', bytes);
    if (!answer.ok) expect(answer).toMatchObject({ status: 422, message: expect.stringMatching(/[.!?]$/) });
    else expect(answer.value.lacking.length + answer.value.problemsTotal).toBeGreaterThan(0);
  }
  for (const uploadId of ['f'.repeat(64), '../../settings.json', 'F'.repeat(64), '', '.name']) {
    const input = { uploadId, mapping: {}, serviceDate: null };
    expect(await ask(core, 'remapImport', input)).toMatchObject({ ok: false, status: 404, code: 'upload-unknown' });
    expect(await ask(core, 'commitImport', { ...input, saveProfileAs: null })).toMatchObject({
      ok: false,
      status: 404,
    });
  }
  expect((await settledReport(core)).routes).toEqual([]);
});
