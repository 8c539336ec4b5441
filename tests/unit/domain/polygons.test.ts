import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { liesIn, preparePolygon } from '#core/domain/polygons.ts';
import type { Polygon } from '#shared/programme.ts';

type Point = [number, number];

const square: Point[] = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
  [0, 0],
];
const hole: Point[] = [
  [4, 4],
  [6, 4],
  [6, 6],
  [4, 6],
  [4, 4],
];
/** A U, open to the north. */
const horseshoe: Point[] = [
  [0, 0],
  [9, 0],
  [9, 9],
  [6, 9],
  [6, 3],
  [3, 3],
  [3, 9],
  [0, 9],
  [0, 0],
];

describe('A point', () => {
  test.for<[string, Polygon, Point, boolean]>([
    ['in the middle is inside', [square], [5, 5], true],
    ['beside it is outside', [square], [10.1, 5], false],
    ['above it is outside', [square], [5, 10.1], false],
    ['on an edge is inside', [square], [10, 5], true],
    ['on the upper edge is inside', [square], [5, 10], true],
    ['on a corner is inside', [square], [0, 0], true],
    ['on the corner across is inside', [square], [10, 10], true],
    ['level with a corner, but beside it, is outside', [square], [-1, 0], false],
    ['a hand’s breadth off the edge is outside', [square], [10.000_001, 5], false],
    ['in the hole is outside', [square, hole], [5, 5], false],
    ['on the rim of the hole is inside', [square, hole], [4, 5], true],
    ['between hole and edge is inside', [square, hole], [2, 5], true],
    ['in the arm of a horseshoe is inside', [horseshoe], [1, 8], true],
    ['between its arms is outside', [horseshoe], [4.5, 8], false],
    ['level with the bottom between its arms is inside', [horseshoe], [4.5, 3], true],
  ])('%s', ([_what, polygon, [x, y], isInside]) => {
    expect(liesIn(preparePolygon(polygon), x, y)).toBe(isInside);
  });

  test('is inside whether a ring is closed or lacks its last point', () => {
    const open = preparePolygon([square.slice(0, -1)]);
    expect([liesIn(open, 5, 5), liesIn(open, 0, 5), liesIn(open, -1, 5)]).toEqual([true, true, false]);
  });

  test('is on the line where a ring encloses nothing but a line', () => {
    const flat = preparePolygon([
      [
        [0, 0],
        [4, 0],
        [8, 0],
        [0, 0],
      ],
    ]);
    expect([liesIn(flat, 6, 0), liesIn(flat, 6, 1), liesIn(flat, 9, 0)]).toEqual([true, false, false]);
  });
});

const coordinate = fc.integer({ min: -80, max: 80 });
const anyPoint = fc.tuple(coordinate, coordinate);
/** Twice the area of the triangle a b c: exact, because all are whole numbers. */
const turn = (a: Point, b: Point, c: Point) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

/** Corners of the smallest convex shape around the points, counter-clockwise. */
function hullOf(points: readonly Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (some: readonly Point[]) => {
    const chain: Point[] = [];
    for (const point of some) {
      while (chain.length > 1 && turn(chain.at(-2) as Point, chain.at(-1) as Point, point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}
const closed = (ring: readonly Point[]): Point[] => [...ring, ring[0] as Point];

const anyHull = fc
  .array(anyPoint, { minLength: 3, maxLength: 40 })
  .map((points) => hullOf(points))
  .filter((hull) => hull.length > 2);

describe('Whatever the shape', () => {
  test('a point is inside a convex one exactly when it is on the inner side of every edge', () => {
    fc.assert(
      fc.property(anyHull, fc.array(anyPoint, { minLength: 1, maxLength: 30 }), (hull, points) => {
        const polygon = preparePolygon([closed(hull)]);
        for (const [x, y] of [...points, ...hull]) {
          const isInside = hull.every((corner, n) => turn(corner, hull[(n + 1) % hull.length] as Point, [x, y]) >= 0);
          expect([x, y, liesIn(polygon, x, y)]).toEqual([x, y, isInside]);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('which way a ring turns and where it begins makes no difference', () => {
    const anyRing = fc.array(anyPoint, { minLength: 3, maxLength: 60 });
    fc.assert(
      fc.property(anyRing, fc.nat(59), anyPoint, (ring, shift, [x, y]) => {
        const turned = [...ring.slice(shift % ring.length), ...ring.slice(0, shift % ring.length)];
        const wanted = liesIn(preparePolygon([closed(ring)]), x, y);
        expect(liesIn(preparePolygon([closed(turned)]), x, y)).toBe(wanted);
        expect(liesIn(preparePolygon([closed(ring.toReversed())]), x, y)).toBe(wanted);
      }),
    );
  });

  test('a hole takes out what lies in it, and nothing else', () => {
    fc.assert(
      fc.property(anyHull, anyHull, anyPoint, (outer, inner, [x, y]) => {
        const [whole, taken] = [preparePolygon([closed(outer)]), preparePolygon([closed(inner)])];
        const rest = preparePolygon([closed(outer), closed(inner)]);
        const isOnRim = inner.some((corner, n) => {
          const next = inner[(n + 1) % inner.length] as Point;
          const isBetween = (one: number, other: number, value: number) =>
            value >= Math.min(one, other) && value <= Math.max(one, other);
          return (
            turn(corner, next, [x, y]) === 0 && isBetween(corner[0], next[0], x) && isBetween(corner[1], next[1], y)
          );
        });
        expect(liesIn(rest, x, y)).toBe(liesIn(whole, x, y) && (!liesIn(taken, x, y) || isOnRim));
      }),
      { numRuns: 300 },
    );
  });

  test('a jagged ring of twenty thousand corners says the same as one that is asked edge by edge', () => {
    const corners = Array.from({ length: 20_000 }, (_none, n): Point => {
      const angle = (n / 20_000) * 2 * Math.PI;
      const radius = n % 2 === 0 ? 10 : 8;
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    });
    const { outer } = preparePolygon([closed(corners)]);
    // A few times as long as the ring: memory does not grow with its teeth.
    expect(outer.edges.length).toBeLessThan(corners.length * 6);
    const isInsideByEachEdge = (x: number, y: number) => {
      let isInside = false;
      for (const [n, [x1, y1]] of corners.entries()) {
        const [x2, y2] = corners[(n + 1) % corners.length] as Point;
        if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) isInside = !isInside;
      }
      return isInside;
    };
    const polygon = preparePolygon([closed(corners)]);
    const asked = Array.from(
      { length: 200 },
      (_none, n): Point => [(n % 20) * 1.03 - 9.9, Math.floor(n / 20) * 2.1 - 9.8],
    );
    expect(asked.map(([x, y]) => liesIn(polygon, x, y))).toEqual(asked.map(([x, y]) => isInsideByEachEdge(x, y)));
  });
});
