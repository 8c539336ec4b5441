/**
 * The hash tree over a ledger (RFC 6962, section 2.1): one root stands for all entries, and some twenty hashes show that an entry
 * is one of a million. Leaves are the entries' own hashes (32 bytes each), in the ledger's order.
 *
 * Blocks of {@link blockSize} leaves are whole subtrees of that tree, so their roots can be kept: a ledger only grows, and only the
 * last block changes.
 */

/** SHA-256; node:crypto in the core, `@noble/hashes` in a page. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** Leaves of a block: a power of two, so that a full block is a subtree of every larger tree. */
export const blockSize = 1024;

/** Two prefixes, so that no leaf can pass for a node (RFC 6962). */
const leafPrefix = 0;
const nodePrefix = 1;

function hashOfLeaf(leaf: Uint8Array, sha256: Sha256): Uint8Array {
  const bytes = new Uint8Array(1 + leaf.length);
  bytes[0] = leafPrefix;
  bytes.set(leaf, 1);
  return sha256(bytes);
}

function hashOfNode(left: Uint8Array, right: Uint8Array, sha256: Sha256): Uint8Array {
  const bytes = new Uint8Array(1 + left.length + right.length);
  bytes[0] = nodePrefix;
  bytes.set(left, 1);
  bytes.set(right, 1 + left.length);
  return sha256(bytes);
}

/** Root of one block from its 1 to {@link blockSize} leaves; only a ledger's last block may hold fewer. */
export function rootOfBlock(leaves: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  if (leaves.length < 1 || leaves.length > blockSize) throw new RangeError(`A block of ${leaves.length} leaves`);
  return rootOf(
    leaves.map((leaf) => hashOfLeaf(leaf, sha256)),
    sha256,
  );
}

/** Root of the whole tree, from the roots of all its blocks in order (at least one). */
export function rootOfTree(blockRoots: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  if (blockRoots.length === 0) throw new RangeError('A tree without a block');
  return rootOf(blockRoots, sha256);
}

/**
 * What shows that leaf `index` (from 0) is in the tree: the hashes of the neighbours on the way up, from the leaf to the root.
 * `block` has the leaves of the block that holds it, `blockRoots` the roots of all blocks.
 */
export function inclusionProof(
  index: number,
  block: readonly Uint8Array[],
  blockRoots: readonly Uint8Array[],
  sha256: Sha256,
): Uint8Array[] {
  return proofFrom(index, levelsOfBlock(block, sha256), levelsOf(blockRoots, sha256));
}

/** A tree with all that is between its hashes and its root, the root last: for several proofs from one tree. */
export type TreeLevels = readonly (readonly Uint8Array[])[];

export function levelsOf(hashes: readonly Uint8Array[], sha256: Sha256): TreeLevels {
  const levels = [hashes];
  for (let level = hashes; level.length > 1; ) {
    level = levelAbove(level, sha256);
    levels.push(level);
  }
  return levels;
}

export function levelsOfBlock(leaves: readonly Uint8Array[], sha256: Sha256): TreeLevels {
  return levelsOf(
    leaves.map((leaf) => hashOfLeaf(leaf, sha256)),
    sha256,
  );
}

/** {@link inclusionProof} from the levels of the leaf's block and those over the roots of all blocks. */
export function proofFrom(index: number, block: TreeLevels, blocks: TreeLevels): Uint8Array[] {
  const inBlock = index % blockSize;
  const ofBlock = Math.floor(index / blockSize);
  if (inBlock >= (block[0]?.length ?? 0) || ofBlock >= (blocks[0]?.length ?? 0)) {
    throw new RangeError(`No leaf ${index} in this tree`);
  }
  return [...pathIn(block, inBlock), ...pathIn(blocks, ofBlock)];
}

/**
 * The root that `proof` leads to from `leaf` at `index` of a tree of `size` leaves (RFC 9162, section 2.1.3.2); null when no tree of
 * that size has such a proof. The leaf is in the tree when the result is the tree's root.
 */
export function rootFromProof(
  { leaf, index, size, proof }: { leaf: Uint8Array; index: number; size: number; proof: readonly Uint8Array[] },
  sha256: Sha256,
): Uint8Array | null {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size)) || index < 0 || index >= size) return null;
  // Division, not shifts: JavaScript's shifts end at 32 bits.
  let node = index;
  let last = size - 1;
  let hash = hashOfLeaf(leaf, sha256);
  for (const neighbour of proof) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      hash = hashOfNode(neighbour, hash, sha256);
      // The rightmost node of an odd level has no neighbour there: it goes up as it is until it has one.
      while (node % 2 === 0 && node !== 0) {
        node = half(node);
        last = half(last);
      }
    } else {
      hash = hashOfNode(hash, neighbour, sha256);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 ? hash : null;
}

const half = (number: number) => Math.floor(number / 2);

/** The next level up; an odd one at the end goes up as it is. Gives the same tree as RFC 6962's split at the largest power of two. */
function levelAbove(level: readonly Uint8Array[], sha256: Sha256): Uint8Array[] {
  const above: Uint8Array[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const left = level[at] as Uint8Array;
    const right = level[at + 1];
    above.push(right ? hashOfNode(left, right, sha256) : left);
  }
  return above;
}

function rootOf(hashes: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  let level = hashes;
  while (level.length > 1) level = levelAbove(level, sha256);
  return level[0] as Uint8Array;
}

function pathIn(levels: TreeLevels, index: number): Uint8Array[] {
  const path: Uint8Array[] = [];
  let at = index;
  for (const level of levels.slice(0, -1)) {
    const neighbour = level[at % 2 === 0 ? at + 1 : at - 1];
    if (neighbour) path.push(neighbour);
    at = half(at);
  }
  return path;
}
