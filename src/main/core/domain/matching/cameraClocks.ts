/** What is believed of each camera on each route, learnt from the day: its clock, and how its pictures lie about the scans. */
import type { PhotoId, RouteId } from '#shared/ids.ts';
import { alignClock, type ClockSample, someOf } from './clockAlignment.ts';
import type { KnownPhoto, PlannedGroup } from './dayPlan.ts';
import { type Habit, habitOf, usualLagSpread, usualMedianMetres } from './likelihood.ts';
import { clockSample } from './routeChoice.ts';
import type { RouteModel } from './routeModel.ts';
import { taughtOffset } from './teaching.ts';

/** One camera on one route. */
export interface CameraBelief {
  /** Seconds to add to the camera's time. */
  offset: number;
  /** Seconds, standard deviation of picture minus scan after the offset. */
  lagSpread: number;
  /** The same in full, where enough pictures show it. */
  habit: Habit | null;
  /** Share of the camera's pictures that are of this route; the shares of a camera sum to 1. */
  share: number;
  /** Pictures that the offset rests on. */
  support: number;
  /** False where the times are no camera's and have nothing to do with the scans (copied files). */
  tellsTime: boolean;
}

/** Picture minus scan can't be told finer than this: 12 s is a walk from the van; nor looser than people are. */
const tightest = 12;
const loosest = 90;
/** The first belief counts as much as this many pictures. */
const priorWeight = 3;
/** The nearest pairs are chosen, so what is measured on them is too small by about this. */
const choiceBias = 1.1;

/** A correction below this is how the driver works (picture first, scan later), not a wrong clock. Seconds. */
const smallestCorrection = 60;
/** So many doors show how a driver works. */
const showsHabit = 15;
/** A clock is corrected on the word of at least this many pictures. */
const fewestWitnesses = 4;

/** Pictures asked about one clock, evenly chosen by id: more make it no surer. */
const samplesAsked = 600;
/** File times are believed where at least half of them fall beside scans: then the sync kept the camera's. */
const copiesExplained = 0.5;
/** … and not where they were all copied in one go: a folder copied at 20:00 is no hundred pictures of the stop at 20:00. */
const momentsOfCopies = 0.25;

/**
 * First belief for a camera on each of its routes, by alignment of its pictures with all scans, about the offset that a
 * person's ties teach. `mayBeOf` leaves out pictures that another route has a better claim to.
 */
export function alignGroup(
  group: PlannedGroup,
  routes: readonly RouteModel[],
  mayBeOf: (photoId: PhotoId, routeId: RouteId) => boolean = () => true,
): Map<RouteId, CameraBelief> {
  const isCamera = group.photos.some(({ photo }) => photo.takenSource !== 'file-time');
  const beliefs = new Map<RouteId, CameraBelief>();
  for (const model of routes) {
    const routeId = model.route.id;
    const asked = someOf(
      group.photos.filter(({ photo }) => mayBeOf(photo.id, routeId)),
      samplesAsked,
    );
    const taught = taughtOffset(group.clocks, routeId);
    // Hours are looked for where the route is sure: among several, chance finds them too easily.
    const how = routes.length === 1 && taught === null ? 'hours' : 'minutes';
    const samples = asked.flatMap((known) => sampleOf(known, model, taught ?? 0) ?? []);
    const { correction, support, explained, moments } = alignClock(samples, model.times, how);
    const isTrusted = support >= fewestWitnesses || Math.abs(correction) < smallestCorrection;
    beliefs.set(routeId, {
      offset: (taught ?? 0) + (isTrusted ? correction : 0),
      lagSpread: usualLagSpread,
      habit: null,
      share: 1 / routes.length,
      // A person's word is witness enough.
      support: taught === null ? support : Math.max(support, fewestWitnesses),
      tellsTime: isCamera || (explained >= copiesExplained && moments >= momentsOfCopies * samples.length),
    });
  }
  return beliefs;
}

/** A photo's vote on the clock; one that names its stop votes for that stop's scans alone, and on its own route only. */
function sampleOf({ photo, sure }: KnownPhoto, model: RouteModel, taught: number): ClockSample | null {
  const sample = clockSample(photo, model, taught);
  if (!sample || sure.length === 0) return sample;
  const own = model.stops.flatMap((stop, index) => (sure.some((hit) => hit.stopId === stop.stop.id) ? [index] : []));
  if (own.length === 0) return null;
  const share = model.times.length / own.length;
  return { ...sample, base: 0, weightOf: (scan) => (own.includes(model.stopOfTime[scan] ?? -1) ? share : 0) };
}

/** Whether two beliefs speak of different clocks, so that what was learnt with the one is void with the other. */
export function isOtherClock(a: CameraBelief, b: CameraBelief): boolean {
  return Math.abs(a.offset - b.offset) > 1.5 * smallestCorrection;
}

/** Learns from likely pairs: the offset's rest and the spread. `share` is the camera's new share of the route. */
export function learn(belief: CameraBelief, seconds: readonly number[], share: number): CameraBelief {
  const count = seconds.length;
  if (count < 3) return { ...belief, share };
  const middle = median(seconds);
  const deviation = 1.4826 * median(seconds.map((each) => Math.abs(each - middle))) * choiceBias;
  const spread = Math.sqrt((count * deviation ** 2 + priorWeight * usualLagSpread ** 2) / (count + priorWeight));
  const shift = (middle * count) / (count + priorWeight);
  const lagSpread = Math.min(loosest, Math.max(tightest, spread));
  return {
    ...belief,
    offset: belief.offset - shift,
    lagSpread,
    habit:
      count >= showsHabit
        ? habitOf(
            seconds.map((each) => each - shift),
            lagSpread,
          )
        : null,
    share,
    support: Math.max(belief.support, count),
  };
}

/** Half of all pictures of the day's part lie within this distance of their address, as far as the ties show. */
export function learnDistance(metres: readonly number[]): number {
  if (metres.length < 5) return usualMedianMetres;
  const learnt = (median(metres) * metres.length + usualMedianMetres * 10) / (metres.length + 10);
  return Math.min(150, Math.max(20, learnt));
}

/** Seconds of clock correction worth telling; 0 for none. */
export function correctionOf(belief: CameraBelief): number {
  return Math.abs(belief.offset) >= smallestCorrection && belief.support >= fewestWitnesses
    ? Math.round(belief.offset)
    : 0;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
