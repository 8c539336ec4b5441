import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressWords, customerForm, customerForms, isSamePlace, placeForm, spellingsOf } from '#core/domain/places.ts';

const place = (address: string, postcode: string | null = null) => ({ address, postcode });

test('one door is one door however it is written', () => {
  expect(isSamePlace(place('12 Elm St, Apt 4'), place('12  ELM st. Apt. 4'))).toBe(true);
  expect(isSamePlace(place('Königstraße 5'), place('KÖNIGSTRASSE 5'.replace('SS', 'ß')))).toBe(true);
  expect(isSamePlace(place('שדרות רוטשילד 1'), place('שדרות  רוטשילד, 1'))).toBe(true);
});

test('another number, another flat or another postcode is another door; a missing postcode is no other one', () => {
  expect(isSamePlace(place('12 Elm St'), place('21 Elm St'))).toBe(false);
  expect(isSamePlace(place('12 Elm St Apt 4'), place('12 Elm St Apt 44'))).toBe(false);
  expect(isSamePlace(place('4 12 Elm'), place('12 4 Elm'))).toBe(false);
  expect(isSamePlace(place('12 Elm St', '97201'), place('12 Elm St', '10115'))).toBe(false);
  expect(isSamePlace(place('12 Elm St', 'SW1A 1AA'), place('12 Elm St', 'sw1a1aa'))).toBe(true);
  expect(isSamePlace(place('12 Elm St', '97201'), place('12 Elm St'))).toBe(true);
});

test('words of an address are letters and digits, whatever it is written in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (address) => {
      for (const word of addressWords(address)) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
      expect(isSamePlace(place(address), place(`  ${address}!`))).toBe(true);
    }),
  );
});

test.each([
  ['12 Elm Street', '12 ELM ST.'],
  ['12 North Elm Avenue, Apartment 4', '12 N Elm Ave Apt 4'],
  ['12½ Elm St', '12 1/2 Elm Street'],
  ['Hauptstraße 5', 'HAUPTSTRASSE 5'],
  ['Hauptstr. 5', 'Hauptstraße 5'],
  ['１２ Elm St', '12 Elm St'],
  ['5 Rue de l’Église', '5 rue de l Eglise'],
  ['Suite 300, 1 Market Plaza, Building B', 'ste 300 1 market plaza bldg b'],
])('“%s” and “%s” are one door', (a, b) => {
  expect(isSamePlace(place(a), place(b))).toBe(true);
});

test.each([
  ['12 Elm St', '12 Elm Ave'],
  ['12 Elm St', '12 Elm St, Apt 4'],
  ['12 Elm St #4', '12 Elm St Apt 4'],
  ['12 Elm St Apt 4', '12 Elm St Ste 4'],
  ['12 Elm St', '12 Elms St'],
  ['121/2 Elm St', '12½ Elm St'],
  ['Saint Elm 4', 'St Elm 4'],
  ['Strasse 5', 'Hauptstr 5'],
])('“%s” and “%s” are two doors', (a, b) => {
  expect(isSamePlace(place(a), place(b))).toBe(false);
});

test('a postcode that the address repeats is no part of it, and one that it lacks tells nothing', () => {
  expect(placeForm(place('12 Elm St, 97201', '97201'))).toEqual({ address: '12 elm st', postcode: '97201' });
  expect(placeForm(place('1 Mill Ln SW1A 1AA', 'sw1a1aa'))).toEqual({ address: '1 mill ln', postcode: 'SW1A1AA' });
  expect(placeForm(place('97201', '97201')).address).toBe('97201');
  expect(isSamePlace(place('12 Elm St 97201', '97201'), place('12 Elm St'))).toBe(true);
});

test('a normal form is its own normal form, and each of its words stands for its spellings', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.option(fc.string()), (address, postcode) => {
      const form = placeForm({ address, postcode });
      expect(placeForm({ address: form.address, postcode: form.postcode })).toEqual(form);
      for (const word of addressWords(address)) {
        for (const spelling of spellingsOf(word)) expect(addressWords(spelling)).toEqual([word]);
      }
    }),
  );
});

test.each([
  ['zoe@example.com', 'email', 'zoe@example.com'],
  ['Zoë Müller <Zoe@Example.com>', 'email', 'zoe@example.com'],
  ['+1 (503) 555-0100', 'phone', '15035550100'],
  ['001 503 555 0100', 'phone', '15035550100'],
  ['Tel. 503-555-0100', 'phone', '5035550100'],
  ['ZOË  Müller', 'name', 'zoe muller'],
  ['Unit 12', 'name', 'unit 12'],
  ['12345', 'name', '12345'],
])('“%s” is known by %s as “%s”', (text, kind, form) => {
  expect(customerForm(text)).toEqual({ kind, form });
});

test('a customer’s forms are all of name and contact, a name with a comma in it is one name, and nobody is nobody', () => {
  expect(customerForms('Doe, Jane', 'jane@example.com; 503 555 0100, home')).toEqual([
    { kind: 'email', form: 'jane@example.com' },
    { kind: 'name', form: 'doe jane' },
    { kind: 'phone', form: '5035550100' },
  ]);
  expect(customerForms(null, null)).toEqual([]);
  expect(customerForms('–', ' / ')).toEqual([]);
  expect(customerForm('…')).toBeNull();
});
