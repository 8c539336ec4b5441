/** What is believed of each camera on each route, learnt from the day: its clock, and how its pictures lie about the scans. */
import type { DeviceClock, Photo } from '#core/domain/delivery.ts';
import type { PhotoId, RouteId } from '#shared/ids.ts';
import { type ClockSample, someOf } from './clockAlignment.ts';
import { chooseOffsets } from './clockChoice.ts';
import type { ClockCourse } from './clockCourse.ts';
import { sharpened } from './clockMoments.ts';
import type { KnownPhoto, PlannedGroup } from './dayPlan.ts';
import { alignCourse } from './irregularClock.ts';
import { type Habit, habitOf, usualLagSpread, usualMedianMetres } from './likelihood.ts';
import { clockSample } from './routeChoice.ts';
import type { RouteModel } from './routeModel.ts';
import type { GpsClock } from './settledClocks.ts';
import { taughtOffset } from './teaching.ts';

/** What pictures beside scans say of a clock. */
export interface MeasuredClock {
  /** Seconds to add to the camera's time, in the middle of the shift; where the clock jumped, before it did. */
  offset: number;
  /** Seconds by which the offset grows in an hour. */
  drift: number;
  /** Jumps: the offset from that true time (epoch seconds) on. */
  steps: readonly { at: number; offset: number }[];
  /** Pictures that the offset rests on. */
  support: number;
  /** Chance that the offset is right within a minute. */
  sureness: number;
}

/** One camera on one route. */
export interface CameraBelief extends MeasuredClock {
  /** True time (epoch seconds) about which the drift turns. */
  middle: number;
  /** Seconds on top of the offset, by picture: where the clock jumped, or a person told what it is. */
  extra: ReadonlyMap<PhotoId, number> | null;
  /** What a person said, to be added to what the camera wrote, and what had been measured; null: nobody did. */
  told: { seconds: number; instead: MeasuredClock } | null;
  /** Seconds, standard deviation of picture minus scan after the offset. */
  lagSpread: number;
  /** The same in full, where enough pictures show it. */
  habit: Habit | null;
  /** Share of the camera's pictures that are of this route; the shares of a camera sum to 1. */
  share: number;
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
/** … and where it is likelier than all others together: a wrong correction ties every picture to a wrong door. */
const leastSureness = 0.5;
/** A drift is learnt from so many doors, over so long (seconds), and from so many seconds an hour on. */
const showsDrift = 12;
const spanOfDrift = 2 * 3600;
const smallestDrift = 4;

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
    const told = group.told.get(routeId) ?? null;
    const taught = told === null ? taughtOffset(group.clocks, routeId) : null;
    // Hours are looked for where the route is sure: among several, chance finds them too easily.
    const how = routes.length === 1 && taught === null ? 'hours' : 'minutes';
    const samples = asked.flatMap((known) => sampleOf(known, model, taught ?? 0) ?? []);
    const { correction, support, explained, moments, course, sureness } = alignCourse(samples, model.times, how);
    const isLikely = support >= fewestWitnesses && sureness >= leastSureness;
    const isTrusted = isLikely || Math.abs(correction) < smallestCorrection;
    const found = isTrusted ? course : null;
    const measured: CameraBelief = {
      offset: (taught ?? 0) + (isTrusted ? correction : 0),
      drift: found?.drift ?? 0,
      middle: course?.middle ?? middleOf(samples) + correction,
      extra: found && found.pieces.length > 1 ? jumpsOf(group, model, found) : jumpsByGps(group, model),
      steps: found?.pieces.slice(1).map(({ from, offset }) => ({ at: from, offset })) ?? [],
      told: null,
      sureness: taught === null ? sureness : taughtSureness,
      lagSpread: usualLagSpread,
      habit: null,
      share: 1 / routes.length,
      // A person's word is witness enough.
      support: taught === null ? support : Math.max(support, fewestWitnesses),
      tellsTime: isCamera || (explained >= copiesExplained && moments >= momentsOfCopies * samples.length),
    };
    beliefs.set(routeId, told === null ? measured : toldBelief(measured, group, told));
  }
  return beliefs;
}

/** A picture that a person placed is right in most cases; slips of the hand happen. */
const taughtSureness = 0.95;

