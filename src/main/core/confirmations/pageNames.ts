/** Confirmations as screens see them: what the index knows, and the names of pages from the channel that writes them. */
import type { Depot } from '#core/depot.ts';
import { isOut } from '#core/domain/confirmations.ts';
import type { ConfirmationView } from '#shared/confirmations.ts';

export async function withPages(
  depot: Pick<Depot, 'outbox'>,
  entries: readonly Omit<ConfirmationView, 'page'>[],
): Promise<ConfirmationView[]> {
  const pages = depot.outbox?.channel('pages') ?? null;
  return Promise.all(
    entries.map(async (entry) => {
      const isOne = entry.channel === 'pages' && isOut(entry.state);
      return { ...entry, page: isOne ? ((await pages?.pageOf?.(entry.id)) ?? null) : null };
    }),
  );
}
