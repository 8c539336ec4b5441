import { describe, expect, it } from 'vitest';
import { likelyRoute, nearestScan } from '#features/unmatched/likelyStop.ts';
import { timeOf } from '#features/unmatched/strayRows.ts';
import type { Candidate } from '#shared/views.ts';

const routes = [
  { id: 'a', route: 'R101', driver: 'D-1' },
  { id: 'b', route: 'R109', driver: null },
];
const stray = (folder: string, ...routeIds: string[]) => ({
  folder,
  candidates: routeIds.map((routeId) => ({ routeId }) as Candidate),
});

describe('where to look first for a stray photo', () => {
  it('looks on the route of its best candidate', () => {
    expect(likelyRoute([stray('2026-11-22/R101', 'b', 'a')], routes)).toBe('b');
  });

  it('looks on the route, or the driver’s, that its folder names when no stop fits', () => {
    expect(likelyRoute([stray('2026-11-22/R109')], routes)).toBe('b');
    expect(likelyRoute([stray('Drivers/D-1 Tomasz/2026-11-22')], routes)).toBe('a');
  });

  it('does not take a part of a word for a route, and knows nothing of no photos', () => {
    expect(likelyRoute([stray('2026-11-22/R1091')], routes)).toBeNull();
    expect(likelyRoute([], routes)).toBeNull();
  });

  it('shows the stop that was scanned nearest to the picture', () => {
    const stops = [{ completedAt: 100 }, { completedAt: null }, { completedAt: 480 }];
    expect(nearestScan(stops, 300)).toEqual({ completedAt: 480 });
    expect(nearestScan(stops, 0)).toEqual({ completedAt: 100 });
  });

  it('shows none without a time, or without a scan', () => {
    expect(nearestScan([{ completedAt: 100 }], null)).toBeNull();
    expect(nearestScan([{ completedAt: null }], 100)).toBeNull();
    expect(nearestScan([], 100)).toBeNull();
  });

  it('does not take the hour of copying for the hour of the picture', () => {
    expect(timeOf({ takenAt: 100, flags: ['time-unknown'] })).toBeNull();
    expect(timeOf({ takenAt: 100, flags: ['blurry'] })).toBe(100);
  });
});
