/** What is known of a device's clock, in a supervisor's words. Pure. */
import { exactSpanWords } from '#shared/spanWords.ts';
import { clockTime } from './clockWords.ts';

/** A clock as it was measured. */
export interface MeasuredClockWords {
  seconds: number;
  driftPerHour: number;
  steps: readonly { at: number; seconds: number }[];
  support: number;
  gps: number;
  placed: number;
}

/** `7 min 20 s slow`, `1 h fast`, `right`. @param seconds slow (+) or fast (-). */
export function offWords(seconds: number): string {
  if (Math.round(seconds) === 0) return 'right';
  return `${exactSpanWords(seconds)} ${seconds > 0 ? 'slow' : 'fast'}`;
}

/** “This phone is 7 min 20 s slow”; with its drift and its jumps, where it has any. */
export function clockSentence(clock: Omit<MeasuredClockWords, 'support' | 'gps' | 'placed'>, timeZone: string): string {
  const { seconds, driftPerHour, steps } = clock;
  const first = seconds === 0 ? 'This phone’s clock is right' : `This phone is ${offWords(seconds)}`;
  if (steps.length > 0) {
    const jumps = steps.map(({ at, seconds: then }) => `${stepWords(then)} from ${clockTime(at, timeZone)} on`);
    return [`${first} at first`, ...jumps].join(', ');
  }
  if (driftPerHour === 0) return first;
  const pace = `${driftPerHour > 0 ? 'loses' : 'gains'} ${exactSpanWords(driftPerHour)} an hour`;
  return seconds === 0 ? `This phone ${pace}` : `${first} at midday and ${pace}`;
}

function stepWords(seconds: number): string {
  return Math.abs(seconds) < 60 ? 'right' : offWords(seconds);
}

/** “41 pictures, 9 of them with GPS time and 2 placed by a supervisor”. */
export function restsOnWords({ support, gps, placed }: Pick<MeasuredClockWords, 'support' | 'gps' | 'placed'>): string {
  if (support === 0) return 'no picture that tells it';
  const parts = [
    gps > 0 ? `${gps === support ? 'all' : gps} ${gps === support ? 'with' : 'of them with'} GPS time` : '',
    placed > 0 ? `${placed} placed by a supervisor` : '',
  ].filter((part) => part !== '');
  const all = `${support} ${support === 1 ? 'picture' : 'pictures'}`;
  return parts.length === 0 ? `${all} beside scans` : `${all}, ${parts.join(' and ')}`;
}

/** “Its correction moves the times of 41 pictures.” */
export function followsSentence(seconds: number | null, photos: number, isIrregular: boolean): string {
  const pictures = photos === 1 ? 'its one picture' : `its ${photos} pictures`;
  if (seconds === null) return `The times of ${pictures} stand as the phone wrote them.`;
  if (seconds === 0 && !isIrregular) return `The times of ${pictures} stand as they are.`;
  return `The times of ${pictures} are corrected by it.`;
}

/** How a device is called where no list names it: `Apple iPhone 13 of R104`, `the phone of R104`. */
export function deviceWords(device: string, route: string): string {
  return device === '' ? `the phone of ${route}` : `${device} of ${route}`;
}

/** What a person said about a clock: `Apple iPhone 13 of R104 is 7 min 20 s slow`. */
export function setClockSentence(body: { route: string; device: string; seconds: number | null }): string {
  const device = deviceWords(body.device, body.route);
  // What a maker calls its phone (“iPhone”) keeps its letters.
  const name = body.device === '' ? `The phone of ${body.route}` : device;
  if (body.seconds === null) return `The clock of ${device} is as measured again`;
  return body.seconds === 0 ? `${name} has the right time` : `${name} is ${offWords(body.seconds)}`;
}
