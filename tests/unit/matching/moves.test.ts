/** What moves by itself is credited to the decision that it followed. */
import { expect, test } from 'vitest';
import { createDecisionStore } from '#core/index/decisionStore.ts';
import { bitsOf } from '#core/index/erasedStops.ts';
import { makeStopId, toBytes } from '#core/index/keys.ts';
import { createMatchStore, type PhotoChange } from '#core/index/matchStore.ts';
import type { LedgerBody, LedgerEntry } from '#core/ledger/contract.ts';
import { createMoves } from '#core/matching/moves.ts';
import { movesSentence } from '#core/matching/movesSentence.ts';
import { day, emptyIndex, lay, row } from '#tests/unit/index/indexWorld.ts';

const hash = (n: number) => String(n).repeat(64);
const stop = (name: string) => ({ date: day, route: 'R1', stop: name });

/** Three stops of a route and one of another; photos 1 to 4 of one phone, 5 of another; all strays without candidates. */
function world() {
  const db = emptyIndex();
  lay(
    db,
    1,
    ...['1', '2', '3'].map((name) => row({ stop: name, trackingId: `TBA30000000${name}`, completedAt: 1_000 })),
    row({ route: 'R2', stop: '1', trackingId: 'TBA300000009', completedAt: 1_000 }),
  );
  const add = db.prepare(
    `INSERT INTO photos (sha256, day, bytes, width, height, arrived_at, device, stray_reason) VALUES (?, ?, 1, 1, 1, 1, ?, ?)`,
  );
  for (const n of [1, 2, 3, 4]) add.run(toBytes(hash(n)), day, 'Phone A', 'No stop fits');
  add.run(toBytes(hash(5)), day, 'Phone B', 'No stop fits');
  const decisions = createDecisionStore(db);
  const store = createMatchStore(db);
  const moves = createMoves(db, decisions);
  let seq = 0;
  const decide = (body: LedgerBody): string => {
    seq++;
    const id = `00000000-0000-4000-8000-${String(seq).padStart(12, '0')}`;
    const entry: LedgerEntry = { seq, id, at: seq, desk: 'desk', person: null, hash: '', body };
    decisions.apply(entry);
    moves.decided(entry);
    return id;
  };
  const run = (...changes: PhotoChange[]) => {
    moves.answer(day, moves.awaiting(day), changes, store.standingOf);
    store.storePhotos(changes);
  };
  return { db, decide, run, moves, decisions };
}

const numberOfStop = { '1': 1, '2': 2, '3': 3 } as const;
type StopName = keyof typeof numberOfStop;

const tied = (photo: number, at: StopName): PhotoChange => ({
  ...{ photo, route: 1, correction: null, stray: null, isAside: false },
  ties: [
    { stop: numberOfStop[at], method: 'time-gps', confidence: 1, seconds: null, metres: null, reasons: [], flags: [] },
  ],
});
const alone = (photo: number): PhotoChange => ({
  ...{ photo, route: null, correction: null, ties: [], isAside: false },
  stray: { reason: 'No stop fits', candidates: [] },
});
const proposed = (photo: number, at: StopName): PhotoChange => ({
  ...alone(photo),
  stray: { reason: 'One stop may fit', candidates: [{ stop: numberOfStop[at], score: 0.5, reasons: [] }] },
});

test('of a photo that moved and was erased since it is told that its small picture need not be asked for', () => {
  const { db, decide, run, moves } = world();
  decide({ kind: 'accept', stop: stop('1'), photo: hash(1) });
  run(tied(1, '1'), tied(2, '2'), tied(3, '3'));
  db.prepare('UPDATE photos SET erased = ? WHERE id = 3').run(bitsOf(['thumbnail']));
  expect(moves.view(day)[0]?.moved.map(({ photoId, smallErased }) => [photoId, smallErased])).toEqual([
    [hash(2), undefined],
    [hash(3), true],
  ]);
});

