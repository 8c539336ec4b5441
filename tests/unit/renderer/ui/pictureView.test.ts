import fc from 'fast-check';
import { expect, test } from 'vitest';
import { largestScale, type PictureView, panBy, wholePicture, zoomAt } from '#ui/pictureView.ts';

const stage = { width: 400, height: 300 };

test('what is under the pointer stays under it while zooming', () => {
  const at = { x: 50, y: -20 };
  const view = zoomAt(wholePicture, 2, at, stage);
  expect(view.scale).toBe(2);
  // The picture's spot under the pointer: (at − offset) / scale, before and after.
  expect((at.x - view.x) / view.scale).toBeCloseTo(50);
  expect((at.y - view.y) / view.scale).toBeCloseTo(-20);
});

test('the whole picture can’t be moved', () => {
  expect(panBy(wholePicture, 80, 40, stage)).toEqual(wholePicture);
});

test('zooming all the way out brings the picture back to its place', () => {
  const moved = panBy(zoomAt(wholePicture, 4, { x: 0, y: 0 }, stage), 500, 500, stage);
  expect(zoomAt(moved, 0.01, { x: 0, y: 0 }, stage)).toEqual(wholePicture);
});

test('whatever one does with wheel and hand, the picture covers the stage', () => {
  const step = fc.oneof(
    fc.record({
      factor: fc.double({ min: 0.1, max: 5, noNaN: true }),
      x: fc.integer({ min: -200, max: 200 }),
      y: fc.integer({ min: -150, max: 150 }),
    }),
    fc.record({ dx: fc.integer({ min: -900, max: 900 }), dy: fc.integer({ min: -900, max: 900 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const view = steps.reduce<PictureView>(
        (now, one) =>
          'factor' in one ? zoomAt(now, one.factor, { x: one.x, y: one.y }, stage) : panBy(now, one.dx, one.dy, stage),
        wholePicture,
      );
      expect(view.scale).toBeGreaterThanOrEqual(1);
      expect(view.scale).toBeLessThanOrEqual(largestScale);
      expect(Math.abs(view.x)).toBeLessThanOrEqual((stage.width * (view.scale - 1)) / 2 + 1e-9);
      expect(Math.abs(view.y)).toBeLessThanOrEqual((stage.height * (view.scale - 1)) / 2 + 1e-9);
    }),
  );
});
