import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CsvRecord, readRecords } from '#core/manifests/csvRecords.ts';
import { createNotANumberFilter } from '#core/manifests/notANumber.ts';
import { readSidecar } from '#core/manifests/sidecar.ts';
import { portland, read } from './reading.ts';

const start = Buffer.from('service_date,route,tracking_id,address\n2026-11-21,R1,T1,');
const json = Buffer.from(
  '{"porchlight":1,"serviceDate":"2026-11-21","timeZone":"UTC","routes":[{"route":"R1","stops":[',
);

test('whatever bytes a file holds, the answer is a value with a sentence', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(Buffer.alloc(0), start, json, Buffer.from('{"R":{"actual":')),
      fc.uint8Array({ maxLength: 2000 }),
      async (before, bytes) => {
        const { result } = await read(Buffer.concat([before, bytes]));
        if (!result.ok) expect(result.message).toMatch(/\.$/);
        const sidecar = await readSidecar(Buffer.concat([before, bytes]), { timeZone: portland });
        if (!sidecar.ok) expect(sidecar.message).toMatch(/\.$/);
      },
    ),
    { numRuns: 150 },
  );
});

test('bare NaN is found outside strings only, whatever the strings hold and wherever the pieces are cut', () => {
  const value = fc.oneof(
    fc.string({ unit: fc.constantFrom('N', 'a', '"', '\\', '-', 'Infinity', ' ') }),
    fc.constant(null),
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 12 }), fc.integer({ min: 1, max: 9 }), (values, size) => {
      const written = `[${values.map((each) => (each === null ? 'NaN' : JSON.stringify(each))).join(',')}]`;
      const filter = createNotANumberFilter();
      let text = '';
      for (let index = 0; index < written.length; index += size)
        text += filter.write(written.slice(index, index + size));
      expect(JSON.parse(text + filter.end())).toEqual(values);
    }),
    { numRuns: 500 },
  );
});

test('whatever text the cells hold, rows and problems together are all the rows', async () => {
  const character = fc.constantFrom(...'a1 "\',;\t\n=<-/:.é😀');
  const text = fc.string({ unit: character, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(text, { minLength: 6, maxLength: 6 }), { maxLength: 20 }), async (rows) => {
      const { result } = await read(
        `service_date,route,tracking_id,status,completed_at,latitude\n${stringify(rows, { quoted: true })}`,
      );
      const filled = rows.filter((cells) => cells.some((cell) => cell.trim() !== ''));
      expect(result.summary?.rows).toBe(filled.length);
    }),
    { numRuns: 60 },
  );
});

test('what we write as CSV reads back as it was', async () => {
  const word = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .map((text) => `x${text.normalize('NFC').replace(/[\r\0\p{Cs}]/gu, '')}x`);
  const row = fc.record({ route: word, stop: word, address: word, customer: word });
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 30 }),
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n'),
      async (records, delimiter, record_delimiter) => {
        const numbered = records.map((each, index) => ({
          service_date: '2026-11-21',
          tracking_id: `T${index}`,
          ...each,
        }));
        const { rows, problems } = await read(
          stringify(numbered, { header: true, delimiter, record_delimiter, bom: true }),
        );
        expect(problems).toEqual([]);
        expect(rows.map(({ route, stop, address, customer }) => ({ route, stop, address, customer }))).toEqual(records);
      },
    ),
    { numRuns: 80 },
  );
});

test('cells are cut as csv-parse cuts them, wherever the quotes stand', async () => {
  const line = fc.string({ unit: fc.constantFrom('"', '"', ',', 'a', ' ', 'é'), maxLength: 14 });
  const cell = fc.string({ unit: fc.constantFrom('"', ',', 'a', '\n', ' '), maxLength: 5 });
  const sound = fc
    .array(cell, { minLength: 1, maxLength: 4 })
    .map((cells) => cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(','));
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(line, sound), async (text) => {
      const records: CsvRecord[] = [];
      for await (const batch of readRecords(piecesOf(`${text}\n`), ',')) records.push(...batch);
      if (records.length !== 1 || records[0]?.fault !== null) return;
      expect(parse(text, { relax_quotes: true, relax_column_count: true })).toEqual([records[0].cells]);
      compared++;
    }),
    { numRuns: 2000 },
  );
  expect(compared).toBeGreaterThan(1000);
});

async function* piecesOf(text: string) {
  yield text;
}
