/** Electron's safeStorage as the core's keychain: Keychain on macOS, DPAPI on Windows, the desktop's password store on Linux. */
import { safeStorage } from 'electron';
import type { CoreDeps } from '#core/contract.ts';

export const systemKeychain: NonNullable<CoreDeps['keychain']> = {
  async isAvailable() {
    // Without a password store Chromium falls back to a key that everybody knows.
    if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return false;
    return safeStorage.isAsyncEncryptionAvailable();
  },
  seal: (text) => safeStorage.encryptStringAsync(text),
  open: async (sealed) => (await safeStorage.decryptStringAsync(sealed)).result,
};
