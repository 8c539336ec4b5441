import { expect, test } from 'vitest';
import { createAttention } from '#core/attention.ts';

/** Milliseconds that are waited after a piece of so many, some time after a question. */
async function waitAfter(piece: number, question: string | null, since = 0): Promise<number> {
  let now = 0;
  let waited = 0;
  const attention = createAttention(
    () => now,
    async (ms) => {
      waited += ms;
    },
  );
  if (question !== null) attention.asked(question);
  now += since + piece;
  await attention.giveWay();
  return waited;
}

test('work that has time waits as long as it worked while somebody searches, and never long', async () => {
  expect(await waitAfter(12, '/api/search')).toBe(12);
  expect(await waitAfter(12, '/api/photos/0/preview', 400)).toBe(20);
  expect(await waitAfter(400, '/api/search')).toBe(20);
});

test('it waits for nobody who did not ask, or asks no more, or is a page that only looks how far things are', async () => {
  expect(await waitAfter(20, null)).toBe(0);
  expect(await waitAfter(20, '/api/search', 600)).toBe(0);
  expect(await waitAfter(20, '/api/status')).toBe(0);
  expect(await waitAfter(20, '/assets/index.js')).toBe(0);
});

test('only the last piece counts, however long all of the work takes', async () => {
  let now = 0;
  const waits: number[] = [];
  const attention = createAttention(
    () => now,
    async (ms) => void waits.push(ms),
  );
  for (const piece of [5, 3, 9]) {
    attention.asked('/api/days');
    now += piece;
    await attention.giveWay();
  }
  expect(waits).toEqual([5, 3, 9]);
});
