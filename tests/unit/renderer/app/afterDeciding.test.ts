import { describe, expect, test } from 'vitest';
import { afterDeciding } from '#app/afterDeciding.ts';
import type { BatchDecision } from '#shared/deciding.ts';
import type { StopDetail, StopPhoto } from '#shared/views.ts';
import type { StopState } from '#shared/words.ts';
import { idOf, stopsIn } from '#tests/unit/renderer/stopRows.ts';

const stopId = idOf(1);

/** A stop with the given pictures; only what the rule reads. */
function detailOf(state: StopState, photos: Partial<StopPhoto>[], candidates: { photoId: string }[] = []): StopDetail {
  const [row] = stopsIn(state);
  return { row, candidates, photos: photos.map((photo) => ({ blocking: [], decision: null, ...photo })) } as never;
}
const reject = (photoId: string): BatchDecision => ({ kind: 'reject', stopId, photoId, reason: 'blurry' });

describe('after a decision', () => {
  const doubtful = detailOf('needs-review', [{ id: 'p', blocking: ['blurry'] }]);

  test('that accepts, excuses or asks the driver, nothing is left to decide', () => {
    expect(afterDeciding({ kind: 'accept', stopId, photoId: 'p' }, doubtful)).toBe('settled');
    expect(afterDeciding({ kind: 'excuse', stopId, reason: 'device-fault' }, doubtful)).toBe('settled');
    expect(afterDeciding({ kind: 'follow-up', stopId }, doubtful)).toBe('settled');
  });

  test('that is only a note, all is left', () => {
    expect(afterDeciding({ kind: 'note', stopId, note: 'Dog' }, doubtful)).toBe('more');
  });

  test('that refuses the only picture, the stop waits on as a missing one', () => {
    expect(afterDeciding(reject('p'), doubtful)).toBe('bare');
    expect(afterDeciding({ kind: 'move', stopId, photoId: 'p', toStopId: idOf(2) }, doubtful)).toBe('bare');
  });

  test('that refuses one of two: a good one settles the stop, a doubtful one comes next', () => {
    expect(afterDeciding(reject('p'), detailOf('needs-review', [{ id: 'p' }, { id: 'good' }]))).toBe('settled');
    const two = detailOf('needs-review', [{ id: 'p' }, { id: 'q', blocking: ['too-dark'] }]);
    expect(afterDeciding(reject('p'), two)).toBe('more');
    const other = detailOf('needs-review', [{ id: 'p' }, { id: 'q', blocking: ['too-dark'], decision: 'rejected' }]);
    expect(afterDeciding(reject('p'), other)).toBe('bare');
  });

  test('that refuses a candidate, one stays: there may be others, and the question why there is no picture', () => {
    expect(afterDeciding(reject('c'), detailOf('candidate', [], [{ photoId: 'c' }]))).toBe('more');
  });

  test('that refuses a picture that must not be, nothing is left', () => {
    expect(afterDeciding(reject('p'), detailOf('not-required', [{ id: 'p' }]))).toBe('settled');
  });

  test('about a stop that isn’t on the screen, the core says what is left', () => {
    expect(afterDeciding(reject('p'), undefined)).toBe('bare');
  });
});
