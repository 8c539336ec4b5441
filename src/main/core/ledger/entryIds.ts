/** Ids of entries and of the subjects that they are sealed for. */
import { randomUUID } from 'node:crypto';
import type { EntryId } from '#shared/ids.ts';

/** The counter has 12 bits. */
const idsAMillisecond = 4096;
/** Before the counter's bits. */
const version = 0x7000;

/**
 * UUIDs of version 7 (RFC 9562, 5.7), each greater than the one before (6.2, method 1, also where the clock is set back). Four tables
 * have an index of them: with ids that are in order a list of fifty thousand claims is written at its end, with random ones into all of its pages.
 */
export function createEntryIds(clock: () => number = Date.now): () => EntryId {
  let moment = 0;
  let counter = 0;
  /** Of all ids of the moment: writing a number in hex takes as long as the rest of an id. */
  let begun = '';
  function moveOn(to: number): void {
    [moment, counter] = [to, 0];
    const time = to.toString(16).padStart(12, '0');
    begun = `${time.slice(0, 8)}-${time.slice(8)}`;
  }
  return () => {
    const now = clock();
    if (now > moment) moveOn(now);
    else if (++counter === idsAMillisecond) moveOn(moment + 1);
    const place = (version + counter).toString(16);
    // The rest is as random as in any UUID, and its variant the same.
    return `${begun}-${place}-${randomUUID().slice(19)}`;
  };
}
