import { Writable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CsvCell, neutralised, writeCsv } from '#core/exports/csvFile.ts';

async function written(rows: CsvCell[][]): Promise<string> {
  const chunks: Buffer[] = [];
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  await writeCsv(['a', 'b'], rows, out, new AbortController().signal);
  return Buffer.concat(chunks).toString('utf8');
}

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '  =1',
  '"=1',
  "'=1",
  '“=HYPERLINK("http://x")',
  '＝1+1',
  '＋1',
  '－1',
  '＠x',
  '\u00a0=1',
  '\ufeff=1',
  '|cmd',
])('%j is text to a spreadsheet, not a formula', (text) => {
  expect(neutralised(text).startsWith("'")).toBe(true);
});

test('ordinary words stay as they are', () => {
  for (const text of ['12 Elm St', 'D-117', 'O’Brien', 'a = b', 'ring twice - please', '']) {
    expect(neutralised(text)).toBe(text);
  }
});

test('no text of anybody begins a cell with what a spreadsheet calculates', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const cell = neutralised(text);
      expect(cell).not.toMatch(/^\s*[=+\-@\t\r＝＋－＠]/u);
      expect(cell).toMatch(/^[^\p{Cc}]*(\n[^\p{Cc}]*)*$/u);
    }),
  );
});

test('the file opens in Excel: BOM, CRLF, quoted commas, quotes and line breaks; numbers stay numbers', async () => {
  const text = await written([
    ['say "hi", please', -3],
    ['line one\r\nline two', 12],
    [null, 'x'.repeat(40_000)],
  ]);
  expect(text.startsWith('\ufeffa,b\r\n')).toBe(true);
  const rows = parse(text, { bom: true, columns: true }) as { a: string; b: string }[];
  expect(rows[0]).toEqual({ a: 'say "hi", please', b: '-3' });
  expect(rows[1]).toEqual({ a: 'line one\nline two', b: '12' });
  expect(rows[2]?.b).toHaveLength(32_000);
});
