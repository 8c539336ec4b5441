import { expect, test } from 'vitest';
import { createZoneClock, orderEvidence, parseDate, parseTime } from '#core/manifests/times.ts';
import { at, portland, read, readCell } from './reading.ts';

const clock = createZoneClock(portland);
const table = (...dates: string[]) =>
  `delivery date,route,tracking_id\n${dates.map((date, index) => `${date},R1,T${index}`).join('\n')}\n`;

test.each([
  ['2026-11-21'],
  ['2026/11/21'],
  ['2026-11-21T00:00:00'],
  ['2026-11-21T00:00:00Z'],
  ['2026-11-21 00:00'],
  ['20261121'],
  ['21.11.2026'],
  ['21/11/2026'],
  ['11/21/2026'],
  ['21-11-2026'],
  ['21 Nov 2026'],
  ['21-Nov-2026'],
  ['Nov 21, 2026'],
  ['November 21 2026'],
  ['Sat 21 Nov 2026'],
  ['1795300000'],
])('the service date “%s” is 21 November 2026', (text) => {
  expect(parseDate(text, null, clock)).toEqual({ ok: true, date: '2026-11-21' });
});

test.each([
  ['2026-02-30'],
  ['31/04/2026'],
  ['21/11/26'],
  ['0021-11-21'],
  ['soon'],
  ['2026-11'],
  ['20261141'],
  ['21 Foo 2026'],
  ['2026-11-21x'],
])('the service date “%s” is none', (text) => {
  expect(parseDate(text, 'day-first', clock)).toEqual({ ok: false, reason: 'unreadable' });
});

test.each([
  ['2026-11-21T14:35:22-08:00', '2026-11-21T22:35:22Z'],
  ['2026-11-21T14:35:22-0800', '2026-11-21T22:35:22Z'],
  ['2026-11-21T22:35:22Z', '2026-11-21T22:35:22Z'],
  ['2026-11-21 22:35:22 UTC', '2026-11-21T22:35:22Z'],
  ['2026-11-21T22:35:22.4567Z', '2026-11-21T22:35:22.456Z'],
  ['2026-11-21T14:35:22', '2026-11-21T22:35:22Z'],
  ['2026-11-21T14:35:22[America/Los_Angeles]', '2026-11-21T22:35:22Z'],
  ['2026-11-21 14:35', '2026-11-21T22:35:00Z'],
  ['2026-11-21 14:35:22,25', '2026-11-21T22:35:22.250Z'],
  ['20261121T143522', '2026-11-21T22:35:22Z'],
  ['20261121T223522Z', '2026-11-21T22:35:22Z'],
  ['11/21/2026 2:35 PM', '2026-11-21T22:35:00Z'],
  ['11/21/2026, 2:35:22 p.m.', '2026-11-21T22:35:22Z'],
  ['21/11/2026 14:35', '2026-11-21T22:35:00Z'],
  ['21.11.2026 14:35', '2026-11-21T22:35:00Z'],
  ['Nov 21, 2026 12:05 AM', '2026-11-21T08:05:00Z'],
  ['14:35', '2026-11-21T22:35:00Z'],
  ['2:35 pm', '2026-11-21T22:35:00Z'],
  ['2pm', '2026-11-21T22:00:00Z'],
  ['2026-07-21T14:35:22', '2026-07-21T21:35:22Z'],
])('the time “%s” is %s', (text, expected) => {
  expect(parseTime(text, null, clock, '2026-11-21')).toEqual({ ok: true, at: at(expected) });
});

test.each([
  ['seconds', '1795300522', 1795300522000],
  ['fractional seconds', '1795300522.125', 1795300522125],
  ['milliseconds', '1795300522125', 1795300522125],
  ['microseconds', '1795300522125000', 1795300522125],
  ['nanoseconds', '1795300522125000000', 1795300522125],
])('an epoch in %s is told by its magnitude', (_unit, text, expected) => {
  expect(parseTime(text, null, clock, null)).toEqual({ ok: true, at: expected });
});

