import { describe, expect, test } from 'vitest';
import {
  dataQuietMilliseconds,
  photoQuietMilliseconds,
  retryAt,
  type SettleQuestion,
  sameFile,
  settle,
} from '#core/folder/settle.ts';

const now = Date.UTC(2026, 10, 21, 20, 0);
const written = { size: 2_000_000, modifiedAt: now - 10 };

function ask(question: Partial<SettleQuestion>) {
  return settle({
    fileClass: 'photo',
    onlineOnly: false,
    previous: null,
    current: written,
    unchangedSince: now,
    now,
    ...question,
  });
}

describe('when a file may be read', () => {
  test('a photo from long ago is read at first sight', () => {
    expect(ask({ current: { size: 5, modifiedAt: now - 3_600_000 } })).toEqual({ kind: 'ready' });
  });

  test('a photo that was written a moment ago has to hold still first', () => {
    expect(ask({})).toEqual({ kind: 'wait', until: now + photoQuietMilliseconds, reason: 'settling' });
  });

  test('a photo that held still is read', () => {
    expect(ask({ previous: written, unchangedSince: now - photoQuietMilliseconds })).toEqual({ kind: 'ready' });
  });

  test('a photo that has grown since starts its wait again, however old its time says it is', () => {
    const current = { size: 2_500_000, modifiedAt: now - 3_600_000 };
    expect(ask({ previous: { ...current, size: 1_000 }, current })).toEqual({
      kind: 'wait',
      until: now + photoQuietMilliseconds,
      reason: 'settling',
    });
  });

  test('a manifest has to be quiet for longer than a photo', () => {
    const question = { previous: written, unchangedSince: now - photoQuietMilliseconds };
    expect(ask({ ...question, fileClass: 'data' })).toEqual({
      kind: 'wait',
      until: now - photoQuietMilliseconds + dataQuietMilliseconds,
      reason: 'settling',
    });
  });

  test('a time in the future, from a phone’s wrong clock, does not keep a photo waiting for ever', () => {
    const current = { size: 5, modifiedAt: now + 86_400_000 };
    expect(ask({ current }).kind).toBe('wait');
    expect(ask({ current, previous: current, unchangedSince: now - 1_000 })).toEqual({ kind: 'ready' });
  });

  test('a computer’s clock that is set back an hour costs one more short wait, not an hour', () => {
    expect(ask({ previous: written, unchangedSince: now + 3_600_000 })).toEqual({
      kind: 'wait',
      until: now + photoQuietMilliseconds,
      reason: 'settling',
    });
  });

  test('an online-only file is left alone: opening it would download it', () => {
    expect(ask({ onlineOnly: true })).toEqual({ kind: 'pending', reason: 'online-only' });
    expect(ask({ fileClass: 'placeholder' })).toEqual({ kind: 'pending', reason: 'online-only' });
  });
});

describe('when a half picture is tried again', () => {
  test('soon at first, then more and more seldom', () => {
    expect([1, 2, 3, 4].map((attempts) => retryAt(attempts, now) - now)).toEqual([2_000, 4_000, 8_000, 16_000]);
  });

  test('at least every five minutes, after any number of tries', () => {
    expect(retryAt(1_000_000, now) - now).toBe(300_000);
  });
});

describe('a renamed file', () => {
  const file = { identity: '1:42', size: 5, modifiedAt: now };

  test('is the same by its place on the disk, size and time', () => {
    expect(sameFile(file, { ...file })).toBe(true);
  });

  test('is not the same when its place was given to another file', () => {
    expect(sameFile(file, { ...file, size: 6 })).toBe(false);
    expect(sameFile(file, { ...file, identity: '1:43' })).toBe(false);
  });

  test('is not claimed where the file system gives no place', () => {
    expect(sameFile({ ...file, identity: null }, { ...file, identity: null })).toBe(false);
  });
});
