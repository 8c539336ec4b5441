/** Makes the confirmations that are due: one for each confirmed stop and way that has none. */
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { addressIn } from '#core/domain/emailAddress.ts';
import type { ConfirmationFinder } from '#core/index/confirmationFinder.ts';
import type { LedgerBody } from '#core/ledger/contract.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { ConfirmationChannel } from '#shared/words.ts';
import type { OutboxRecord } from './outboxRecord.ts';

/** Entries of one append: some 10 ms. */
export const writtenAtOnce = 200;

const stopsAtOnce = 10;

type Confirm = Extract<LedgerBody, { kind: 'confirm' }>;

/** `onMade` after each append; stops between two routes when `isOver`. */
export async function makeDue(parts: {
  finder: ConfirmationFinder;
  record: OutboxRecord;
  dates: Iterable<ServiceDate>;
  channels: readonly ConfirmationChannel[];
  onMade: () => void;
  isOver: () => boolean;
}): Promise<void> {
  const { finder, record, dates, channels, onMade, isOver } = parts;

  async function dueOf(route: number, channel: ConfirmationChannel): Promise<Confirm[]> {
    const bodies: Confirm[] = [];
    for (const [n, { stop, contact }] of finder.due(route, channel).entries()) {
      // Choosing a picture takes a millisecond or two, and a route has two hundred stops: pages are answered in between.
      if (n % stopsAtOnce === stopsAtOnce - 1) await nextTurn();
      if (channel === 'email' && !addressIn(contact).ok) continue;
      const photo = finder.picture(stop);
      if (photo !== null) bodies.push({ kind: 'confirm', confirmation: randomUUID(), stop, photo, channel });
    }
    return bodies;
  }

  async function make(bodies: readonly Confirm[]): Promise<void> {
    if (bodies.length === 0) return;
    await record.write(() => bodies);
    onMade();
  }

  for (const date of dates) {
    const bodies: Confirm[] = [];
    for (const route of finder.routes(date)) {
      for (const channel of channels) bodies.push(...(await dueOf(route, channel)));
      if (bodies.length >= writtenAtOnce) await make(bodies.splice(0));
      await nextTurn();
      if (isOver()) return;
    }
    await make(bodies);
  }
}
