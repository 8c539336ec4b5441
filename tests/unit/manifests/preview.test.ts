import { expect, test } from 'vitest';
import { type PreviewManifestOptions, previewManifest } from '#core/manifests/previewManifest.ts';
import { importPreviewSchema } from '#shared/importing.ts';
import { portland, writeManifest } from './reading.ts';

async function preview(content: string | Uint8Array, options: Partial<PreviewManifestOptions> = {}) {
  const path = await writeManifest(content);
  const result = await previewManifest(path, { timeZone: portland, profiles: [], ...options });
  if (result.ok) importPreviewSchema.parse({ ...result.preview, uploadId: '0'.repeat(64) });
  return result;
}

const rows = Array.from(
  { length: 30 },
  (_, index) => `2026-11-2${index % 2};R${index % 3};S${index};T${index};delivered;`,
);
const table = `date;route;stop;tracking id;status;\n${rows.join('\n')}\n2026-11-21;R1;S1;T99;wat;\n`;

test('a preview shows kind, columns, first rows, totals, dates and problems', async () => {
  const result = await preview(table, { fileName: 'Routes.csv' });
  expect(result).toMatchObject({
    ok: true,
    preview: {
      fileName: 'Routes.csv',
      kind: 'csv',
      encoding: 'UTF-8',
      delimiter: ';',
      headers: ['date', 'route', 'stop', 'tracking id', 'status', 'column 6'],
      mapping: {
        date: 'service_date',
        route: 'route',
        stop: 'stop',
        'tracking id': 'tracking_id',
        status: 'status',
        'column 6': null,
      },
      profile: null,
      lacking: [],
      totals: { rows: 31, good: 30, bad: 1, routes: 6, stops: 30, packages: 30 },
      dates: ['2026-11-20', '2026-11-21'],
      problems: [{ file: 'Routes.csv', line: 32, column: 'status' }],
      problemsTotal: 1,
    },
  });
  expect(result.ok && result.preview.sampleRows).toHaveLength(20);
  expect(result.ok && result.preview.sampleRows[0]).toEqual(['2026-11-20', 'R0', 'S0', 'T0', 'delivered', '']);
});

test('a table that lacks columns is shown, so that they can be chosen', async () => {
  const text = 'when,van,scan\n2026-11-21,R1,T1\n';
  const result = await preview(text);
  expect(result).toMatchObject({
    ok: true,
    preview: {
      lacking: ['route', 'tracking_id', 'service_date'],
      sampleRows: [['2026-11-21', 'R1', 'T1']],
      problemsTotal: 1,
    },
  });
  const mended = await preview(text, { mapping: { when: 'service_date', van: 'route', scan: 'tracking_id' } });
  expect(mended).toMatchObject({ ok: true, preview: { lacking: [], totals: { good: 1 }, problems: [] } });
});

test('dates that can’t be told are shown first, and the chosen date settles them', async () => {
  const text = 'date,route,tracking_id\n03/04/2026,R1,T1\n';
  expect(await preview(text)).toMatchObject({
    ok: true,
    preview: { totals: { good: 0 }, problems: [{ message: expect.stringContaining('03/04/2026') }] },
  });
  expect(await preview(text, { serviceDate: '2026-03-04' })).toMatchObject({
    ok: true,
    preview: { dates: ['2026-03-04'], problems: [] },
  });
});

test('JSON is shown in our own columns', async () => {
  const result = await preview(
    JSON.stringify({
      porchlight: 1,
      serviceDate: '2026-11-21',
      timeZone: 'UTC',
      routes: [
        {
          route: 'R1',
          stops: [
            {
              stop: 'S1',
              address: 'x',
              packages: [{ trackingId: 'T1', status: 'delivered', completedAt: '2026-11-21T10:00:00Z' }],
            },
          ],
        },
      ],
    }),
  );
  expect(result).toMatchObject({
    ok: true,
    preview: { kind: 'porchlight-json', delimiter: null, totals: { routes: 1, stops: 1, packages: 1 } },
  });
  expect(result.ok && result.preview.sampleRows).toEqual([
    ['2026-11-21', 'R1', 'S1', '', 'x', 'T1', 'delivered', '2026-11-21T10:00:00.000Z', ''],
  ]);
});

test('Amazon patches are counted and shown', async () => {
  const result = await preview('{"R":{"AD":{"P1":{"scan_status":"DELIVERED"},"P2":{"scan_status":"REJECTED"}}}}');
  expect(result).toMatchObject({
    ok: true,
    preview: { kind: 'amazon-package-data', totals: { routes: 1, stops: 1, packages: 2 }, dates: [] },
  });
});

test('a file that is no table is refused with its reason', async () => {
  expect(await preview('')).toMatchObject({ ok: false, code: 'empty' });
  expect(await preview('just some words')).toMatchObject({ ok: false, code: 'not-a-manifest' });
  expect(await preview(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).toMatchObject({ ok: false, code: 'unreadable' });
  expect(await previewManifest('no/such/file.csv', { timeZone: portland, profiles: [] })).toMatchObject({
    ok: false,
    code: 'unreadable',
  });
});
