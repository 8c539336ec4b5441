import { expect, test } from 'vitest';
import {
  groupedFingerprint,
  type Manifest,
  manifestSchema,
  packedPictureSchema,
  packFormat,
  packPathSchema,
  packPaths,
  packVersion,
  readFingerprint,
} from '#pack/format.ts';
import { manifestText } from '#pack/manifestText.ts';

test.each([...Object.values(packPaths), 'pictures/01.jpg', 'pictures/12-3.heic', 'files/letter_1.pdf'])(
  'a pack may hold %s',
  (path) => {
    expect(packPathSchema.safeParse(path).success).toBe(true);
  },
);

test.each([
  ['leads out of the folder', '../../x'],
  ['leads out half way', 'pictures/../x'],
  ['begins at the root', '/etc/passwd'],
  ['names a drive', 'C:/x'],
  ['has backslashes', 'pictures\\01.jpg'],
  ['hides', '.ssh'],
  ['ends with a dot, which Windows drops', 'pictures/01.jpg.'],
  ['is a folder', 'pictures/'],
  ['is empty', ''],
  ['has letters that look like others', 'pіctures/01.jpg'],
  ['has a line break', 'a\nb'],
  ['is endless', 'a'.repeat(201)],
])('a path that %s is none of a pack', (_what, path) => {
  expect(packPathSchema.safeParse(path).success).toBe(false);
});

const fingerprint = '3f2a91c0'.repeat(8);

test('a fingerprint is read as people write it', () => {
  expect(groupedFingerprint(fingerprint)).toMatch(/^3f2a 91c0 (.... ){13}91c0$/);
  for (const written of [
    fingerprint,
    fingerprint.toUpperCase(),
    groupedFingerprint(fingerprint),
    ` SHA256:${fingerprint}\n`.trim(),
    fingerprint.match(/../g)?.join(':') ?? '',
  ]) {
    expect(readFingerprint(written)).toBe(fingerprint);
  }
  for (const none of ['', 'abc', `${fingerprint}0`, fingerprint.replace('3', 'x')])
    expect(readFingerprint(none)).toBeNull();
});

test('a picture that is gone has no file in the pack, and every other one has', () => {
  const picture = { recordedSha256: fingerprint, path: 'pictures/01.jpg' };
  expect(packedPictureSchema.safeParse({ ...picture, standing: 'same' }).success).toBe(true);
  expect(packedPictureSchema.safeParse({ ...picture, standing: 'gone' }).success).toBe(false);
  expect(packedPictureSchema.safeParse({ ...picture, path: null, standing: 'erased' }).success).toBe(true);
  expect(packedPictureSchema.safeParse({ ...picture, path: null, standing: 'changed' }).success).toBe(false);
});

test('the manifest is JSON with a line for each file, whatever the depot is called', () => {
  const manifest: Manifest = {
    ...{
      format: packFormat,
      version: packVersion,
      packId: '7c1c7c0e-58b1-4a4c-9a53-4f1f5d1f0b11',
      claim: '"files": []',
    },
    ...{
      depot: '"pictures": [] $& "files": []',
      madeAt: '2026-11-20T20:10:00-08:00',
      variant: 'full',
      madeBy: 'Porchlight 0.1.0',
    },
    ...{ keyFingerprint: fingerprint, timeStamped: false },
    files: [
      { path: 'claim.json', bytes: 1, sha256: fingerprint, role: 'claim' },
      { path: 'ledger.json', bytes: 2, sha256: fingerprint, role: 'ledger' },
    ],
    pictures: [],
    ledger: { size: 1, root: fingerprint, head: fingerprint, entries: [1] },
  };
  const text = manifestText(manifest);
  expect(JSON.parse(text)).toEqual(manifest);
  expect(text.split('\n').filter((line) => line.includes('"role"'))).toHaveLength(2);
  expect(manifestSchema.parse(JSON.parse(text))).toEqual(manifest);
});
