/** Pictures of a camera whose clock is off by days follow those that a person laid to a stop of another day. */
import { expect, test } from 'vitest';
import { toBytes } from '#core/index/keys.ts';
import { type ClockedPhoto, createLostClocks } from '#core/index/lostClocks.ts';
import { emptyIndex } from './indexWorld.ts';

const minute = 60_000;
const start = Date.parse('2025-10-16T10:00:00Z');
const picture = (n: number, changes: Partial<ClockedPhoto> = {}): ClockedPhoto => ({
  sha256: toBytes(String(n).repeat(64)),
  camera: 'Phone\0R1',
  clock: start + n * 10 * minute,
  own: '2025-10-16',
  ...changes,
});

test('one picture that was laid a year on takes the others of its hours along, of its camera only', () => {
  const clocks = createLostClocks(emptyIndex());
  expect(clocks.laid(picture(1), '2026-11-20')).toBe(true);
  expect(clocks.dayOf(picture(2))).toBe('2026-11-20');
  expect(clocks.dayOf(picture(2, { camera: 'Phone\0R2' }))).toBeNull();
  expect(clocks.dayOf(picture(2, { clock: start + 20 * 60 * minute }))).toBeNull();
});

test('one picture of yesterday that was laid to today is a slip until a second one says the same', () => {
  const clocks = createLostClocks(emptyIndex());
  const yesterday = { own: '2026-11-19', clock: Date.parse('2026-11-19T10:00:00Z') };
  clocks.laid(picture(1, yesterday), '2026-11-20');
  expect(clocks.dayOf(picture(3, yesterday))).toBeNull();
  clocks.laid(picture(2, yesterday), '2026-11-20');
  expect(clocks.dayOf(picture(3, yesterday))).toBe('2026-11-20');
});

test('taken back, nothing follows any more; said again, nothing changes', () => {
  const clocks = createLostClocks(emptyIndex());
  clocks.laid(picture(1), '2026-11-20');
  expect(clocks.laid(picture(1), '2026-11-20')).toBe(false);
  expect(clocks.laid(picture(1), null)).toBe(true);
  expect(clocks.dayOf(picture(2))).toBeNull();
});

test('pictures laid to two days as often as each other teach neither', () => {
  const clocks = createLostClocks(emptyIndex());
  clocks.laid(picture(1), '2026-11-20');
  clocks.laid(picture(2), '2026-11-21');
  expect(clocks.dayOf(picture(3))).toBeNull();
});

test('a picture laid to the day that it would belong to anyhow says nothing', () => {
  const clocks = createLostClocks(emptyIndex());
  expect(clocks.laid(picture(1), '2025-10-16')).toBe(false);
});
