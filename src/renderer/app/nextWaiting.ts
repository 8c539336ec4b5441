/** Which stop of the review comes next. */
import type { StopId } from '#shared/ids.ts';

/**
 * The next stop that waits from `from` on, `by` +1 or −1; past the end it goes on from the other end. Null: there is no other.
 * @param order all stops of the queue, as they stood when `from` was among them; those that came since follow.
 */
export function nextWaiting(
  order: readonly StopId[],
  waiting: ReadonlySet<StopId>,
  from: StopId | null,
  by: 1 | -1,
): StopId | null {
  const all = [...order, ...[...waiting].filter((id) => !order.includes(id))];
  const way = by === 1 ? all : all.toReversed();
  const here = from === null ? -1 : way.indexOf(from);
  const round = [...way.slice(here + 1), ...way.slice(0, Math.max(0, here))];
  return round.find((id) => waiting.has(id)) ?? null;
}
