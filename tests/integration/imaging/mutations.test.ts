import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { ImageResult } from '#core/imaging/contract.ts';
import { fileProblemCodes } from '#shared/words.ts';
import { imagingPool, jobFor } from '#tests/fixtures/imaging/imagingPool.ts';
import { hasSharedData, sharedFile } from '#tests/fixtures/sharedData.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

/** Mulberry32: small, seeded, good enough to break pictures with. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

type Mutation = (bytes: Buffer, below: (limit: number) => number, others: Buffer[]) => Buffer;

const mutations: Record<string, Mutation> = {
  'flip anywhere': (bytes, below) => flip(Buffer.from(bytes), below, bytes.length),
  'flip in the head': (bytes, below) => flip(Buffer.from(bytes), below, Math.min(bytes.length, 2048)),
  cut: (bytes, below) => bytes.subarray(0, 1 + below(bytes.length - 1)),
  'cut out': (bytes, below) => {
    const from = below(bytes.length);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + below(5000))]);
  },
  splice: (bytes, below, others) => {
    const other = others[below(others.length)] ?? bytes;
    return Buffer.concat([bytes.subarray(0, below(bytes.length)), other.subarray(below(other.length))]);
  },
  repeat: (bytes, below) => {
    const from = below(bytes.length);
    const piece = bytes.subarray(from, from + below(3000));
    return Buffer.concat([bytes.subarray(0, from), piece, piece, piece, bytes.subarray(from)]);
  },
  'large numbers': (bytes, below) => {
    const copy = Buffer.from(bytes);
    for (let times = 0; times < 8; times++) copy.fill(0xff, below(1024), below(1024) + 4);
    return copy;
  },
};

function flip(bytes: Buffer, below: (limit: number) => number, reach: number): Buffer {
  for (let times = 1 + below(30); times > 0; times--) {
    const at = below(reach);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
  }
  return bytes;
}

const files = [
  'gps/DSCN0010.jpg',
  'orientation/landscape_6.jpg',
  'orientation/portrait_5.jpg',
  'damaged/image01137.jpg',
  'phones/Apple-iPhone-4.jpg',
  'heic/samplefilehub.heif',
];

describe.skipIf(!hasSharedData)('Broken pictures', () => {
  test('each of 252 broken pictures gets facts or a typed reason, and the pool lives on', async () => {
    const folder = temporaryFolder();
    const pool = imagingPool();
    const real = files.map((file) => readFileSync(sharedFile('photos', file)));
    const small = await sharp(real[0]).resize(300).png().toBuffer();
    const originals = [
      ...real,
      small,
      await sharp(small).webp().toBuffer(),
      await sharp(small).avif({ effort: 0 }).toBuffer(),
    ];

    const outcomes: Promise<ImageResult>[] = [];
    let seed = 0;
    for (const mutate of Object.values(mutations)) {
      for (const original of originals) {
        for (let round = 0; round < 4; round++) {
          const path = join(folder, `${++seed}.jpg`);
          writeFileSync(path, mutate(original, random(seed), originals));
          outcomes.push(pool.read(jobFor(path, join(folder, 'thumbnails'), { seconds: 20 }), 'backlog'));
        }
      }
    }
    const counts: Record<string, number> = {};
    for (const outcome of await Promise.all(outcomes)) {
      const code = outcome.ok ? 'read' : outcome.failure.code;
      counts[code] = (counts[code] ?? 0) + 1;
      if (outcome.ok) {
        expect(outcome.facts.width * outcome.facts.height).toBeGreaterThan(0);
        expect(Number.isFinite(outcome.facts.sharpness) && Number.isFinite(outcome.facts.luma)).toBe(true);
      } else {
        expect(fileProblemCodes).toContain(outcome.failure.code);
        expect(outcome.failure.message.length).toBeGreaterThan(20);
      }
    }
    expect(outcomes).toHaveLength(252);
    // Each kind of end occurs, else the mutations say nothing.
    expect(counts).toMatchObject({
      read: expect.any(Number),
      truncated: expect.any(Number),
      'damaged-picture': expect.any(Number),
    });

    const whole = await pool.read(jobFor(sharedFile('photos', 'gps/DSCN0012.jpg'), folder), 'screen');
    expect(whole.ok).toBe(true);
  });
});
