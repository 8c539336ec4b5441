/**
 * Where the private part of the depot's key is: in the environment of the run, sealed by the system's keychain, or, where there is
 * neither, in a file of the data folder that only this user may read (PKCS#8, under a passphrase where the environment gives one).
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Log } from '#core/contract.ts';
import { syncFolder, writeFileAtomically } from '#core/dataFolder/atomicFile.ts';
import type { Keychain } from '#core/secrets/secretStore.ts';

/** `open-file`: in the clear; `shared-file`: in the clear, and other users of the computer may read it. */
export type KeyPlace = 'environment' | 'keychain' | 'locked-file' | 'open-file' | 'shared-file';

export interface KeptKey {
  key: KeyObject;
  fingerprint: string;
  place: KeyPlace;
  /** Its making was broken off before it took the place of the one before. */
  isNext: boolean;
}

/** A key that is somewhere and can't be used; for a sentence. */
export type KeyTrouble =
  | { kind: 'keychain-shut' | 'keychain-other' | 'passphrase-lacking' | 'passphrase-wrong' | 'file-unreadable' }
  | { kind: 'not-a-key'; where: 'environment' | 'file' };

export interface KeyPlaces {
  /** All keys that can be used now, the environment's first; `trouble`: why another can't. */
  read(): Promise<{ keys: KeptKey[]; trouble: KeyTrouble | null }>;
  /** Keeps a new key beside the one that is there; null: where it is, else a sentence why it can't be kept. */
  keepNext(key: KeyObject): Promise<string | null>;
  /** The new key takes the place of the one before, which is gone then. */
  adoptNext(): Promise<void>;
  dropNext(): Promise<void>;
}

/** SHA-256 of the public key (SPKI, DER) in hex. */
export function fingerprintOf(key: KeyObject): string {
  return createHash('sha256').update(publicDer(key)).digest('hex');
}

/** SPKI, DER. */
export function publicDer(key: KeyObject): Buffer {
  const open = key.type === 'private' ? createPublicKey(key) : key;
  return open.export({ type: 'spki', format: 'der' });
}

export function createKeyPlaces(parts: {
  /** `signing-key.pem`, absolute; what the keychain seals, and a next key, stand beside it. */
  file: string;
  given: { key: string | undefined; passphrase: string | undefined };
  keychain: Keychain | null;
  log: Log;
}): KeyPlaces {
  const { file, given, keychain, log } = parts;
  const places = {
    now: { pem: file, sealed: `${file}.sealed` },
    next: { pem: `${file}.next`, sealed: `${file}.next.sealed` },
  };
  const hasKeychain = async () => keychain !== null && (await keychain.isAvailable().catch(() => false));

  function parse(pem: string): KeyObject | KeyTrouble {
    try {
      const key = createPrivateKey({ key: pem, ...(given.passphrase && { passphrase: given.passphrase }) });
      return key.asymmetricKeyType === 'ed25519' ? key : { kind: 'not-a-key', where: 'file' };
    } catch {
      if (!pem.includes('ENCRYPTED')) return { kind: 'not-a-key', where: 'file' };
      return { kind: given.passphrase ? 'passphrase-wrong' : 'passphrase-lacking' };
    }
  }

  function fromEnvironment(text: string): KeyObject | KeyTrouble {
    // Some environments can't hold line breaks: they are written as \n, or the key is base64 of PKCS#8 alone.
    const pem = text.includes('-----') ? text.replaceAll('\\n', '\n') : pemOf(text);
    const key = parse(pem);
    return 'kind' in key && key.kind === 'not-a-key' ? { kind: 'not-a-key', where: 'environment' } : key;
  }

  async function fromFile(path: string, isNext: boolean): Promise<KeptKey | KeyTrouble | null> {
    const pem = await readIfThere(path, 'utf8');
    if (pem === null || !(typeof pem === 'string')) return pem;
    const key = parse(pem);
    if ('kind' in key) return key;
    const place = pem.includes('ENCRYPTED') ? 'locked-file' : (await isShared(path)) ? 'shared-file' : 'open-file';
    return kept(key, place, isNext);
  }

  async function fromKeychain(path: string, isNext: boolean): Promise<KeptKey | KeyTrouble | null> {
    const sealed = await readIfThere(path, 'base64');
    if (sealed === null || !(typeof sealed === 'string')) return sealed;
    if (!keychain || !(await hasKeychain())) return { kind: 'keychain-shut' };
    try {
      const key = parse(await keychain.open(Buffer.from(sealed, 'base64')));
      return 'kind' in key ? key : kept(key, 'keychain', isNext);
    } catch {
      // What the keychain says of it may hold parts of it.
      log.warn('The key of the claim packs could not be opened');
      return { kind: 'keychain-other' };
    }
  }

  return {
    async read() {
      const keys: KeptKey[] = [];
      let trouble: KeyTrouble | null = null;
      const take = (found: KeptKey | KeyTrouble | null) => {
        if (found === null) return;
        if ('kind' in found) trouble ??= found;
        else keys.push(found);
      };
      if (given.key) {
        const key = fromEnvironment(given.key);
        take('kind' in key ? key : kept(key, 'environment', false));
      }
      for (const { pem, sealed } of [places.now, places.next]) {
        const isNext = pem === places.next.pem;
        take(await fromKeychain(sealed, isNext));
        take(await fromFile(pem, isNext));
      }
      return { keys, trouble };
    },

    async keepNext(key) {
      try {
        if (keychain && (await hasKeychain())) {
          const sealed = await keychain.seal(key.export({ type: 'pkcs8', format: 'pem' }).toString());
          await writeFileAtomically(places.next.sealed, sealed, 0o600);
        } else {
          const lock = given.passphrase ? { cipher: 'aes-256-cbc', passphrase: given.passphrase } : {};
          await writeFileAtomically(
            places.next.pem,
            key.export({ type: 'pkcs8', format: 'pem', ...lock }).toString(),
            0o600,
          );
        }
        return null;
      } catch (error) {
        const why = (error as NodeJS.ErrnoException).code;
        return why
          ? `The new key could not be saved (${why}). Is the disk full?`
          : 'This computer’s keychain did not take the new key.';
      }
    },

    async adoptNext() {
      for (const [form, other] of [
        ['sealed', 'pem'],
        ['pem', 'sealed'],
      ] as const) {
        const moved = await rename(places.next[form], places.now[form]).then(
          () => true,
          () => false,
        );
        if (moved) await rm(places.now[other], { force: true });
      }
      await syncFolder(dirname(file));
    },

    async dropNext() {
      await rm(places.next.pem, { force: true });
      await rm(places.next.sealed, { force: true });
    },
  };
}

const kept = (key: KeyObject, place: KeyPlace, isNext: boolean): KeptKey => ({
  ...{ key, place, isNext },
  fingerprint: fingerprintOf(key),
});

const pemOf = (base64: string): string =>
  `-----BEGIN PRIVATE KEY-----\n${base64.replace(/\s+/g, '').replace(/.{64}(?=.)/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;

async function readIfThere(path: string, encoding: 'utf8' | 'base64'): Promise<string | KeyTrouble | null> {
  try {
    return await readFile(path, encoding);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : { kind: 'file-unreadable' };
  }
}

/** Windows keeps the data folder in the user's own place, and has no such bits. */
async function isShared(path: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  const facts = await stat(path).catch(() => null);
  return facts !== null && (facts.mode & 0o077) !== 0;
}
