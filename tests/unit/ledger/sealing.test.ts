import { createSecretKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { newKey as newKeyBytes, seal, unseal } from '#core/ledger/sealing.ts';

const newKey = () => createSecretKey(newKeyBytes());

test('a sealed text opens with its key, in its place, and with nothing else', () => {
  const key = newKey();
  const box = seal('Mrs Miller, 12 Elm St 📦', key, 'entry 1, note');
  expect(box).not.toContain('Miller');
  expect(unseal(box, key, 'entry 1, note')).toBe('Mrs Miller, 12 Elm St 📦');
  expect(unseal(box, newKey(), 'entry 1, note')).toBeNull();
  expect(unseal(box, key, 'entry 2, note')).toBeNull();
});

test('an empty note is a note', () => {
  const key = newKey();
  expect(unseal(seal('', key, ''), key, '')).toBe('');
});

test('the same text never seals alike, so equal notes can’t be told from outside', () => {
  const key = newKey();
  expect(seal('Dog', key, '')).not.toBe(seal('Dog', key, ''));
});

test('of thousands of texts and keys no two begin with the same random bytes', () => {
  const key = newKey();
  const nonces = Array.from({ length: 2000 }, () => seal('Dog', key, '').slice(0, 16));
  const keys = Array.from({ length: 500 }, () => newKeyBytes().toString('hex'));
  expect(new Set(nonces).size).toBe(2000);
  expect(new Set(keys).size).toBe(500);
  expect(new Set(keys.map((bytes) => bytes.length))).toEqual(new Set([64]));
});

test.each(['', 'no box at all', 'AAAA', 'A'.repeat(100)])('damaged bytes %j open to nothing', (box) => {
  expect(unseal(box, newKey(), '')).toBeNull();
});
