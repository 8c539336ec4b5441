import { expect, test } from 'vitest';
import { MOST_PROBLEMS } from '#core/manifests/collector.ts';
import { at, read, readCell, readFrom, writeManifest } from './reading.ts';

const header = 'service_date,route,stop,tracking_id,status,completed_at';

test('a plain table gives one row a package, with everything that stands in it', async () => {
  const { result, rows } = await read(
    [
      'service_date,route,driver,driver_name,stop,sequence,address,postcode,latitude,longitude,customer,contact,tracking_id,status,completed_at,left_at,window_start,window_end,confidential,opted_out',
      '2026-11-21,R104,D-117,Sam Smith,S41,41,12 Elm St,97201,45.51,-122.67,Ada,ada@example.org,TBA1,DELIVERED,2026-11-21T14:32:00,Front door,12:00,16:00,no,yes',
    ].join('\n'),
  );
  expect(result.ok).toBe(true);
  expect(rows).toEqual([
    {
      line: 2,
      serviceDate: '2026-11-21',
      route: 'R104',
      driver: 'D-117',
      driverName: 'Sam Smith',
      stop: 'S41',
      sequence: 41,
      address: '12 Elm St',
      postcode: '97201',
      latitude: 45.51,
      longitude: -122.67,
      customer: 'Ada',
      contact: 'ada@example.org',
      trackingId: 'TBA1',
      outcome: 'delivered',
      completedAt: at('2026-11-21T14:32:00-08:00'),
      handover: 'doorstep',
      leftAt: 'Front door',
      windowStart: at('2026-11-21T12:00:00-08:00'),
      windowEnd: at('2026-11-21T16:00:00-08:00'),
      confidential: false,
      optedOut: true,
    },
  ]);
});

test('line breaks inside quotes do not shift the line numbers of the rows after them', async () => {
  for (const lineBreak of ['\n', '\r\n', '\r']) {
    const text = [
      'service_date,route,tracking_id,address,status',
      '2026-11-21,R1,T1,"12 Elm St\nUnit 3\nBack",delivered',
      '',
      '2026-11-21,R1,T2,"5 Oak\n",delivered',
      '2026-11-21,R1,T3,x,lost in space',
    ].join('\n');
    const { rows, problems } = await read(text.replaceAll('\n', lineBreak));
    expect(rows.map(({ line, address }) => [line, address])).toEqual([
      [2, '12 Elm St\nUnit 3\nBack'],
      [6, '5 Oak'],
    ]);
    expect(problems).toMatchObject([{ line: 8, column: 'status' }]);
  }
});

test('a bad row never sinks the file: it is told with line, column, what was found and what was expected', async () => {
  const { result, rows, problems } = await read(
    [
      header,
      '2026-11-21,R1,1,T1,delivered,',
      '2026-13-41,R1,2,T2,delivered,',
      '2026-11-21,,3,T3,delivered,',
      '2026-11-21,R1,4,,delivered,',
      '2026-11-21,R1,5,T5,exploded,',
      '2026-11-21,R1,6,T6,delivered,yesterday',
      '2026-11-21,R1,7,T7,delivered,',
    ].join('\n'),
  );
  expect(result).toMatchObject({ ok: true, summary: { rows: 7, good: 3, bad: 4, problemsTotal: 5 } });
  expect(rows.map((row) => row.trackingId)).toEqual(['T1', 'T6', 'T7']);
  expect(problems).toEqual([
    { line: 3, column: 'service_date', message: 'Found “2026-13-41”; expected a date such as 2026-11-21.' },
    { line: 4, column: 'route', message: 'Found nothing; expected a route code.' },
    { line: 5, column: 'tracking_id', message: 'Found nothing; expected a tracking id.' },
    {
      line: 6,
      column: 'status',
      message: 'Found “exploded”; expected delivered, attempted, rejected, returned, cancelled or pending.',
    },
    {
      line: 7,
      column: 'completed_at',
      message: 'Found “yesterday”; expected a time such as 2026-11-21T14:35:00 or 2026-11-21T14:35:00-08:00.',
    },
  ]);
});

test.each([
  ['latitude', '999'],
  ['latitude', 'north'],
  ['longitude', '-181'],
  ['sequence', 'first'],
  ['confidential', 'perhaps'],
  ['window_start', 'noonish'],
  ['completed_at', '2026-11-21'],
])('a %s of “%s” leaves that cell empty and is told; the package stays', async (column, cell) => {
  const { row, problems } = await readCell(column, cell);
  expect(row).toMatchObject({ trackingId: 'TBA1', latitude: null, longitude: null, sequence: null, completedAt: null });
  expect(problems).toMatchObject([{ line: 2, column, message: expect.stringContaining(`Found “${cell}”; expected`) }]);
});

