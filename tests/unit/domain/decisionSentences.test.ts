import { expect, test } from 'vitest';
import { clockTime, spanWords } from '#core/domain/clockWords.ts';
import {
  changedSinceSentence,
  type DoneBody,
  decisionSentence,
  doneSentence,
  doneTogetherSentence,
  meanwhileSentence,
  stillHolds,
} from '#core/domain/decisionSentences.ts';
import type { StopDecision } from '#core/domain/decisions.ts';
import { asideSentence } from '#core/domain/sentences.ts';

const stop = { date: '2026-11-21', route: 'R104', stop: '041' };
const to = { ...stop, stop: '042' };
const photo = 'a';
const at = Date.UTC(2026, 10, 21, 20, 41);
const nameStop = ({ stop: name }: typeof stop) => (name === '041' ? '12 Elm St' : '18 Elm St');
const decision = (changes: Partial<StopDecision>): StopDecision => ({
  ...{ entry: 'e', at, person: 'Dana', kind: 'accept', photo, reason: null, note: null, basis: null, moved: null },
  undone: false,
  ...changes,
});

test.for<[DoneBody, string]>([
  [{ kind: 'accept', stop, photo }, 'Accepted the picture at 12 Elm St'],
  [{ kind: 'reject', stop, photo, reason: 'too-close' }, 'Rejected the picture at 12 Elm St: too close'],
  [{ kind: 'excuse', stop, reason: 'other' }, 'Excused 12 Elm St'],
  [{ kind: 'move', stop, photo, to }, 'Moved the picture from 12 Elm St to 18 Elm St'],
  [{ kind: 'note', stop, note: 'x' }, 'Noted at 12 Elm St'],
  [{ kind: 'follow-up', stop, driver: 'D-117' }, 'D-117 is asked about 12 Elm St'],
  [{ kind: 'follow-up', stop, driver: null }, 'The driver is asked about 12 Elm St'],
  [{ kind: 'put-aside', photo, date: stop.date, reason: 'private' }, 'Put aside: a private picture'],
  [
    { kind: 'set-clock', date: '2026-11-21', route: 'R104', device: 'iPhone', seconds: 440 },
    'iPhone of R104 is 7 min 20 s slow',
  ],
  [{ kind: 'redact', photo, boxes: [] }, 'Copies show the whole picture again'],
  [
    { kind: 'redact', photo, boxes: [{ x: 0, y: 0, width: 1, height: 1 }] },
    'Copies of the picture hide one part of it',
  ],
  [
    { kind: 'redact', photo, boxes: [{ x: 0, y: 0, width: 1, height: 1 }], outside: true },
    'Copies of the picture show one part of it and nothing else',
  ],
  [{ kind: 'redact', photo, boxes: [], outside: true }, 'Copies of the picture show nothing of it'],
  [{ kind: 'sign-off', date: stop.date, route: 'R104' }, 'Signed R104 off'],
  [{ kind: 'sign-off-day', date: stop.date }, 'Signed the day off'],
])('what was done is told: %j', ([body, sentence]) => {
  expect(doneSentence(body, nameStop)).toBe(sentence);
});

test('what one key did to many is told by kinds', () => {
  expect(doneTogetherSentence(['reject', 'excuse', 'reject', 'put-aside'])).toBe(
    'Rejected 2 pictures, excused a stop, put a picture aside',
  );
});

test('a move is told from either end', () => {
  const move = (how: 'here' | 'away') => decision({ kind: 'move', moved: { how, other: to } });
  expect(decisionSentence(move('away'), nameStop)).toBe('Picture moved to 18 Elm St');
  expect(decisionSentence(move('here'), nameStop)).toBe('Picture moved here from 18 Elm St');
});

test('what somebody did meanwhile is told with name and time, and whether it was about this picture', () => {
  const rejected = decision({ kind: 'reject', reason: 'blurry' });
  const rest = ' (blurry) at 20:41; your decision now stands. U takes it back.';
  expect(meanwhileSentence(rejected, photo, 'UTC')).toBe(`Dana rejected this picture${rest}`);
  expect(meanwhileSentence(rejected, 'b', 'UTC')).toBe(`Dana rejected a picture here${rest}`);
  expect(meanwhileSentence({ ...rejected, person: null }, null, 'UTC')).toMatch(/^Somebody rejected a picture here/);
  expect(stillHolds(rejected, nameStop, 'UTC')).toBe('Rejected: blurry (Dana, 20:41)');
});

const delivered = { outcome: 'delivered', completedAt: at } as const;
test.for<[Parameters<typeof changedSinceSentence>[1], string | null]>([
  [delivered, null],
  [{ outcome: 'attempted', completedAt: at }, 'delivered at 20:41; it now says attempted.'],
  [{ outcome: 'attempted', completedAt: at + 3_600_000 }, 'delivered at 20:41; it now says attempted at 21:41.'],
  [{ outcome: 'delivered', completedAt: at - 3_600_000 }, 'delivered at 20:41; it now says delivered at 19:41.'],
  [{ outcome: 'pending', completedAt: null }, 'delivered at 20:41; it now says pending.'],
])('a manifest that changed is told against what it said then: %j', ([now, rest]) => {
  const told = changedSinceSentence({ state: 'missing', ...delivered }, now, 'UTC');
  expect(told).toBe(rest && `Decided when the manifest said ${rest}`);
});

test('an old decision that holds no basis says nothing about it', () => {
  expect(changedSinceSentence(null, delivered, 'UTC')).toBeNull();
});

test('times are the depot’s, spans as exact as they matter', () => {
  expect(clockTime(at, 'America/Los_Angeles')).toBe('12:41');
  expect([12, -45, 61, 3_600, 3_900, 7_199, 200_000].map(spanWords)).toEqual([
    ...['12 s', '45 s', '1 min', '1 h', '1 h 5 min', '2 h', '2 days'],
  ]);
});

test('a picture put aside says why, by whom, and what they wrote', () => {
  const reason = 'other' as const;
  expect(asideSentence({ reason, person: null, note: null })).toBe('Put aside: no delivery');
  expect(asideSentence({ reason, person: 'Dana', note: null })).toBe('Put aside: no delivery, by Dana');
  expect(asideSentence({ reason, person: 'Dana', note: 'A wall' })).toBe('Put aside: no delivery, by Dana (“A wall”)');
});
