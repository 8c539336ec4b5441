import { expect, test } from 'vitest';
import { createReadingOrder } from '#core/intake/readingOrder.ts';

const now = Date.UTC(2026, 10, 21, 20);
const lastWeek = now - 7 * 86_400_000;
const order = () => createReadingOrder(() => now);
const names = (from: ReturnType<typeof order>, count = Number.POSITIVE_INFINITY) => {
  const taken: number[] = [];
  while (taken.length < count) {
    const next = from.take();
    if (next === undefined) break;
    taken.push(next.id);
  }
  return taken;
};

test('tonight’s new photo does not wait for fifty thousand old ones', () => {
  const photos = order();
  for (let id = 1; id <= 50_000; id++) photos.add({ id, modifiedAt: lastWeek, day: '2026-11-14' });
  expect(photos.take()).toEqual({ id: 1, priority: 'backlog' });
  photos.add({ id: 60_000, modifiedAt: now - 1000, day: null });
  expect(photos.take()).toEqual({ id: 60_000, priority: 'tonight' });
  expect(photos.take()).toEqual({ id: 2, priority: 'backlog' });
});

test('the day on the screen comes before tonight, its newest photo first, and each photo once', () => {
  const photos = order();
  photos.add({ id: 1, modifiedAt: now, day: '2026-11-21' });
  photos.add({ id: 2, modifiedAt: lastWeek, day: '2026-11-13' });
  photos.add({ id: 3, modifiedAt: lastWeek, day: '2026-11-14' });
  photos.add({ id: 4, modifiedAt: lastWeek, day: '2026-11-14' });
  photos.show('2026-11-14');
  expect(names(photos, 2)).toEqual([4, 3]);
  photos.add({ id: 5, modifiedAt: lastWeek, day: '2026-11-14' });
  expect(names(photos)).toEqual([5, 1, 2]);
  expect(photos.length).toBe(0);
});

test('another day on the screen takes the first place', () => {
  const photos = order();
  for (const [id, day] of [
    [1, '2026-11-13'],
    [2, '2026-11-14'],
    [3, '2026-11-13'],
  ] as const) {
    photos.add({ id, modifiedAt: lastWeek, day });
  }
  photos.show('2026-11-14');
  photos.show('2026-11-13');
  expect(names(photos)).toEqual([3, 1, 2]);
});

test('a photo whose clock is ahead counts as tonight’s', () => {
  const photos = order();
  photos.add({ id: 1, modifiedAt: now + 86_400_000, day: null });
  expect(photos.take()).toEqual({ id: 1, priority: 'tonight' });
});

test('a photo that is told twice is read once, and again when it comes back', () => {
  const photos = order();
  const photo = { id: 1, modifiedAt: now, day: '2026-11-21' };
  photos.add(photo);
  photos.add(photo);
  expect(names(photos)).toEqual([1]);
  photos.add(photo);
  expect(names(photos)).toEqual([1]);
  photos.add(photo);
  photos.clear();
  expect(photos.take()).toBeUndefined();
});
