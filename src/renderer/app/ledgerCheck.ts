/** Whether the ledger is as it was written: asked for on the activity page or by a command, told on that page. */
import type { LedgerVerdictView } from '#shared/activity.ts';
import { asApiError, call } from './client.ts';
import { createValueStore } from './valueStore.ts';

/** How far the check is; null before the first. */
export type LedgerCheck =
  | { kind: 'checking' }
  | { kind: 'checked'; verdict: LedgerVerdictView }
  /** It could not be checked, which says nothing about the ledger. */
  | { kind: 'failed'; message: string };

export const ledgerCheck = createValueStore<LedgerCheck | null>(null);

/** Reads the whole ledger and checks each entry against the one before it; {@link ledgerCheck} says how it went. */
export async function checkLedger(): Promise<void> {
  if (ledgerCheck.get()?.kind === 'checking') return;
  ledgerCheck.set({ kind: 'checking' });
  try {
    ledgerCheck.set({ kind: 'checked', verdict: await call('verifyLedger', {}) });
  } catch (problem) {
    ledgerCheck.set({ kind: 'failed', message: asApiError(problem).message });
  }
}
