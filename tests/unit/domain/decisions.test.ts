import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DecisionEntry, type Decisions, decidedTies, foldDecisions, stopNameKey } from '#core/domain/decisions.ts';
import { asideReasons, excuseReasons, rejectReasons } from '#shared/words.ts';

type Body = DecisionEntry['body'];

const elm = { date: '2026-11-21', route: 'R104', stop: '041' };
const oak = { date: '2026-11-21', route: 'R104', stop: '042' };

/** Entries e1, e2, … in the order of the ledger, a second apart. */
function ledger(...bodies: Body[]): DecisionEntry[] {
  return bodies.map((body, i) => ({ id: `e${i + 1}`, at: (i + 1) * 1000, person: 'Ada', body }));
}

const accept = (photo: string, stop = elm): Body => ({ kind: 'accept', stop, photo });
const reject = (photo: string, stop = elm): Body => ({ kind: 'reject', stop, photo, reason: 'blurry' });
const excuse = (stop = elm): Body => ({ kind: 'excuse', stop, reason: 'access-problem' });
const undo = (entry: string): Body => ({ kind: 'undo', entry });
const move = (photo: string, stop = elm, to = oak): Body => ({ kind: 'move', stop, photo, to });
const ask = (stop = elm): Body => ({ kind: 'follow-up', stop, driver: 'D-117' });
const note = (stop = elm): Body => ({ kind: 'note', stop, note: 'Ring twice' });
const putAside = (photo: string): Body => ({
  ...{ kind: 'put-aside', photo, date: elm.date, reason: 'test-picture' },
});
const redact = (photo: string, ...x: number[]): Body => ({
  kind: 'redact',
  photo,
  boxes: x.map((left) => ({ x: left, y: 0, width: 0.1, height: 0.1 })),
});

