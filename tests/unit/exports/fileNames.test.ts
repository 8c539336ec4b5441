import { expect, test } from 'vitest';
import { freeName, safeName } from '#core/exports/fileNames.ts';

test.each([
  ['R104', 'R104'],
  ['12 Elm St', '12 Elm St'],
  ['a/b\\c:d*e?f"g<h>i|j', 'a-b-c-d-e-f-g-h-i-j'],
  ['../../etc/passwd', '-..-etc-passwd'],
  ['CON', '_CON'],
  ['con.tar', '_con.tar'],
  ['LPT1', '_LPT1'],
  ['COM¹', '_COM¹'],
  ['CONTAINER', 'CONTAINER'],
  ['ends with dots...', 'ends with dots'],
  ['  spaces  ', 'spaces'],
  ['line\nbreak\tand\0nul', 'line break and nul'],
  ['photo\u202egpj.exe', 'photo gpj.exe'],
  ['Łódź Köln Αθήνα 東京 תל אביב', 'Łódź Köln Αθήνα 東京 תל אביב'],
  ['', 'unnamed'],
  ['...', 'unnamed'],
  ['\ud800', 'unnamed'],
])('a file of %j is called %j', (text, name) => expect(safeName(text)).toBe(name));

test('a name of 10,000 characters is cut, without half a character at its end', () => {
  expect(safeName('x'.repeat(10_000))).toHaveLength(80);
  expect(safeName('🏠'.repeat(10_000)).isWellFormed()).toBe(true);
  expect(Buffer.byteLength(safeName('東'.repeat(10_000)))).toBeLessThanOrEqual(240);
});

test('a name that is taken gets the next free number', () => {
  const taken = new Set(['Report.pdf', 'Report (2).pdf']);
  expect(freeName('Report.pdf', (name) => taken.has(name))).toBe('Report (3).pdf');
  expect(freeName('Other.pdf', (name) => taken.has(name))).toBe('Other.pdf');
});
