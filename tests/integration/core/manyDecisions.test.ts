import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import type { CallInput } from '#shared/api.ts';
import { depotDate, TestDepot } from '#tests/fixtures/depot.ts';
import { seededRandom } from '#tests/fixtures/seededRandom.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';

type Decision = CallInput<'decideAll'>['decisions'][number];

async function desk() {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 6);
  for (const stop of stops.slice(0, 4)) await depot.photo(stop);
  await depot.photo(stops[4] as never, { path: '2026-11-20/IMG_1.jpg', withTime: false, withPosition: false });
  depot.save();
  const options = { data: temporaryFolder(), folder };
  const core = await openCore(options);
  await core.settle();
  await get(core, 'signIn', { name: 'Dana', pin: '4711', isNew: true });
  return { core, options };
}

/** Everything that decisions change, as the screens show it, but for the histories, which only grow. */
async function shown(core: Core) {
  await core.settle();
  const day = await get(core, 'getDay', { date: depotDate });
  const route = await get(core, 'getRoute', { routeId: day.routes[0]?.id ?? '' });
  const queue = await get(core, 'getReview', { date: depotDate, decided: 'show' });
  const { aside, total } = await get(core, 'listUnmatched', { date: depotDate });
  const { fingerprint, last, changes, undecidedTotal } = await get(core, 'getSignOff', { date: depotDate });
  const stops = await Promise.all(route.stops.map(({ id }) => get(core, 'getStop', { stopId: id })));
  return {
    ...{ day, route, aside, total, fingerprint, last, changes, undecidedTotal },
    queue: queue.items.map(({ row, kind, why, decided }) => ({ row, kind, why, decided: decided?.entryId })),
    photos: stops.map(({ photos }) => photos),
    standing: stops.map(({ decisions }) => decisions.filter(({ undone }) => !undone)),
  };
}

test('fifty decisions of every kind are taken back in their order, across a restart and without the index', async () => {
  const { core: first, options } = await desk();
  const random = seededRandom(3);
  const { stops } = await get(first, 'getRoute', {
    routeId: (await get(first, 'getDay', { date: depotDate })).routes[0]?.id ?? '',
  });
  const stray = (await get(first, 'listUnmatched', { date: depotDate })).photos[0]?.id ?? '';
  const pictures = [...stops.flatMap(({ photoIds }) => photoIds), stray];
  const pick = <Item>(items: readonly Item[]) => items[random.below(items.length)] as Item;
  const kinds = ['accept', 'reject', 'excuse', 'move', 'note', 'follow-up', 'put-aside', 'redact', 'batch', 'sign-off'];
  const decision = (kind: string): Decision => {
    const stopId = pick(stops).id;
    const photoId = pick(pictures);
    if (kind === 'accept') return { kind, stopId, photoId };
    if (kind === 'reject') return { kind, stopId, photoId, reason: pick(['blurry', 'wrong-address'] as const) };
    if (kind === 'excuse') return { kind, stopId, reason: 'device-fault', note: 'as he says' };
    if (kind === 'note') return { kind, stopId, note: 'Gate code 12' };
    if (kind === 'put-aside') return { kind, photoId, date: depotDate, reason: 'test-picture' };
    const toStopId = pick(stops.filter(({ id }) => id !== stopId)).id;
    return kind === 'move' ? { kind, stopId, photoId, toStopId } : { kind: 'follow-up', stopId };
  };

  let core = first;
  const before: Awaited<ReturnType<typeof shown>>[] = [];
  const made: { entryId: string; entries: number; about: string }[] = [];
  for (let n = 0; n < 50; n++) {
    before.push(await shown(core));
    const kind = kinds[n % kinds.length] as string;
    if (kind === 'batch') {
      const decisions = ['reject', 'follow-up', 'excuse'].map(decision);
      made.push(await get(core, 'decideAll', { decisions }));
    } else if (kind === 'redact') {
      const boxes = [{ x: 0.1, y: 0.1, width: 0.2, height: 0.2 }];
      made.push(await get(core, 'decide', { kind, photoId: pick(pictures), boxes }));
    } else if (kind === 'sign-off') {
      const routeId = n % 20 < 10 ? (stops[0]?.routeId ?? '') : null;
      const { fingerprint } = await get(core, 'getSignOff', { date: depotDate, ...(routeId ? { routeId } : {}) });
      made.push(await get(core, 'signOff', { date: depotDate, routeId, fingerprint, reason: 'Van still out' }));
    } else {
      made.push(await get(core, 'decide', decision(kind)));
    }
    if (n === 25) {
      await core.close();
      core = await openCore(options);
    }
  }
  expect(new Set(made.map(({ about }) => about))).toEqual(
    new Set(['batch', 'sign-off-day', ...kinds.filter((kind) => kind !== 'batch')]),
  );

  for (let n = 49; n >= 0; n--) {
    if (n === 30) {
      await core.close();
      core = await openCore(options);
    }
    if (n === 20) {
      await core.close();
      for (const end of ['', '-wal', '-shm']) rmSync(join(options.data, `index.db${end}`), { force: true });
      core = await openCore(options);
      await core.settle();
    }
    const undone = await get(core, 'decide', { kind: 'undo' });
    expect(undone.entries).toBe(made[n]?.entries);
    expect(await shown(core)).toEqual(before[n]);
  }
  expect(await ask(core, 'decide', { kind: 'undo' })).toMatchObject({ ok: false, code: 'nothing-to-undo' });
  const verdict = await get(core, 'verifyLedger', {});
  const written = made.reduce((total, { entries }) => total + entries, 0);
  expect(verdict).toMatchObject({ ok: true, entries: written * 2 });
});
