/** What the outbox keeps of stops: confirmations that wait are not sent any more, and published pages are taken back. */
import type { Depot } from '#core/depot.ts';
import { makeStopId } from '#core/index/keys.ts';
import type { KeepsStops } from './contract.ts';

export function confirmationsRoom(depot: () => Depot | null): KeepsStops {
  return {
    async forget(stops) {
      const open = depot();
      const ids = stops.flatMap(
        ({ date, route, stop }) => open?.erasing.retention.confirmationsOf(makeStopId(date, route, stop)) ?? [],
      );
      // What can't be taken back (a message that a mail server has) is passed over.
      if (ids.length > 0) await open?.outbox?.change(ids, 'withdraw', null, 'erased');
    },
  };
}
