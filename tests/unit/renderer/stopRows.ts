/** Rows of a made-up route, for tests of what screens do with them. */
import type { RouteSummary, StateCounts, StopRow } from '#shared/views.ts';
import type { StopState } from '#shared/words.ts';

/** A 16-digit id that says its number. */
export const idOf = (number: number): string => number.toString(16).padStart(16, '0');

/** Stops 1, 2, 3, … in the given states. */
export function stopsIn(...states: StopState[]): StopRow[] {
  return states.map((state, index) => ({
    id: idOf(index + 1),
    routeId: idOf(900),
    stop: `S${index + 1}`,
    sequence: index + 1,
    address: `${index + 1} Elm St`,
    postcode: null,
    customer: null,
    outcome: 'delivered',
    handover: 'doorstep',
    packages: 1,
    completedAt: null,
    state,
    reason: null,
    flags: [],
    photoIds: [],
    photoCount: 0,
    candidateCount: 0,
    position: null,
    followUp: false,
    notes: 0,
  }));
}

/** A route whose counts are all zero but the given ones. */
export function routeWith(number: number, route: string, counts: Partial<StateCounts>, driver?: string): RouteSummary {
  return {
    id: idOf(number),
    date: '2026-11-21',
    route,
    driver: driver ?? null,
    driverName: null,
    counts: {
      stops: 0,
      opportunities: 0,
      confirmed: 0,
      needsReview: 0,
      candidate: 0,
      syncing: 0,
      missing: 0,
      excused: 0,
      notRequired: 0,
      podScore: null,
      ...counts,
    },
    photos: 0,
    packages: 0,
    synced: true,
    lastCompletedAt: null,
    cutOffAt: null,
    followUps: 0,
    signOff: null,
  };
}
