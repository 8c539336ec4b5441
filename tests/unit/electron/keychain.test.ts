import { beforeEach, expect, test, vi } from 'vitest';
import { systemKeychain } from '#main/electron/keychain.ts';
import { fake, resetFake } from '#tests/unit/electron/fakeElectron.ts';

vi.mock('electron', async () => (await import('#tests/unit/electron/fakeElectron.ts')).electronModule());

beforeEach(() => resetFake(''));

test('what safeStorage seals, it opens again', async () => {
  const sealed = await systemKeychain.seal('geheim');
  expect(sealed.includes('geheim')).toBe(false);
  expect(await systemKeychain.open(sealed)).toBe('geheim');
  expect(await systemKeychain.isAvailable()).toBe(true);
});

test('a keychain that Electron can’t open is not available', async () => {
  fake.safeStorage.isAsyncEncryptionAvailable.mockResolvedValueOnce(false);
  expect(await systemKeychain.isAvailable()).toBe(false);
});

test.runIf(process.platform === 'linux')('a Linux desktop without a password store keeps no secret', async () => {
  fake.safeStorage.getSelectedStorageBackend.mockReturnValueOnce('basic_text');
  expect(await systemKeychain.isAvailable()).toBe(false);
});
