import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { doubtedByLabel, type Package } from '#core/domain/delivery.ts';
import {
  decideStopState,
  deliveredAt,
  notRequiredReason,
  type StopReason,
  type StopStateInput,
} from '#core/domain/stopState.ts';
import { coverages } from '#shared/programme.ts';
import { defaultSettings } from '#shared/settings.ts';
import {
  blockingFlagsByDefault,
  excuseReasons,
  flags,
  handovers,
  type MatchMethod,
  matchMethods,
  outcomes,
  type StopState,
  stopStates,
} from '#shared/words.ts';
import { cutOffAt, delivered, type Fields, minute, parcel, photo, world } from './stopWorld.ts';

const accepted = { accepted: new Set(['picture']) };
const rejected = { rejected: new Set(['picture']) };
const inTime = { now: cutOffAt - 1 };

describe('A stop', () => {
  test.for<[string, Fields, StopState, StopReason | null]>([
    ['with a good picture is confirmed', { photos: [photo()] }, 'confirmed', null],
    [
      'with a picture that only informs is confirmed',
      { photos: [photo({ flags: ['off-time', 'clock-corrected', 'near-duplicate'] })] },
      'confirmed',
      null,
    ],
    ['with a blurry picture needs review', { photos: [photo({ flags: ['blurry'] })] }, 'needs-review', 'blurry'],
    [
      'with a blurry and a good picture is confirmed',
      { photos: [photo({ flags: ['blurry'] }), photo({ photoId: 'other' })] },
      'confirmed',
      null,
    ],
    [
      'is told the reason of its best picture',
      { photos: [photo({ flags: ['blurry', 'reused'] }), photo({ photoId: 'other', flags: ['too-dark'] })] },
      'needs-review',
      'too-dark',
    ],
    [
      'with a blurry picture that was accepted is confirmed',
      { photos: [photo({ flags: ['blurry'] })], decisions: accepted },
      'confirmed',
      null,
    ],
    [
      'whose blurry pictures do not block by the settings is confirmed',
      { photos: [photo({ flags: ['blurry'] })], settings: { ...defaultSettings, blockingFlags: [] } },
      'confirmed',
      null,
    ],
    [
      'with an uncertain tie by time needs review',
      { photos: [photo({ method: 'time-gps', confidence: 0.89 })] },
      'needs-review',
      'uncertain-match',
    ],
    [
      'with a tie by time at the threshold is confirmed',
      { photos: [photo({ method: 'time-gps', confidence: 0.9 })] },
      'confirmed',
      null,
    ],
    [
      'with an uncertain tie that was accepted is confirmed',
      { photos: [photo({ method: 'time-gps', confidence: 0.6 })], decisions: accepted },
      'confirmed',
      null,
    ],
    ['with a reused picture needs review', { photos: [photo({ flags: ['reused'] })] }, 'needs-review', 'reused'],
    [
      'whose only picture was rejected is missing, and says so',
      { photos: [photo()], decisions: rejected },
      'missing',
      'photos-rejected',
    ],
    [
      'with one picture rejected and a good one left is confirmed',
      { photos: [photo(), photo({ photoId: 'other' })], decisions: rejected },
      'confirmed',
      null,
    ],
    [
      'whose picture was rejected while others may fit is a candidate',
      { photos: [photo()], decisions: rejected, candidates: 1 },
      'candidate',
      null,
    ],
    ['that an acceptance names, but whose picture is not here, is missing', { decisions: accepted }, 'missing', null],
    ['with plausible pictures nearby is a candidate', { candidates: 2 }, 'candidate', null],
    [
      'is a candidate while the phone is behind, too',
      { candidates: 1, deviceProgress: null, ...inTime },
      'candidate',
      null,
    ],
    ['whose picture is half here is syncing', { pendingFile: true }, 'syncing', 'file-arriving'],
    [
      'whose picture is half here is syncing, whatever else may fit',
      { pendingFile: true, candidates: 3 },
      'syncing',
      'file-arriving',
    ],
    [
      'with a good picture does not wait for another that is half here',
      { pendingFile: true, photos: [photo()] },
      'confirmed',
      null,
    ],
    ['whose phone has sent nothing yet is syncing', { deviceProgress: null, ...inTime }, 'syncing', 'device-behind'],
    [
      'whose phone has sent nothing after it is syncing',
      { deviceProgress: delivered - minute, ...inTime },
      'syncing',
      'device-behind',
    ],
    ['whose phone stands just at it is syncing', { deviceProgress: delivered, ...inTime }, 'syncing', 'device-behind'],
    [
      'whose phone has sent later pictures is missing before the cut-off, too',
      { deviceProgress: delivered + 1, ...inTime },
      'missing',
      null,
    ],
    ['whose phone is behind is missing from the cut-off on', { deviceProgress: null, now: cutOffAt }, 'missing', null],
    [
      'of a route without a cut-off yet is syncing while the phone is behind',
      { deviceProgress: null, cutOffAt: null },
      'syncing',
      'device-behind',
    ],
    [
      'whose manifest says no time is syncing until the cut-off',
      { stop: { packages: [parcel({ completedAt: null })] }, ...inTime },
      'syncing',
      'device-behind',
    ],
    ['with none of all that is missing', {}, 'missing', null],
    ['that was excused is excused', { decisions: { excused: 'access-problem' } }, 'excused', 'access-problem'],
    [
      'that was excused stays so when a picture comes',
      { decisions: { excused: 'other' }, photos: [photo()] },
      'excused',
      'other',
    ],
    [
      'that owes no picture is not turned by an excuse',
      { decisions: { excused: 'other' }, stop: { optedOut: true } },
      'not-required',
      'opted-out',
    ],
  ])('%s', ([_what, fields, state, reason]) => {
    expect(decideStopState(world(fields))).toMatchObject({ state, reason });
  });

  test('is held back by each flag that blocks, and by none of the others', () => {
    for (const flag of flags) {
      const { state } = decideStopState(world({ photos: [photo({ flags: [flag] })] }));
      expect([flag, state]).toEqual([flag, blockingFlagsByDefault.includes(flag) ? 'needs-review' : 'confirmed']);
    }
  });

  test('trusts a name, a sidecar, a text, a label and a supervisor without a threshold', () => {
    for (const method of matchMethods.filter((each) => each !== 'time-gps')) {
      expect(decideStopState(world({ photos: [photo({ method, confidence: 0.7 })] })).state).toBe('confirmed');
    }
  });

  test('does not trust a name that the label in the picture speaks against, unless a supervisor placed it', () => {
    const stateOf = (method: MatchMethod) =>
      decideStopState(world({ photos: [photo({ method, confidence: doubtedByLabel })] })).state;
    expect(stateOf('name')).toBe('needs-review');
    expect(stateOf('manual')).toBe('confirmed');
  });

  test('tells the flags of all pictures that were not rejected', () => {
    const photos = [
      photo({ flags: ['blurry'] }),
      photo({ photoId: 'second', flags: ['time-unknown', 'reused'] }),
      photo({ photoId: 'third', flags: ['reused'] }),
    ];
    expect(decideStopState(world({ photos, decisions: rejected })).flags).toEqual(['reused', 'time-unknown']);
  });
});

