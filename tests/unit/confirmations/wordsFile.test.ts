import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shippedWords } from '#core/confirmations/message/languages.ts';
import { fill, formFor, readWords, type Words } from '#core/confirmations/message/wordsFile.ts';

const shipped = (language: string) => readFileSync(join(shippedWords(), `${language}.json`), 'utf8');
const english = JSON.parse(shipped('en')) as Words;

/** What is wrong with the English file once it was changed. */
function problemsOf(change: (words: Record<string, unknown>) => void, language = 'en'): string[] {
  const words = structuredClone(english) as unknown as Record<string, unknown>;
  change(words);
  const read = readWords(JSON.stringify(words), language);
  return read.ok ? [] : read.problems;
}

test.each(['en', 'es'])('the words that ship in %s are whole', (language) => {
  expect(readWords(shipped(language), language)).toMatchObject({ ok: true });
});

test('a byte order mark, as some editors write it, is no fault', () => {
  expect(readWords(`\uFEFF${shipped('en')}`, 'en')).toMatchObject({ ok: true });
});

describe('A translator is told', () => {
  test.each<[string, (words: Record<string, unknown>) => void, string[]]>([
    ['that a phrase is missing', (words) => delete words.why, ['“why” is missing.']],
    ['that a phrase is empty', (words) => (words.contact = ' '), ['“contact” is empty.']],
    [
      'that a handover is missing',
      ({ handovers }) => delete (handovers as Partial<Words['handovers']>).garage,
      ['“handovers.garage” is missing.'],
    ],
    ['that a key is not known', (words) => (words.greeting = 'Hello'), ['There is no “greeting” in a file of words.']],
    ['that a place is missing', (words) => (words.when = 'On {date}'), ['“when” has no {time}.']],
    [
      'that a place is unknown',
      (words) => (words.why = '{depot} wrote to {customer}'),
      ['“why” has {customer}, which nothing stands for.'],
    ],
    [
      'that a place is where none can be',
      (words) => (words.picture = 'Picture {count}'),
      ['“picture” has {count}, which nothing stands for.'],
    ],
    [
      'that a bracket is open',
      (words) => (words.picture = 'Picture {count'),
      ['“picture” has a bracket that is not closed.'],
    ],
    [
      'that a number is missing',
      (words) => (words.heading = { one: 'One', other: 'Some' }),
      ['“heading.other” has no {count}.'],
    ],
    [
      'that a phrase is far too long',
      (words) => (words.picture = 'x'.repeat(501)),
      ['“picture” is longer than 500 characters.'],
    ],
  ])('%s', (_what, change, problems) => {
    expect(problemsOf(change)).toEqual(problems);
  });

  test('which plural forms a language needs for parcels', () => {
    expect(problemsOf(() => undefined, 'pl')).toContain('“subject.few” is missing: the language has this form.');
    expect(problemsOf(() => undefined, 'ja')).toEqual([]);
  });

  test('that a file is no JSON', () => {
    const read = readWords('{"name": "Deutsch",', 'de');
    expect(read).toEqual({ ok: false, problems: [expect.stringMatching(/^It is no JSON: .*\.$/)] });
  });
});

test('what is filled in may hold places and dollar signs of its own', () => {
  expect(fill('{depot} wrote', { depot: '$& {count} $1' })).toBe('$& {count} $1 wrote');
});

test('one parcel and several have their own forms', () => {
  expect(formFor(english.heading, 1, 'en')).toBe('Your parcel is here');
  expect(formFor(english.heading, 3, 'en')).toBe('Your {count} parcels are here');
  expect(formFor({ other: '{count}' }, 1, 'en')).toBe('{count}');
});
