import { expect, test } from 'vitest';
import { labelText } from '#ui/labelText.ts';

test('a label is shown as it was printed', () => {
  expect(labelText('TBA300000012')).toBe('TBA300000012');
});

test('what parts the fields of a code is shown as a sign and never as a gap', () => {
  expect(labelText('TBA1\u001d90012\n')).toBe('TBA1␝90012␊');
});

test('a label can’t turn the line it stands in, nor fill the screen', () => {
  expect(labelText('\u202eTBA1\u2066')).toBe('TBA1');
  expect(labelText('x'.repeat(4096))).toHaveLength(161);
});
