import { expect, test } from 'vitest';
import { factId, factLabel, factsIn, factValue, type Section, sections } from '#features/evidence/factWords.ts';
import { type Fact, factCodes, stopFactCodes } from '#shared/evidence.ts';

const bare = (code: Fact['code'], figures: Fact['figures'] = {}): Fact => ({
  ...{ code, bearing: 'neutral', figures, photoId: null },
});

test('every fact about the stop has its place on the page, and one only', () => {
  expect(Object.values<readonly string[]>(sections).flat().toSorted()).toEqual([...stopFactCodes].toSorted());
  for (const section of Object.keys(sections) as Section[]) {
    expect(
      factsIn(
        stopFactCodes.map((code) => bare(code)),
        section,
      )
        .map(({ code }) => code)
        .toSorted(),
    ).toEqual([...sections[section]].toSorted());
  }
});

test('every fact is called something', () => {
  for (const code of factCodes) expect(factLabel(bare(code))).not.toBe('');
});

test('a row shows the figures of its fact, as exactly as the sentence does', () => {
  const row = (code: Fact['code'], figures: Fact['figures']) => factValue(bare(code, figures));
  expect(row('picture-after-scan', { seconds: 440, taken: '14:35:22' })).toBe('14:35:22, 7 min 20 s after the scan');
  expect(row('picture-after-scan', { seconds: 0, taken: '14:35:22' })).toBe('14:35:22, at the scan');
  expect(row('neighbours-near', { stops: 1, metres: 60, nearest: '16 Elm St', distance: 24 })).toBe(
    '1 other stop within 60 m, nearest 16 Elm St (24 m)',
  );
  expect(row('told-by-email', { state: 'sent', at: 'Sat 21 Nov 2026 21:04' })).toBe('sent, Sat 21 Nov 2026 21:04');
  expect(row('picture-rejected', { person: null, at: null, reason: null })).toBe('by a supervisor');
});

test('two pictures with the same fact have rows of their own', () => {
  const ids = ['a', 'b'].map((letter) => factId({ code: 'matched', photoId: letter.repeat(64) }));
  expect(new Set(ids).size).toBe(2);
});
