import { expect, test } from 'vitest';
import { believedPeople, partsToHide, showsPerson } from '#core/domain/people.ts';
import type { PersonFound } from '#shared/views.ts';

type Box = [x: number, y: number, width: number, height: number];
const found =
  (kind: PersonFound['kind']) =>
  (score: number, [x, y, width, height]: Box): PersonFound => ({ kind, score, box: { x, y, width, height } });
const person = found('person');
const face = found('face');

const standing: Box = [0.4, 0.2, 0.2, 0.6];
const itsFace: Box = [0.46, 0.22, 0.06, 0.08];

test.each<[string, PersonFound[], boolean]>([
  ['nobody', [], false],
  ['a person', [person(0.6, standing)], true],
  ['what may be a person, and may be a coat', [person(0.33, standing)], false],
  ['a passer-by far down the street', [person(0.6, [0.4, 0.5, 0.02, 0.06])], false],
  ['a passer-by in the next doorway', [person(0.6, [0.4, 0.5, 0.04, 0.12])], true],
  ['somebody who lies across the step', [person(0.6, [0.2, 0.9, 0.5, 0.09])], true],
  ['a large face alone', [face(0.9, [0.3, 0.3, 0.3, 0.4])], true],
  ['a cat', [face(0.71, [0.3, 0.2, 0.4, 0.7])], false],
  ['a face on a stamp', [face(0.9, [0.3, 0.3, 0.01, 0.014])], false],
])('%s', (_what, people, shows) => {
  expect(showsPerson(people)).toBe(shows);
});

test('a face that is not very sure is believed at the top of a person, and nowhere else', () => {
  const at = (box: Box) => believedPeople([person(0.6, standing), face(0.55, box)]).length;
  expect(at(itsFace)).toBe(2);
  expect(at([0.46, 0.7, 0.06, 0.08])).toBe(1);
  expect(at([0.8, 0.22, 0.06, 0.08])).toBe(1);
  expect(believedPeople([person(0.33, standing), face(0.55, itsFace)])).toEqual([]);
});

test('a face is hidden with its hair and chin, and not beyond the picture', () => {
  expect(partsToHide([face(0.9, [0.4, 0.4, 0.1, 0.1])])).toEqual([
    { x: expect.closeTo(0.37), y: expect.closeTo(0.37), width: expect.closeTo(0.16), height: expect.closeTo(0.16) },
  ]);
  const [atTheEdge] = partsToHide([face(0.9, [0, 0.95, 0.1, 0.05])]);
  expect(atTheEdge).toMatchObject({ x: 0, width: expect.closeTo(0.13) });
  expect((atTheEdge?.y ?? 0) + (atTheEdge?.height ?? 0)).toBeLessThanOrEqual(1);
});

test('where a person shows no face, the place of the head is hidden', () => {
  expect(partsToHide([person(0.6, standing)])).toEqual([{ x: 0.4, y: 0.2, width: 0.2, height: expect.closeTo(0.2) }]);
  expect(partsToHide([person(0.6, standing), face(0.9, itsFace)])).toHaveLength(1);
});

test('of two who stand close, each has a part of their own, though only one shows a face', () => {
  const left: Box = [0.188, 0.582, 0.054, 0.2];
  const right: Box = [0.233, 0.581, 0.04, 0.172];
  const parts = partsToHide([person(0.54, left), person(0.5, right), face(0.8, [0.225, 0.596, 0.03, 0.04])]);
  expect(parts).toHaveLength(2);
  // The face is nearer to the middle of the one on the right.
  expect(parts[1]).toMatchObject({ x: 0.188, y: 0.582 });
});

test('what is believed of nobody hides nothing', () => {
  expect(partsToHide([person(0.33, standing), face(0.6, [0.8, 0.1, 0.1, 0.1])])).toEqual([]);
});
