/** The core as its hosts see it: `createCore(deps) → Core`. The core knows no Electron and opens no port. */

import type { PersonModelFiles } from '#core/closerLook/personModel/contract.ts';
import type { SpawnCourier } from '#core/confirmations/contract.ts';
import type { CreateWatcher } from '#core/folder/contract.ts';
import type { SpawnWorker } from '#core/imaging/contract.ts';
import type { MoveToTrash } from '#core/privacy/trash.ts';
import type { GivenSecrets, Keychain } from '#core/secrets/secretStore.ts';
import type { Topic } from '#shared/api.ts';
import type { PhotoId, ServiceDate } from '#shared/ids.ts';
import type { Report } from '#shared/report.ts';

/** The clock is a port: tests and `--now` fix it. Epoch milliseconds. */
export type Clock = () => number;

export interface Log {
  info(message: string, details?: Record<string, unknown>): void;
  warn(message: string, details?: Record<string, unknown>): void;
  error(message: string, details?: Record<string, unknown>): void;
}

/** What the machine runs on; a port, since only Electron can tell. */
export interface Power {
  onBattery(): boolean;
  onChange(listener: () => void): void;
}

export interface CoreDeps {
  host: 'electron' | 'browser' | 'report';
  version: string;
  /** Absolute; made if it isn't there. Holds ledger.db, index.db, cache/, manifests/, settings.json, logs/. */
  dataFolder: string;
  /** Absolute; beats the setting. */
  folder?: string;
  /** Beats the setting. */
  timeZone?: string;
  /** Where exports go unless the settings say otherwise, absolute; made with the first one. Default: `exports` in the data folder. */
  exportFolder?: string;
  /** `out/renderer`; null for a host without pages. */
  rendererFolder: string | null;
  /** `verify.html` of the build, absolute: it goes into claim packs. Absent: they go without. */
  checkerFile?: string;
  clock: Clock;
  log: Log;
  spawnImagingWorker: SpawnWorker;
  /** The process of the person model, and where its files are (those that ship). Absent: this host looks for nobody. */
  personModel?: { spawn: SpawnWorker; files?: PersonModelFiles };
  /** Pictures of earlier days are not looked at more closely: a report of one day would wait for years of labels. */
  lookFrom?: ServiceDate;
  /** Entry of the matching thread (`core/matching/matchingThread.ts`, or what the build made of it), absolute. */
  matchingThread: string;
  /** Entry of the reuse thread (`core/reuse/reuseThread.ts`), likewise. */
  reuseThread: string;
  /** Entry of the thread that writes long lists into the ledger (`core/ledger/scribeThread.ts`), likewise. */
  scribeThread: string;
  /** Entry of the thread that reads lists of claims (`core/claims/listThread.ts`), likewise. */
  listThread: string;
  /** The process that talks to mail servers. Absent: this host sends no confirmations at all (the report). */
  spawnCourier?: SpawnCourier;
  /** Passwords and keys that this run was given by its environment. */
  secrets?: GivenSecrets;
  /** Absent: this host has none, and passwords come from the environment only. */
  keychain?: Keychain;
  /** Absent: this host can't tell, and takes it that the machine is plugged in. */
  power?: Power;
  /** The system's trash; absent: this host has none. Only a person's confirmed wish ever uses it. */
  moveToTrash?: MoveToTrash;
  /** Null: no watching (the report scans once). */
  createWatcher: CreateWatcher | null;
  /** Makes the sample depot in its own process; resolves to the folder to open and the depot's zone and name. */
  makeSample?: (out: string) => Promise<{ folder: string; timeZone: string; depotName: string }>;
}

/** A start that can't go on, as a value: another process has the data folder, it is from a newer version, … */
export interface StartFailure {
  code: 'data-folder-in-use' | 'data-folder-too-new' | 'data-folder-unusable' | 'ledger-broken' | 'settings-unreadable';
  message: string;
}
export type CreateCoreResult = { ok: true; core: Core } | { ok: false; failure: StartFailure };

export interface Core {
  /** Everything the renderer asks for: its own files, the JSON API, thumbnails and previews. */
  fetch(request: Request): Promise<Response>;
  changes: { subscribe(listener: (topics: Topic[]) => void): () => void };
  /** Resolves when the folder has been walked once more and everything readable is read, matched and committed. */
  settle(): Promise<void>;
  /**
   * Resolves when every picture was looked at more closely (labels, people), as far as the settings ask for it, and what was
   * found is matched. `settle()` does not wait for that; a report does, or it would say something else the next time.
   */
  lookCloser(): Promise<void>;
  /** The report of `contracts.md` for a date, as things stand; `settle()` and `lookCloser()` first. */
  report(date: ServiceDate): Promise<Report>;
  /** Absolute path of a photo's first readable file, for "reveal" and drag-out; null when it is gone. Never sent to a page. */
  photoPath(photoId: PhotoId): string | null;
  /** Where the map's tiles come from as the settings stand (`map.tileUrl`): a page may load pictures from there. Null: from nowhere. */
  tileUrl(): string | null;
  /** The machine woke up, or the user came back: walk the tree. */
  wake(): void;
  close(): Promise<void>;
}
