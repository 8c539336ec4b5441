/** Opens many claims as one batch, in slices between which pages are answered. */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LedgerEntry } from '#core/ledger/contract.ts';
import type { EntryId } from '#shared/ids.ts';
import type { OpenClaimBody } from './register.ts';

/** Entries of the first slice; later ones are as many as take {@link sliceMs}. */
const firstSlice = 50;
/** A commit of the ledger alone takes some milliseconds whatever is in it: much smaller slices would crawl. */
const sliceMs = 40;
const fewest = 250;
const most = 1000;

export interface Opened<Refusal> {
  /** The entry that an undo of all of them names. */
  first: EntryId | null;
  /** Entries that were written. */
  written: number;
  /** Why it ended before its end; what was written before stays. */
  refusal: Refusal | null;
}

/** @param write into the ledger and the index, all of it or nothing. */
export async function openInSlices<Refusal extends { ok: false }>(
  bodies: readonly OpenClaimBody[],
  write: (some: OpenClaimBody[]) => Promise<{ ok: true; value: LedgerEntry[] } | Refusal>,
): Promise<Opened<Refusal>> {
  const batch = bodies.length > 1 ? { batch: randomUUID() } : {};
  let first: EntryId | null = null;
  let slice = firstSlice;
  let at = 0;
  while (at < bodies.length) {
    const some = bodies.slice(at, at + slice).map((body) => ({ ...body, ...batch }));
    const begun = performance.now();
    const written = await write(some);
    if (!written.ok) return { first, written: at, refusal: written };
    first ??= written.value[0]?.id ?? null;
    at += some.length;
    const took = performance.now() - begun;
    slice = Math.max(fewest, Math.min(most, Math.round((some.length * sliceMs) / Math.max(took, 1))));
    await nextTurn();
  }
  return { first, written: at, refusal: null };
}