/** What holds, without the history; stops about which nothing holds are left out. */
function holding(decisions: Decisions) {
  const held = [...decisions.byStop]
    .map(([key, { accepted, rejected, excused, followUp, notes }]) => ({
      key,
      accepted: [...accepted].sort(),
      rejected: [...rejected].sort(),
      excused,
      asked: followUp?.entry ?? null,
      notes,
    }))
    .filter(
      ({ accepted, rejected, excused, asked, notes }) =>
        accepted.length + rejected.length + notes > 0 || excused !== null || asked !== null,
    );
  return held.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** What holds about pictures wherever they lie. */
const pictures = ({ aside, hiding }: Decisions) => ({ aside: [...aside].sort(), hiding: [...hiding].sort() });

const atElm = (...bodies: Body[]) => {
  const [held] = holding(foldDecisions(ledger(...bodies)));
  return held
    ? { accepted: held.accepted, rejected: held.rejected.map(([photo]) => photo), excused: held.excused }
    : null;
};

describe('What holds at a stop', () => {
  test.for<[string, Body[], ReturnType<typeof atElm>]>([
    ['is nothing before anybody decided', [], null],
    ['is an accepted picture', [accept('a')], { accepted: ['a'], rejected: [], excused: null }],
    ['is a rejected picture', [reject('a')], { accepted: [], rejected: ['a'], excused: null }],
    ['is an excuse', [excuse()], { accepted: [], rejected: [], excused: 'access-problem' }],
    [
      'is the later word about a picture: rejected after all',
      [accept('a'), reject('a')],
      { accepted: [], rejected: ['a'], excused: null },
    ],
    [
      'is the later word about a picture: accepted after all',
      [reject('a'), accept('a')],
      { accepted: ['a'], rejected: [], excused: null },
    ],
    ['is said picture by picture', [accept('a'), reject('b')], { accepted: ['a'], rejected: ['b'], excused: null }],
    [
      'is a picture instead of the excuse before it',
      [excuse(), accept('a')],
      { accepted: ['a'], rejected: [], excused: null },
    ],
    [
      'is an excuse that came after a picture',
      [accept('a'), excuse()],
      { accepted: ['a'], rejected: [], excused: 'access-problem' },
    ],
    [
      'is an excuse still when a picture is rejected',
      [excuse(), reject('a')],
      { accepted: [], rejected: ['a'], excused: 'access-problem' },
    ],
    ['is nothing after an undo', [accept('a'), undo('e1')], null],
    [
      'is what was undone, after an undo of the undo',
      [accept('a'), undo('e1'), undo('e2')],
      { accepted: ['a'], rejected: [], excused: null },
    ],
    [
      'is the excuse again when the acceptance that lifted it is undone',
      [excuse(), accept('a'), undo('e2')],
      { accepted: [], rejected: [], excused: 'access-problem' },
    ],
    [
      'is the acceptance again when the rejection after it is undone',
      [accept('a'), reject('a'), undo('e2')],
      { accepted: ['a'], rejected: [], excused: null },
    ],
    [
      'is the last word still when an earlier one is undone',
      [accept('a'), reject('a'), undo('e1')],
      { accepted: [], rejected: ['a'], excused: null },
    ],
    ['is nothing while one of two undos still stands', [accept('a'), undo('e1'), undo('e1'), undo('e2')], null],
    [
      'is not touched by an undo of an entry that nobody knows',
      [accept('a'), undo('nobody’s')],
      { accepted: ['a'], rejected: [], excused: null },
    ],
    [
      'is not touched by manifests and profiles',
      [accept('a'), { kind: 'import-manifest' }, { kind: 'save-profile' }],
      { accepted: ['a'], rejected: [], excused: null },
    ],
  ])('%s', ([_what, bodies, expected]) => {
    expect(atElm(...bodies)).toEqual(expected);
  });

  test('is told with its whole history, what was taken back among it', () => {
    const entries = ledger(
      { kind: 'reject', stop: elm, photo: 'a', reason: 'wrong-address', note: 'the neighbour’s door' },
      undo('e1'),
      excuse(),
      accept('b'),
    );
    const { byStop, standing, undone } = foldDecisions(entries);
    expect(byStop.get(stopNameKey(elm))?.history).toEqual([
      {
        entry: 'e1',
        at: 1000,
        person: 'Ada',
        kind: 'reject',
        photo: 'a',
        reason: 'wrong-address',
        note: 'the neighbour’s door',
        basis: null,
        moved: null,
        undone: true,
      },
      {
        entry: 'e3',
        at: 3000,
        person: 'Ada',
        kind: 'excuse',
        photo: null,
        reason: 'access-problem',
        note: null,
        basis: null,
        moved: null,
        undone: false,
      },
      {
        ...{ entry: 'e4', at: 4000, person: 'Ada', kind: 'accept', photo: 'b', reason: null, note: null },
        ...{ basis: null, moved: null, undone: false },
      },
    ]);
    expect(standing).toEqual(['e3', 'e4']);
    expect([...undone]).toEqual(['e1']);
  });

  test('stays with its stop: the same number on another route or day is another stop', () => {
    const decisions = foldDecisions(
      ledger(accept('a'), accept('b', { ...elm, route: 'R117' }), accept('c', { ...elm, date: '2026-11-22' })),
    );
    expect(decisions.byStop.size).toBe(3);
    expect(decisions.byStop.get(stopNameKey(elm))?.accepted).toEqual(new Set(['a']));
  });
});

describe('A move', () => {
  test('refuses the picture at one stop for its address and accepts it at the other, both of which tell it', () => {
    const { byStop, standing } = foldDecisions(ledger(move('a')));
    expect(byStop.get(stopNameKey(elm))).toMatchObject({
      rejected: new Map([['a', 'wrong-address']]),
      history: [{ kind: 'move', photo: 'a', moved: { how: 'away', other: oak } }],
    });
    expect(byStop.get(stopNameKey(oak))).toMatchObject({
      accepted: new Set(['a']),
      history: [{ kind: 'move', photo: 'a', moved: { how: 'here', other: elm } }],
    });
    expect(standing).toEqual(['e1']);
  });

  test('lifts the excuse where the picture goes, and none where it leaves', () => {
    const { byStop } = foldDecisions(ledger(excuse(), excuse(oak), move('a')));
    expect(byStop.get(stopNameKey(elm))?.excused).toBe('access-problem');
    expect(byStop.get(stopNameKey(oak))?.excused).toBeNull();
  });

  test('that is taken back leaves both stops as they were', () => {
    expect(holding(foldDecisions(ledger(accept('a'), excuse(oak), move('a'), undo('e3'))))).toEqual(
      holding(foldDecisions(ledger(accept('a'), excuse(oak)))),
    );
  });

  test('on to a third stop and back is the last word at each of them', () => {
    const { byStop } = foldDecisions(ledger(move('a'), move('a', oak, elm)));
    expect(byStop.get(stopNameKey(elm))).toMatchObject({ accepted: new Set(['a']), rejected: new Map() });
    expect(byStop.get(stopNameKey(oak))).toMatchObject({
      accepted: new Set(),
      rejected: new Map([['a', 'wrong-address']]),
    });
  });
});

describe('A driver who is asked', () => {
  const asked = (...bodies: Body[]) => foldDecisions(ledger(...bodies)).byStop.get(stopNameKey(elm))?.followUp ?? null;

  test('stays asked until somebody takes it back', () => {
    expect(asked(ask())).toEqual({ entry: 'e1', driver: 'D-117' });
    expect(asked(ask(), undo('e1'))).toBeNull();
  });

  test.for<[string, Body]>([
    ['an acceptance', accept('a')],
    ['a rejection', reject('a')],
    ['an excuse', excuse()],
    ['a picture that is moved away', move('a')],
    ['a picture that is moved here', move('a', oak, elm)],
  ])('is not asked any more after %s, and is again when that is taken back', ([_what, answer]) => {
    expect(asked(ask(), answer)).toBeNull();
    expect(asked(ask(), answer, undo('e2'))).toEqual({ entry: 'e1', driver: 'D-117' });
  });

  test('stays asked whatever is noted, and whatever is decided about another stop', () => {
    expect(asked(ask(), note(), accept('a', oak))).not.toBeNull();
  });
});

describe('A picture that was put aside', () => {
  test('stands aside with its reason until it is laid to a stop', () => {
    expect(foldDecisions(ledger(putAside('a'))).aside.get('a')).toMatchObject({
      ...{ entry: 'e1', person: 'Ada', date: elm.date, reason: 'test-picture', note: null },
    });
    expect(foldDecisions(ledger(putAside('a'), accept('a'))).aside.size).toBe(0);
    expect(foldDecisions(ledger(putAside('a'), move('a'))).aside.size).toBe(0);
    expect(foldDecisions(ledger(putAside('a'), reject('a'))).aside.size).toBe(1);
    expect(foldDecisions(ledger(putAside('a'), undo('e1'))).aside.size).toBe(0);
  });

  test('belongs to no stop, even where it was accepted before', () => {
    expect(decidedTies(foldDecisions(ledger(accept('a'), putAside('a')))).manual).toEqual([]);
    expect(decidedTies(foldDecisions(ledger(accept('a'), putAside('a'), undo('e2')))).manual).toHaveLength(1);
  });
});

describe('Hidden parts of a picture', () => {
  const lefts = (...bodies: Body[]) =>
    foldDecisions(ledger(...bodies))
      .hiding.get('a')
      ?.boxes.map(({ x }) => x);

  test('are those that were said last, and none after an empty list', () => {
    expect(lefts(redact('a', 0.1, 0.2), redact('a', 0.3), redact('b', 0.4))).toEqual([0.3]);
    expect(lefts(redact('a', 0.1), redact('a'))).toEqual([]);
  });

  test('are all but those that were drawn, where a person said so last', () => {
    const outside: Body = {
      kind: 'redact',
      photo: 'a',
      boxes: [{ x: 0.3, y: 0, width: 0.1, height: 0.1 }],
      outside: true,
    };
    const isOutside = (...bodies: Body[]) => foldDecisions(ledger(...bodies)).hiding.get('a')?.outside;
    expect(isOutside(redact('a', 0.1), outside)).toBe(true);
    expect(isOutside(outside, redact('a', 0.1))).toBe(false);
    expect(isOutside(redact('a', 0.1), outside, undo('e2'))).toBe(false);
  });

  test('are those said before when the last word is taken back', () => {
    expect(lefts(redact('a', 0.1), redact('a', 0.3), undo('e2'))).toEqual([0.1]);
  });
});

describe('The clock of a phone', () => {
  const set = (seconds: number | null, route = 'R104'): Body => ({
    ...{ kind: 'set-clock', date: elm.date, route, device: 'iPhone', seconds },
  });
  const held = (...bodies: Body[]) =>
    [...foldDecisions(ledger(...bodies)).clocks.values()].map(({ route, seconds, entry }) => [route, seconds, entry]);

  test('is what was said last about it, on each route by itself', () => {
    expect(held(set(440), set(60, 'R105'), set(480))).toEqual([
      ['R104', 480, 'e3'],
      ['R105', 60, 'e2'],
    ]);
  });

  test('is as measured after that was said, and what was said before when the last word is taken back', () => {
    expect(held(set(440), set(null))).toEqual([]);
    expect(held(set(440), set(null), undo('e2'))).toEqual([['R104', 440, 'e1']]);
    expect(held(set(440), undo('e1'), undo('e2'))).toEqual([['R104', 440, 'e1']]);
  });
});

describe('What matching must respect', () => {
  test('is that an accepted picture belongs to its stop, and one of another address never comes back', () => {
    const decisions = foldDecisions(
      ledger(
        accept('a'),
        { kind: 'reject', stop: elm, photo: 'b', reason: 'wrong-address' },
        reject('c'),
        accept('d', oak),
        undo('e4'),
      ),
    );
    expect(decidedTies(decisions)).toEqual({
      manual: [{ stop: elm, photo: 'a' }],
      refused: [{ stop: elm, photo: 'b' }],
    });
  });
});

describe('In any ledger', () => {
  const anyStop = fc.constantFrom(elm, oak, { ...elm, route: 'R117' });
  const anyPhoto = fc.constantFrom('a', 'b');
  const anyDecision: fc.Arbitrary<Body> = fc.oneof(
    fc.record({ kind: fc.constant('accept' as const), stop: anyStop, photo: anyPhoto }),
    fc.record({
      kind: fc.constant('reject' as const),
      stop: anyStop,
      photo: anyPhoto,
      reason: fc.constantFrom(...rejectReasons),
    }),
    fc.record({ kind: fc.constant('excuse' as const), stop: anyStop, reason: fc.constantFrom(...excuseReasons) }),
    fc.record({ kind: fc.constant('note' as const), stop: anyStop, note: fc.string() }),
    fc.record({ kind: fc.constant('follow-up' as const), stop: anyStop, driver: fc.constantFrom('D-117', null) }),
  );
  const anyMove: fc.Arbitrary<Body> = fc.oneof(
    fc.record({ kind: fc.constant('move' as const), stop: anyStop, to: anyStop, photo: anyPhoto }),
    fc.record({
      kind: fc.constant('put-aside' as const),
      photo: anyPhoto,
      date: fc.constant(elm.date),
      reason: fc.constantFrom(...asideReasons),
    }),
    anyPhoto.map((photo) => redact(photo, 0.5)),
  );
  /** Two entries in five or so are undos, of any entry before them. */
  const ledgerOf = (decision: fc.Arbitrary<Body>) =>
    fc
      .array(fc.tuple(decision, fc.integer({ min: 0, max: 4 }), fc.nat()), { minLength: 1, maxLength: 25 })
      .map((drawn) =>
        ledger(...drawn.map(([body, kind, which], i) => (i > 0 && kind < 2 ? undo(`e${(which % i) + 1}`) : body))),
      );
  const anyLedger = ledgerOf(fc.oneof({ weight: 3, arbitrary: anyDecision }, anyMove));
  const ledgerAndEntry = fc.tuple(anyLedger, fc.nat()).map(([entries, which]) => ({
    entries,
    chosen: entries[which % entries.length] as DecisionEntry,
  }));
  const later = (entries: DecisionEntry[], id: string, body: Body): DecisionEntry[] => [
    ...entries,
    { id, at: 99_000, person: null, body },
  ];

  test('undoing an entry removes exactly its effect: everything is as if it had not been said', () => {
    fc.assert(
      fc.property(ledgerAndEntry, ({ entries, chosen }) => {
        const undone = foldDecisions(later(entries, 'undo', undo(chosen.id)));
        const without = foldDecisions(entries.filter((entry) => entry !== chosen));
        expect(holding(undone)).toEqual(holding(without));
        expect(pictures(undone)).toEqual(pictures(without));
        expect(undone.standing).toEqual(without.standing);
      }),
      { numRuns: 300 },
    );
  });

  test('undoing an undo brings back what it had taken, to the letter', () => {
    fc.assert(
      fc.property(ledgerAndEntry, ({ entries, chosen }) => {
        const twice = later(later(entries, 'undo', undo(chosen.id)), 'redo', undo('undo'));
        expect(foldDecisions(twice).byStop).toEqual(foldDecisions(entries).byStop);
        expect(foldDecisions(twice).standing).toEqual(foldDecisions(entries).standing);
      }),
      { numRuns: 300 },
    );
  });

  test('the order of decisions about different stops makes no difference', () => {
    fc.assert(
      // A move is about two stops at once.
      fc.property(ledgerOf(anyDecision), (entries) => {
        const stopOf = (entry: DecisionEntry) => ('stop' in entry.body ? stopNameKey(entry.body.stop) : null);
        const byStop = [...new Set(entries.map(stopOf))].filter((key) => key !== null).sort();
        // Stop by stop, each in its own order; the undos after all of them, in theirs.
        const sorted = [
          ...byStop.flatMap((key) => entries.filter((entry) => stopOf(entry) === key)),
          ...entries.filter((entry) => stopOf(entry) === null),
        ];
        expect(holding(foldDecisions(sorted))).toEqual(holding(foldDecisions(entries)));
      }),
    );
  });

  test('a picture is never both accepted and rejected, and every decision is in one history', () => {
    fc.assert(
      fc.property(anyLedger, (entries) => {
        const { byStop, standing, undone } = foldDecisions(entries);
        const histories = [...byStop.values()].flatMap(({ history }) => history);
        // A move stands in two.
        const told = [...new Map(histories.map((each) => [each.entry, each])).values()];
        expect(told.map(({ entry }) => entry).sort()).toEqual(
          entries
            .filter(({ body }) => 'stop' in body)
            .map(({ id }) => id)
            .sort(),
        );
        expect(
          told
            .filter((each) => !each.undone)
            .map(({ entry }) => entry)
            .sort(),
        ).toEqual([...standing].sort());
        for (const each of told) expect(each.undone).toBe(undone.has(each.entry));
        for (const { accepted, rejected } of byStop.values()) {
          expect([...accepted].filter((photo) => rejected.has(photo))).toEqual([]);
        }
      }),
    );
  });
});