test('empty rows below a table, as spreadsheets export them, are no rows', async () => {
  const { result } = await read(`${header}\n2026-11-21,R1,1,T1,delivered,\n,,,,,\n" ",,,,,\n`);
  expect(result.summary).toMatchObject({ rows: 1, good: 1, problemsTotal: 0 });
});

test('a stray quote costs one row, not the rest of the file', async () => {
  const { rows, problems } = await read(
    [
      header,
      '2026-11-21,R1,1,T1,delivered,',
      '2026-11-21,R1,"2,T2,delivered,',
      '2026-11-21,R1,3,T3,delivered,',
      '',
    ].join('\n'),
  );
  expect(rows.map((row) => row.trackingId)).toEqual(['T1', 'T3']);
  expect(problems).toMatchObject([{ line: 3, message: expect.stringContaining('quote opens in this row') }]);
});

test('two stray quotes far apart do not swallow the rows between them', async () => {
  const row = (id: number, address: string) => `2026-11-21,R1,${id},T${id},delivered,,${address}`;
  const { rows, problems } = await read(
    [
      `${header},address`,
      row(1, 'x'),
      row(2, '"oops'),
      row(3, 'y'),
      row(4, '"12 Elm, rear"'),
      row(5, '"again'),
      row(6, 'z'),
    ].join('\n'),
  );
  expect(rows.map((each) => [each.trackingId, each.address])).toEqual([
    ['T1', 'x'],
    ['T3', 'y'],
    ['T4', '12 Elm, rear'],
    ['T6', 'z'],
  ]);
  expect(problems.map((problem) => problem.line)).toEqual([3, 6]);
});

test('a quote in the middle of a value is only a character', async () => {
  const { row } = await readCell('address', '');
  expect(row?.address).toBe('');
  const { rows } = await read(
    'service_date,route,tracking_id,address\n2026-11-21,R1,T1,5" pipe lane\n2026-11-21,R1,T2,"say ""hi"""\n',
  );
  expect(rows.map((each) => each.address)).toEqual(['5" pipe lane', 'say "hi"']);
});

test('a row with more cells than the header is told, because its values may stand in the wrong columns', async () => {
  const { rows, problems } = await read(
    `${header}\n2026-11-21,R1,1,T1,delivered,,,\n2026-11-21,R1,1,Elm St,T2,delivered,,x\n`,
  );
  expect(rows.map((row) => row.trackingId)).toEqual(['T1']);
  expect(problems).toMatchObject([
    { line: 3, column: null, message: expect.stringContaining('Found 8 cells; expected 6') },
  ]);
});

test('a table cut off in the middle of its last row keeps the rows before it', async () => {
  for (const end of ['2026-11-21,R1,2,TB', '2026-11-21,R1,2,"TB']) {
    const { result, rows, problems } = await read(`${header}\n2026-11-21,R1,1,T1,delivered,\n${end}`);
    expect(result.ok).toBe(true);
    expect(rows.map((row) => row.trackingId)).toEqual(['T1']);
    expect(problems).toMatchObject([{ line: 3, message: expect.stringContaining('still be arriving') }]);
  }
});

test('formulas and markup are text', async () => {
  for (const cell of ['=cmd()', '+1', '@SUM(A1)', '<script>alert(1)</script>', '{{x}}']) {
    expect((await readCell('customer', cell)).row?.customer).toBe(cell);
  }
});

test('a required column that is missing is named, with the columns that are there', async () => {
  const { result } = await read('date,route,address,status\n2026-11-21,R1,x,delivered\n');
  expect(result).toMatchObject({ ok: false, code: 'lacking-columns' });
  expect(!result.ok && result.message).toContain('“tracking_id”');
  expect(!result.ok && result.message).toContain('date, route, address, status');
});

test('a table about something else is no manifest', async () => {
  for (const text of [
    'Transporter Id,Opportunities,Success,Bypass,Rejects\nA1,10,9,0,1\n',
    'name,email\nAda,ada@example.org\n',
    'just a line of text\nand another',
    'id,name,date\n1,x,2026-11-21\n',
  ]) {
    expect((await read(text)).result).toMatchObject({ ok: false, code: 'not-a-manifest' });
  }
});

