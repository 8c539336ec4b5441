/** What the routes of the API work with. */

import type { Messages } from '#core/confirmations/message/openMessages.ts';
import type { Log } from '#core/contract.ts';
import type { DataFolderPaths } from '#core/dataFolder/dataFolder.ts';
import type { Depot } from '#core/depot.ts';
import type { DepotKey } from '#core/depotKey/depotKey.ts';
import type { ExportJobs } from '#core/exports/exportJobs.ts';
import type { Ledger } from '#core/ledger/contract.ts';
import type { Desk } from '#core/people/desk.ts';
import type { PictureCache } from '#core/pictures/pictureCache.ts';
import type { PrivacyClock } from '#core/privacy/privacyClock.ts';
import type { MoveToTrash } from '#core/privacy/trash.ts';
import type { SecretStore } from '#core/secrets/secretStore.ts';
import type { SettingsStore } from '#core/settings/settingsStore.ts';
import type { Settings } from '#shared/settings.ts';
import type { Status } from '#shared/views.ts';
import type { Answer, Failure } from './bind.ts';
import { fail } from './bind.ts';

export interface ApiContext {
  /** Null before a folder is chosen, and while the depot is being opened. */
  depot(): Depot | null;
  status(): Status;
  /** What holds now: the stored settings with the flags of this run on top. */
  settings(): Settings;
  settingsStore: SettingsStore;
  paths: DataFolderPaths;
  ledger: Ledger;
  /** Entry of the thread that reads lists of claims. */
  listThread: string;
  pictures: PictureCache;
  exports: ExportJobs;
  /** What a customer gets, and the languages it can be written in. */
  messages: Messages;
  privacy: PrivacyClock;
  /** Null: this host has no trash. */
  moveToTrash: MoveToTrash | null;
  /** Who is at the desk: `people.current()` goes into every entry of the ledger. */
  people: Desk;
  secrets: SecretStore;
  /** Signs claim packs. */
  depotKey: DepotKey;
  clock: () => number;
  log: Log;
  /** Opens another folder, or the same one with a new index. */
  openFolder(folder: string): Promise<Answer<Status>>;
  rebuildIndex(): Promise<Answer<Status>>;
  /** The index turned out to be damaged: it is made anew behind the answer. */
  indexDamaged(): void;
  openSample(): Promise<Answer<Status>>;
  announceSettings(): void;
}

export const noDepot: Failure = fail(409, 'no-folder', 'Choose a folder first.');
