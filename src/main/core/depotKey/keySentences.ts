/** What there is to be said about the depot's key, for the supervisor. */
import { keyVariables } from '#core/secrets/secretStore.ts';
import { groupedFingerprint } from '#pack/format.ts';
import type { KeyPlace, KeyTrouble } from './keyPlaces.ts';

const { 'signing-key': keyVariable, 'signing-key-passphrase': passphraseVariable } = keyVariables;

export const placeSentences: Record<KeyPlace, string> = {
  environment: `The private part comes from the environment of this run (${keyVariable}). Porchlight keeps no copy of it.`,
  keychain: 'The private part is sealed by this computer’s keychain. It can’t be read from the data folder alone.',
  'locked-file': `The private part is in the file signing-key.pem of the data folder, locked with the passphrase of ${passphraseVariable}.`,
  'open-file': `The private part is in the file signing-key.pem of the data folder, which only this user may read. It is not locked, for there is no keychain where Porchlight runs in a browser: set ${passphraseVariable} before the next key is made, and it will be.`,
  'shared-file':
    'The private part is in the file signing-key.pem of the data folder, and other users of this computer may read it. Take that right away, and make a new key.',
};

const shown = (fingerprint: string): string => groupedFingerprint(fingerprint.slice(0, 16));

export function troubleSentence(trouble: KeyTrouble): string {
  switch (trouble.kind) {
    case 'keychain-shut':
      return 'The key is sealed by this computer’s keychain, which can’t be opened now.';
    case 'keychain-other':
      return 'The key was sealed by another user or on another computer, and can’t be opened here.';
    case 'passphrase-lacking':
      return `The key is locked, and ${passphraseVariable} is not set: set it and start Porchlight again.`;
    case 'passphrase-wrong':
      return `The passphrase in ${passphraseVariable} does not open the key: put the right one there and start Porchlight again.`;
    case 'file-unreadable':
      return 'The file signing-key.pem in the data folder can’t be read by this user.';
    case 'not-a-key':
      return trouble.where === 'environment'
        ? `What ${keyVariable} holds is no Ed25519 key (PKCS#8): make one with “openssl genpkey -algorithm ed25519”.`
        : 'The file signing-key.pem in the data folder is damaged, or holds no Ed25519 key.';
  }
}

/** Why the key that the ledger names can't sign. `here`: the fingerprint of another key that is there instead. */
export function lostSentence(named: string, here: string | null, trouble: KeyTrouble | null): string {
  const wayOut =
    'Bring the old one back from a backup, or make a new key here; packs that were signed before stay valid.';
  if (trouble) return `${troubleSentence(trouble)} ${wayOut}`;
  return here === null
    ? `The private part of the depot’s key ${shown(named)}… is gone: nothing can be signed. ${wayOut}`
    : `The ledger names the key ${shown(named)}…, and the one that is here is another (${shown(here)}…): nothing is signed with it. ${wayOut}`;
}

export const noKeyYet = 'There is no key yet: it is made with the first claim pack.';
export const lostSoFar = 'The private part is not at hand.';
export const keyFromEnvironment = `The key of this run comes from the environment. Put another one into ${keyVariable}, start Porchlight again, and press this once more.`;
