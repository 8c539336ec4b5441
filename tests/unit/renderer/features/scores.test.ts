import { expect, test } from 'vitest';
import {
  driverRow,
  keepRowOrder,
  orderRows,
  routeRow,
  type ScoreRow,
  settleWords,
  stillNeeded,
} from '#features/scores/scoreRows.ts';
import type { DriverScore } from '#shared/scores.ts';
import { routeWith } from '#tests/unit/renderer/stopRows.ts';

const target = 0.98;

const row = (route: string, podScore: number | null, missing = 0): ScoreRow =>
  routeRow(routeWith(Number.parseInt(route.slice(1), 10), route, { podScore, missing, opportunities: 50 }), target);

test('a row says how many stops must still be confirmed for the target', () => {
  const needs = (opportunities: number, confirmed: number) =>
    stillNeeded({ ...routeWith(1, 'R1', {}).counts, opportunities, confirmed }, target);
  expect(needs(50, 49)).toBe(0);
  expect(needs(50, 48)).toBe(1);
  expect(needs(182, 175)).toBe(4);
  expect(needs(0, 0)).toBe(0);
});

test('the worst score comes first, and rows without one come last both ways', () => {
  const rows = [row('R1', 0.99), row('R2', null), row('R3', 0.9)];
  const order = (direction: 'up' | 'down') =>
    orderRows(rows, { column: 'podScore', direction }).map((key) => rows.find((each) => each.key === key)?.name);
  expect(order('up')).toEqual(['R3', 'R1', 'R2']);
  expect(order('down')).toEqual(['R1', 'R3', 'R2']);
});

test('by name, R2 comes before R10; equal figures are ordered by name', () => {
  const rows = [row('R10', 0.9, 2), row('R2', 0.9, 2)];
  const names = (column: 'name' | 'missing') =>
    orderRows(rows, { column, direction: 'up' }).map((key) => rows.find((each) => each.key === key)?.name);
  expect(names('name')).toEqual(['R2', 'R10']);
  expect(names('missing')).toEqual(['R2', 'R10']);
});

test('rows keep their places while figures change; a new one comes last', () => {
  const rows = [row('R1', 0.5), row('R2', 0.9), row('R3', 0.7)];
  const shown = [rows[1]?.key ?? '', rows[0]?.key ?? ''];
  expect(keepRowOrder(rows, shown).map(({ name }) => name)).toEqual(['R2', 'R1', 'R3']);
});

test('a driver is named by name, id and routes; without a name by what there is', () => {
  const score: DriverScore = {
    driver: 'D-117',
    driverName: 'Leila Haddad',
    routes: [
      { routeId: 'a', route: 'R104' },
      { routeId: 'b', route: 'R110' },
    ],
    trend: [],
    change: null,
    settleMore: 0,
    counts: routeWith(1, 'R104', {}).counts,
    rejects: [],
  };
  expect(driverRow(score, target, 0.9)).toMatchObject({ name: 'Leila Haddad', detail: 'D-117 · R104, R110' });
  expect(driverRow({ ...score, driverName: null }, target, 0.9)).toMatchObject({
    name: 'D-117',
    detail: 'R104, R110',
  });
});

test('the way to the target is one sentence', () => {
  expect(settleWords(3, 50, '98 %')).toBe('settle 3 more to reach 98 %');
  expect(settleWords(0, 50, '98 %')).toBe('98 % is reached');
  expect(settleWords(0, 0, '98 %')).toBe('no photos owed');
});
