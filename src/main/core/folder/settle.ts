/**
 * When a file that is still arriving may be read. Pure: times come in, a verdict goes out.
 *
 * `now` is the computer's running clock, never the report's `--now`: a file written this morning is old news even when
 * the report speaks of last Tuesday.
 */
import type { FileClass } from './contract.ts';

/** What two sightings of one file are compared by. */
export interface Sighting {
  size: number;
  /** Epoch ms. */
  modifiedAt: number;
}

export interface SettleQuestion {
  fileClass: FileClass;
  /** The bytes are elsewhere; opening the file would download it. */
  onlineOnly: boolean;
  /** The sighting before this one; null when the file was not known. */
  previous: Sighting | null;
  current: Sighting;
  /** Epoch ms; when the present size and time were first seen (equals `now` for a new or changed file). */
  unchangedSince: number;
  /** Epoch ms. */
  now: number;
}

export type SettleVerdict =
  | { kind: 'ready' }
  /** Look again at `until` (epoch ms); `settling` meanwhile. */
  | { kind: 'wait'; until: number; reason: 'settling' }
  /** Nothing to wait for by the clock: a later hint or scan will show it changed. */
  | { kind: 'pending'; reason: 'online-only' };

/**
 * A photo must keep its size for this long. Sync clients write in one go or under a temporary name, so it only has to outlast
 * the pause between two writes; what slips through is truncated and retried. It is part of the way from last byte to screen
 * (1.5 s at the 95th percentile).
 */
export const photoQuietMilliseconds = 300;

/** A CSV cut at a line's end looks whole, so a manifest has to be quiet for longer than a picture. */
export const dataQuietMilliseconds = 1_000;

/** Says whether the file may be read now. */
export function settle(question: SettleQuestion): SettleVerdict {
  const { current, previous, now, unchangedSince } = question;
  if (question.onlineOnly || question.fileClass === 'placeholder') return { kind: 'pending', reason: 'online-only' };
  const quiet = question.fileClass === 'data' ? dataQuietMilliseconds : photoQuietMilliseconds;

  const changed = previous !== null && !sameSighting(previous, current);
  // First sighting of a file that was last written long ago: a start on 100,000 known files waits for none of them. A time
  // in the future (a phone's clock) says nothing, so such a file has to hold still before our eyes.
  if (previous === null && current.modifiedAt <= now - quiet) return { kind: 'ready' };
  if (changed) return { kind: 'wait', until: now + quiet, reason: 'settling' };
  // The clock was set back while we waited: start the wait again, or it would last until the old time comes round.
  if (unchangedSince > now) return { kind: 'wait', until: now + quiet, reason: 'settling' };
  return now - unchangedSince >= quiet
    ? { kind: 'ready' }
    : { kind: 'wait', until: unchangedSince + quiet, reason: 'settling' };
}

/** Same size and same time of change: the bytes are taken to be the same. */
export function sameSighting(one: Sighting, other: Sighting): boolean {
  return one.size === other.size && one.modifiedAt === other.modifiedAt;
}

/**
 * Same size, same time and same place on the disk under another path: the file was renamed or moved, and keeps what is known
 * about it. Without a place (`identity` null) nothing is claimed.
 */
export function sameFile(
  one: Sighting & { identity: string | null },
  other: Sighting & { identity: string | null },
): boolean {
  return one.identity !== null && one.identity === other.identity && sameSighting(one, other);
}

/** First wait after a truncated read: most of a picture's missing bytes come within seconds. */
const firstRetryMilliseconds = 2_000;
/** Longest wait: a file that stays half for an hour is looked at every five minutes, as the scan does. */
const longestRetryMilliseconds = 300_000;

/**
 * When to try a truncated or busy file again: 2 s, 4 s, 8 s, … at most 5 minutes after the last try.
 * `attempts` counts the tries so far (1 after the first), times are epoch ms.
 */
export function retryAt(attempts: number, lastTriedAt: number): number {
  // 2 ** 8 already passes the longest wait; the bound keeps the power finite.
  const doublings = Math.min(Math.max(attempts - 1, 0), 8);
  return lastTriedAt + Math.min(firstRetryMilliseconds * 2 ** doublings, longestRetryMilliseconds);
}
