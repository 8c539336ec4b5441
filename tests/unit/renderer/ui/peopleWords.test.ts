import { expect, test } from 'vitest';
import type { PersonFound } from '#shared/views.ts';
import { peopleWords } from '#ui/peopleWords.ts';

const found = (kinds: PersonFound['kind'][]): PersonFound[] =>
  kinds.map((kind) => ({ kind, score: 0.9, box: { x: 0, y: 0, width: 1, height: 1 } }));

test.each<[PersonFound['kind'][], string]>([
  [[], ''],
  [['person'], '1 person'],
  [['person', 'face', 'person'], '2 people, 1 face'],
  [['face', 'face'], '2 faces'],
])('%j reads “%s”', (kinds, words) => {
  expect(peopleWords(found(kinds))).toBe(words);
});
