/** Entries taken out of the ledger with what shows that they are in it, however many there are. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import type { StoredEntry } from '#pack/ledgerEntry.ts';
import { blockSize, levelsOf, levelsOfBlock, proofFrom, type TreeLevels } from '#pack/merkle.ts';
import { brokenLink, hashOfEntry } from './chain.ts';
import type { ExcerptEntry, LedgerExcerpt, LedgerVerdict } from './contract.ts';
import { createHashTree, type HashTree, sha256 } from './hashTree.ts';

/** Entries read at a time that were written while the chain was being checked. */
const pageSize = 500;

export interface Excerpts {
  /** A check has come to its end: `tree` has the entries that hold. */
  checked(tree: HashTree, broken: LedgerVerdict['broken']): void;
  /** These were written after all that are known. */
  appended(entries: readonly { seq: number; hash: string }[]): void;
  of(seqs: Iterable<number>): Promise<LedgerExcerpt>;
  close(): void;
}

export function createExcerpts(
  database: Database.Database,
  parts: {
    /** Checks the whole chain and tells {@link Excerpts.checked}. */
    verify: () => Promise<unknown>;
    /** Personal fields in the clear, by name; those that were erased are not among them. */
    opened: (stored: StoredEntry) => Record<string, string>;
  },
): Excerpts {
  const row = database.prepare<[number], StoredEntry>('SELECT * FROM entries WHERE seq = ?');
  const after = database.prepare<[number, number], StoredEntry>(
    'SELECT * FROM entries WHERE seq > ? ORDER BY seq LIMIT ?',
  );
  const hashes = database
    .prepare<[number, number], string>('SELECT hash FROM entries WHERE seq > ? AND seq <= ? ORDER BY seq')
    .pluck();

  let tree = createHashTree();
  let broken: LedgerVerdict['broken'] = null;
  let leisure = new AbortController();

  function append({ seq, hash }: { seq: number; hash: string }): void {
    // In a chain that holds the first entry is 1 and no number is left out.
    if (broken === null && seq === tree.size + 1) tree.add(hash);
  }

  /** What was written in the moment between the end of a check and its being told. */
  function catchUp(): void {
    while (broken === null) {
      const stored = after.all(tree.size, pageSize);
      if (stored.length === 0) return;
      for (const entry of stored) {
        const previous = tree.size === 0 ? null : row.get(tree.size);
        const message = brokenLink(entry, previous ?? null);
        if (message !== null) {
          broken = { seq: tree.size + 1, message };
          return;
        }
        append(entry);
      }
    }
  }

  /** Null: something in the file is not as it was when it was checked. */
  async function excerpt(wanted: readonly number[]): Promise<LedgerExcerpt | null> {
    catchUp();
    const { size, roots } = await tree.snapshot();
    if (size === 0) return { size, root: null, head: null, entries: [], lacking: [...wanted], broken };
    const blocks = levelsOf(roots, sha256);
    const known = new Map<number, TreeLevels>();

    async function blockOf(index: number): Promise<TreeLevels | null> {
      const at = Math.floor(index / blockSize);
      const seen = known.get(at);
      if (seen) return seen;
      const first = at * blockSize;
      const leaves = hashes.all(first, Math.min(first + blockSize, size)).map((hash) => Buffer.from(hash, 'hex'));
      const levels = levelsOfBlock(leaves, sha256);
      known.set(at, levels);
      await nextTurn();
      return rootOf(levels) === hex(roots[at]) ? levels : null;
    }

    async function prove(seq: number): Promise<ExcerptEntry | null> {
      const block = await blockOf(seq - 1);
      const stored = row.get(seq);
      if (!block || !stored || hashOfEntry(stored) !== stored.hash) return null;
      const proof = proofFrom(seq - 1, block, blocks).map(hex);
      return { index: seq - 1, stored, proof, opened: parts.opened(stored) };
    }

    const entries: ExcerptEntry[] = [];
    const lacking: number[] = [];
    for (const seq of wanted) {
      if (seq < 1 || seq > size) {
        lacking.push(seq);
        continue;
      }
      const entry = await prove(seq);
      if (entry === null) return null;
      entries.push(entry);
    }
    const head = entries.at(-1)?.stored.seq === size ? entries.at(-1) : await prove(size);
    return head ? { size, root: rootOf(blocks), head, entries, lacking, broken } : null;
  }

  return {
    checked(of, found) {
      leisure.abort();
      leisure = new AbortController();
      tree = of;
      broken = found;
      void tree.hashAtLeisure(leisure.signal);
    },
    appended(entries) {
      for (const entry of entries) append(entry);
    },
    async of(seqs) {
      const wanted = [...new Set(seqs)].sort((a, b) => a - b);
      const found = await excerpt(wanted);
      if (found) return found;
      await parts.verify();
      const again = await excerpt(wanted);
      if (again === null) throw new Error('The ledger is being changed while it is read.');
      return again;
    },
    close: () => leisure.abort(),
  };
}

const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');
const rootOf = (levels: TreeLevels): string => hex(levels.at(-1)?.[0]);
