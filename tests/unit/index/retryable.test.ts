import { expect, test } from 'vitest';
import { createFileStore } from '#core/index/fileStore.ts';
import type { FileProblemCode } from '#shared/words.ts';
import { emptyIndex } from './indexWorld.ts';

/** A file that fails in this way at every reading: how often the scans have it read, the first time included. */
function readings(code: FileProblemCode, mayStillArrive = false): number {
  const files = createFileStore(emptyIndex());
  const entry = {
    path: 'R12/a.jpg',
    fileClass: 'photo',
    onlineOnly: false,
    size: 9,
    modifiedAt: 1,
    arrivedAt: 1,
  } as const;
  const id = files.admit({ ...entry, identity: null, problem: null }, 'queued');
  for (let count = 1; count <= 6; count++) {
    files.setUnreadable(id, { code, message: 'x', mayStillArrive, day: null });
    if (files.retryable().length === 0) return count;
    files.requeue(id);
  }
  return Number.POSITIVE_INFINITY;
}

test('a damaged file is read once, one that may still arrive at every scan, one that hangs three times', () => {
  expect(readings('damaged-picture')).toBe(1);
  expect(readings('truncated', true)).toBe(Number.POSITIVE_INFINITY);
  expect(readings('permission-denied')).toBe(Number.POSITIVE_INFINITY);
  expect(readings('took-too-long')).toBe(3);
});
