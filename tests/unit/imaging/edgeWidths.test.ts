import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { sharpestEdges } from '#core/imaging/edgeWidths.ts';
import { createRandom } from '#main/sample/random.ts';

const [width, height] = [320, 240];

/** Grey pixels, each by its place. */
function drawn(luma: (x: number, y: number) => number): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, at) => luma(at % width, Math.floor(at / width)));
}

/** A dark parcel on a light step, its sides `softness` pixels wide. */
function parcel(softness: number, parcelLuma = 90, stepLuma = 170): Uint8Array {
  const side = (along: number, from: number, to: number) => {
    const inside = Math.min(along - from, to - along);
    return Math.min(1, Math.max(0, inside / softness + 0.5));
  };
  return drawn((x, y) => stepLuma + (parcelLuma - stepLuma) * side(x, 90.5, 230.5) * side(y, 70.5, 180.5));
}

const edgesOf = (grey: Uint8Array) => sharpestEdges(grey, width, height);

async function blurred(grey: Uint8Array, sigma: number): Promise<Uint8Array> {
  return sharp(grey, { raw: { width, height, channels: 1 } })
    .blur(sigma)
    .toColourspace('b-w')
    .raw()
    .toBuffer();
}

describe('The sharpest edges', () => {
  test('are as wide as they were drawn, whatever their contrast', () => {
    for (const softness of [4, 8, 16]) {
      for (const luma of [20, 90, 130]) {
        const edge = edgesOf(parcel(softness, luma));
        expect(edge, `${softness} pixels, ${luma}`).toBeGreaterThan(softness * 0.9);
        expect(edge, `${softness} pixels, ${luma}`).toBeLessThan(softness * 1.5 + 0.5);
      }
    }
  });

  test('are two pixels wide where the lens is in focus, and grow with each blur', async () => {
    const sharpPicture = parcel(1);
    const widths = [edgesOf(sharpPicture)];
    for (const sigma of [1, 2, 4]) widths.push(edgesOf(await blurred(sharpPicture, sigma)));
    expect(widths[0]).toBeLessThan(2.5);
    expect(widths).toEqual([...widths].sort((one, other) => (one ?? 0) - (other ?? 0)));
    expect(widths[3]).toBeGreaterThan(8);
  });

  test.for([
    [1, 0],
    [0, 1],
    [1, 1],
    [1, -1],
  ] as const)('tell a hand that moved along %j, though the edges along its way stay sharp', ([dx, dy]) => {
    const still = parcel(1);
    const moved = drawn((x, y) => {
      let sum = 0;
      for (let step = -6; step <= 6; step++) {
        const column = Math.min(width - 1, Math.max(0, x + step * dx));
        const row = Math.min(height - 1, Math.max(0, y + step * dy));
        sum += still[row * width + column] as number;
      }
      return sum / 13;
    });
    expect(edgesOf(moved)).toBeGreaterThan(6);
  });

  test('are those of what stands in front, not of what lies out of focus behind it', async () => {
    const behind = await blurred(
      drawn((x, y) => (Math.floor(x / 80) % 2 === Math.floor(y / 80) % 2 ? 60 : 180)),
      6,
    );
    const both = drawn((x, y) => (Math.hypot(x - 160, y - 120) < 70 ? 235 : (behind[y * width + x] as number)));
    expect(edgesOf(behind)).toBeGreaterThan(8);
    expect(edgesOf(both)).toBeLessThan(2.7);
  });
});

describe('Where there is hardly an edge, nothing is said of', () => {
  const random = createRandom('grain');
  const grain = Float32Array.from({ length: width * height }, () => random.normal(0, 2));
  const withGrain = (luma: (x: number, y: number) => number) =>
    drawn((x, y) => Math.min(255, Math.max(0, luma(x, y) + (grain[y * width + x] as number))));

  test.for<[string, (x: number, y: number) => number]>([
    ['a white door', () => 226],
    ['a plain wall under a lamp', (x, y) => 190 - 0.4 * Math.hypot(x - 160, y - 60)],
    ['fog', (_x, y) => 180 + 0.15 * y],
    ['a black night', () => 5],
    ['a wall with the soft shadow of a tree', (x) => 180 - 45 * Math.exp(-(((x - 150) / 60) ** 2))],
  ])('%s', ([_what, luma]) => {
    expect(edgesOf(withGrain(luma))).toBeNull();
  });

  test('a picture of one pixel', () => {
    expect(sharpestEdges(new Uint8Array([7]), 1, 1)).toBeNull();
  });
});

test('boards that run one way are the scene’s, not a hand’s', () => {
  const boards = drawn((x, y) => (y % 12 < 2 ? 110 : 190) - 30 * Math.min(1, Math.max(0, (x - 150) / 10)));
  expect(edgesOf(boards)).toBeLessThan(3);
});

test('edges are the same wherever the pixels begin in memory: four at a time, or one by one', () => {
  for (const grey of [parcel(1), parcel(5), drawn((x, y) => (x * x + 3 * y * y) % 251)]) {
    const moved = new Uint8Array(grey.length + 1).subarray(1);
    moved.set(grey);
    expect(edgesOf(grey)).not.toBeNull();
    expect(edgesOf(moved)).toBe(edgesOf(grey));
  }
});
