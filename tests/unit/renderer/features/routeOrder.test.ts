import { expect, test } from 'vitest';
import { isOutOfOrder, keepOrder, orderRoutes } from '#features/routes/routeOrder.ts';
import { idOf, routeWith } from '#tests/unit/renderer/stopRows.ts';

const worstFirst = [
  routeWith(1, 'R10', { missing: 4 }, 'D-2'),
  routeWith(2, 'R2', { missing: 1 }),
  routeWith(3, 'R1', {}, 'D-1'),
];

test('worst first is the core’s own order', () => {
  expect(orderRoutes(worstFirst, 'worst')).toEqual([idOf(1), idOf(2), idOf(3)]);
});

test('by route, R2 comes before R10', () => {
  expect(orderRoutes(worstFirst, 'route')).toEqual([idOf(3), idOf(2), idOf(1)]);
});

test('by driver, a route without one comes last', () => {
  expect(orderRoutes(worstFirst, 'driver')).toEqual([idOf(3), idOf(1), idOf(2)]);
});

test('rows stay where they are while their numbers change; a new route comes last, a vanished one leaves', () => {
  const shown = [idOf(3), idOf(9), idOf(1)];
  expect(keepOrder(worstFirst, shown).map(({ id }) => id)).toEqual([idOf(3), idOf(1), idOf(2)]);
});

test('the list knows when sorting again would move a row', () => {
  expect(isOutOfOrder(worstFirst, [idOf(1), idOf(2), idOf(3)])).toBe(false);
  expect(isOutOfOrder(worstFirst, [idOf(2), idOf(1), idOf(3)])).toBe(true);
});
