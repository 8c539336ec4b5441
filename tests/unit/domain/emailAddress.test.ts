import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressIn, isAddress } from '#core/domain/emailAddress.ts';

test.for([
  ['ana@example.com · +1 503 555 0100', 'ana@example.com'],
  ['+1 503 555 0100, ana.b+parcels@mail.example.co.uk', 'ana.b+parcels@mail.example.co.uk'],
  ['<ana@example.com>', 'ana@example.com'],
  ['mailto:ana@example.com', 'ana@example.com'],
  ['ana@example.com; ANA@example.com', 'ANA@example.com'],
  ['ana@müller.example', 'ana@müller.example'],
  [' ana@example.com\n', 'ana@example.com'],
] as const)('%j holds %s', ([contact, address]) => {
  expect(addressIn(contact)).toEqual({ ok: true, address });
});

test.for([
  [null, 'no-email'],
  ['', 'no-email'],
  ['+1 503 555 0100', 'no-email'],
  ['ana@example.com, ben@example.com', 'several-emails'],
  ['ana@example.com\nBcc: all@example.com', 'email-unusable'],
  ['ana@example.com\r\n\r\nHello', 'email-unusable'],
  ['ana\u0000@example.com', 'email-unusable'],
  ['ana@localhost', 'email-unusable'],
  ['ana@@example.com', 'email-unusable'],
  ['.ana@example.com', 'email-unusable'],
  ['"ana b"@example.com', 'email-unusable'],
  ['añа@example.com', 'email-unusable'],
  ['ana@[127.0.0.1]', 'email-unusable'],
  ['ana@-example.com', 'email-unusable'],
  [`${'a'.repeat(65)}@example.com`, 'email-unusable'],
  [`ana@${'a'.repeat(250)}.com`, 'email-unusable'],
] as const)('%j holds none: %s', ([contact, code]) => {
  expect(addressIn(contact)).toEqual({ ok: false, code });
});

test('whatever a manifest holds, an address that is found stands in a header as it is', () => {
  const parts = fc.constantFrom(
    'a',
    'ana',
    '@',
    '.',
    'example.com',
    '\n',
    '\r',
    ' ',
    '·',
    '<',
    '>',
    ',',
    ':',
    'Bcc',
    '"',
    'ü',
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), (words) => {
      const found = addressIn(words.join(''));
      if (!found.ok) return;
      expect(found.address).not.toMatch(/[\s<>,;:"()]/);
      expect(isAddress(found.address)).toBe(true);
    }),
  );
});