/** What jumps add to the first offset, picture by picture. */
function jumpsOf({ photos }: PlannedGroup, model: RouteModel, course: ClockCourse): Map<PhotoId, number> {
  const pictures = photos.flatMap((known) => {
    const sample = sampleOf(known, model, 0) ?? clockSample(known.photo, model, 0);
    return sample ? [{ photo: known.photo, reading: sample.time, sample }] : [];
  });
  const first = course.pieces[0]?.offset ?? 0;
  const offsets = chooseOffsets(course, pictures, model.times);
  return new Map([...offsets].map(([id, offset]) => [id, offset - first]));
}

/**
 * Where GPS times tell that the clock jumped, but not to the minute when: what the scans make of the pictures between its
 * witnesses, on top of the time at which they stand.
 */
function jumpsByGps({ gps, photos }: PlannedGroup, model: RouteModel): Map<PhotoId, number> | null {
  if (!gps || gps.course.pieces.length < 2) return null;
  const pictures = photos.flatMap((known) => {
    const sample = sampleOf(known, model, 0);
    if (!sample) return [];
    const reading = sample.time - settledBy(known);
    return [{ photo: known.photo, reading, sample: { ...sample, time: reading }, settled: settledBy(known) }];
  });
  const inDoubt = pictures.flatMap(({ photo, sample }) => (photo.gpsTime === undefined ? [sample] : []));
  const course = sharpened(gps.course, someOf(inDoubt, samplesAsked), model.times);
  const offsets = chooseOffsets(course, pictures, model.times);
  return new Map(pictures.map(({ photo, settled }) => [photo.id, (offsets.get(photo.id) ?? settled) - settled]));
}

/** A person's word is the truth: it holds for what the camera wrote, whatever was measured. */
function toldBelief(measured: CameraBelief, group: PlannedGroup, seconds: number): CameraBelief {
  const extra = new Map(group.photos.map((known) => [known.photo.id, seconds - settledBy(known)]));
  const told = { seconds, instead: measured };
  return { ...measured, offset: 0, drift: 0, extra, steps: [], told };
}

/** Seconds between what the camera wrote and where the picture stands now. */
function settledBy({ photo, reading }: KnownPhoto): number {
  return reading === undefined || photo.takenAt === null ? 0 : (photo.takenAt - reading) / 1000;
}

/** Epoch seconds: half of the pictures were taken before it. */
function middleOf(samples: readonly ClockSample[]): number {
  return median(samples.map(({ time }) => time));
}

/** When a picture was taken by what is believed of its camera, epoch seconds; null without a time. */
export function trueTime({ id, takenAt }: Pick<Photo, 'id' | 'takenAt'>, belief: CameraBelief): number | null {
  if (takenAt === null || !belief.tellsTime) return null;
  const reading = takenAt / 1000;
  return reading + offsetAt(belief, id, reading);
}

