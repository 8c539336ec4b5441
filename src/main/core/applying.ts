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
  /** Resolves when these are applied; each part is read when its turn comes. */
  atLeisure(parts: readonly LedgerPart[]): Promise<void>;
}

/**
 * @param apply all of them in one transaction or none. What the disk refuses is tried again, before anything else, with what comes next;
 * what fails otherwise is left to the next start.
 */
export function createApplying(apply: (entries: readonly LedgerEntry[]) => void): Applying {
  /** Read, and not applied yet. */
  let behind: LedgerEntry[] = [];
  /** What comes after that. */
  const unread: LedgerPart[] = [];
  /** How many entries were ever read. */
  let read = 0;
  let slice = firstSlice;

  /** Reads until so many are behind. A part that can't be read is left out, and what comes after it waits for the next call. */
  function readUpTo(count: number): void {
    while (behind.length < count && unread.length > 0) {
      const entries = unread.shift()?.() ?? [];
      read += entries.length;
      behind = [...behind, ...entries];
    }
  }

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

  function applySlice(): void {
    readUpTo(slice);
    const count = Math.min(slice, behind.length);
    if (count === 0) return;
    const begun = performance.now();
    applyNext(count);
    slice = Math.max(fewest, Math.round((count * sliceMs) / (performance.now() - begun)));
  }

  return {
    atOnce(entries) {
      unread.push(() => entries);
      readUpTo(Number.POSITIVE_INFINITY);
      applyNext(behind.length);
    },
    async atLeisure(parts) {
      /** How many will have been read when the last of these parts is; null: it is not. */
      let upTo: number | null = null;
      unread.push(...parts, () => {
        upTo = read;
        return [];
      });
      while (upTo === null || read - behind.length < upTo) {
        applySlice();
        await nextTurn();
      }
    },
  };
}
