/** Entries of the ledger on their way into the index, in its order: at once, or in slices between which pages are answered. */
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isRefused } from '#core/index/openIndex.ts';
import type { LedgerEntry, LedgerPart } from '#core/ledger/contract.ts';

/** A page that is asked for meanwhile waits no longer than this. */
const sliceMs = 30;
const firstSlice = 250;
const fewest = 100;

export interface Applying {
  /** Together, and with them whatever was written before and is not applied yet: claims are numbered in the order of the ledger. */
  atOnce(entries: readonly LedgerEntry[]): void;
  /** Resolves when all are applied; each part is read when its turn comes. */
  atLeisure(parts: readonly LedgerPart[]): Promise<void>;
}

/**
 * @param apply all of them in one transaction or none. What the disk refuses is tried again, before anything else, with what comes next;
 * what fails otherwise is left to the next start.
 */
export function createApplying(apply: (entries: readonly LedgerEntry[]) => void): Applying {
  let behind: LedgerEntry[] = [];
  /** What comes after that. */
  let unread: LedgerPart[] = [];
  let slice = firstSlice;

  function applyNext(count: number): void {
    const some = behind.slice(0, count);
    behind = behind.slice(count);
    try {
      if (some.length > 0) apply(some);
    } catch (error) {
      if (isRefused(error)) behind = [...some, ...behind];
      throw error;
    }
  }

  return {
    atOnce(entries) {
      behind = [...behind, ...unread.flatMap((read) => read()), ...entries];
      unread = [];
      applyNext(behind.length);
    },
    async atLeisure(parts) {
      unread.push(...parts);
      while (behind.length > 0 || unread.length > 0) {
        while (behind.length < slice && unread.length > 0) behind.push(...(unread.shift()?.() ?? []));
        const count = Math.min(slice, behind.length);
        const begun = performance.now();
        applyNext(count);
        slice = Math.max(fewest, Math.round((count * sliceMs) / (performance.now() - begun)));
        await nextTurn();
      }
    },
  };
}
