/** The ways by which confirmations reach customers, each with what it needs of the other rooms. */
import type { Log } from '#core/contract.ts';
import type { DataFolderPaths } from '#core/dataFolder/dataFolder.ts';
import type { SecretStore } from '#core/secrets/secretStore.ts';
import type { Settings } from '#shared/settings.ts';
import { createPagesChannel, type PagesParts } from './channels/pages.ts';
import { createSmtpChannel } from './channels/smtpChannel.ts';
import { createWebhookChannel } from './channels/webhook.ts';
import type { Channel, SpawnCourier } from './contract.ts';

export interface ChannelsParts {
  spawnCourier: SpawnCourier;
  secrets: Pick<SecretStore, 'get'>;
  paths: Pick<DataFolderPaths, 'courier' | 'pages' | 'pageFolders'>;
  pseudonym: (text: string) => string;
  pagesOf: PagesParts['pagesOf'];
  settings: () => Settings;
  version: string;
  clock: () => number;
  log: Log;
}

/** Made anew for each depot: what a channel has in hand belongs to the outbox that gave it. */
export function openChannels(parts: ChannelsParts): Channel[] {
  const { settings, secrets, paths, clock, log, version, spawnCourier, pseudonym, pagesOf } = parts;
  return [
    createSmtpChannel({
      ...{ folder: paths.courier, settings, spawnCourier, clock, log },
      password: () => secrets.get('smtp-password'),
    }),
    createWebhookChannel({ settings, secret: () => secrets.get('webhook-secret'), clock, version }),
    createPagesChannel({
      ...{ settings, pseudonym, pagesOf, log, ownFolder: paths.pages, foldersFile: paths.pageFolders },
    }),
  ];
}
