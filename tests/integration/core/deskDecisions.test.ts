/** Decisions of the review desk and their bad days: each kind, several at once, two people at one stop, a manifest that changes. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';
import { settledReport, stopDetail, stopRow } from './desk.ts';

/** Two routes; the first two stops of R12 have a picture, and one more picture says nothing but its day. */
async function desk() {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 5) as [TestStop, TestStop, TestStop, TestStop, TestStop];
  depot.route('R13', 3);
  const paths = [await depot.photo(stops[0]), await depot.photo(stops[1])] as const;
  await depot.photo(stops[2], { path: '2026-11-20/IMG_1.jpg', withTime: false, withPosition: false });
  depot.save();
  const core = await openCore({ data: temporaryFolder(), folder });
  await core.settle();
  const stray = (await get(core, 'listUnmatched', { date: depotDate })).photos[0];
  return { core, depot, stops, paths, strayId: stray?.id ?? '' };
}

const signIn = async (core: Core, name: string) => {
  const { known } = await get(core, 'getAtDesk', {});
  await get(core, 'signIn', { name, pin: '4711', isNew: !known.includes(name) });
};

test('a picture that is moved leaves its stop and confirms the other, of another route too; one undo brings both back', async () => {
  const { core } = await desk();
  const from = await stopRow(core, 'R12', '001');
  const to = await stopRow(core, 'R13', '002');
  const photoId = from.photoIds[0] ?? '';
  const moved = await get(core, 'decide', { kind: 'move', stopId: from.id, photoId, toStopId: to.id });
  expect(moved).toMatchObject({
    about: 'move',
    sentence: 'Moved the picture from 10 Elm St to 12 Elm St',
    stopId: from.id,
  });
  await core.settle();
  expect(await stopDetail(core, 'R12', '001')).toMatchObject({
    row: { state: 'missing', photoCount: 0 },
    decisions: [{ kind: 'move', photoId, sentence: 'Picture moved to 12 Elm St' }],
  });
  expect(await stopDetail(core, 'R13', '002')).toMatchObject({
    row: { state: 'confirmed', photoIds: [photoId] },
    photos: [{ method: 'manual', decision: 'accepted' }],
    decisions: [{ kind: 'move', sentence: 'Picture moved here from 10 Elm St' }],
  });
  await get(core, 'decide', { kind: 'undo' });
  await core.settle();
  expect(await stopRow(core, 'R12', '001')).toMatchObject({ state: 'confirmed', photoIds: [photoId] });
  expect(await stopRow(core, 'R13', '002')).toMatchObject({ state: 'missing', photoCount: 0 });
});

test('a picture can’t be moved to the stop where it is, nor to one that nobody knows', async () => {
  const { core } = await desk();
  const { id, photoIds } = await stopRow(core, 'R12', '001');
  const move = { kind: 'move', stopId: id, photoId: photoIds[0] ?? '' } as const;
  expect(await ask(core, 'decide', { ...move, toStopId: id })).toMatchObject({ ok: false, code: 'same-stop' });
  expect(await ask(core, 'decide', { ...move, toStopId: '0'.repeat(16) })).toMatchObject({ code: 'stop-unknown' });
});

test('a stop whose driver is asked is decided for tonight, still counts as it stands, and comes back with the next decision', async () => {
  const { core } = await desk();
  const { id } = await stopRow(core, 'R12', '004');
  const asked = await get(core, 'decide', { kind: 'follow-up', stopId: id, note: 'Is it on the phone?' });
  expect(asked.sentence).toBe('D-R12 is asked about 16 Elm St');
  const detail = await stopDetail(core, 'R12', '004');
  expect(detail.row).toMatchObject({ state: 'missing', followUp: true });
  expect(detail.route.followUps).toBe(1);
  expect(detail.decisions).toMatchObject([
    { kind: 'follow-up', sentence: 'The driver is asked', note: 'Is it on the phone?' },
  ]);
  const queue = await get(core, 'getReview', { date: depotDate });
  expect(queue.items.map(({ row }) => row.id)).not.toContain(id);
  expect(queue.decided).toBe(1);

  await get(core, 'decide', { kind: 'excuse', stopId: id, reason: 'device-fault' });
  expect(await stopDetail(core, 'R12', '004')).toMatchObject({ row: { followUp: false }, route: { followUps: 0 } });
  await get(core, 'decide', { kind: 'undo' });
  expect(await stopDetail(core, 'R12', '004')).toMatchObject({ row: { followUp: true }, route: { followUps: 1 } });
});

