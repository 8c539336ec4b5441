import { describe, expect, test } from 'vitest';
import {
  formatAgainstScan,
  formatAmount,
  formatBytes,
  formatDay,
  formatDistance,
  formatDuration,
  formatMoment,
  formatScore,
  formatTarget,
  formatTime,
  formatTimeWithSeconds,
} from '#ui/format.ts';

const at = Date.parse('2026-11-21T22:35:07Z');

test('times are the depot’s, whatever this computer’s zone is', () => {
  expect(formatTime(at, 'America/Los_Angeles')).toBe('14:35');
  expect(formatTimeWithSeconds(at, 'Europe/Berlin')).toBe('23:35:07');
  expect(formatMoment(at, 'Asia/Tokyo')).toBe('Sun 22 Nov 07:35');
});

test('the hour after midnight is 00, not 24', () => {
  expect(formatTime(Date.parse('2026-11-21T00:05:00Z'), 'UTC')).toBe('00:05');
});

test('the hour that comes twice when the clocks go back reads as the clock on the wall', () => {
  const first = Date.parse('2026-11-01T08:30:00Z');
  expect(formatTime(first, 'America/Los_Angeles')).toBe('01:30');
  expect(formatTime(first + 3_600_000, 'America/Los_Angeles')).toBe('01:30');
});

test('a service date is a day, not a moment', () => {
  expect(formatDay('2026-11-21')).toBe('Sat 21 Nov 2026');
  expect(formatDay('2026-01-01')).toBe('Thu 1 Jan 2026');
});

describe('the score', () => {
  test.each([
    [0.964, '96.4 %'],
    [1, '100.0 %'],
    [0, '0.0 %'],
    [0.29, '29.0 %'],
    [null, '–'],
  ])('%s reads %s', (share, words) => expect(formatScore(share)).toBe(words));

  test('just short of the target never reads as reached', () => {
    expect(formatScore(0.97999)).toBe('97.9 %');
  });

  test('the target has no needless decimals', () => {
    expect(formatTarget(0.98)).toBe('98 %');
    expect(formatTarget(0.992)).toBe('99.2 %');
  });
});

test.each([
  [0, '0 m'],
  [14.4, '14 m'],
  [999.4, '999 m'],
  [1234, '1.2 km'],
  [34_200, '34 km'],
])('%s metres read %s', (metres, words) => expect(formatDistance(metres)).toBe(words));

test.each([
  [22, '22 s'],
  [-89, '89 s'],
  [240, '4 min'],
  [7500, '2 h 05 min'],
  [400_000, '5 days'],
])('%s seconds read %s', (seconds, words) => expect(formatDuration(seconds)).toBe(words));

test('against the scan, before and after are words', () => {
  expect(formatAgainstScan(22)).toBe('22 s after the scan');
  expect(formatAgainstScan(-240)).toBe('4 min before the scan');
  expect(formatAgainstScan(0.2)).toBe('at the scan');
});

test('amounts know one from many', () => {
  expect(formatAmount(1, 'stop')).toBe('1 stop');
  expect(formatAmount(12_480, 'photo')).toBe('12,480 photos');
  expect(formatAmount(2, 'file needs', 'files need')).toBe('2 files need');
});

test.each([
  [812, '812 B'],
  [81_200, '81 kB'],
  [3_412_345, '3.4 MB'],
])('%s bytes read %s', (bytes, words) => expect(formatBytes(bytes)).toBe(words));
