/** Stops confirmations whose stops are not to get them any more, and takes back what can be taken back. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Log } from '#core/contract.ts';
import { isOut } from '#core/domain/confirmations.ts';
import type { ConfirmationFinder } from '#core/index/confirmationFinder.ts';
import type { ConfirmationStore, StoredConfirmation } from '#core/index/confirmationStore.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { ConfirmationChannel } from '#shared/words.ts';
import type { Channel } from './contract.ts';
import { writtenAtOnce } from './dueMaking.ts';
import { type OutboxRecord, stepBody } from './outboxRecord.ts';

export interface Overtaking {
  /** True when something was stopped. Whoever opted out is stopped whatever the program is busy with; the rest when all is read. */
  stopOn(date: ServiceDate): Promise<boolean>;
  /** True when nothing of it is out any more: only then may it be called withdrawn. */
  takeBack(confirmation: StoredConfirmation): Promise<boolean>;
  /** What is still out there although it was to be taken back, as a sentence; null: nothing. */
  trouble(): string | null;
}

export function createOvertaking(parts: {
  store: ConfirmationStore;
  finder: ConfirmationFinder;
  record: OutboxRecord;
  channel: (name: ConfirmationChannel) => Channel | null;
  isSettled: () => boolean;
  /** Something is still out there (its drive is not connected): the date has to be looked at again. */
  onLater: (date: ServiceDate) => void;
  log: Log;
}): Overtaking {
  const { store, finder, record, isSettled, onLater, log } = parts;

  /** Pages that could not be deleted when they were last to be, by their confirmations. */
  const stillOut = new Set<string>();

  async function takeBack({ confirmation, state, stop, channel: name }: StoredConfirmation): Promise<boolean> {
    if (!isOut(state)) return true;
    const channel = parts.channel(name);
    if (!channel?.withdraw) return false;
    try {
      await channel.withdraw(confirmation, stop);
      stillOut.delete(confirmation);
      return true;
    } catch (error) {
      log.warn('A confirmation could not be taken back yet', { channel: name, error: String(error) });
      onLater(stop.date);
      return false;
    }
  }

  return {
    takeBack,

    trouble() {
      if (stillOut.size === 0) return null;
      const [pages, them] = stillOut.size === 1 ? ['One page', 'it'] : [`${stillOut.size} pages`, 'them'];
      return `${pages} could not be taken back. Is the drive with the folder for pages connected? Whoever has the link still sees ${them}.`;
    },

    async stopOn(date) {
      const found = finder.overtaken(date).filter(({ why }) => why === 'opted-out' || isSettled());
      for (let at = 0; at < found.length; at += writtenAtOnce) {
        const some: typeof found = [];
        for (const each of found.slice(at, at + writtenAtOnce)) {
          if (await takeBack(each.confirmation)) some.push(each);
          else if (isOut(each.confirmation.state)) stillOut.add(each.confirmation.confirmation);
        }
        await record.write(() =>
          some.flatMap(({ confirmation, why }) => stepBody(store, confirmation.confirmation, 'stopped', { code: why })),
        );
        await nextTurn();
      }
      return found.length > 0;
    },
  };
}
