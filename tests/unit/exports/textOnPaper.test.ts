import { expect, test } from 'vitest';
import { fontsOf } from '#core/exports/print/fontFiles.ts';
import { directionOf, oneLine, visualRuns } from '#core/exports/print/textRuns.ts';
import { wrapText } from '#core/exports/print/wrapText.ts';

const seen = (line: string, missing: string[] = []) =>
  visualRuns(line, fontsOf('regular'), directionOf(line), (character) => missing.push(character)).map(
    ({ text, font, isRightToLeft }) => `${font.family}${isRightToLeft ? '<' : '>'}${text}`,
  );

test('Latin, Cyrillic and Greek are one run from left to right', () => {
  expect(seen('Łódź, Улица Ленина 5, Οδός Ερμού')).toEqual(['latin>Łódź, Улица Ленина 5, Οδός Ερμού']);
});

test('a Hebrew address keeps its number readable, and stands in the order in which it is read', () => {
  // Logically: street, then 12. Seen from the left: the number first, the street from right to left after it.
  expect(seen('רחוב הרצל 12')).toEqual(['latin>12', 'hebrew<רחוב הרצל ']);
});

test('an Arabic name inside a Latin line stays in its place', () => {
  expect(seen('Apt 4, محمد علي, ring')).toEqual(['latin>Apt 4, ', 'arabic<محمد علي', 'latin>, ring']);
});

test('brackets around right-to-left text open and close the right way', () => {
  const [run] = visualRuns('שלום (א)', fontsOf('regular'), 'rtl');
  // The font lays the run out from its end: what is seen from the left is its reverse.
  expect([...(run?.text ?? '')].reverse().join('')).toContain('(א)');
  expect(visualRuns('א -', fontsOf('regular'), 'rtl').map(({ text }) => text)).toEqual(['א -']);
});

test('characters that no font has are told, and nothing else is lost', () => {
  const missing: string[] = [];
  seen('東京 12 🏠', missing);
  expect(missing).toEqual(['東', '京', '🏠']);
});

test('joiners of Persian stay, marks that turn the order do not', () => {
  expect(oneLine('می\u200cخواهم\u202e  x\ny')).toBe('می\u200cخواهم x y');
});

const byLetters = (line: string) => line.length;

test('words wrap at blanks; a word wider than the line is broken', () => {
  expect(wrapText('one two three', 7, 5, byLetters)).toEqual(['one two', 'three']);
  expect(wrapText('abcdefghij', 4, 5, byLetters)).toEqual(['abcd', 'efgh', 'ij']);
  expect(wrapText('', 4, 5, byLetters)).toEqual([]);
});

test('what does not fit ends with an ellipsis inside the width', () => {
  expect(wrapText('one two three four', 7, 2, byLetters)).toEqual(['one two', 'three…']);
  expect(wrapText('abcdefghij', 4, 1, byLetters)).toEqual(['abc…']);
});

test('10,000 characters cost a few lines and no time', () => {
  let measured = 0;
  const lines = wrapText('wörd '.repeat(2000), 40, 3, (line) => {
    measured++;
    return line.length;
  });
  expect(lines).toHaveLength(3);
  expect(lines[2]?.endsWith('…')).toBe(true);
  expect(measured).toBeLessThan(500);
});
