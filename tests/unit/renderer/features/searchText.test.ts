import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { DayOrder } from '#features/search/dayWords.ts';
import { dayOrderOf, readSearchText } from '#features/search/searchText.ts';

/** A Sunday. */
const today = '2026-11-22';
const read = (typed: string, order: DayOrder = null) => readSearchText(typed, { today, order });
const day = (date: string) => ({ from: date, to: date });

describe('days in the search box', () => {
  test.each([
    ['today', day('2026-11-22')],
    ['tonight', day('2026-11-22')],
    ['Yesterday', day('2026-11-21')],
    ['last 7 days', { from: '2026-11-16', to: '2026-11-22' }],
    ['past two weeks', { from: '2026-11-09', to: '2026-11-22' }],
    ['this week', { from: '2026-11-16', to: '2026-11-22' }],
    ['last week', { from: '2026-11-09', to: '2026-11-15' }],
    ['this month', { from: '2026-11-01', to: '2026-11-30' }],
    ['last month', { from: '2026-10-01', to: '2026-10-31' }],
    ['february 2024', { from: '2024-02-01', to: '2024-02-29' }],
    ['2026-11-20', day('2026-11-20')],
    ['2026-11-01..2026-11-07', { from: '2026-11-01', to: '2026-11-07' }],
    ['2026-11-07 to 2026-11-01', { from: '2026-11-01', to: '2026-11-07' }],
    ['2026-11-01 - 2026-11-07', { from: '2026-11-01', to: '2026-11-07' }],
    ['1 nov to 7 nov', { from: '2026-11-01', to: '2026-11-07' }],
    ['1 nov 2025 to 7 nov 2025', { from: '2025-11-01', to: '2025-11-07' }],
    ['since monday', { from: '2026-11-16', to: null }],
    ['2026-11-01..', { from: '2026-11-01', to: null }],
    ['until 20 nov', { from: null, to: '2026-11-20' }],
    ['..2026-11-07', { from: null, to: '2026-11-07' }],
    ['20 nov', day('2026-11-20')],
    ['20th November', day('2026-11-20')],
    ['Nov 20, 2025', day('2025-11-20')],
    ['nov 20', day('2026-11-20')],
    ['20.11.', day('2026-11-20')],
    ['20.11.25', day('2025-11-20')],
    ['20.11.2025', day('2025-11-20')],
    ['sunday', day('2026-11-22')],
    ['sat', day('2026-11-21')],
    ['on tuesday', day('2026-11-17')],
    ['last sunday', day('2026-11-15')],
    ['29 feb', day('2024-02-29')],
    ['24 december', day('2025-12-24')],
  ])('“%s” is understood', (typed, span) => {
    expect(read(typed)).toEqual({ text: '', days: { ...span, typed } });
  });

  test.each([
    ['elm st yesterday', 'elm st', 'yesterday'],
    ['yesterday elm st', 'elm st', 'yesterday'],
    ['R104 last 7 days missing', 'R104 missing', 'last 7 days'],
    ['  Elm   St  2026-11-20 ', 'Elm St', '2026-11-20'],
    ['12 Elm St 20 Nov', '12 Elm St', '20 Nov'],
  ])('“%s” looks for “%s” on those days', (typed, text, words) => {
    const found = read(typed);
    expect(found.text).toBe(text);
    expect(found.days?.typed).toBe(words);
  });

  test.each([
    '12 May St',
    '4 March Rd',
    'Sun Valley Rd',
    'Monday St',
    '31 nov',
    '30.02.',
    '2026-13-01',
    '12 1/2 Elm St',
    'TBA000123',
    'marsh',
    'last days',
    'suns',
  ])('“%s” stays words', (typed) => expect(read(typed, 'day-first')).toEqual({ text: typed, days: null }));

  it('takes 5/11 as the depot does, and leaves it alone where nobody knows', () => {
    expect(read('elm 5/11', 'day-first').days).toMatchObject(day('2026-11-05'));
    expect(read('elm 5/11', 'month-first').days).toMatchObject(day('2026-05-11'));
    expect(read('elm 5/11')).toEqual({ text: 'elm 5/11', days: null });
    expect(read('5/11/2025', 'month-first').days).toMatchObject(day('2025-05-11'));
  });

  it('needs no order where a number is above twelve', () => {
    expect(read('20/11').days).toMatchObject(day('2026-11-20'));
    expect(read('11/20').days).toMatchObject(day('2026-11-20'));
    expect(read('11/11').days).toMatchObject(day('2026-11-11'));
  });

  it('leaves words as words once somebody said so', () => {
    const words = new Set(['20 nov', 'until 20.11.']);
    expect(readSearchText('until 20.11.', { today, order: null }, words).days).toBeNull();
    expect(readSearchText('elm 20 Nov', { today, order: null }, words)).toEqual({ text: 'elm 20 Nov', days: null });
  });

  it('keeps every word that is no day, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (typed) => {
        const { text, days } = read(typed, 'day-first');
        const words = typed.trim().split(/\s+/).join(' ');
        if (days === null) expect(text).toBe(words);
        else expect(text.length + days.typed.length).toBeGreaterThanOrEqual(words.length - 1);
      }),
    );
  });
});

describe('the order of day and month', () => {
  test.each([
    ['America/Los_Angeles', 'month-first'],
    ['Europe/Berlin', 'day-first'],
    ['America/Sao_Paulo', 'day-first'],
    ['America/Toronto', null],
    ['UTC', null],
    ['Etc/GMT+3', null],
  ])('is that of %s: %s', (zone, order) => expect(dayOrderOf(zone)).toBe(order));
});