test('a refused picture is not proposed at that stop again, whatever it was refused for', async () => {
  const { core, depot, stops } = await desk();
  // Of one place and of no time: it may be of this stop or the next.
  await depot.photo(stops[4], { path: '2026-11-20/IMG_2.jpg', withTime: false });
  await core.settle();
  const { row, candidates } = await stopDetail(core, 'R12', '005');
  expect(row.candidateCount).toBeGreaterThan(0);
  const photoId = candidates[0]?.photoId ?? '';
  await get(core, 'decide', { kind: 'reject', stopId: row.id, photoId, reason: 'no-package-visible' });
  await core.settle();
  const after = await stopDetail(core, 'R12', '005');
  expect(after.row).toMatchObject({ state: 'missing', candidateCount: row.candidateCount - 1 });
  expect(after.candidates.map((candidate) => candidate.photoId)).not.toContain(photoId);
});

test('several decided with one key are written together, told together and taken back together', async () => {
  const { core, strayId } = await desk();
  const ids = await Promise.all(['003', '004', '005'].map(async (stop) => (await stopRow(core, 'R12', stop)).id));
  const [third = '', fourth = '', fifth = ''] = ids;
  const decided = await get(core, 'decideAll', {
    decisions: [
      { kind: 'accept', stopId: third, photoId: strayId },
      { kind: 'excuse', stopId: fourth, reason: 'access-problem' },
      { kind: 'excuse', stopId: fifth, reason: 'access-problem' },
    ],
  });
  expect(decided).toMatchObject({ entries: 3, about: 'batch', sentence: 'Accepted a picture, excused 2 stops' });
  const states = async () =>
    (await settledReport(core)).routes
      .find(({ route }) => route === 'R12')
      ?.stops.slice(2)
      .map(({ state }) => state);
  expect(await states()).toEqual(['confirmed', 'excused', 'excused']);
  // Any of them names all of them.
  const { decisions } = await stopDetail(core, 'R12', '004');
  const undone = await get(core, 'decide', { kind: 'undo', entryId: decisions[0]?.entryId ?? '' });
  expect(undone).toMatchObject({ entries: 3, sentence: 'Took back 3 decisions that were made together' });
  expect((await states())?.slice(1)).toEqual(['missing', 'missing']);
  // And what was taken back together comes back together.
  expect(await get(core, 'decide', { kind: 'undo', entryId: undone.entryId })).toMatchObject({
    ...{ entries: 3, sentence: 'Brought back 3 decisions that were made together' },
  });
  expect(await states()).toEqual(['confirmed', 'excused', 'excused']);
  expect(await get(core, 'verifyLedger', {})).toMatchObject({ ok: true, entries: 9 });
});

test('when one of several can’t be decided, none is', async () => {
  const { core } = await desk();
  const { id } = await stopRow(core, 'R12', '004');
  const decisions = [
    { kind: 'excuse', stopId: id, reason: 'other' },
    { kind: 'excuse', stopId: '0'.repeat(16), reason: 'other' },
  ] as const;
  expect(await ask(core, 'decideAll', { decisions: [...decisions] })).toMatchObject({
    ok: false,
    code: 'stop-unknown',
  });
  expect(await stopRow(core, 'R12', '004')).toMatchObject({ state: 'missing' });
  expect(await get(core, 'verifyLedger', {})).toMatchObject({ entries: 0 });
});

test('of two who decide the same stop the later one hears what happened, and nothing is lost', async () => {
  const { core } = await desk();
  const { id, photoIds } = await stopRow(core, 'R12', '001');
  const photoId = photoIds[0] ?? '';
  await signIn(core, 'Dana');
  const first = await get(core, 'decide', { kind: 'reject', stopId: id, photoId, reason: 'blurry', seen: null });
  expect(first.meanwhile).toBeNull();
  await signIn(core, 'Ada');
  const second = await get(core, 'decide', { kind: 'accept', stopId: id, photoId, seen: null });
  expect(second.meanwhile).toBe(
    'Dana rejected this picture (blurry) at 23:30; your decision now stands. U takes it back.',
  );
  expect((await stopDetail(core, 'R12', '001')).decisions).toMatchObject([
    { kind: 'reject', person: 'Dana', undone: false },
    { kind: 'accept', person: 'Ada', undone: false },
  ]);
  const third = await get(core, 'decide', { kind: 'excuse', stopId: id, reason: 'other', seen: second.entryId });
  expect(third.meanwhile).toBeNull();
  await signIn(core, 'Dana');
  await get(core, 'decide', { kind: 'undo' });
  const fourth = await get(core, 'decide', { kind: 'note', stopId: id, note: 'So be it' });
  expect(fourth.meanwhile).toBeNull();
  const fifth = await get(core, 'decide', { kind: 'follow-up', stopId: id, seen: third.entryId });
  expect(fifth.meanwhile).toContain('Dana wrote a note here at 23:30');
});

