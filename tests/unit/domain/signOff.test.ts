import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StopDecision } from '#core/domain/decisions.ts';
import { countStates } from '#core/domain/score.ts';
import { changesSince, dayText, routeText, type Signed, type StopChange, toSigned } from '#core/domain/signOff.ts';
import { changeSentence, dayWords, signedSentence } from '#core/domain/signOffSentences.ts';
import { excuseReasons, outcomes, stopStates } from '#shared/words.ts';

const a = 'a'.repeat(16);
const b = 'b'.repeat(16);
const signed = (changes: Partial<Signed> = {}): Signed => ({
  stop: '041',
  state: 'confirmed',
  photos: [a],
  ...changes,
});

const anyStop: fc.Arbitrary<Signed> = fc
  .record({
    stop: fc.constantFrom('1', '2', '3', '4'),
    state: fc.constantFrom(...stopStates),
    photoIds: fc.subarray(['a', 'b', 'c'].map((digit) => digit.repeat(64))),
    excuse: fc.constantFrom(...excuseReasons, null),
    outcome: fc.constantFrom(...outcomes),
    followUp: fc.boolean(),
  })
  .map(toSigned);
const anyRoute = fc.uniqueArray(anyStop, { selector: ({ stop }) => stop, maxLength: 4 });

describe('What is signed', () => {
  test('is a stop’s state, its pictures by the beginning of their hashes, and what was decided about it', () => {
    const stop = {
      stop: '041',
      photoIds: ['f'.repeat(64), '0'.repeat(64)],
      excuse: null,
      outcome: 'delivered',
    } as const;
    expect(toSigned({ ...stop, state: 'confirmed', followUp: true })).toEqual({
      ...{ stop: '041', state: 'confirmed', photos: ['0'.repeat(16), 'f'.repeat(16)] },
    });
    expect(toSigned({ ...stop, state: 'missing', outcome: 'attempted', followUp: true })).toMatchObject({
      ...{ outcome: 'attempted', followUp: true },
    });
    expect(toSigned({ ...stop, state: 'excused', excuse: 'device-fault', followUp: false })).toMatchObject({
      excuse: 'device-fault',
    });
  });

  test('is the same in whatever order it is read', () => {
    fc.assert(
      fc.property(anyRoute, (route) => {
        expect(routeText([...route].reverse())).toBe(routeText(route));
        expect(changesSince(route, [...route].reverse())).toEqual([]);
      }),
    );
  });

  test('differs exactly when there is a change to tell', () => {
    fc.assert(
      fc.property(anyRoute, anyRoute, (before, after) => {
        expect(routeText(before) === routeText(after)).toBe(changesSince(before, after).length === 0);
      }),
    );
  });

  test('does not change by the clock alone: what was awaited from a phone and what is missing are one', () => {
    const [before, after] = [[signed({ state: 'syncing', photos: [] })], [signed({ state: 'missing', photos: [] })]];
    expect(routeText(before)).toBe(routeText(after));
    expect(changesSince(before, after)).toEqual([]);
  });

  test('of a day is its routes as they stand and the photos that belong to no stop', () => {
    const routes = [
      { route: 'R1', fingerprint: '1' },
      { route: 'R2', fingerprint: null },
    ];
    expect(dayText({ routes: [...routes].reverse(), unmatched: 3 })).toBe(dayText({ routes, unmatched: 3 }));
    expect(dayText({ routes, unmatched: 4 })).not.toBe(dayText({ routes, unmatched: 3 }));
    expect(dayText({ routes: routes.slice(1), unmatched: 3 })).not.toBe(dayText({ routes, unmatched: 3 }));
  });
});

describe('What changed since a sign-off', () => {
  const utc = 'UTC';
  const at = Date.UTC(2026, 10, 20, 21, 40);
  const nothing = { photoCameAt: null, decision: null };
  const dana: StopDecision = {
    ...{ entry: 'e', at, person: 'Dana', kind: 'accept', photo: a, reason: null, note: null, basis: null, moved: null },
    undone: false,
  };
  const told = (
    before: Partial<Signed>,
    after: Partial<Signed>,
    cause: Parameters<typeof changeSentence>[2] = nothing,
  ) =>
    changesSince([signed(before)], [signed(after)]).map((change: StopChange) =>
      changeSentence(change, '41 · 12 Elm St', cause, utc),
    );

  test.for<[Partial<Signed>, Partial<Signed>, Parameters<typeof changeSentence>[2], string]>([
    [
      ...[{ state: 'missing', photos: [] }, {}, { photoCameAt: at, decision: null }],
      '41 · 12 Elm St was missing and is confirmed now: a photo came at 21:40',
    ] as never,
    [
      ...[{ state: 'needs-review' }, {}, { photoCameAt: null, decision: dana }],
      '41 · 12 Elm St was to be reviewed and is confirmed now: Dana accepted a picture here at 21:40',
    ] as never,
    [
      ...[{}, { state: 'not-required', outcome: 'attempted' }, nothing],
      '41 · 12 Elm St was confirmed and is not required now: the manifest says attempted now, delivered before',
    ] as never,
    [...[{}, { photos: [a, b] }, nothing], '41 · 12 Elm St: a photo was added'] as never,
    [...[{ photos: [a, b] }, { photos: [] }, nothing], '41 · 12 Elm St: 2 photos do not count any more'] as never,
    [
      ...[{ state: 'missing' }, { state: 'missing', followUp: true }, nothing],
      '41 · 12 Elm St: the driver is asked now',
    ] as never,
  ])('is told in a sentence: %j → %j', ([before, after, cause, sentence]) => {
    expect(told(before, after, cause)).toEqual([sentence]);
  });

  test('is also a stop that came and one that went', () => {
    const changes = changesSince([signed()], [signed({ stop: '042' })]);
    expect(changes.map((change) => changeSentence(change, change.stop, nothing, utc))).toEqual([
      '042 came onto the route',
      '041 is no longer on the route',
    ]);
  });
});

test('a sign-off says the score, never rounded up to what it is not, what was left and why', () => {
  const counts = countStates([...Array<'confirmed'>(1999).fill('confirmed'), 'missing']);
  expect(signedSentence({ counts, left: 1, note: 'van out' })).toBe(
    'Signed off at 99.9 %, one stop left open: van out',
  );
  expect(signedSentence({ counts: countStates([]), left: 0 })).toBe('Signed off');
});

test('a day has a name, even one that no calendar has', () => {
  expect(dayWords('2026-11-20')).toBe('Friday 20 November 2026');
  expect(dayWords('2026-13-45')).toBe('2026-13-45');
});
