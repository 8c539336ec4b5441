import { join } from 'node:path';
import { expect, test } from 'vitest';
import { depotDate, TestDepot } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';
import { stopRow } from '#tests/integration/core/desk.ts';

/** A manifest of delivered stops on one day; none of them has a picture. */
function manifestOf(date: string, route: string, driver: string, stops: number): string {
  const rows = Array.from({ length: stops }, (_none, n) =>
    [
      date,
      route,
      driver,
      n + 1,
      `${n + 1} Oak Ave`,
      `T${date.replaceAll('-', '')}${route}${n}`,
      'delivered',
      `${date}T12:00:00-08:00`,
    ].join(','),
  );
  return `service_date,route,driver,stop,address,tracking_id,status,completed_at\n${rows.join('\n')}\n`;
}

test('tonight’s scores: worst driver first, against up to 14 service days before', async () => {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const good = depot.route('R12', 4, 'D-117');
  const weak = depot.route('R7', 4, 'D-045');
  const second = depot.route('R9', 2, 'D-117');
  for (const stop of [...good, ...weak.slice(0, 2), ...second]) await depot.photo(stop);
  depot.save();
  // Twenty days before: only the fourteen latest count.
  for (let day = 1; day <= 19; day++) {
    const date = `2026-11-${String(day).padStart(2, '0')}`;
    depot.write(`${date}.csv`, manifestOf(date, 'R7', 'D-045', 3));
  }
  const core = await openCore({ data: temporaryFolder(), folder });
  await core.settle();

  const scores = await get(core, 'getScores', { date: depotDate });
  expect(scores.trend).toHaveLength(15);
  expect(scores.trend[0]?.date).toBe('2026-11-06');
  expect(scores.trend.at(-1)).toEqual({ date: depotDate, podScore: 0.8, opportunities: 10, confirmed: 8 });
  expect(scores.change).toBeCloseTo(0.8);
  expect(scores.settleMore).toBe(2);
  expect(scores.drivers.map(({ driver, counts }) => [driver, counts.podScore])).toEqual([
    ['D-045', 0.5],
    ['D-117', 1],
  ]);
  const [, best] = scores.drivers;
  expect(best?.routes.map(({ route }) => route)).toEqual(['R9', 'R12']);
  expect(best?.trend.slice(0, -1).every((day) => day.podScore === null)).toBe(true);
  expect(best?.change).toBeNull();
});

test('rejections count for their driver until they are taken back; a picture that was moved is none', async () => {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  for (const stop of depot.route('R12', 4, 'D-117')) await depot.photo(stop);
  depot.save();
  const core = await openCore({ data: temporaryFolder(), folder });
  await core.settle();
  const rejectsOf = async () => (await get(core, 'getScores', { date: depotDate })).drivers[0]?.rejects;
  const about = async (stop: string) => {
    const row = await stopRow(core, 'R12', stop);
    return { stopId: row.id, photoId: row.photoIds[0] ?? '' };
  };
  const first = await about('001');
  await get(core, 'decide', { kind: 'reject', ...first, reason: 'blurry' });
  await get(core, 'decide', { kind: 'reject', ...first, reason: 'too-dark' });
  await get(core, 'decide', { kind: 'reject', ...(await about('002')), reason: 'too-dark' });
  await get(core, 'decide', { kind: 'move', ...(await about('003')), toStopId: (await about('004')).stopId });
  expect(await rejectsOf()).toEqual([{ reason: 'too-dark', pictures: 2 }]);

  const debrief = await get(core, 'getDebrief', { date: depotDate, driver: 'D-117' });
  expect(debrief.pictures.map(({ stop, sentence }) => [stop, sentence])).toEqual([
    ['001', 'Rejected: too dark'],
    ['002', 'Rejected: too dark'],
  ]);
  expect(debrief.open.map(({ stop }) => stop)).toEqual(['001', '002', '003']);

  // Of the move, of the last rejection, and of the one that had corrected the first.
  for (let n = 0; n < 3; n++) await get(core, 'decide', { kind: 'undo' });
  expect(await rejectsOf()).toEqual([{ reason: 'blurry', pictures: 1 }]);
});

test('a day without routes has no drivers, and a driver who did not drive has no debrief', async () => {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  depot.route('R12', 1);
  depot.save();
  const core = await openCore({ data: temporaryFolder(), folder });
  await core.settle();
  const scores = await get(core, 'getScores', { date: '2026-11-21' });
  expect(scores).toMatchObject({ drivers: [], change: null, settleMore: 0 });
  expect(scores.trend.map((day) => day.date)).toEqual([depotDate, '2026-11-21']);
  expect(await ask(core, 'getDebrief', { date: '2026-11-21', driver: 'D-R12' })).toMatchObject({
    ok: false,
    code: 'driver-unknown',
  });
});