test.each([
  ['25:00'],
  ['2026-11-21T24:10'],
  ['2026-11-21T12:61'],
  ['13:00 pm'],
  ['1.7953E+15'],
  ['12345'],
  ['99999999999999999999'],
  ['2026-11-21 14:35 PST'],
])('the time “%s” is none', (text) => {
  expect(parseTime(text, null, clock, '2026-11-21')).toMatchObject({ ok: false, reason: 'unreadable' });
});

test('a time in the hour that the change to summer time skips is moved on by that hour', () => {
  expect(parseTime('2026-03-08T02:30', null, clock, null)).toEqual({ ok: true, at: at('2026-03-08T03:30:00-07:00') });
});

test('a time in the hour that the change to winter time repeats is the earlier one', () => {
  expect(parseTime('2026-11-01T01:30', null, clock, null)).toEqual({ ok: true, at: at('2026-11-01T01:30:00-07:00') });
  expect(parseTime('2026-11-01T01:30-08:00', null, clock, null)).toEqual({
    ok: true,
    at: at('2026-11-01T01:30:00-08:00'),
  });
});

test.each<[string, ReturnType<typeof orderEvidence>]>([
  ['21/11/2026', 'day-first'],
  ['11/21/2026', 'month-first'],
  ['04/03/2026 10:00', 'either'],
  ['04-03-2026', 'either'],
  ['04/04/2026', null],
  ['04.03.2026', null],
  ['2026-03-04', null],
  ['', null],
])('“%s” speaks for %s', (text, evidence) => {
  expect(orderEvidence(text)).toBe(evidence);
});

test('one date with a day above 12 settles d/m/Y for every row, also those before it', async () => {
  const { rows } = await read(table('03/04/2026', '05/04/2026', '25/04/2026'));
  expect(rows.map((row) => row.serviceDate)).toEqual(['2026-04-03', '2026-04-05', '2026-04-25']);
});

test('one date with a day above 12 settles m/d/Y for every row, even when it is the last of thousands', async () => {
  const { rows } = await read(table(...Array<string>(3000).fill('03/04/2026'), '03/25/2026'));
  expect(rows[0]?.serviceDate).toBe('2026-03-04');
  expect(rows.at(-1)?.serviceDate).toBe('2026-03-25');
});

test('dates that may be either are an error that says so and names one', async () => {
  const { result } = await read(table('03/04/2026', '05/04/2026'));
  expect(result).toMatchObject({ ok: false, code: 'ambiguous-dates' });
  expect(!result.ok && result.message).toContain('“03/04/2026”, which may be day/month or month/day');
});

test('a file that mixes both orders is an error that shows both', async () => {
  const { result } = await read(table('03/04/2026', '25/04/2026', '04/25/2026'));
  expect(result).toMatchObject({ ok: false, code: 'ambiguous-dates' });
  expect(!result.ok && result.message).toContain('line 4');
});

test('the service date chosen by the supervisor settles dates that may be either', async () => {
  const { rows } = await read(table('03/04/2026'), { serviceDate: '2026-04-03' });
  expect(rows).toMatchObject([{ serviceDate: '2026-04-03' }]);
});

test('a known service date settles the order of the times beside it', async () => {
  const { row } = await readCell('delivered at', '11/12/2026 14:30', { serviceDate: null });
  expect(row?.completedAt).toBeNull();
  const { rows } = await read('service_date,route,tracking_id,delivered at\n2026-12-11,R1,T1,11/12/2026 14:30\n');
  expect(rows).toMatchObject([{ completedAt: at('2026-12-11T14:30-08:00') }]);
});

test('a time that may be either does not sink a file whose service dates are plain', async () => {
  const { result, row, problems } = await readCell('completed_at', '11/12/2026 14:30');
  expect(result.ok).toBe(true);
  expect(row).toMatchObject({ completedAt: null });
  expect(problems).toMatchObject([
    { column: 'completed_at', message: expect.stringContaining('day/month or month/day') },
  ]);
});

test('a date that says the wrong order for its file is a row problem', async () => {
  const { rows, problems } = await read(table('25/04/2026', '2026-04-25', '03/04/2026'));
  expect(rows).toHaveLength(3);
  expect(problems).toEqual([]);
});
