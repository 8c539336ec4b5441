import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idsOfCode } from '#core/domain/matching/labelIds.ts';

test.for<[string, string, string]>([
  ['the id itself', 'TBA300000012', 'TBA300000012'],
  ['the id in other letters and with blanks around it', ' tba-300 000012 ', 'TBA-300-000012'],
  ['the id behind a scanner’s prefix', ']C1TBA300000012', 'TBA300000012'],
  ['a web address that ends in it', 'https://track.example.com/p/TBA300000012', 'TBA300000012'],
  ['a web address that ends in it and a slash', 'https://track.example.com/TBA300000012/', 'TBA300000012'],
  ['a web address that asks for it', 'HTTPS://example.com/t?lang=en&id=TBA300000012', 'TBA300000012'],
  ['a GS1 code with a shipping container’s number', '(00)340123450000000018(420)90012', '340123450000000018'],
  ['the same as it is spelled with its zeros', '(00)340123450000000018', '00340123450000000018'],
  ['a GS1 code with a consignment', '(401)AB12345678', 'AB12345678'],
  ['a postal code and the parcel behind it', '420900129400111899223197428490', '9400111899223197428490'],
  ['the first of several fields', 'TBA300000012|90012|R104', 'TBA300000012'],
  ['the first field before a control character', 'TBA300000012\u001d90012', 'TBA300000012'],
])('a label means a parcel by %s', ([_what, text, id]) => {
  expect(idsOfCode(text)).toContain(id);
});

test.for<[string, string, string]>([
  ['an address', '1200 Alameda St, Los Angeles, CA 90012', '90012'],
  ['an address with an id among its words', 'Hand to TBA300000012 at the door', 'TBA300000012'],
  ['a web address with an id in the middle', 'https://example.com/TBA300000012/rate-us', 'TBA300000012'],
  ['a later field', '90012|TBA300000012', 'TBA300000012'],
  ['a GS1 code with a weight', '(3102)000123(15)271231', '000123'],
  ['something longer that begins with it', 'TBA3000000123', 'TBA300000012'],
  ['four kilobytes that begin with it', `TBA300000012|${'x'.repeat(4096)}`, 'TBA300000012'],
  ['a code that was cut where texts are cut', `${'x'.repeat(488)}TBA300000012`, 'TBA300000012'],
])('%s is no parcel', ([_what, text, id]) => {
  expect(idsOfCode(text)).not.toContain(id);
});

test.for([
  '',
  ' ',
  '12',
  'R104',
  'HELLO',
  ']C1',
  'https://',
  'http://%',
  '()',
  '(00)',
  '\u0000',
  '\u202e\u0627\u0644',
  '<b>x</b>',
])('%j holds no id', (text) => {
  expect(idsOfCode(text)).toEqual([]);
});

test('whatever is printed, what comes of it is short and could be an id', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
      for (const id of idsOfCode(text)) {
        expect(id.length).toBeLessThanOrEqual(60);
        expect(id).toMatch(/\d/);
      }
    }),
    { numRuns: 50 },
  );
});
