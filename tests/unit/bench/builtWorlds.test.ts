import { describe, expect, test } from 'vitest';
import { calibrationError, reliabilityOf } from '#tests/fixtures/reliability.ts';
import { hasSharedData } from '#tests/fixtures/sharedData.ts';
import { builtFigures, rescueFigures } from '#tools/bench/builtWorlds.ts';

describe('whether confidence means what it says', () => {
  const guesses = (said: number, right: number, wrong: number) => [
    ...Array.from({ length: right }, () => ({ said, right: true })),
    ...Array.from({ length: wrong }, () => ({ said, right: false })),
  ];

  test('ninety-five of a hundred that say 0.95 are right: no error', () => {
    const table = reliabilityOf(guesses(0.95, 95, 5));
    expect(table).toHaveLength(10);
    expect(table[9]).toMatchObject({ from: 0.9, to: 1, matches: 100 });
    expect(calibrationError(table)).toBeCloseTo(0, 9);
  });

  test('each bin counts by its guesses, and certainty belongs to the last', () => {
    const table = reliabilityOf([...guesses(1, 300, 0), ...guesses(0.5, 0, 100)]);
    expect(table.map(({ matches }) => matches)).toEqual([0, 0, 0, 0, 0, 100, 0, 0, 0, 300]);
    expect(table[0]).toMatchObject({ said: null, right: null });
    expect(calibrationError(table)).toBeCloseTo(0.125, 9);
    expect(calibrationError(reliabilityOf([]))).toBe(0);
  });
});

describe.skipIf(!hasSharedData)('bench matching without a folder', () => {
  test('builds its own from real deliveries and prints the contract’s keys, the reliability and a row per world', () => {
    const figures = builtFigures({ first: 1, count: 1 }, 'with time and position');
    expect(figures).toMatchObject({ measured: 'all with time and position', seeds: '1–1' });
    if (!figures) throw new Error('nothing was measured');
    const { photos, right, wrong, left, accuracy, reliability, worlds } = figures;
    expect(right + wrong + left).toBe(photos);
    expect(accuracy).toBeGreaterThan(0.95);
    expect(reliability.map(({ from }) => from)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
    expect(worlds).toHaveLength(1);
    expect(builtFigures({ first: 1, count: 1 }, 'no such world')).toBeNull();
  });

  test('days with a rescue stand beside them', () => {
    const [first, ...others] = rescueFigures({ first: 1, count: 1 });
    expect(others).toHaveLength(5);
    expect(first?.rescued.photos).toBeGreaterThan(5);
    expect(first?.all.photos).toBeGreaterThan(250);
  });
});
