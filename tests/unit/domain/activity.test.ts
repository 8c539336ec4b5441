import { describe, expect, test } from 'vitest';
import { activitySentence, stopWords, type ToldBody, verdictSentence } from '#core/domain/activity.ts';
import { asideReasons, excuseReasons, rejectReasons } from '#shared/words.ts';

const names = { where: '12 Elm St', to: '14 Elm St', undone: null };
const counts = { excused: 0, podScore: 0.9739 };

test.for([
  [{ kind: 'accept' }, 'Accepted the picture at 12 Elm St'],
  [{ kind: 'reject', reason: 'too-dark' }, 'Rejected the picture at 12 Elm St: too dark'],
  [{ kind: 'reject', reason: 'other' }, 'Rejected the picture at 12 Elm St'],
  [{ kind: 'excuse', reason: 'handed-to-person' }, 'Excused 12 Elm St: handed to a person'],
  [{ kind: 'excuse', reason: 'other' }, 'Excused 12 Elm St'],
  [{ kind: 'move' }, 'Moved the picture from 12 Elm St to 14 Elm St'],
  [{ kind: 'note' }, 'Wrote a note about 12 Elm St'],
  [{ kind: 'follow-up', driver: 'D-117' }, 'Asked D-117 about 12 Elm St'],
  [{ kind: 'follow-up', driver: null }, 'Asked the driver about 12 Elm St'],
  [{ kind: 'put-aside', reason: 'test-picture' }, 'Put a picture aside: taken as a test'],
  [{ kind: 'redact', boxes: [{}, {}] }, 'Hid 2 parts of a picture in copies'],
  [{ kind: 'redact', boxes: [{}] }, 'Hid a part of a picture in copies'],
  [{ kind: 'redact', boxes: [{}, {}], outside: true }, 'Hid all but 2 parts of a picture in copies'],
  [{ kind: 'redact', boxes: [], outside: true }, 'Hid the whole of a picture in copies'],
  [{ kind: 'redact', boxes: [] }, 'Copies show the whole of a picture again'],
  [
    { kind: 'set-clock', route: 'R104', device: 'Apple iPhone 13', seconds: -440 },
    'Said that Apple iPhone 13 of R104 is 7 min 20 s fast',
  ],
  [{ kind: 'set-clock', route: 'R104', device: '', seconds: 0 }, 'Said that the phone of R104 has the right time'],
  [
    { kind: 'set-clock', route: 'R104', device: '', seconds: null },
    'Took the clock of the phone of R104 as measured again',
  ],
  [{ kind: 'sign-off', route: 'R104', date: '2026-11-21', counts }, 'Signed off R104 of 21 Nov 2026: POD 97.3 %'],
  [
    { kind: 'sign-off', route: 'R104', date: '2026-01-05', counts: { excused: 2, podScore: 1 }, left: 3 },
    'Signed off R104 of 5 Jan 2026: POD 100.0 %, 2 excused, 3 left open',
  ],
  [
    { kind: 'sign-off-day', date: '2026-11-21', counts: { excused: 0, podScore: null }, routes: [{}, {}] },
    'Signed off 21 Nov 2026, 2 routes: no photo was owed',
  ],
  [{ kind: 'import-manifest', fileName: 'routes.csv' }, 'Imported the manifest routes.csv'],
  [{ kind: 'save-profile', name: 'Track-POD' }, 'Kept the columns of a manifest under the name Track-POD'],
] as Array<[ToldBody, string]>)('%j reads “%s”', ([body, sentence]) => {
  expect(activitySentence(body, names)).toBe(sentence);
});

test('every reason has its words', () => {
  const bodies: ToldBody[] = [
    ...rejectReasons.map((reason) => ({ kind: 'reject', reason }) as const),
    ...excuseReasons.map((reason) => ({ kind: 'excuse', reason }) as const),
    ...asideReasons.map((reason) => ({ kind: 'put-aside', reason }) as const),
  ];
  const sentences = bodies.map((body) => activitySentence(body, names));
  expect(new Set(sentences).size).toBe(bodies.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}[^-]*[^.\s:]$/u);
});

describe('an undo', () => {
  const told = (undosBetween: number) =>
    activitySentence(
      { kind: 'undo' },
      { ...names, undone: { sentence: 'Accepted the picture at 12 Elm St', undosBetween } },
    );

  test('says what it took back; one that takes back an undo brought it back, and so on', () => {
    expect([0, 1, 2, 3].map(told)).toEqual([
      'Took back: Accepted the picture at 12 Elm St',
      'Brought back: Accepted the picture at 12 Elm St',
      'Took back: Accepted the picture at 12 Elm St',
      'Brought back: Accepted the picture at 12 Elm St',
    ]);
  });

  test('of something that is not there says that', () => {
    expect(activitySentence({ kind: 'undo' }, names)).toBe('Took back a decision that is not in the index');
  });
});

test('a stop without an address is called by its number and route', () => {
  expect(stopWords({ route: 'R104', stop: '041' }, '')).toBe('stop 041 of R104');
});

test('an address is never read as a pattern', () => {
  const where = '$& $1 <b>12</b> Elm St';
  expect(activitySentence({ kind: 'reject', reason: 'blurry' }, { ...names, where })).toBe(
    `Rejected the picture at ${where}: blurry`,
  );
});

describe('the check of the ledger', () => {
  test('says how much is whole', () => {
    expect(verdictSentence({ entries: 0, broken: null }, null)).toContain('it is empty');
    expect(verdictSentence({ entries: 1, broken: null }, null)).toContain('its one entry');
    expect(verdictSentence({ entries: 1_234_567, broken: null }, null)).toContain('all 1,234,567 entries');
  });

  test('names the first entry that does not hold, and what it said when that is still known', () => {
    const broken = { message: 'Entry 3 is gone from the ledger.' };
    expect(verdictSentence({ entries: 2, broken }, null)).toBe(
      'Entry 3 is gone from the ledger. The 2 entries before it are whole. Keep this file, and put the ledger back from a backup.',
    );
    expect(verdictSentence({ entries: 0, broken }, { sentence: 'Excused 12 Elm St', person: null })).toBe(
      'Entry 3 is gone from the ledger. When it was read last, it said: Excused 12 Elm St. Keep this file, and put the ledger back from a backup.',
    );
  });
});
