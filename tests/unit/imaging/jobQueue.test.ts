import { expect, test } from 'vitest';
import type { Priority } from '#core/imaging/contract.ts';
import { createJobQueue } from '#core/imaging/jobQueue.ts';

function takeAll(queue: ReturnType<typeof createJobQueue<string>>): string[] {
  const taken: string[] = [];
  for (let job = queue.take(); job !== undefined; job = queue.take()) taken.push(job);
  return taken;
}

test('the screen comes first, then tonight, then the backlog, and within each who came first', () => {
  const queue = createJobQueue<string>();
  const come: [string, Priority][] = [
    ['old 1', 'backlog'],
    ['tonight 1', 'tonight'],
    ['screen 1', 'screen'],
    ['old 2', 'backlog'],
    ['screen 2', 'screen'],
    ['tonight 2', 'tonight'],
  ];
  for (const [job, priority] of come) queue.add(job, priority);
  expect(queue.length).toBe(6);
  expect(takeAll(queue)).toEqual(['screen 1', 'screen 2', 'tonight 1', 'tonight 2', 'old 1', 'old 2']);
  expect(queue.length).toBe(0);
});

test('a job that is put back is the next of its kind', () => {
  const queue = createJobQueue<string>();
  for (const job of ['a', 'b', 'c']) queue.add(job, 'tonight');
  expect(queue.take()).toBe('a');
  queue.putBack('a', 'tonight');
  expect(queue.length).toBe(3);
  expect(takeAll(queue)).toEqual(['a', 'b', 'c']);
});

test('a hundred thousand jobs keep their order while more come in', () => {
  const queue = createJobQueue<number>();
  const taken: (number | undefined)[] = [];
  for (let job = 0; job < 100_000; job++) {
    queue.add(job, 'backlog');
    if (job % 3 === 0) taken.push(queue.take());
  }
  while (queue.length > 0) taken.push(queue.take());
  expect(taken.every((job, index) => job === index)).toBe(true);
  expect(taken).toHaveLength(100_000);
  expect(queue.take()).toBeUndefined();
});
