import { describe, expect, test } from 'vitest';
import {
  fingerprintOf,
  hashFromBytes,
  middleHash,
  miniatureOf,
  miniatureSide,
  type PictureHash,
} from '#core/imaging/fingerprint.ts';
import { areOnePicture, comparePlanes, type GreyPlane, type Laying } from '#core/imaging/samePicture.ts';
import { createHashTable, ones } from '#core/reuse/hashTable.ts';
import { seek } from '#core/reuse/seeking.ts';
import { seededRandom } from '#tests/fixtures/seededRandom.ts';

/** A picture made of soft blobs, as large as is asked for: smooth enough to be cut anywhere. */
function painting(seed: number): (x: number, y: number) => number {
  const random = seededRandom(seed);
  const blobs = Array.from({ length: 60 }, () => ({
    ...{ x: random.next(), y: random.next(), size: random.between(0.02, 0.2), weight: random.between(-90, 90) },
  }));
  return (x, y) => {
    const sum = blobs.reduce((all, blob) => {
      const away = ((x - blob.x) ** 2 + (y - blob.y) ** 2) / blob.size ** 2;
      return away > 12 ? all : all + blob.weight * Math.exp(-away);
    }, 128);
    return Math.min(255, Math.max(0, sum));
  };
}

interface Crop {
  left: number;
  top: number;
  right: number;
  bottom: number;
}
const whole: Crop = { left: 0, top: 0, right: 0, bottom: 0 };

function plane(paint: (x: number, y: number) => number, crop: Crop = whole, side = 160): GreyPlane {
  const data = new Uint8Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const across = crop.left + ((x + 0.5) / side) * (1 - crop.left - crop.right);
      data[y * side + x] = paint(across, crop.top + ((y + 0.5) / side) * (1 - crop.top - crop.bottom));
    }
  }
  return { data, width: side, height: side };
}

function mirrored({ data, width, height }: GreyPlane): GreyPlane {
  return { width, height, data: data.map((_, at) => data[at - (at % width) + width - 1 - (at % width)] as number) };
}

const miniature = (picture: GreyPlane) => miniatureOf({ ...picture, channels: 1 });

describe('A picture among many', () => {
  const paint = painting(1);
  const table = createHashTable();
  const known = plane(paint);
  const random = seededRandom(7);
  const word = () => random.below(2 ** 32);
  for (let photo = 0; photo < 20_000; photo++) table.add({ low: word(), high: word(), photo: photo + 100, day: 1 });
  table.add({ ...(middleHash(miniature(known)) as PictureHash), photo: 1, day: 1 });
  for (let photo = 2; photo < 12; photo++) {
    table.add({ ...(middleHash(miniature(plane(painting(photo)))) as PictureHash), photo, day: 1 });
  }

  const copies: ReadonlyArray<[string, GreyPlane, boolean]> = [
    ['as it is', known, false],
    ['brighter', { ...known, data: known.data.map((grey) => Math.min(255, grey * 1.2)) }, false],
    ['cropped by a tenth on the left', plane(paint, { ...whole, left: 0.1 }), false],
    ['cropped by a tenth on each side', plane(paint, { left: 0.1, top: 0.1, right: 0.1, bottom: 0.1 }), false],
    ['cropped unevenly', plane(paint, { left: 0.03, top: 0.08, right: 0.06, bottom: 0.01 }), false],
    ['mirrored', mirrored(known), true],
    ['mirrored and cropped', mirrored(plane(paint, { left: 0.07, top: 0.02, right: 0, bottom: 0.09 })), true],
  ];
  test.each(copies)('is found %s, and is laid over it', (_words, copy, isMirrored) => {
    const [found] = seek(miniature(copy), [table], () => true);
    expect(found).toMatchObject({ entry: { photo: 1 }, mirrored: isMirrored });
    const other = isMirrored ? mirrored(copy) : copy;
    expect(areOnePicture(comparePlanes(known, other, found?.start as Laying))).toBe(true);
  });

  test('of which it is the larger whole is found, too', () => {
    const part = createHashTable();
    part.add({ ...(middleHash(miniature(plane(paint, { ...whole, top: 0.1 }))) as PictureHash), photo: 5, day: 1 });
    expect(seek(miniature(known), [part], () => true)).toMatchObject([{ entry: { photo: 5 }, mirrored: false }]);
  });

  test('that is like none of them is not found', () => {
    expect(seek(miniature(plane(painting(99))), [table], () => true)).toEqual([]);
  });

  test('that are all the same is found a few times, not a thousand', () => {
    const crowd = createHashTable();
    const hash = middleHash(miniature(known)) as PictureHash;
    for (let photo = 0; photo < 1000; photo++) crowd.add({ ...hash, photo, day: 1 });
    const found = seek(miniature(known), [crowd], () => true);
    expect(found.length).toBeGreaterThan(5);
    expect(found.length).toBeLessThan(30);
  });
});

test('two pictures that only look alike from afar are not one', () => {
  const paint = painting(3);
  const detail = painting(4);
  const one = plane(paint);
  const other = plane((x, y) => paint(x, y) + (detail(x, y) - 128) * 0.9);
  const straight = { across: { from: 0, to: 1 }, down: { from: 0, to: 1 } };
  expect(areOnePicture(comparePlanes(one, one, straight))).toBe(true);
  expect(areOnePicture(comparePlanes(one, other, straight))).toBe(false);
});

describe('A fingerprint', () => {
  test('is kept as 16 digits, and read back from 8 bytes', () => {
    const { perceptualHash, miniature: kept } = fingerprintOf({ ...plane(painting(5)), channels: 1 });
    expect(perceptualHash).toMatch(/^[0-9a-f]{16}$/);
    const small = new Uint8Array(Buffer.from(kept, 'base64'));
    expect(small).toHaveLength(miniatureSide ** 2);
    expect(hashFromBytes(Buffer.from(perceptualHash ?? '', 'hex'))).toEqual(middleHash(small));
  });

  test('is not taken of a wall, of the night, of a pixel', () => {
    for (const [side, grey] of [
      [200, 250],
      [200, 3],
      [1, 128],
    ] as const) {
      const flat = { data: new Uint8Array(side * side).fill(grey), width: side, height: side, channels: 1 };
      expect(fingerprintOf(flat)).toEqual({ perceptualHash: null, miniature: '' });
    }
  });

  test('counts bits of 32 as they are', () => {
    expect([0, 1, 0xffffffff, 0x80000001].map(ones)).toEqual([0, 1, 32, 2]);
  });
});
