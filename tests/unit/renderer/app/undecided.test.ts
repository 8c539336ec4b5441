import { describe, expect, test } from 'vitest';
import { filterStops, nextRoute, nextStop } from '#app/undecided.ts';
import { idOf, routeWith, stopsIn } from '#tests/unit/renderer/stopRows.ts';

describe('the next stop', () => {
  test('is the next that waits for a decision; confirmed and syncing ones are passed over', () => {
    const stops = stopsIn('missing', 'confirmed', 'syncing', 'needs-review', 'candidate');
    expect(nextStop(stops, 'all', idOf(1))?.id).toBe(idOf(4));
    expect(nextStop(stops, 'all', idOf(4))?.id).toBe(idOf(5));
  });

  test('comes from the start of the route when nothing is left below', () => {
    const stops = stopsIn('candidate', 'confirmed', 'missing');
    expect(nextStop(stops, 'all', idOf(3))?.id).toBe(idOf(1));
  });

  test('is never the stop one stands on', () => {
    expect(nextStop(stopsIn('confirmed', 'missing'), 'all', idOf(2))).toBeNull();
  });

  test('is not one whose driver was asked: it is decided for tonight', () => {
    const [asked, open] = stopsIn('missing', 'missing');
    const stops = [{ ...asked, followUp: true }, open] as ReturnType<typeof stopsIn>;
    expect(nextStop(stops, 'all', null)?.id).toBe(idOf(2));
  });

  test('is not one that was erased: nothing can be decided about it', () => {
    const [erased, open] = stopsIn('missing', 'needs-review');
    const stops = [{ ...erased, frozen: true }, open] as ReturnType<typeof stopsIn>;
    expect(nextStop(stops, 'all', null)?.id).toBe(idOf(2));
  });

  test('is not one whose decision is on its way', () => {
    const stops = stopsIn('missing', 'missing', 'missing');
    expect(nextStop(stops, 'all', idOf(1), { leftOut: new Set([idOf(2)]) })?.id).toBe(idOf(3));
  });

  test('before is found the same way, backwards', () => {
    const stops = stopsIn('missing', 'confirmed', 'missing', 'missing');
    expect(nextStop(stops, 'all', idOf(3), { by: -1 })?.id).toBe(idOf(1));
    expect(nextStop(stops, 'all', idOf(1), { by: -1 })?.id).toBe(idOf(4));
  });

  test('stays within the filter, also when its state needs no decision', () => {
    const stops = stopsIn('confirmed', 'missing', 'confirmed');
    expect(nextStop(stops, 'confirmed', idOf(1))?.id).toBe(idOf(3));
    expect(nextStop(stops, 'excused', idOf(1))).toBeNull();
  });

  test('is the first one when nothing is chosen yet', () => {
    expect(nextStop(stopsIn('confirmed', 'missing'), 'all', null)?.id).toBe(idOf(2));
    expect(nextStop([], 'all', null)).toBeNull();
  });
});

test('a filter shows its state and nothing else', () => {
  const stops = stopsIn('missing', 'confirmed', 'missing');
  expect(filterStops(stops, 'missing').map(({ id }) => id)).toEqual([idOf(1), idOf(3)]);
  expect(filterStops(stops, 'all')).toBe(stops);
});

test('the next route is the worst one with something to decide, and not the one that is shown', () => {
  const routes = [
    routeWith(1, 'R1', { missing: 3 }),
    routeWith(2, 'R2', { syncing: 9 }),
    routeWith(3, 'R3', { candidate: 1 }),
  ];
  expect(nextRoute(routes, idOf(1))?.route).toBe('R3');
  expect(nextRoute(routes, idOf(3))?.route).toBe('R1');
  expect(nextRoute([routeWith(1, 'R1', { confirmed: 4 })], null)).toBeNull();
});
