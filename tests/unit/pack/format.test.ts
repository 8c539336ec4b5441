import { expect, test } from 'vitest';
import { groupedFingerprint, packedPictureSchema, packPathSchema, packPaths, readFingerprint } from '#pack/format.ts';

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