/** Seconds to add to a picture's time. */
function offsetAt({ offset, drift, middle, extra }: CameraBelief, photoId: PhotoId, reading: number): number {
  return offset + (drift * (reading + offset - middle)) / 3600 + (extra?.get(photoId) ?? 0);
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

/** A likely pair: when its picture was taken by the camera (epoch seconds), and how long after the scan as now believed. */
export interface LikelyPair {
  reading: number;
  seconds: number;
}

/** Learns from likely pairs: the offset's rest, its drift, and the spread. `share` is the camera's new share of the route. */
export function learn(belief: CameraBelief, pairs: readonly LikelyPair[], share: number): CameraBelief {
  const count = pairs.length;
  if (count < 3) return { ...belief, share };
  const slope = belief.told === null ? slopeOf(pairs) : 0;
  const level = pairs.map(
    ({ reading, seconds }) => seconds - (slope * (reading + belief.offset - belief.middle)) / 3600,
  );
  const middle = median(level);
  const deviation = 1.4826 * median(level.map((each) => Math.abs(each - middle))) * choiceBias;
  const spread = Math.sqrt((count * deviation ** 2 + priorWeight * usualLagSpread ** 2) / (count + priorWeight));
  const learnt = (middle * count) / (count + priorWeight);
  // Under a clock that a person told, only a habit is learnt: whoever overrules is not to be overruled.
  const shift = belief.told === null ? learnt : Math.min(smallestCorrection, Math.max(-smallestCorrection, learnt));
  const lagSpread = Math.min(loosest, Math.max(tightest, spread));
  return {
    ...belief,
    offset: belief.offset - shift,
    drift: belief.drift - slope,
    steps: belief.steps.map(({ at, offset }) => ({ at, offset: offset - shift })),
    lagSpread,
    habit:
      count >= showsHabit
        ? habitOf(
            level.map((each) => each - shift),
            lagSpread,
          )
        : null,
    share,
    support: Math.max(belief.support, count),
  };
}

/** Seconds an hour by which pictures come later and later after their scans (Theil and Sen); 0 where that may be chance. */
function slopeOf(pairs: readonly LikelyPair[]): number {
  const asked = someOf(
    pairs.toSorted((a, b) => a.reading - b.reading),
    60,
  );
  const span = (asked.at(-1)?.reading ?? 0) - (asked[0]?.reading ?? 0);
  if (asked.length < showsDrift || span < spanOfDrift) return 0;
  const slopes = asked.flatMap((a, i) =>
    asked
      .slice(i + 1)
      .flatMap((b) =>
        b.reading - a.reading >= 1800 ? ((b.seconds - a.seconds) / (b.reading - a.reading)) * 3600 : [],
      ),
  );
  const slope = median(slopes);
  const middle = median(asked.map(({ seconds }) => seconds));
  const deviation = 1.4826 * median(asked.map(({ seconds }) => Math.abs(seconds - middle)));
  // Four standard errors of a slope through points that are spread evenly.
  const byChance = (4 * deviation * Math.sqrt(12)) / (Math.sqrt(asked.length) * (span / 3600));
  return Math.abs(slope) >= Math.max(smallestDrift, byChance) ? slope : 0;
}

/** Half of all pictures of the day's part lie within this distance of their address, as far as the ties show. */
export function learnDistance(metres: readonly number[]): number {
  if (metres.length < 5) return usualMedianMetres;
  const learnt = (median(metres) * metres.length + usualMedianMetres * 10) / (metres.length + 10);
  return Math.min(150, Math.max(20, learnt));
}

/** Seconds to add to the time at which a picture stands, where that is worth telling; 0 for none. */
export function correctionOf(belief: CameraBelief, known: KnownPhoto): number {
  const { photo } = known;
  if (photo.takenAt === null || !belief.tellsTime) return 0;
  if (belief.told !== null) return belief.told.seconds - settledBy(known);
  return isWorthTelling(belief) ? Math.round(offsetAt(belief, photo.id, photo.takenAt / 1000)) : 0;
}

function isWorthTelling({ offset, drift, steps, support }: MeasuredClock): boolean {
  if (support < fewestWitnesses) return false;
  return Math.abs(offset) >= smallestCorrection || steps.length > 0 || Math.abs(drift) >= driftWorthTelling;
}

/** Seconds an hour: less is within how people work, a minute in a shift. */
const driftWorthTelling = 8;

interface Steps {
  first: number;
  steps: readonly { at: number; offset: number }[];
}

/** Jumps that two witnesses tell one on top of the other. */
function stepsTogether(one: Steps, two: Steps): { at: number; offset: number }[] {
  const moments = [...one.steps, ...two.steps].map(({ at }) => at).sort((a, b) => a - b);
  const offsetAt = ({ first, steps }: Steps, moment: number) =>
    steps.findLast(({ at }) => at <= moment)?.offset ?? first;
  return moments.map((at) => ({ at, offset: offsetAt(one, at) + offsetAt(two, at) }));
}

/** The clock as it was measured on a route, for the supervisor; `gps` is what GPS times told before any scan was asked. */
export function tellClock(
  belief: CameraBelief,
  gps: GpsClock | null,
): Pick<DeviceClock, 'correctionSeconds' | 'driftPerHour' | 'steps' | 'confidence' | 'support' | 'told'> {
  const measured = belief.told?.instead ?? belief;
  const rest = isWorthTelling(measured) ? measured : null;
  const first = gps?.course.pieces[0]?.offset ?? 0;
  const byGps = (gps?.course.pieces.slice(1) ?? []).map(({ from, offset }) => ({ at: from, offset }));
  const steps = stepsTogether({ first, steps: byGps }, { first: rest?.offset ?? 0, steps: rest?.steps ?? [] });
  const whole = Math.round(first + (rest?.offset ?? 0));
  return {
    correctionSeconds: Math.abs(whole) < smallestCorrection && steps.length === 0 ? 0 : whole,
    driftPerHour: Math.round((gps?.course.drift ?? 0) + (rest?.drift ?? 0)),
    steps: steps.map(({ at, offset }) => ({ at: Math.round(at) * 1000, seconds: Math.round(offset) })),
    confidence: gps ? gps.sureness : measured.sureness,
    support: Math.max(gps?.support ?? 0, measured.support),
    told: belief.told?.seconds ?? null,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
