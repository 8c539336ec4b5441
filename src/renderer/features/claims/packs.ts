/** Claim packs that this window asked for, and how the key that signed them reads. */
import { createValueStore } from '#app/valueStore.ts';
import type { EntryId } from '#shared/ids.ts';
import { formatFingerprint } from '#ui/format.ts';

/** Claim → exports that were started for it here, latest first. All of them stand among the exports as well. */
export const packExports = createValueStore<ReadonlyMap<EntryId, readonly string[]>>(new Map());

export function withExport(
  known: ReadonlyMap<EntryId, readonly string[]>,
  claim: EntryId,
  exportId: string,
): ReadonlyMap<EntryId, readonly string[]> {
  return new Map(known).set(claim, [exportId, ...(known.get(claim) ?? [])]);
}

/** Its first sixteen digits, as the ledger's sentence has them. */
export const shortFingerprint = (hex: string): string => formatFingerprint(hex.slice(0, 16));
