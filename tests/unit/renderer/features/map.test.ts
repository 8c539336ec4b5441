import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fanOut, type Labelled, type PlacedStop, placedStops, thinLabels } from '#features/map/placed.ts';

function stop(number: number, latitude: number | null, longitude = -122): PlacedStop {
  return {
    stopId: `stop ${number}`,
    stop: String(number),
    sequence: number,
    address: `${number} Elm St`,
    state: 'confirmed',
    completedAt: null,
    position: latitude === null ? (null as never) : { latitude, longitude },
  };
}

describe('stops at one door', () => {
  it('leave a stop that is alone where it is', () => {
    expect(fanOut([stop(1, 45.5), stop(2, 45.6)]).size).toBe(0);
  });
  it('fan out, each in a place of its own, however many they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 400 }), (count) => {
        const offsets = [...fanOut(Array.from({ length: count }, (_, index) => stop(index, 45.5))).values()];
        expect(offsets).toHaveLength(count);
        for (const [index, one] of offsets.entries()) {
          const nearest = offsets
            .filter((_, other) => other !== index)
            .map(({ x, y }) => Math.hypot(x - one.x, y - one.y));
          expect(Math.min(...nearest)).toBeGreaterThan(18);
        }
      }),
      { numRuns: 25 },
    );
  });
  it('count only stops that have a position', () => {
    expect(placedStops([stop(1, 45.5), stop(2, null)]).map(({ sequence }) => sequence)).toEqual([1]);
  });
});

describe('labels on the map', () => {
  const mark = (id: string, x: number, y: number, change: Partial<Labelled> = {}): Labelled => ({
    id,
    x,
    y,
    short: 14,
    long: 80,
    weight: 0,
    atLeast: 'none',
    ...change,
  });

  it('stand beside every mark where there is room', () => {
    const labels = thinLabels([mark('a', 0, 0), mark('b', 200, 0)], true);
    expect([...labels.values()]).toEqual(['long', 'long']);
  });
  it('are left out where they would cover another mark, the urgent ones last', () => {
    const labels = thinLabels([mark('quiet', 0, 0), mark('loud', 0, 14, { weight: 6 })], false);
    expect(labels.get('loud')).toBe('short');
    expect(labels.get('quiet')).toBe('none');
  });
  it('keep that of the chosen stop, whatever is in the way', () => {
    const crowd = Array.from({ length: 30 }, (_, index) => mark(`m${index}`, index * 3, 0));
    const labels = thinLabels([...crowd, mark('chosen', 40, 0, { weight: 20, atLeast: 'long' })], false);
    expect(labels.get('chosen')).toBe('long');
  });
  it('never lie over one another', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 600 })), { maxLength: 120 }),
        (places) => {
          const marks = places.map(([x, y], index) => mark(`m${index}`, x, y));
          const labels = thinLabels(marks, true);
          const boxes = marks
            .filter(({ id }) => labels.get(id) !== 'none')
            .map(({ id, x, y, short, long }) => ({
              left: x + 10,
              right: x + 10 + (labels.get(id) === 'long' ? long : short),
              y,
            }));
          for (const [index, one] of boxes.entries()) {
            for (const other of boxes.slice(index + 1)) {
              const apart =
                Math.abs(one.y - other.y) >= 16 || one.right <= other.left + 1 || other.right <= one.left + 1;
              expect(apart).toBe(true);
            }
          }
        },
      ),
    );
  });
});
