/** A route as matching sees it: its stops with the times at which a picture is to be expected, and where they lie. */
import type { Route, Stop } from '#core/domain/delivery.ts';
import { type Place, placeOf } from '#core/domain/geo.ts';
import { attendedHandovers } from '#shared/words.ts';
import type { Expectation } from './likelihood.ts';

export interface StopModel {
  stop: Stop;
  /** Place in the planned order, 0 first. */
  order: number;
  /** Place in the order of the expected times, 0 first. */
  rank: number;
  /** Seconds (epoch): the scans as the manifest tells them. */
  scans: number[];
  /** Seconds: when a picture is to be expected; one for each scan, or one between its neighbours' for a stop without. */
  expected: number[];
  /** Seconds by which an expected time that no scan gave may be wrong; 0 for scans. */
  blur: number;
  /** Has one and the same scan as other stops, at the kerb or within a minute: only the plan tells their order. */
  isBulk: boolean;
  place: Place | null;
  expectation: Expectation;
}

export interface RouteModel {
  route: Route;
  /** In planned order. */
  stops: StopModel[];
  /** Expected times, ascending, and the stop of each. */
  times: Float64Array;
  stopOfTime: Int32Array;
  /** There are stops without an expected time. */
  hasUntimed: boolean;
}

/** Seconds between two stops scanned in the same second, when drivers scan in bulk at the kerb. */
const bulkStep = 8;

/** Builds the model; the order of the stops in the input does not matter. */
export function modelOf(route: Route): RouteModel {
  const stops = [...route.stops].sort(byPlan).map((stop, order): StopModel => {
    const scans = scansOf(stop);
    return {
      stop,
      order,
      rank: order,
      scans,
      expected: [...scans],
      blur: 0,
      isBulk: false,
      place: placeOf(stop),
      expectation: expectationOf(stop),
    };
  });
  spreadBulkScans(stops);
  fillGaps(stops);
  rankByTime(stops);
  const timed = stops
    .flatMap((stop, index) => stop.expected.map((time) => ({ time, index })))
    .sort((a, b) => a.time - b.time || a.index - b.index);
  return {
    route,
    stops,
    times: Float64Array.from(timed, (each) => each.time),
    stopOfTime: Int32Array.from(timed, (each) => each.index),
    hasUntimed: stops.some((stop) => stop.expected.length === 0),
  };
}

function scansOf(stop: Stop): number[] {
  const times = new Set<number>();
  for (const { completedAt } of stop.packages) if (completedAt !== null) times.add(completedAt / 1000);
  return [...times].sort((a, b) => a - b);
}

/** Planned order; stops without a sequence go by their scan. */
function byPlan(a: Stop, b: Stop): number {
  const first = a.sequence ?? Number.POSITIVE_INFINITY;
  const second = b.sequence ?? Number.POSITIVE_INFINITY;
  if (first !== second) return first - second;
  return (scansOf(a)[0] ?? 0) - (scansOf(b)[0] ?? 0) || (a.id < b.id ? -1 : 1);
}

/**
 * Several stops with one and the same scan time: their pictures come in the planned order, a few seconds apart; where the
 * manifest knows only minutes, spread over that minute.
 */
function spreadBulkScans(stops: readonly StopModel[]): void {
  const together = new Map<number, StopModel[]>();
  for (const stop of stops) {
    const time = stop.scans[0];
    if (time === undefined) continue;
    const others = together.get(time);
    if (others) others.push(stop);
    else together.set(time, [stop]);
  }
  const onlyMinutes = together.size >= 5 && [...together.keys()].every((time) => time % 60 === 0);
  for (const [time, sharing] of together) {
    const step = onlyMinutes ? 60 / sharing.length : bulkStep;
    for (const [i, stop] of sharing.entries()) {
      stop.isBulk = sharing.length > 1;
      stop.expected[0] = time + (i - (sharing.length - 1) / 2) * step;
    }
  }
}

/** A stop without a scan lies in time between its neighbours in the plan, if both have one within two hours. */
function fillGaps(stops: readonly StopModel[]): void {
  for (const [i, stop] of stops.entries()) {
    if (stop.scans.length > 0 || stop.stop.sequence === null) continue;
    const before = neighbour(stops, i, -1);
    const after = neighbour(stops, i, 1);
    if (!before || !after) continue;
    const from = before.scans.at(-1) ?? 0;
    const until = after.scans[0] ?? 0;
    if (until < from || until - from > 7200) continue;
    stop.expected = [from + ((until - from) * (stop.order - before.order)) / (after.order - before.order)];
    stop.blur = Math.max(120, (until - from) / 4);
  }
}

/** Stops that no time is known of stay behind the one that precedes them in the plan. */
function rankByTime(stops: readonly StopModel[]): void {
  let latest = Number.NEGATIVE_INFINITY;
  const keys = stops.map((stop) => {
    latest = stop.expected[0] ?? latest;
    return { stop, time: latest };
  });
  keys.sort((a, b) => (a.time === b.time ? a.stop.order - b.stop.order : a.time - b.time));
  for (const [rank, { stop }] of keys.entries()) stop.rank = rank;
}

function neighbour(stops: readonly StopModel[], from: number, step: 1 | -1): StopModel | null {
  for (let i = from + step; i >= 0 && i < stops.length; i += step) {
    const stop = stops[i];
    if (stop && stop.scans.length > 0) return stop;
  }
  return null;
}

function expectationOf(stop: Stop): Expectation {
  const outcomes = new Set(stop.packages.map((each) => each.outcome));
  if (outcomes.has('delivered')) {
    if (stop.optedOut || stop.confidential) return 'possible';
    const attended = stop.packages.every(
      (each) => each.outcome !== 'delivered' || (each.handover !== null && attendedHandovers.includes(each.handover)),
    );
    return attended ? 'possible' : 'owed';
  }
  return outcomes.has('attempted') || outcomes.has('rejected') ? 'possible' : 'unlikely';
}
