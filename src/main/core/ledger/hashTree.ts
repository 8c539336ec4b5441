/**
 * The hash tree over the ledger's entries as it grows (`#pack/merkle.ts`): the roots of its full blocks are kept, so that showing an
 * entry to be one of millions never asks for all of them again.
 *
 * Entries are added as fast as they are verified; hashing them into roots costs three times as much and waits until a start is
 * over, or until somebody asks.
 */
import { hash } from 'node:crypto';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { blockSize, rootOfBlock, type Sha256 } from '#pack/merkle.ts';

/** Bytes of SHA-256. */
const hashBytes = 32;
/** A block takes some 3 ms; so long the others have the processor after each, at leisure. */
const restMs = 10;

export const sha256: Sha256 = (bytes) => hash('sha256', bytes, 'buffer');

export interface HashTree {
  /** Entries in it. */
  readonly size: number;
  /** Hash (hex) of the next entry. */
  add(hash: string): void;
  /**
   * The tree of one moment: its entries, and the roots of all blocks in order, the last of which may be of fewer. Lets others have a
   * turn after each block that was not hashed yet.
   */
  snapshot(): Promise<{ size: number; roots: Uint8Array[] }>;
  /** Hashes what has not been yet, with rests; ends when it is done or was stopped. */
  hashAtLeisure(signal: AbortSignal): Promise<void>;
}

export function createHashTree(): HashTree {
  const roots: Uint8Array[] = [];
  /** Leaves of the full blocks after those. */
  const unhashed: Buffer[] = [];
  let last = Buffer.allocUnsafe(blockSize * hashBytes);
  let inLast = 0;

  function hashNext(): void {
    const block = unhashed.shift();
    if (block) roots.push(rootOfBlock(leavesOf(block, blockSize), sha256));
  }

  return {
    get size() {
      return (roots.length + unhashed.length) * blockSize + inLast;
    },
    add(hash) {
      last.write(hash, inLast * hashBytes, 'hex');
      inLast += 1;
      if (inLast < blockSize) return;
      unhashed.push(last);
      last = Buffer.allocUnsafe(blockSize * hashBytes);
      inLast = 0;
    },
    async snapshot() {
      while (unhashed.length > 0) {
        hashNext();
        await nextTurn();
      }
      const size = roots.length * blockSize + inLast;
      return { size, roots: inLast === 0 ? [...roots] : [...roots, rootOfBlock(leavesOf(last, inLast), sha256)] };
    },
    async hashAtLeisure(signal) {
      while (unhashed.length > 0 && !signal.aborted) {
        hashNext();
        // Unreferenced: it keeps no process alive.
        await pause(restMs, undefined, { ref: false, signal }).catch(() => undefined);
      }
    },
  };
}

function leavesOf(block: Buffer, count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, at) => block.subarray(at * hashBytes, (at + 1) * hashBytes));
}