test('without a date column the date chosen for the file holds', async () => {
  const text = 'route,tracking_id,status\nR1,T1,delivered\n';
  expect((await read(text)).result).toMatchObject({ ok: false, code: 'lacking-columns' });
  expect((await read(text, { serviceDate: '2026-11-21' })).rows).toMatchObject([{ serviceDate: '2026-11-21' }]);
});

test('without a date at all the day is the one on which everything was delivered', async () => {
  const { rows } = await read('route,tracking_id,completed_at\nR1,T1,2026-11-22T05:30:00Z\nR1,T2,\n');
  expect(rows.map((row) => row.serviceDate)).toEqual(['2026-11-21', '2026-11-21']);
});

test('without a date, a row that was never delivered is told when the file speaks of several days', async () => {
  const { rows, problems } = await read(
    'route,tracking_id,completed_at\nR1,T0,\nR1,T1,2026-11-21T12:00\nR1,T2,2026-11-22T12:00\n',
  );
  expect(rows.map((row) => row.serviceDate)).toEqual(['2026-11-21', '2026-11-22']);
  expect(problems).toMatchObject([{ line: 2, column: 'service_date' }]);
});

test('the same package at two stops of one route is told, and stands where it stood first', async () => {
  const { rows, problems } = await read(
    [
      header,
      '2026-11-21,R1,1,T1,delivered,',
      '2026-11-21,R1,2,T1,delivered,',
      '2026-11-21,R2,2,T1,delivered,',
      '2026-11-21,R1,1,T1,delivered,',
    ].join('\n'),
  );
  expect(rows.map(({ route, stop }) => `${route}/${stop}`)).toEqual(['R1/1', 'R2/2', 'R1/1']);
  expect(problems).toMatchObject([{ line: 3, column: 'tracking_id', message: expect.stringContaining('line 2') }]);
});

test('of very many problems all are counted and the first thousand kept', async () => {
  const { result } = await read(`${header}\n${'2026-11-21,R1,1,T1,nonsense,\n'.repeat(2500)}`);
  expect(result.summary).toMatchObject({ rows: 2500, bad: 2500, problemsTotal: 2500 });
  expect(result.summary?.problems).toHaveLength(MOST_PROBLEMS);
});

test('rows come in batches of at most 500', async () => {
  const rows = Array.from({ length: 1201 }, (_, index) => `2026-11-21,R1,${index},T${index},delivered,`);
  const { batches } = await read([header, ...rows].join('\n'));
  expect(Math.max(...batches)).toBe(500);
  expect(batches.reduce((sum, size) => sum + size, 0)).toBe(1201);
});

test('reading stops when it is told to', async () => {
  const path = await writeManifest(`${header}\n${'2026-11-21,R1,1,T1,delivered,\n'.repeat(5000)}`);
  const before = await readFrom(path, { signal: AbortSignal.abort() });
  expect(before.result).toMatchObject({ ok: false, code: 'cancelled' });
  expect(before.rows).toEqual([]);
});

test('rows without a status are pending, or delivered when they have a time', async () => {
  const { rows } = await read(`${header}\n2026-11-21,R1,1,T1,,\n2026-11-21,R1,2,T2,,14:30\n`);
  expect(rows.map((row) => row.outcome)).toEqual(['pending', 'delivered']);
});

test('a position of 0,0 is no position', async () => {
  const { rows } = await read(
    'service_date,route,tracking_id,lat,lng\n2026-11-21,R1,T1,0,0\n2026-11-21,R1,T2,"45,5","-122,6"\n',
  );
  expect(rows).toMatchObject([
    { latitude: null, longitude: null },
    { latitude: 45.5, longitude: -122.6 },
  ]);
});

test('a second line of the address is joined to the first', async () => {
  const { rows } = await read(
    'service_date,route,tracking_id,Address Line 1,Address Line 2\n2026-11-21,R1,T1,12 Elm St,Unit 3\n',
  );
  expect(rows).toMatchObject([{ address: '12 Elm St, Unit 3' }]);
});

test('a window that ends before it starts ends on the next day', async () => {
  const { rows } = await read('service_date,route,tracking_id,window_start,window_end\n2026-11-21,R1,T1,22:00,02:00\n');
  expect(rows).toMatchObject([{ windowStart: at('2026-11-21T22:00-08:00'), windowEnd: at('2026-11-22T02:00-08:00') }]);
});
