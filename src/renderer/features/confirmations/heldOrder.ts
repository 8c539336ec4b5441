/** Keeps the outbox's rows where they are while somebody reads: what changes is shown in its place, what is new waits. Pure. */

export interface HeldOrder<Row> {
  rows: readonly Row[];
  /** Rows that were never shown and would stand above. */
  waiting: number;
}

/**
 * The rows as the core has them (latest change first), in the order in which they were shown; older ones that were fetched since
 * follow. A row that is gone is gone.
 * @param order ids as they were shown; null: nobody reads yet, and the core's order holds.
 */
export function inHeldOrder<Row extends { id: string }>(
  rows: readonly Row[],
  order: readonly string[] | null,
): HeldOrder<Row> {
  if (order === null) return { rows, waiting: 0 };
  const place = new Map(order.map((id, index) => [id, index]));
  const lastShown = rows.findLastIndex(({ id }) => place.has(id));
  // Nothing of what was shown is there any more (another filter, another day): there is nothing to keep.
  if (lastShown < 0) return { rows, waiting: 0 };
  const shown = rows
    .filter(({ id }) => place.has(id))
    .toSorted((one, other) => (place.get(one.id) ?? 0) - (place.get(other.id) ?? 0));
  const older = rows.slice(lastShown + 1);
  return { rows: [...shown, ...older], waiting: rows.length - shown.length - older.length };
}
