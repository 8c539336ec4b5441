import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Box, boxAfterKey, boxBetween, boxWords, moveBox, newBox, sizeBox } from '#features/redacting/boxes.ts';
import { hidingKey, hidingWords } from '#ui/hiddenParts.ts';

const box: Box = { x: 0.2, y: 0.3, width: 0.15, height: 0.1 };
const anywhere = fc.double({ min: -2, max: 3, noNaN: true });
const spot = fc.record({ x: anywhere, y: anywhere });

/** As the core takes it: inside the picture, with some size. */
function expectInside({ x, y, width, height }: Box): void {
  expect(x).toBeGreaterThanOrEqual(0);
  expect(y).toBeGreaterThanOrEqual(0);
  expect(width).toBeGreaterThan(0);
  expect(height).toBeGreaterThan(0);
  expect(x + width).toBeLessThanOrEqual(1 + 1e-9);
  expect(y + height).toBeLessThanOrEqual(1 + 1e-9);
}

test('a box is drawn from any corner, and cut at the edges of the picture', () => {
  expect(boxBetween({ x: 0.5, y: 0.4 }, { x: 0.2, y: -3 })).toEqual({ x: 0.2, y: 0, width: 0.3, height: 0.4 });
  fc.assert(
    fc.property(spot, spot, (one, other) => {
      const drawn = boxBetween(one, other);
      if (drawn) expectInside(drawn);
    }),
  );
});

test('a click is no box', () => {
  expect(boxBetween({ x: 0.5, y: 0.5 }, { x: 0.505, y: 0.7 })).toBeNull();
});

test('however it is moved and sized, a box stays in the picture', () => {
  fc.assert(
    fc.property(spot, spot, anywhere, anywhere, (one, other, dx, dy) => {
      const drawn = boxBetween(one, other);
      if (!drawn) return;
      expectInside(moveBox(drawn, dx, dy));
      expectInside(sizeBox(moveBox(drawn, dy, dx), dx, dy));
    }),
  );
});

test('arrows move it, with Shift they size it, and other keys leave it alone', () => {
  expect(boxAfterKey(box, 'ArrowLeft', false)?.x).toBeCloseTo(0.19);
  expect(boxAfterKey(box, 'ArrowDown', false)?.y).toBeCloseTo(0.31);
  expect(boxAfterKey(box, 'ArrowRight', true)).toMatchObject({ x: 0.2, width: expect.closeTo(0.16) });
  expect(boxAfterKey(box, 'a', false)).toBeNull();
});

test('a box says where it is, for those who don’t see it', () => {
  expect(boxWords(box, 1, 3)).toBe('Box 2 of 3: 20 % from the left, 30 % from the top, 15 % wide, 10 % high');
});

test('new boxes don’t hide each other, and different boxes have different keys', () => {
  expect(newBox(0)).not.toEqual(newBox(1));
  for (let count = 0; count < 12; count += 1) expectInside(newBox(count));
  const keyOf = (...boxes: Box[]) => hidingKey({ boxes, outside: false });
  expect(keyOf(moveBox(box, 0.01, 0))).not.toBe(keyOf(box));
  expect(keyOf(box)).not.toBe(keyOf(box, newBox(0)));
  expect(keyOf()).toBe('');
  expect(hidingKey({ boxes: [box], outside: true })).not.toBe(keyOf(box));
});

test('what is hidden is told in words, the other way round too', () => {
  const words = (boxes: Box[], outside = false) => hidingWords({ boxes, outside });
  expect([words([]), words([box]), words([box, box])]).toEqual([null, '1 part hidden', '2 parts hidden']);
  expect([words([], true), words([box], true)]).toEqual(['all of it hidden', 'all but 1 part hidden']);
});
