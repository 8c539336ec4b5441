import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';
import { reported, settledReport, stopDetail, stopRow } from './desk.ts';

async function desk() {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 5) as [TestStop, TestStop, TestStop, TestStop, TestStop];
  await depot.photo(stops[0]);
  await depot.photo(stops[1]);
  // Nothing says where or when it was taken but its day.
  await depot.photo(stops[2], { path: '2026-11-20/IMG_1.jpg', withTime: false, withPosition: false });
  depot.save();
  const data = temporaryFolder();
  const core = await openCore({ data, folder });
  await core.settle();
  const stray = (await get(core, 'listUnmatched', { date: depotDate })).photos[0];
  return { core, data, folder, strayId: stray?.id ?? '' };
}

test('accepting a stray picture ties it, refusing one for its address unties it, and each can be taken back', async () => {
  const { core, strayId } = await desk();
  const third = await stopRow(core, 'R12', '003');
  const accepted = await get(core, 'decide', { kind: 'accept', stopId: third.id, photoId: strayId });
  expect(accepted).toMatchObject({ sentence: 'Accepted the picture at 14 Elm St', stopId: third.id, date: depotDate });
  let report = await settledReport(core);
  expect(reported(report, 'R12', '003')).toMatchObject({
    state: 'confirmed',
    photos: [{ sha256: strayId, method: 'manual' }],
  });
  expect(report.totals.unmatchedPhotos).toBe(0);

  const first = await stopRow(core, 'R12', '001');
  const photoId = first.photoIds[0] ?? '';
  const rejected = await get(core, 'decide', {
    kind: 'reject',
    stopId: first.id,
    photoId,
    reason: 'wrong-address',
    note: 'The house next door',
  });
  report = await settledReport(core);
  expect(reported(report, 'R12', '001').photos).toEqual([]);
  expect(reported(report, 'R12', '001').state).not.toBe('confirmed');

  await get(core, 'decide', { kind: 'undo', entryId: rejected.entryId });
  report = await settledReport(core);
  expect(reported(report, 'R12', '001')).toMatchObject({ state: 'confirmed', photos: [{ sha256: photoId }] });
  const { decisions } = await stopDetail(core, 'R12', '001');
  expect(decisions).toMatchObject([
    { kind: 'reject', undone: true, sentence: 'Rejected: not this address', note: 'The house next door' },
  ]);
});

test('a picture refused for its looks stays at its stop and does not count; accepting it overrules that', async () => {
  const { core } = await desk();
  const { id, photoIds } = await stopRow(core, 'R12', '001');
  await get(core, 'decide', { kind: 'reject', stopId: id, photoId: photoIds[0] ?? '', reason: 'no-package-visible' });
  const refused = reported(await settledReport(core), 'R12', '001');
  expect(refused.photos).toHaveLength(1);
  expect(refused.state).not.toBe('confirmed');
  await get(core, 'decide', { kind: 'accept', stopId: id, photoId: photoIds[0] ?? '' });
  expect(reported(await settledReport(core), 'R12', '001').state).toBe('confirmed');
});

test('a bare undo takes back the latest decision that holds, then the one before, then says that there is none', async () => {
  const { core } = await desk();
  for (const stop of ['003', '004', '005']) {
    const { id } = await stopRow(core, 'R12', stop);
    await get(core, 'decide', { kind: 'excuse', stopId: id, reason: 'access-problem' });
  }
  const states = async () =>
    (await settledReport(core)).routes[0]?.stops.map(({ state }) => state === 'excused').slice(2);
  expect(await states()).toEqual([true, true, true]);
  await get(core, 'decide', { kind: 'undo' });
  expect(await states()).toEqual([true, true, false]);
  await get(core, 'decide', { kind: 'undo' });
  await get(core, 'decide', { kind: 'undo' });
  expect(await states()).toEqual([false, false, false]);
  expect(await ask(core, 'decide', { kind: 'undo' })).toMatchObject({
    ...{ ok: false, status: 404, code: 'nothing-to-undo', message: 'There is no decision to take back.' },
  });
});

test('what can’t be decided is refused in words and leaves no entry', async () => {
  const { core, strayId } = await desk();
  const { id } = await stopRow(core, 'R12', '001');
  const unknown = { stop: '0'.repeat(16), photo: '0'.repeat(64), entry: '00000000-0000-4000-8000-000000000000' };
  const tries = [
    [{ kind: 'accept', stopId: unknown.stop, photoId: strayId }, 404, 'stop-unknown'],
    [{ kind: 'accept', stopId: id, photoId: unknown.photo }, 404, 'photo-unknown'],
    [{ kind: 'reject', stopId: id, photoId: unknown.photo, reason: 'blurry' }, 404, 'photo-unknown'],
    [{ kind: 'excuse', stopId: unknown.stop, reason: 'other' }, 404, 'stop-unknown'],
    [{ kind: 'undo', entryId: unknown.entry }, 404, 'nothing-to-undo'],
  ] as const;
  for (const [request, status, code] of tries) {
    expect(await ask(core, 'decide', request)).toMatchObject({
      ok: false,
      status,
      code,
      message: expect.stringMatching(/\.$/),
    });
  }
  expect(await ask(core, 'decide', { kind: 'undo' })).toMatchObject({ ok: false, code: 'nothing-to-undo' });
  const excused = await get(core, 'decide', { kind: 'excuse', stopId: id, reason: 'other' });
  await get(core, 'decide', { kind: 'undo', entryId: excused.entryId });
  expect(await ask(core, 'decide', { kind: 'undo', entryId: excused.entryId })).toMatchObject({
    ...{ ok: false, status: 409, code: 'already-undone' },
  });
});

test('decisions hold after a restart and after the index was deleted, with their notes and in their order', async () => {
  const { core, data, folder, strayId } = await desk();
  const at = async (stop: string) => (await stopRow(core, 'R12', stop)).id;
  const note = `Gate locked; "ring" twice 📦 ${'x'.repeat(500)}`;
  await get(core, 'decide', { kind: 'excuse', stopId: await at('004'), reason: 'access-problem', note });
  await get(core, 'decide', { kind: 'accept', stopId: await at('003'), photoId: strayId });
  const undone = await get(core, 'decide', { kind: 'excuse', stopId: await at('005'), reason: 'other' });
  await get(core, 'decide', { kind: 'undo', entryId: undone.entryId });
  const before = await settledReport(core);
  const detail = await stopDetail(core, 'R12', '004');
  expect(detail.decisions[0]?.note).toBe(note);
  await core.close();

  const again = await openCore({ data, folder });
  expect(await settledReport(again)).toEqual(before);
  await again.close();
  for (const end of ['', '-wal', '-shm']) rmSync(join(data, `index.db${end}`), { force: true });
  const rebuilt = await openCore({ data, folder });
  expect(await settledReport(rebuilt)).toEqual(before);
  expect(await stopDetail(rebuilt, 'R12', '004')).toEqual(detail);
});
