import { expect, test } from 'vitest';
import { endingsOf, streetOf } from '#core/domain/deliveredTo.ts';

test.each([
  ['12 Elm St', null, '12 Elm St'],
  ['12 Elm St, Portland, OR 97201', '97201', '12 Elm St'],
  ['12 Elm St, Apt 4, Portland', null, '12 Elm St'],
  ['12 Elm St Apt 4', null, '12 Elm St'],
  ['12 Elm St #4', null, '12 Elm St'],
  ['Flat 3, 12 Elm Street, London SW1A 1AA', 'SW1A 1AA', '12 Elm Street'],
  ['Unit 7\n40 Dock Road', null, '40 Dock Road'],
  ['Calle Mayor, 12, 3º B, 28013 Madrid', '28013', 'Calle Mayor, 12'],
  ['Acme GmbH, Hauptstraße 5, 10115 Berlin', '10115', 'Acme GmbH, Hauptstraße 5'],
  ['Piso 2, Calle Mayor 12', null, 'Calle Mayor 12'],
  ['Rose Cottage', null, 'Rose Cottage'],
  ['  12   Elm St ,, ', null, '12 Elm St'],
  ['Apt 4', null, 'Apt 4'],
  ['שדרות רוטשילד 12, תל אביב', null, 'שדרות רוטשילד 12'],
  ['', '97201', ''],
])('of “%s” (postcode %s) a customer reads “%s”', (address, postcode, shown) => {
  expect(streetOf(address, postcode)).toBe(shown);
});

test('an address says no more than a street, however long it is', () => {
  expect(streetOf(`${'x'.repeat(10_000)}, Portland`, null)).toHaveLength(10_000);
});

test.each([
  [['TBA123456784821'], ['4821'], 0],
  [['TBA1', 'X', ''], ['A1'], 0],
  [['ABCDEF'], ['DEF'], 0],
  [Array.from({ length: 7 }, (_, i) => `TBA00000${i}`), ['0000', '0001', '0002', '0003', '0004'], 2],
])('of the parcels %j the ends %j are named', (ids, endings, more) => {
  expect(endingsOf(ids)).toEqual({ endings, more });
});
