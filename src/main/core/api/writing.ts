/** The one way from a decision to the ledger and into the index. */
import type { Depot } from '#core/depot.ts';
import { type LedgerBody, type LedgerEntry, LedgerWriteError } from '#core/ledger/contract.ts';
import { type Answer, fail, ok } from './bind.ts';
import type { ApiContext } from './context.ts';

/**
 * Appends what was decided, all of it or nothing, with the name of who is at the desk, and brings it into the index.
 * 507 `ledger-not-written` when the disk refuses.
 */
export async function write(
  context: ApiContext,
  depot: Depot,
  bodies: readonly LedgerBody[],
): Promise<Answer<LedgerEntry[]>> {
  const person = context.people.current()?.name ?? null;
  const at = context.clock();
  let entries: LedgerEntry[];
  try {
    entries = await context.ledger.appendAll(bodies.map((body) => ({ body, person, at })));
  } catch (error) {
    if (!(error instanceof LedgerWriteError)) throw error;
    return fail(507, 'ledger-not-written', error.message);
  }
  try {
    depot.applyAll(entries);
  } catch (error) {
    // The decision is safe in the ledger; the index takes it in at the next start at the latest.
    context.log.error('A decision could not be shown yet', { error: String(error) });
  }
  return ok(entries);
}
