import { describe, expect, test } from 'vitest';
import { keepDay, openingDay, readPlace } from '#app/place.ts';

describe('the address', () => {
  test('brings back day, route, stop and filter', () => {
    const place = { day: '2026-11-21', route: '0123456789abcdef', stop: 'fedcba9876543210', filter: 'missing' };
    expect(readPlace(place)).toEqual(place);
    expect(readPlace({ group: 'email' })).toEqual({ group: 'email' });
  });

  test.each([
    [{ day: '21.11.2026' }],
    [{ day: 20261121 }],
    [{ route: '../../etc/passwd' }],
    [{ stop: '<script>' }],
    [{ filter: 'everything' }],
    [{ group: '"] , *' }],
    [{ unknown: 'thing' }],
  ])('that holds nonsense is read as if it were not there: %j', (search) => {
    expect(readPlace(search)).toEqual({});
  });

  test('of another page keeps the day and leaves the desk’s choices behind', () => {
    expect(keepDay({ day: '2026-11-21', stop: 'fedcba9876543210', filter: 'missing' })).toEqual({ day: '2026-11-21' });
    expect(keepDay({})).toEqual({});
  });
});

describe('the desk opens on', () => {
  test('today, when there are routes', () => {
    const days = [
      { date: '2026-11-20', routes: 9 },
      { date: '2026-11-21', routes: 2 },
    ];
    expect(openingDay(days, '2026-11-21')).toBe('2026-11-21');
  });

  test('the latest day with routes, when today has only stray photos', () => {
    const days = [
      { date: '2026-11-19', routes: 9 },
      { date: '2026-11-20', routes: 9 },
      { date: '2026-11-21', routes: 0 },
    ];
    expect(openingDay(days, '2026-11-21')).toBe('2026-11-20');
  });

  test('today, when there is nothing at all', () => {
    expect(openingDay([], '2026-11-21')).toBe('2026-11-21');
  });
});
