import { describe, expect, it } from 'vitest';
import { type Bounds, readNumber } from '#features/settings/typedNumber.ts';

const metres: Bounds = { min: 10, max: 100_000, wholeOnly: false, mayBeEmpty: false };

describe('a number typed into a setting', () => {
  it.each([
    ['500', 500],
    [' 500 ', 500],
    ['99.5', 99.5],
    ['99,5', 99.5],
    ['1,500', 1500],
    ['12,500.5', 12_500.5],
    ["1'500", 1500],
    ['1 500', 1500],
  ])('%s is read as people mean it', (text, value) => {
    expect(readNumber(text, metres)).toEqual({ ok: true, value });
  });

  it('0,250 is a quarter, not two hundred and fifty', () => {
    expect(readNumber('0,250', { ...metres, min: 0 })).toEqual({ ok: true, value: 0.25 });
  });

  it.each(['far', '5 m', '1e3', 'Infinity', '1..2', '0x10', '--5'])(
    '%s is no number, and the field says so',
    (text) => {
      expect(readNumber(text, metres)).toEqual({ ok: false, message: 'This isn’t a number.' });
    },
  );

  it('a number out of its bounds says what the bounds are', () => {
    expect(readNumber('5', metres)).toEqual({ ok: false, message: 'From 10 to 100,000.' });
    expect(readNumber('100001', metres)).toEqual({ ok: false, message: 'From 10 to 100,000.' });
    expect(readNumber('-20', metres)).toEqual({ ok: false, message: 'From 10 to 100,000.' });
  });

  it('an empty field means “automatic” only where that is offered', () => {
    expect(readNumber('  ', metres)).toEqual({ ok: false, message: 'A number is needed here.' });
    expect(readNumber('', { ...metres, mayBeEmpty: true })).toEqual({ ok: true, value: null });
  });

  it('half a worker can’t be asked for', () => {
    const workers: Bounds = { min: 1, max: 64, wholeOnly: true, mayBeEmpty: true };
    expect(readNumber('1.5', workers)).toEqual({ ok: false, message: 'A whole number is needed here.' });
  });
});