test('a delivery is done with its last delivered package', () => {
  const at = (...packages: Package[]) => deliveredAt({ packages });
  expect(at()).toBeNull();
  expect(at(parcel({ completedAt: null }))).toBeNull();
  expect(at(parcel({ outcome: 'attempted' }))).toBeNull();
  expect(at(parcel({ completedAt: 3 }), parcel({ completedAt: 8 }), parcel({ completedAt: null }))).toBe(8);
  expect(at(parcel({ completedAt: 3 }), parcel({ completedAt: 9, outcome: 'returned' }))).toBe(3);
});

describe('Whatever is known of a stop', () => {
  const anyPhotoId = fc.constantFrom('a', 'b', 'c');
  const anyTime = fc.integer({ min: 0, max: 20 });
  const anyInput: fc.Arbitrary<StopStateInput> = fc.record({
    stop: fc.record({
      packages: fc.array(
        fc.record({
          trackingId: fc.constant('TBA1'),
          outcome: fc.constantFrom(...outcomes),
          completedAt: fc.option(anyTime),
          handover: fc.option(fc.constantFrom(...handovers)),
          leftAt: fc.constant(null),
        }),
        { maxLength: 3 },
      ),
      confidential: fc.boolean(),
      optedOut: fc.boolean(),
    }),
    coverage: fc.constantFrom(...coverages),
    photos: fc.uniqueArray(
      fc.record({
        photoId: anyPhotoId,
        method: fc.constantFrom(...matchMethods),
        confidence: fc.double({ min: 0, max: 1, noNaN: true }),
        flags: fc.subarray([...flags]),
      }),
      { maxLength: 3, selector: (each) => each.photoId },
    ),
    decisions: fc.record({
      accepted: fc.uniqueArray(anyPhotoId).map((ids) => new Set(ids)),
      rejected: fc.uniqueArray(anyPhotoId).map((ids) => new Set(ids)),
      excused: fc.option(fc.constantFrom(...excuseReasons)),
    }),
    candidates: fc.nat(2),
    deviceProgress: fc.option(anyTime),
    pendingFile: fc.boolean(),
    now: anyTime,
    cutOffAt: fc.option(anyTime),
    settings: fc.record({
      blockingFlags: fc.subarray([...flags]),
      automaticConfidence: fc.double({ min: 0.5, max: 1, noNaN: true }),
    }),
  });

  test('it is in exactly one of the seven states, and for the reason that belongs to it', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { state, reason, flags: told } = decideStopState(input);
        const photos = input.photos.filter((each) => !input.decisions.rejected.has(each.photoId));
        const isOwed = notRequiredReason(input.stop, input.coverage) === null;
        const isOpen = isOwed && input.decisions.excused === null;
        const isGood = photos.some(
          (each) =>
            input.decisions.accepted.has(each.photoId) ||
            ((each.method !== 'time-gps' || each.confidence >= input.settings.automaticConfidence) &&
              !each.flags.some((flag) => input.settings.blockingFlags.includes(flag))),
        );
        const isLate = input.cutOffAt !== null && input.now >= input.cutOffAt;
        const done = deliveredAt(input.stop);
        const isBehind = done === null || input.deviceProgress === null || input.deviceProgress <= done;
        const isSyncing = input.pendingFile || (input.candidates === 0 && !isLate && isBehind);
        const holds: Record<StopState, boolean> = {
          'not-required': !isOwed,
          excused: isOwed && input.decisions.excused !== null,
          confirmed: isOpen && isGood,
          'needs-review': isOpen && !isGood && photos.length > 0,
          syncing: isOpen && photos.length === 0 && isSyncing,
          candidate: isOpen && photos.length === 0 && !isSyncing && input.candidates > 0,
          missing: isOpen && photos.length === 0 && !isSyncing && input.candidates === 0,
        };
        expect(stopStates.filter((each) => holds[each])).toEqual([state]);
        expect(told).toEqual(flags.filter((flag) => photos.some((each) => each.flags.includes(flag))));
        const speaks = ['not-required', 'excused', 'needs-review', 'syncing'].includes(state);
        expect(reason !== null).toBe(speaks || (state === 'missing' && input.photos.length > 0));
      }),
      { numRuns: 500 },
    );
  });

  test('the order of its pictures and packages makes no difference to its state', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const turned = {
          ...input,
          photos: [...input.photos].reverse(),
          stop: { ...input.stop, packages: [...input.stop.packages].reverse() },
        };
        expect(decideStopState(turned)).toMatchObject({
          state: decideStopState(input).state,
          flags: decideStopState(input).flags,
        });
      }),
    );
  });
});