test('one who decides on what another has taken back hears that', async () => {
  const { core } = await desk();
  const { id } = await stopRow(core, 'R12', '004');
  const excused = await get(core, 'decide', { kind: 'excuse', stopId: id, reason: 'access-problem' });
  await signIn(core, 'Dana');
  await get(core, 'decide', { kind: 'undo' });
  const decided = await get(core, 'decide', { kind: 'follow-up', stopId: id, seen: excused.entryId });
  expect(decided.meanwhile).toBe(
    'Dana took “excused this stop (no access)” back at 23:30; your decision now stands. U takes it back.',
  );
});

test('a decision stays when the manifest says something else afterwards, and tells what it was based on', async () => {
  const { core, depot, stops } = await desk();
  const { id } = await stopRow(core, 'R12', '004');
  await get(core, 'decide', { kind: 'excuse', stopId: id, reason: 'access-problem' });
  expect((await stopDetail(core, 'R12', '004')).decisions[0]?.changedSince).toBeNull();
  stops[3].status = 'attempted';
  depot.save('later.csv', [stops[3]]);
  await core.settle();
  const { row, decisions } = await stopDetail(core, 'R12', '004');
  expect(row).toMatchObject({ outcome: 'attempted', state: 'not-required' });
  expect(decisions).toMatchObject([
    {
      kind: 'excuse',
      undone: false,
      changedSince: 'Decided when the manifest said delivered at 10:25; it now says attempted.',
    },
  ]);
  await get(core, 'decide', { kind: 'undo' });
  expect((await stopDetail(core, 'R12', '004')).decisions[0]?.changedSince).toBeNull();
});

test('whoever takes back what others built on hears what still holds', async () => {
  const { core } = await desk();
  const { id, photoIds } = await stopRow(core, 'R12', '001');
  const photoId = photoIds[0] ?? '';
  const accepted = await get(core, 'decide', { kind: 'accept', stopId: id, photoId });
  await signIn(core, 'Dana');
  await get(core, 'decide', { kind: 'reject', stopId: id, photoId, reason: 'blurry' });
  const { routeId } = await stopRow(core, 'R12', '001');
  const { fingerprint } = await get(core, 'getSignOff', { date: depotDate, routeId });
  await get(core, 'signOff', { date: depotDate, routeId, fingerprint, reason: 'Late' });
  const undone = await get(core, 'decide', { kind: 'undo', entryId: accepted.entryId });
  expect(undone.sentence).toBe(
    'Took back “Accepted the picture at 10 Elm St”. What was decided there later still holds: Rejected: blurry (Dana, 23:30)' +
      '. R12 was signed off with it and shows as changed now',
  );
  expect(await stopDetail(core, 'R12', '001')).toMatchObject({ photos: [{ decision: 'rejected' }] });
});

test('a picture whose file disappeared can still be decided about', async () => {
  const { core, depot, paths } = await desk();
  const { id, photoIds } = await stopRow(core, 'R12', '001');
  rmSync(join(depot.folder, paths[0]));
  await core.settle();
  const photoId = photoIds[0] ?? '';
  await get(core, 'decide', { kind: 'reject', stopId: id, photoId, reason: 'package-in-hand' });
  await get(core, 'decide', { kind: 'redact', photoId, boxes: [{ x: 0, y: 0, width: 1, height: 0.5 }] });
  expect(await stopDetail(core, 'R12', '001')).toMatchObject({ photos: [{ present: false, decision: 'rejected' }] });
});

test('names and notes keep every character they were written with', async () => {
  const { core } = await desk();
  const { id } = await stopRow(core, 'R12', '004');
  const name = '<b>דנה</b> \u202egnp.exe ﷽ 👩‍👩‍👧';
  const note = `<script>alert(1)</script> "=cmd()" \u202eשלום ${'🏠'.repeat(4_900)}`.slice(0, 10_000);
  await signIn(core, name);
  await get(core, 'decide', { kind: 'note', stopId: id, note });
  await get(core, 'decide', { kind: 'excuse', stopId: id, reason: 'other', note });
  const { decisions, row } = await stopDetail(core, 'R12', '004');
  expect(decisions).toMatchObject([
    { kind: 'note', person: name, note, sentence: 'Note' },
    { kind: 'excuse', person: name, note },
  ]);
  expect(row.notes).toBe(1);
  expect(await ask(core, 'decide', { kind: 'note', stopId: id, note: 'x'.repeat(10_001) })).toMatchObject({
    code: 'input-invalid',
  });
  expect(await ask(core, 'decide', { kind: 'note', stopId: id, note: '   ' })).toMatchObject({ code: 'input-invalid' });
});
