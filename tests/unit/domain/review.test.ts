import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWaiting, type ReviewedPhoto, type ReviewedStop, reviewOf } from '#core/domain/review.ts';
import { defaultSettings } from '#shared/settings.ts';
import { type Flag, flags, reviewKinds, stopStates } from '#shared/words.ts';

const photo = (changes: Partial<ReviewedPhoto> = {}): ReviewedPhoto => ({
  ...{ id: 'a', flags: [], method: 'time-gps', confidence: 0.62, secondsAfterScan: 20, metresFromStop: 14 },
  ...changes,
});

const stop = (changes: Partial<ReviewedStop> = {}, decided: Partial<ReviewedStop['decisions']> = {}): ReviewedStop => ({
  ...{ state: 'needs-review', reason: null, photos: [], candidates: [] },
  decisions: { accepted: new Set(), rejected: new Set(), isExcused: false, isAsked: false, ...decided },
  ...changes,
});

const flagged = (...found: Flag[]) => stop({ photos: [photo({ flags: found })] });
const review = (given: ReviewedStop) => reviewOf(given, defaultSettings);

describe('What waits for a decision', () => {
  test.for(stopStates.map((state) => [state, ['needs-review', 'candidate', 'missing'].includes(state)] as const))(
    'a stop that is %s: %s',
    ([state, waits]) => {
      expect(isWaiting(stop({ state }))).toBe(waits);
    },
  );

  test('is no stop whose driver was asked', () => {
    expect(isWaiting(stop({ state: 'missing' }, { isAsked: true }))).toBe(false);
  });

  test('is a picture that must not be, until somebody accepts it, rejects it, excuses the stop or asks the driver', () => {
    const photos = [photo({ flags: ['photo-despite-opt-out'] })];
    const here = { state: 'not-required', reason: 'opted-out', photos } as const;
    expect(isWaiting(stop(here))).toBe(true);
    expect(isWaiting(stop(here, { accepted: new Set(['a']) }))).toBe(false);
    expect(isWaiting(stop(here, { rejected: new Set(['a']) }))).toBe(false);
    expect(isWaiting(stop(here, { isExcused: true }))).toBe(false);
    expect(isWaiting(stop(here, { isAsked: true }))).toBe(false);
    const second = { ...here, photos: [...photos, photo({ id: 'b', flags: ['photo-despite-opt-out'] })] };
    expect(isWaiting(stop(second, { rejected: new Set(['a']) }))).toBe(true);
  });
});

describe('What is doubtful about a stop', () => {
  test.for<[string, ReviewedStop, ReturnType<typeof review>]>([
    [
      'a picture where none may be',
      stop({
        state: 'not-required',
        reason: 'opted-out',
        photos: [photo({ flags: ['photo-despite-opt-out', 'blurry'] })],
      }),
      { kind: 'opted-out', why: 'The customer asked for no photos, and a picture was taken' },
    ],
    [
      'a picture used twice',
      flagged('blurry', 'reused'),
      { kind: 'reused', why: 'The same picture stands at another stop' },
    ],
    [
      'another route’s picture',
      flagged('wrong-route', 'far-from-stop'),
      { kind: 'wrong-route', why: 'Lies with another route’s photos' },
    ],
    ['a bad picture', flagged('too-dark', 'off-time'), { kind: 'picture', why: 'The picture is too dark' }],
    [
      'a picture from far away',
      stop({ photos: [photo({ flags: ['far-from-stop'], metresFromStop: 812.4 })] }),
      { kind: 'far-from-stop', why: 'Taken 812 m from the address' },
    ],
    [
      'a picture from very far away',
      stop({ photos: [photo({ flags: ['far-from-stop'], metresFromStop: 3_049 })] }),
      { kind: 'far-from-stop', why: 'Taken 3.0 km from the address' },
    ],
    [
      'a picture of another time',
      stop({ photos: [photo({ flags: ['off-time'], secondsAfterScan: -2_830 })] }),
      { kind: 'off-time', why: 'Taken 47 min before the scan' },
    ],
    [
      'a weak match',
      stop({ photos: [photo()] }),
      { kind: 'uncertain-match', why: 'Only 62 % certain that this picture belongs here' },
    ],
    [
      'pictures that may belong here',
      stop({ state: 'candidate', candidates: [0.82, 0.4] }),
      { kind: 'candidate', why: '2 pictures may belong here, the best is 82 % certain' },
    ],
    ['no picture', stop({ state: 'missing' }), { kind: 'missing', why: 'No picture has come' }],
    [
      'none but rejected ones',
      stop(
        { state: 'missing', reason: 'photos-rejected', photos: [photo({ flags: ['blurry'] })] },
        { rejected: new Set(['a']) },
      ),
      { kind: 'missing', why: 'Every picture was rejected' },
    ],
    [
      'what was rejected, at a stop that was settled otherwise',
      stop({ state: 'excused', reason: 'other', photos: [photo({ flags: ['blurry'] })] }, { rejected: new Set(['a']) }),
      { kind: 'picture', why: 'The picture is blurry' },
    ],
  ])('is %s', ([_what, given, expected]) => {
    expect(review(given)).toEqual(expected);
  });

  test('is the worst of it, whichever picture it is about and however it is ordered', () => {
    const anyFlags = fc.subarray([...flags]);
    fc.assert(
      fc.property(anyFlags, anyFlags, fc.constantFrom(...stopStates), (one, other, state) => {
        const photos = [photo({ flags: one }), photo({ id: 'b', flags: other })];
        const forwards = review(stop({ state, photos }));
        const backwards = review(stop({ state, photos: [...photos].reverse() }));
        expect(backwards.kind).toBe(forwards.kind);
        const each = photos.map((alone) => reviewKinds.indexOf(review(stop({ state, photos: [alone] })).kind));
        expect(reviewKinds.indexOf(forwards.kind)).toBe(Math.min(...each));
      }),
    );
  });

  test('is a remark only where the settings make it one', () => {
    const here = flagged('time-unknown');
    expect(review(here).kind).toBe('uncertain-match');
    expect(reviewOf(here, { blockingFlags: ['time-unknown'] }).kind).toBe('off-time');
  });
});
