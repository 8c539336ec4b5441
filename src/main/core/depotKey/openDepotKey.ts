/** The depot's key out of what the host gives: its environment, its keychain, its data folder. */
import type { Log } from '#core/contract.ts';
import type { DataFolderPaths } from '#core/dataFolder/dataFolder.ts';
import type { GivenSecrets, Keychain } from '#core/secrets/secretStore.ts';
import { createDepotKey, type DepotKey, type DepotKeyParts } from './depotKey.ts';
import { createKeyPlaces } from './keyPlaces.ts';

export function openDepotKey(
  parts: {
    paths: Pick<DataFolderPaths, 'signingKey'>;
    secrets: GivenSecrets;
    keychain: Keychain | null;
    log: Log;
  } & Pick<DepotKeyParts, 'record' | 'onChanged'>,
): DepotKey {
  const { paths, secrets, keychain, log, record, onChanged } = parts;
  const given = { key: secrets['signing-key'], passphrase: secrets['signing-key-passphrase'] };
  return createDepotKey({
    places: createKeyPlaces({ file: paths.signingKey, given, keychain, log }),
    record,
    onChanged,
  });
}
