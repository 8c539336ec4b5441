import { expect, test } from 'vitest';
import { boxInPicture, eachOnce, headArea, overlap, sizeInside } from '#core/closerLook/personModel/framing.ts';
import { netInput } from '#core/closerLook/personModel/netInput.ts';
import { parsePpm } from '#core/closerLook/personModel/rawPicture.ts';

const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });
const plain = { scale: 1, shift: 0 };

/** One grey a pixel, three times. */
function grey(width: number, height: number, values: readonly number[]) {
  return { width, height, data: Uint8Array.from(values.flatMap((value) => [value, value, value])) };
}
const greysOf = (input: Float32Array, side: number, width: number, height: number) =>
  Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => input[(y * side + x) * 3]));

test('a picture goes into the net’s square unbent', () => {
  expect(sizeInside({ width: 1280, height: 960 }, 512)).toEqual({ width: 512, height: 384 });
  expect(sizeInside({ width: 10, height: 1000 }, 512)).toEqual({ width: 5, height: 512 });
});

test('a box of the net comes back to where it is in the picture, cut at its edges', () => {
  const whole = { left: 0, top: 0, width: 1280, height: 960 };
  expect(boxInPicture([128, 96, 256, 192], whole, 512, whole)).toEqual(box(0.25, 0.25, 0.25, 0.25));
  expect(boxInPicture([-50, 300, 256, 500], whole, 512, whole)).toEqual(box(0, 0.78125, 0.5, 0.21875));
  expect(boxInPicture([10, 400, 60, 500], whole, 512, whole)).toBeNull();
  const part = { left: 640, top: 480, width: 320, height: 320 };
  expect(boxInPicture([0, 0, 256, 256], part, 256, whole)).toEqual(box(0.5, 0.5, 0.25, expect.closeTo(1 / 3)));
});

test('a head is looked for at the top of a person, within the picture', () => {
  const picture = { width: 1000, height: 1000 };
  expect(headArea(box(0.4, 0.2, 0.2, 0.6), picture)).toEqual({ left: 356, top: 157, width: 288, height: 288 });
  expect(headArea(box(0, 0, 0.2, 0.9), picture)).toMatchObject({ left: 0, top: 0 });
  expect(headArea(box(0.5, 0.5, 0.005, 0.02), picture)).toBeNull();
});

test('each thing is counted once: the best score stays', () => {
  const [good, same, other] = [
    { score: 0.9, box: box(0, 0, 0.5, 0.5) },
    { score: 0.8, box: box(0.05, 0, 0.5, 0.5) },
    { score: 0.7, box: box(0.5, 0.5, 0.5, 0.5) },
  ] as const;
  expect(overlap(good.box, same.box)).toBeCloseTo(0.818, 3);
  expect(eachOnce([same, other, good], 0.5)).toEqual([good, other]);
});

test('a picture is made smaller by the mean of what each pixel stands for', () => {
  const picture = grey(4, 2, [0, 100, 200, 200, 0, 100, 200, 100]);
  const input = netInput(picture, { left: 0, top: 0, width: 4, height: 2 }, 2, plain);
  expect(greysOf(input, 2, 2, 2)).toEqual([
    [50, 175],
    [0, 0],
  ]);
});

test('shares of pixels count as shares', () => {
  const picture = grey(3, 1, [0, 90, 30]);
  const input = netInput(picture, { left: 0, top: 0, width: 3, height: 1 }, 2, plain);
  expect(greysOf(input, 2, 2, 1)[0]?.map((value) => Math.round(value ?? 0))).toEqual([30, 50]);
});

test('a small part is drawn out smoothly, and what lies beside it stays out', () => {
  const picture = grey(4, 1, [255, 0, 80, 255]);
  const input = netInput(picture, { left: 1, top: 0, width: 2, height: 1 }, 4, plain);
  expect(greysOf(input, 4, 4, 1)).toEqual([[0, 20, 60, 80]]);
});

test('what lies beyond the picture is black, in the values the net was taught with', () => {
  const input = netInput(grey(1, 1, [255]), { left: 0, top: 0, width: 1, height: 1 }, 1, {
    scale: 1 / 127.5,
    shift: -1,
  });
  expect([...input]).toEqual([1, 1, 1]);
  const tall = netInput(grey(1, 2, [0, 0]), { left: 0, top: 0, width: 1, height: 2 }, 2, { scale: 1, shift: -7 });
  expect([...tall]).toEqual(new Array(12).fill(-7));
});

test('only whole pictures of the right kind are taken', () => {
  const bytes = (head: string, count: number) => Buffer.concat([Buffer.from(head), Buffer.alloc(count, 7)]);
  expect(parsePpm(bytes('P6 2 3 255\n', 18))).toMatchObject({ width: 2, height: 3 });
  for (const wrong of [
    bytes('P6 2 3 255\n', 17),
    bytes('P5 2 3 255\n', 18),
    bytes('P6 0 3 255\n', 0),
    bytes('P6 90000 90000 255\n', 9),
    Buffer.alloc(0),
  ]) {
    expect(parsePpm(wrong)).toBeNull();
  }
});