test('a tie tells which other photos it tied and which have a better first guess, not itself', () => {
  const { decide, run, moves } = world();
  const entryId = decide({ kind: 'accept', stop: stop('1'), photo: hash(1) });
  run(tied(1, '1'), tied(2, '2'), proposed(3, '3'));
  expect(moves.view(day)).toMatchObject([
    {
      entryId,
      sentence: '2 other photos of the same phone moved: 1 is tied now, 1 has a better first guess.',
      moved: [
        { photoId: hash(2), how: 'tied', stop: { stopId: makeStopId(day, 'R1', '2'), route: 'R1', stop: '2' } },
        { photoId: hash(3), how: 'proposed', stop: { stop: '3' } },
      ],
    },
  ]);
});

test('several decisions before one run: each photo is credited to the latest about its phone and route, or to none', () => {
  const { decide, run, moves } = world();
  const first = decide({ kind: 'accept', stop: stop('1'), photo: hash(1) });
  const second = decide({ kind: 'accept', stop: { date: day, route: 'R2', stop: '1' }, photo: hash(5) });
  run(tied(1, '1'), tied(2, '2'), tied(3, '3'));
  expect(moves.view(day).map((each) => [each.entryId, each.moved.length])).toEqual([[first, 2]]);
  expect(second).not.toBe(first);
});

test('taking a decision back takes its moves away, and what goes home again is no move of another decision', () => {
  const { decide, run, moves } = world();
  const accepted = decide({ kind: 'accept', stop: stop('1'), photo: hash(1) });
  run(tied(1, '1'), tied(2, '2'));
  decide({ kind: 'undo', entry: accepted });
  expect(moves.view(day)).toEqual([]);
  decide({ kind: 'reject', stop: stop('3'), photo: hash(4), reason: 'wrong-address' });
  run(alone(1), alone(2));
  expect(moves.view(day)).toEqual([]);
});

test('an undo that is itself undone lets the decision count again', () => {
  const { decide, run, moves } = world();
  const accepted = decide({ kind: 'accept', stop: stop('1'), photo: hash(1) });
  run(tied(1, '1'), tied(2, '2'));
  const undo = decide({ kind: 'undo', entry: accepted });
  run(alone(1), alone(2));
  decide({ kind: 'undo', entry: undo });
  run(tied(1, '1'), tied(2, '2'));
  expect(moves.view(day)).toMatchObject([{ entryId: accepted, moved: [{ photoId: hash(2), how: 'tied' }] }]);
});

test('a photo that loses its stop is released, and says which stop that was', () => {
  const { decide, run, moves } = world();
  run(tied(2, '2'));
  decide({ kind: 'put-aside', photo: hash(1), date: day, reason: 'test-picture' });
  run(proposed(2, '3'));
  expect(moves.view(day)).toMatchObject([
    {
      sentence: '1 other photo of the same phone moved: 1 is not tied any more.',
      moved: [{ how: 'released', stop: { stop: '2' } }],
    },
  ]);
});

test('decisions that change no tie await nothing, and only the latest twenty are remembered', () => {
  const { decide, run, moves } = world();
  decide({ kind: 'reject', stop: stop('1'), photo: hash(1), reason: 'blurry' });
  decide({ kind: 'excuse', stop: stop('1'), reason: 'other' });
  expect(moves.awaiting(day)).toEqual([]);
  for (let n = 0; n < 25; n++) {
    decide({ kind: 'accept', stop: stop('1'), photo: hash(1) });
    run(n % 2 === 0 ? tied(2, '2') : tied(2, '3'));
  }
  expect(moves.view(day)).toHaveLength(20);
  expect(moves.view(day)[0]?.at).toBeGreaterThan(moves.view(day)[19]?.at ?? 0);
});

test.for([
  [['tied'], true, '1 other photo of the same phone moved: 1 is tied now.'],
  [['tied', 'tied', 'released'], false, '3 other photos moved: 2 are tied now, 1 is not tied any more.'],
] as const)('%j is said so', ([moved, same, sentence]) => {
  expect(movesSentence(moved, same)).toBe(sentence);
});
