import { expect, test } from 'vitest';
import { readSidecar } from '#core/manifests/sidecar.ts';
import { at, portland, writeManifest } from './reading.ts';

const options = { timeZone: portland };
const readText = (text: string) => readSidecar(Buffer.from(text), options);

test('everything a sidecar may say is read', async () => {
  const text =
    '{"trackingId":"TBA1","route":"R104","stop":"S1","takenAt":"2026-11-21T14:35:22-08:00","latitude":45.5,"longitude":-122.6,"driver":"D-117","deviceId":"pixel-9","note":"dog","weather":{"rain":true}}';
  const expected = {
    ok: true,
    sidecar: {
      trackingId: 'TBA1',
      route: 'R104',
      stop: 'S1',
      takenAt: at('2026-11-21T14:35:22-08:00'),
      latitude: 45.5,
      longitude: -122.6,
      driver: 'D-117',
      deviceId: 'pixel-9',
      note: 'dog',
    },
    ignored: [],
  };
  expect(await readText(text)).toEqual(expected);
  expect(await readSidecar(await writeManifest(text, 'photo.jpg.json'), options)).toEqual(expected);
  expect(await readSidecar(Buffer.from(`\ufeff${text}`, 'utf16le'), options)).toEqual(expected);
});

test('a time without zone is the depot’s; an epoch is read by its magnitude', async () => {
  expect(await readText('{"takenAt":"2026-11-21T14:35:22"}')).toMatchObject({
    sidecar: { takenAt: at('2026-11-21T14:35:22-08:00') },
  });
  expect(await readText('{"takenAt":1795300522}')).toMatchObject({ sidecar: { takenAt: 1795300522000 } });
});

test('a tracking id written as a number keeps all its digits', async () => {
  expect(await readText('{"trackingId":12345678901234567890123,"stop":7}')).toMatchObject({
    sidecar: { trackingId: '12345678901234567890123', stop: '7' },
  });
});

test('what can’t be read is left out and told; the rest holds', async () => {
  const result = await readText(
    '{"trackingId":{"a":1},"route":null,"takenAt":"yesterday","latitude":99,"longitude":5,"stop":"S1","latitude":NaN}',
  );
  expect(result).toMatchObject({ ok: true, sidecar: { stop: 'S1' } });
  expect(result.ok && result.ignored).toEqual([
    'takenAt: found “yesterday”; expected a time such as 2026-11-21T14:35:00-08:00.',
  ]);
  expect(result.ok && Object.keys(result.sidecar)).toEqual(['stop']);
  expect(await readText('{"latitude":0,"longitude":0}')).toEqual({ ok: true, sidecar: {}, ignored: [] });
  expect(await readText('{"latitude":95,"longitude":0}')).toMatchObject({
    sidecar: {},
    ignored: [expect.stringContaining('latitude')],
  });
});

test.each([
  ['empty', ''],
  ['half-written', '{"trackingId":"TBA'],
  ['unreadable', '{"trackingId" "TBA1"}'],
  ['not-a-sidecar', '["TBA1"]'],
  ['not-a-sidecar', '"TBA1"'],
  ['not-a-sidecar', ' '.repeat(2_000_000)],
])('a sidecar that is %s is a value with a sentence', async (code, text) => {
  const result = await readText(text);
  expect(result).toMatchObject({ ok: false, code });
  expect(!result.ok && result.message).toMatch(/\.$/);
});

test('a sidecar that went away is a value', async () => {
  expect(await readSidecar('no/such/file.json', options)).toEqual({
    ok: false,
    code: 'unreadable',
    message: 'The file is not there any more.',
  });
});
