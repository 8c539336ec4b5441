import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { chooseDelimiter, declaredDelimiter } from '#core/manifests/delimiters.ts';
import { read, readFrom, writeManifest } from './reading.ts';

const text = 'service_date,route,tracking_id,customer\n2026-11-21,R1,T1,Zoë Müller\n2026-11-21,R1,T2,Østergård\n';
const bigEndian = (value: string) => Buffer.from(value, 'utf16le').swap16();

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with BOM', Buffer.from(`\ufeff${text}`)],
  ['UTF-16 LE', Buffer.from(text, 'utf16le')],
  ['UTF-16 LE with BOM', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16 BE', bigEndian(text)],
  ['UTF-16 BE with BOM', bigEndian(`\ufeff${text}`)],
  ['Windows-1252', Buffer.from(text, 'latin1')],
])('a table in %s is read letter by letter', async (encoding, bytes) => {
  const { result, rows } = await read(bytes);
  expect(result.summary?.encoding).toBe(encoding);
  expect(result.summary?.headers[0]).toBe('service_date');
  expect(rows.map((row) => row.customer)).toEqual(['Zoë Müller', 'Østergård']);
});

test('the curly quotes and the euro of Windows-1252 come through', async () => {
  const bytes = Buffer.concat([
    Buffer.from('service_date,route,tracking_id,customer\n2026-11-21,R1,T1,'),
    Buffer.from([0x80, 0x20, 0x93, 0x9f, 0x94]),
  ]);
  expect((await read(bytes)).rows[0]?.customer).toBe('€ “Ÿ”');
});

test('letters cut by the border of a chunk stay whole', async () => {
  for (const encode of [(value: string) => Buffer.from(value), bigEndian]) {
    const long = `service_date,route,tracking_id,customer\n${Array.from({ length: 5000 }, (_, index) => `2026-11-21,R1,T${index},${['ü', '😀', 'é'].slice(index % 3).join('')}🚪`).join('\n')}`;
    const { rows } = await read(encode(long));
    expect(rows).toHaveLength(5000);
    expect(rows.filter((row) => row.customer?.includes('\ufffd'))).toEqual([]);
  }
});

test('one odd letter at the end of a large file makes it Windows-1252, not garbage', async () => {
  const many = `service_date,route,tracking_id,customer\n${'2026-11-21,R1,T1,Ada\n'.repeat(40_000)}`;
  const { result, rows } = await read(
    Buffer.concat([Buffer.from(many), Buffer.from('2026-11-21,R1,T1,Zo\xeb\n', 'latin1')]),
  );
  expect(result.summary?.encoding).toBe('Windows-1252');
  expect(rows.at(-1)?.customer).toBe('Zoë');
});

test.each([
  [',', 'date,route,tracking_id,address'],
  [';', 'date;route;tracking_id;address'],
  ['\t', 'date\troute\ttracking_id\taddress'],
])('a table parted by “%s” is told by its header', async (delimiter, headerLine) => {
  const row = ['2026-11-21', 'R1', 'T1', '"12 Elm St, Unit 3; rear, left"'].join(delimiter);
  const { result, rows } = await read(`${headerLine}\n${row}\n`);
  expect(result.summary?.delimiter).toBe(delimiter);
  expect(rows).toMatchObject([{ address: '12 Elm St, Unit 3; rear, left' }]);
});

test.each<[string, string[]]>([
  [';', ['a;b', 'x, y, z;1', 'x, y, z;2']],
  [',', ['a,b', '"x;y;z;w",1']],
  [',', ['"a;b;c;d",b,c']],
  ['\t', ['a\tb', '1,2,3\t4']],
  [',', ['one']],
  [',', []],
])('the delimiter “%s” is chosen by evidence outside quotes (%j)', (delimiter, lines) => {
  expect(chooseDelimiter(lines)).toBe(delimiter);
});

test('a sep= line of Excel is believed and not taken for the header', async () => {
  expect(declaredDelimiter('sep=;')).toBe(';');
  expect(declaredDelimiter('separate,route')).toBeNull();
  const { result, rows } = await read(
    'sep=;\r\ndate;route;tracking_id;status\r\n2026-11-21;R1;T1;wat\r\n2026-11-21;R1;T2;delivered\r\n',
  );
  expect(result.summary?.problems).toMatchObject([{ line: 3 }]);
  expect(rows).toMatchObject([{ line: 4, trackingId: 'T2' }]);
});

test('an empty file says so', async () => {
  for (const nothing of ['', '\n\n \r\n', '\ufeff']) {
    const { result } = await read(nothing);
    expect(result).toMatchObject({ ok: false, code: 'empty' });
    expect(!result.ok && result.message).toMatch(/\.$/);
  }
});

test.each([
  ['JPEG', [0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]],
  ['Excel', [0x50, 0x4b, 0x03, 0x04, 0x14, 0]],
  ['PDF', [...Buffer.from('%PDF-1.7\n')]],
  ['not text', [...createHash('sha512').update('a').digest(), 0, 1]],
])('a binary file called .csv is told for what it is: %s', async (word, bytes) => {
  const { result } = await read(Buffer.from(bytes));
  expect(result).toMatchObject({ ok: false, code: 'unreadable' });
  expect(!result.ok && result.message).toContain(word);
});

test('a file whose length is there before its content is half written', async () => {
  const padded = Buffer.concat([Buffer.from(text), Buffer.alloc(600_000)]);
  expect((await read(padded)).result).toMatchObject({ ok: false, code: 'half-written' });
  expect((await read(Buffer.alloc(4096))).result).toMatchObject({ ok: false, code: 'half-written' });
});

test('a header that is still being written is half written', async () => {
  expect((await read('service_date,route,stop,addr')).result).toMatchObject({ ok: false, code: 'half-written' });
});

test('a file that went away, or is a folder, is a sentence', async () => {
  const path = await writeManifest(text);
  expect((await readFrom(`${path}.gone`)).result).toMatchObject({
    ok: false,
    code: 'unreadable',
    message: 'The file is not there any more.',
  });
  expect((await readFrom(path.replace(/[^/\\]+$/, ''))).result).toMatchObject({ ok: false, code: 'unreadable' });
});
