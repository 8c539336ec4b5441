/** Ids of entries and of the subjects that they are sealed for. */
import { randomUUID } from 'node:crypto';
import type { EntryId } from '#shared/ids.ts';

/** The counter has 12 bits. */
const idsAMillisecond = 4096;

/**
 * UUIDs of version 7 (RFC 9562, 5.7), each greater than the one before (6.2, method 1, also where the clock is set back). Four tables
 * have an index of them: with ids that are in order a list of fifty thousand claims is written at its end, with random ones into all of its pages.
 */
export function createEntryIds(clock: () => number = Date.now): () => EntryId {
  let moment = 0;
  let counter = 0;
  return () => {
    const now = clock();
    if (now > moment) [moment, counter] = [now, 0];
    else if (++counter === idsAMillisecond) [moment, counter] = [moment + 1, 0];
    const time = moment.toString(16).padStart(12, '0');
    const place = counter.toString(16).padStart(3, '0');
    // The rest is as random as in any UUID, and its variant the same.
    return `${time.slice(0, 8)}-${time.slice(8)}-7${place}-${randomUUID().slice(19)}`;
  };
}
