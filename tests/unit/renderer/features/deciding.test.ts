import { describe, expect, test } from 'vitest';
import { excuseChoices, rejectChoices } from '#features/deciding/reasons.ts';
import { stopChoices } from '#features/deciding/stopChoices.ts';
import { decisionsOf, type Subject, subjectOfRow, type Verdict, whyNot } from '#features/deciding/verdicts.ts';
import type { SearchHit, StopRow } from '#shared/views.ts';
import type { StopState } from '#shared/words.ts';
import { idOf, stopsIn } from '#tests/unit/renderer/stopRows.ts';

describe.each([
  ['reject', rejectChoices],
  ['excuse', excuseChoices],
])('the reasons to %s', (_name, choices) => {
  test('each have a key of their own, digit and letter', () => {
    const keys = choices.flatMap(({ digit, letter }) => [digit, letter]);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

function subject(state: StopState, picture: Partial<NonNullable<Subject['picture']>> | null = {}): Subject {
  const [row] = stopsIn(state) as [StopRow];
  return { row, picture: picture && { id: 'photo', candidate: false, decision: null, ...picture }, seen: 'before' };
}

describe('what can be decided', () => {
  const kinds: Verdict['kind'][] = ['accept', 'reject', 'excuse', 'move', 'note', 'follow-up'];
  const possible = (...subjects: Subject[]) => kinds.filter((kind) => whyNot(kind, subjects) === null);

  test('about a doubtful picture: everything', () => {
    expect(possible(subject('needs-review'))).toEqual(kinds);
  });

  test('about a stop without a picture: nothing that is about a picture', () => {
    expect(possible(subject('missing', null))).toEqual(['excuse', 'note', 'follow-up']);
  });

  test('about a stop of which something was erased: nothing any more, nor about several with it among them', () => {
    const doubtful = subject('needs-review');
    const frozen = { ...doubtful, row: { ...doubtful.row, frozen: true } };
    expect(possible(frozen)).toEqual([]);
    expect(possible(doubtful, frozen)).toEqual([]);
    expect(whyNot('note', [frozen])).toMatch(/erased/);
  });

  test('about a picture that must not be: it can be refused, but no photo is owed that could be excused', () => {
    expect(possible(subject('not-required'))).toEqual(['accept', 'reject', 'move', 'note', 'follow-up']);
  });

  test('about a picture that is accepted already: not the same again', () => {
    expect(whyNot('accept', [subject('confirmed', { decision: 'accepted' })])).toMatch(/already/);
    expect(whyNot('reject', [subject('missing', { decision: 'rejected' })])).toMatch(/already/);
  });

  test('about several: accepting only where each has a picture, and one picture is moved at a time', () => {
    expect(possible(subject('needs-review'), subject('needs-review'))).not.toContain('move');
    expect(possible(subject('needs-review'), subject('missing', null))).toEqual(['excuse', 'note', 'follow-up']);
    expect(possible()).toEqual([]);
  });
});

describe('the decisions that are written', () => {
  test('say which decision the screen showed last, so that the core can tell what happened meanwhile', () => {
    expect(decisionsOf({ kind: 'accept' }, [subject('needs-review')])).toEqual([
      { kind: 'accept', stopId: idOf(1), photoId: 'photo', seen: 'before' },
    ]);
  });

  test('carry a note only where there is one', () => {
    const [bare] = decisionsOf({ kind: 'excuse', reason: 'other', note: '' }, [subject('missing')]);
    expect(bare).not.toHaveProperty('note');
    const [told] = decisionsOf({ kind: 'excuse', reason: 'other', note: 'Dog' }, [subject('missing')]);
    expect(told).toMatchObject({ note: 'Dog' });
  });

  test('are one for each of several stops, in their order, each about its best picture', () => {
    const rows = stopsIn('needs-review', 'needs-review').map((row, at) => ({ ...row, photoIds: [`p${at}`, 'worse'] }));
    const written = decisionsOf({ kind: 'reject', reason: 'blurry', note: '' }, rows.map(subjectOfRow));
    expect(written.map((decision) => 'photoId' in decision && decision.photoId)).toEqual(['p0', 'p1']);
  });
});

describe('where a picture can be moved to', () => {
  const stops = stopsIn('missing', 'confirmed', 'missing', 'confirmed', 'missing');
  const from = stops[2] as StopRow;
  const hit = (number: number, routeId = idOf(901)): SearchHit => ({
    ...{ stopId: idOf(number), routeId, date: '2026-11-21', route: 'R117', stop: `S${number}` },
    ...{ address: `${number} Oak Ave`, customer: null, trackingId: null, driver: null, state: 'missing' },
  });

  test('before anything is typed: the doors beside it, nearest first, and never where it is', () => {
    expect(stopChoices('', stops, from, []).map(({ where }) => where)).toEqual([
      'Stop S2',
      'Stop S4',
      'Stop S1',
      'Stop S5',
    ]);
  });

  test('this route’s stops come before those of other routes, none twice', () => {
    const found = stopChoices('elm', stops, from, [hit(1, idOf(900)), hit(40)]);
    expect(found.map(({ stopId }) => stopId)).toEqual([idOf(1), idOf(2), idOf(4), idOf(5), idOf(40)]);
    expect(found.at(-1)?.where).toBe('Route R117, stop S40');
  });

  test('every word that was typed must fit: address, number or customer', () => {
    expect(stopChoices('elm 4', stops, from, []).map(({ stopId }) => stopId)).toEqual([idOf(4)]);
    expect(stopChoices('no such street', stops, from, [])).toEqual([]);
  });
});
