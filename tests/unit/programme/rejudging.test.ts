import { expect, test } from 'vitest';
import { everywhere } from '#core/domain/programme.ts';
import { createDecisionStore } from '#core/index/decisionStore.ts';
import { createProgrammeStore } from '#core/index/programmeStore.ts';
import { createStateWriter } from '#core/index/stateWriter.ts';
import { createRejudging } from '#core/programme/rejudging.ts';
import { defaultSettings } from '#shared/settings.ts';
import { emptyIndex, lay, row } from '#tests/unit/index/indexWorld.ts';

test('a change judges the days it concerns anew, the newest first, a route at a time, and goes on where it was broken off', async () => {
  const db = emptyIndex();
  const dates = ['2026-11-18', '2026-11-19', '2026-11-20'];
  for (const serviceDate of dates) {
    for (const route of ['R1', 'R2']) {
      lay(db, 1, row({ serviceDate, route, trackingId: `${serviceDate}${route}`, postcode: '10115' }));
    }
  }
  const programme = createProgrammeStore(db);
  const decisions = createDecisionStore(db);
  const states = createStateWriter(db, decisions, programme, () => defaultSettings);
  for (const date of dates) for (const route of states.routesOf(date)) states.refreshRoute(route, 1);
  expect(states.newestUnjudged()).toBeNull();

  const area = { by: 'postcodes' as const, id: crypto.randomUUID(), name: 'A', from: '2026-11-19', until: null };
  const body = { kind: 'set-programme' as const, areas: [{ ...area, prefixes: ['972'] }] };
  decisions.apply({ seq: 1, id: crypto.randomUUID(), at: 1, desk: 'd', person: null, body, hash: 'ab' });
  programme.unjudge(everywhere);

  const judged: string[] = [];
  const start = () =>
    createRejudging({
      ...{ states, clock: () => 1, onDamaged: () => undefined },
      onDay: (date) => void judged.push(date),
      log: { info: () => undefined, warn: () => undefined, error: (what) => void judged.push(what) },
    });
  // Closed at its first rest: one route of the newest day is done, and the others stay marked.
  const first = start();
  first.wake();
  await first.close();
  expect(judged).toEqual([]);
  expect(states.routesUnjudged('2026-11-20', null)).toHaveLength(1);
  expect(states.routesUnjudged('2026-11-19', null)).toHaveLength(2);

  const second = start();
  second.wake();
  await second.idle();
  expect(judged).toEqual(['2026-11-20', '2026-11-19']);
  const reasons = db
    .prepare('SELECT date, reason FROM stops JOIN routes ON routes.id = stops.route ORDER BY date')
    .all();
  expect(reasons).toEqual(
    dates.flatMap((date) => {
      const stop = { date, reason: date === '2026-11-18' ? 'device-behind' : 'out-of-programme' };
      return [stop, stop];
    }),
  );
});

test('what is marked while a run that found nothing more is ending is judged, too', async () => {
  const db = emptyIndex();
  lay(db, 1, row({ serviceDate: '2026-11-20', route: 'R1' }));
  const states = createStateWriter(db, createDecisionStore(db), createProgrammeStore(db), () => defaultSettings);
  const [route = 0] = states.routesOf('2026-11-20');
  states.refreshRoute(route, 1);
  const judged: string[] = [];
  let looks = 0;
  const rejudging = createRejudging({
    states: {
      ...states,
      newestUnjudged() {
        const found = states.newestUnjudged();
        if (looks++ === 0)
          queueMicrotask(() => {
            db.exec('UPDATE routes SET fingerprint = NULL');
            rejudging.wake();
          });
        return found;
      },
    },
    ...{ clock: () => 1, onDamaged: () => undefined, onDay: (date) => void judged.push(date) },
    log: { info: () => undefined, warn: () => undefined, error: (what) => void judged.push(what) },
  });
  rejudging.wake();
  await rejudging.idle();
  expect(judged).toEqual(['2026-11-20']);
  expect(states.newestUnjudged()).toBeNull();
});
