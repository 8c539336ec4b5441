import { createHash } from 'node:crypto';
import { sha256 as sha256InThePage } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blockSize, inclusionProof, rootFromProof, rootOfBlock, rootOfTree } from '#pack/merkle.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const hex = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString('hex'));
const leavesOf = (count: number) => Array.from({ length: count }, (_, at) => sha256(Buffer.from(`entry ${at}`)));

function blocksOf(leaves: readonly Uint8Array[]): Uint8Array[][] {
  const blocks: Uint8Array[][] = [];
  for (let at = 0; at < leaves.length; at += blockSize) blocks.push(leaves.slice(at, at + blockSize));
  return blocks;
}
const blockRootsOf = (leaves: readonly Uint8Array[]) => blocksOf(leaves).map((block) => rootOfBlock(block, sha256));

/** The tree as RFC 6962 defines it, split at the largest power of two below its size. */
function rootByTheRfc(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (leaves.length === 1 && only) return sha256(Buffer.concat([Buffer.of(0), only]));
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(Buffer.concat([Buffer.of(1), rootByTheRfc(leaves.slice(0, split)), rootByTheRfc(leaves.slice(split))]));
}

test('the tree is the one of Certificate Transparency: its published leaves give its published roots', () => {
  const published = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ];
  const leaves = published.map((leaf) => Buffer.from(leaf, 'hex'));
  const roots = leaves.map((_, at) => hex(rootOfBlock(leaves.slice(0, at + 1), sha256)));
  expect(roots).toEqual([
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ]);
});

test.each([1, 2, 1023, 1024, 1025, 2048, 2049, 3072, 5000])(
  'kept block roots give the same root of %i entries',
  (count) => {
    const leaves = leavesOf(count);
    expect(hex(rootOfTree(blockRootsOf(leaves), sha256))).toBe(hex(rootByTheRfc(leaves)));
  },
);

test('each entry of a ledger of any size is shown to be in it, and nowhere else', () => {
  const all = leavesOf(4200);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: all.length }), fc.nat(), (size, some) => {
      const leaves = all.slice(0, size);
      const index = some % size;
      const roots = blockRootsOf(leaves);
      const root = hex(rootOfTree(roots, sha256));
      const block = blocksOf(leaves)[Math.floor(index / blockSize)] ?? [];
      const proof = inclusionProof(index, block, roots, sha256);
      const leaf = leaves[index] as Uint8Array;
      expect(hex(rootFromProof({ leaf, index, size, proof }, sha256))).toBe(root);
      expect(hex(rootFromProof({ leaf, index, size, proof }, sha256InThePage))).toBe(root);
      const elsewhere = (index + 1) % size;
      if (size > 1) expect(hex(rootFromProof({ leaf, index: elsewhere, size, proof }, sha256))).not.toBe(root);
      if (proof.length > 0) {
        expect(hex(rootFromProof({ leaf, index, size, proof: proof.slice(1) }, sha256))).not.toBe(root);
        const [first, ...rest] = proof as [Uint8Array, ...Uint8Array[]];
        const bent = [Uint8Array.from(first, (byte, at) => (at === 0 ? byte ^ 1 : byte)), ...rest];
        expect(hex(rootFromProof({ leaf, index, size, proof: bent }, sha256))).not.toBe(root);
      }
      expect(rootFromProof({ leaf, index, size, proof: [...proof, leaf] }, sha256)).toBeNull();
    }),
    { numRuns: 60 },
  );
});

test('a leaf that can be none is shown to be nowhere', () => {
  const leaf = sha256(Buffer.from('one'));
  for (const [index, size] of [
    [-1, 1],
    [1, 1],
    [0, 0],
    [0.5, 2],
    [0, Number.POSITIVE_INFINITY],
  ] as const) {
    expect(rootFromProof({ leaf, index, size, proof: [] }, sha256)).toBeNull();
  }
});

test('the path of one entry among three million is twenty-two hashes', () => {
  const blockRoots = leavesOf(Math.ceil(3_000_000 / blockSize));
  expect(inclusionProof(1_500_000, leavesOf(blockSize), blockRoots, sha256)).toHaveLength(22);
});
