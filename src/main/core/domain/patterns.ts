/**
 * What may tell of scans that were not made at the door. Field notes: false scans come with a generic doorstep or a picture taken
 * elsewhere. Nothing here is an accusation: each pattern has innocent causes, and is told with the stops behind it so that
 * somebody looks.
 */
import { deviates, wilson } from '#core/domain/claimFigures.ts';
import { hasMark, type Mark } from '#core/domain/stopMarks.ts';
import type { PatternKind } from '#shared/claimFigures.ts';

/** Deliveries of a driver, or of the depot, by what is remembered of them. */
export interface PatternCounts {
  deliveries: number;
  stops: Record<PatternKind, number>;
}

export function noPatterns(): PatternCounts {
  const stops = { 'burst-with-doubt': 0, burst: 0, far: 0, reused: 0, 'near-duplicate': 0, 'upload-times': 0 };
  return { deliveries: 0, stops };
}

const doubts: readonly Mark[] = ['far', 'reused', 'near-duplicate', 'no-picture'];

export function isInPattern(marks: number, kind: PatternKind): boolean {
  if (kind !== 'burst-with-doubt') return hasMark(marks, kind);
  return hasMark(marks, 'burst') && doubts.some((mark) => hasMark(marks, mark));
}

/** Told in this order: what has the fewest innocent causes first. */
const kinds = Object.keys(noPatterns().stops) as PatternKind[];

export function countPatterns(counts: PatternCounts, marks: number): void {
  for (const kind of kinds) if (isInPattern(marks, kind)) counts.stops[kind]++;
}

export interface FoundPattern {
  kind: PatternKind;
  stops: number;
  deliveries: number;
  sentence: string;
}

/**
 * What of a driver is worth a look. A burst with a doubtful picture is told from the first one on; everything else only where the
 * driver has it more often than the depot by Wilson's interval at 99.9 %: at 95 % four of a hundred honest evenings would be told
 * (LaDe-D, docs/claim-figures.md).
 */
export function patternsOf(driver: PatternCounts, depot: PatternCounts): FoundPattern[] {
  return kinds.flatMap((kind) => {
    const stops = driver.stops[kind];
    // Bursts that are all doubtful were told as such.
    if (kind === 'burst' && stops === driver.stops['burst-with-doubt']) return [];
    if (stops === 0 || !isWorthALook(kind, driver, depot)) return [];
    return [{ kind, stops, deliveries: driver.deliveries, sentence: patternSentence(kind, stops, driver.deliveries) }];
  });
}

/** Less than an evening: of the real couriers (LaDe-D) one has two deliveries on record, both far from the address, and did nothing wrong. */
const fewestDeliveries = 50;
const fewestStops = 3;

function isWorthALook(kind: PatternKind, driver: PatternCounts, depot: PatternCounts): boolean {
  if (kind === 'burst-with-doubt' || kind === 'upload-times') return true;
  if (driver.deliveries < fewestDeliveries || driver.stops[kind] < fewestStops) return false;
  const { low } = wilson(driver.stops[kind], driver.deliveries, deviates['99.9 %']);
  return low > depot.stops[kind] / depot.deliveries;
}

function patternSentence(kind: PatternKind, stops: number, deliveries: number): string {
  const of = `${stops.toLocaleString('en')} of ${deliveries.toLocaleString('en')} deliveries`;
  const isOne = stops === 1;
  switch (kind) {
    case 'burst-with-doubt':
      return `${of} ${isOne ? 'was' : 'were'} scanned among others faster than anybody drives, and the picture is far away, stands elsewhere too, or never came`;
    case 'burst':
      return `${of} were scanned one after the other faster than anybody drives from door to door`;
    case 'far':
      return `${of} have a picture that was taken far from the address, surely more often than at the depot as a whole`;
    case 'reused':
      return `${of} share the very same picture with another stop`;
    case 'near-duplicate':
      return `${of} have a picture that stands at another stop as well, cropped, lightened or saved again`;
    case 'upload-times':
      return `On ${isOne ? 'one evening' : `${stops} evenings`} most scans follow each other faster than anybody drives: these are the times of an upload, and nothing can be read from them`;
  }
}
