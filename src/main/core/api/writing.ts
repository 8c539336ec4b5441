/** The one way from a decision to the ledger and into the index. */
import type { Depot } from '#core/depot.ts';
import {
  type BodiesText,
  type Ledger,
  type LedgerBody,
  type LedgerEntry,
  type LedgerPart,
  LedgerWriteError,
} from '#core/ledger/contract.ts';
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
export function append(context: ApiContext, bodies: readonly LedgerBody[]): Promise<Answer<LedgerEntry[]>> {
  const by = byWhom(context);
  return told(context.ledger.appendAll(bodies.map((body) => ({ body, ...by }))));
}

/** The same of a list, whose bodies stand in JSON already. */
export const appendTexts = (context: ApiContext, texts: readonly BodiesText[]) =>
  told<Awaited<ReturnType<Ledger['appendTexts']>>>(context.ledger.appendTexts(texts, byWhom(context)));

const byWhom = (context: ApiContext) => ({ person: context.people.current()?.name ?? null, at: context.clock() });

async function told<Appended>(appending: Promise<Appended>): Promise<Answer<Appended>> {
  try {
    return ok(await appending);
  } catch (error) {
    if (!(error instanceof LedgerWriteError)) throw error;
    return fail(507, 'ledger-not-written', error.message);
  }
}

/** The second half: few entries are shown before anything else happens. */
export function show(context: ApiContext, depot: Depot, entries: readonly LedgerEntry[]): Promise<void> {
  if (entries.length > mostAtOnce) return showAtLeisure(context, depot, [() => entries]);
  return showing(context, () => depot.applyAll(entries));
}

export const showAtLeisure = (context: ApiContext, depot: Depot, parts: readonly LedgerPart[]): Promise<void> =>
  showing(context, () => depot.applyAtLeisure(parts));

async function showing(context: ApiContext, apply: () => void | Promise<void>): Promise<void> {
  try {
    await apply();
  } catch (error) {
    // The decision is safe in the ledger; the index takes it in at the next start at the latest.
    context.log.error('A decision could not be shown yet', { error: String(error) });
  }
}
