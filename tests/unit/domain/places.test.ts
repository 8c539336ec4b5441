import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressWords, isSamePlace } from '#core/domain/places.ts';

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
