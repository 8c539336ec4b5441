/** The one way from a decision to the ledger and into the index. */
import type { Depot } from '#core/depot.ts';
import { type LedgerBody, type LedgerEntry, LedgerWriteError } from '#core/ledger/contract.ts';
import { type Answer, fail, ok } from './bind.ts';
import type { ApiContext } from './context.ts';

/** What one key decides is shown at once; more, as the undo of a list, in slices between which pages are answered. */
const mostAtOnce = 500;

/**
 * Appends what was decided, all of it or nothing, with the name of who is at the desk, and brings it into the index.
 * 507 `ledger-not-written` when the disk refuses.
 */
export async function write(
  context: ApiContext,
  depot: Depot,
  bodies: readonly LedgerBody[],
): Promise<Answer<LedgerEntry[]>> {
  const appended = await append(context, bodies);
  if (appended.ok) await show(context, depot, appended.value);
  return appended;
}

/** The first half of {@link write}. */
export async function append(context: ApiContext, bodies: readonly LedgerBody[]): Promise<Answer<LedgerEntry[]>> {
  const person = context.people.current()?.name ?? null;
  const at = context.clock();
  try {
    return ok(await context.ledger.appendAll(bodies.map((body) => ({ body, person, at }))));
  } catch (error) {
    if (!(error instanceof LedgerWriteError)) throw error;
    return fail(507, 'ledger-not-written', error.message);
  }
}

/** The second half: few entries are shown before anything else happens. */
export async function show(context: ApiContext, depot: Depot, entries: readonly LedgerEntry[]): Promise<void> {
  try {
    if (entries.length > mostAtOnce) await depot.applyAtLeisure(entries);
    else depot.applyAll(entries);
  } catch (error) {
    // The decision is safe in the ledger; the index takes it in at the next start at the latest.
    context.log.error('A decision could not be shown yet', { error: String(error) });
  }
}
