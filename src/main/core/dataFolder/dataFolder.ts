/**
 * The data folder: where index, ledger, cache and logs of one desk live. Opening it makes it, refuses one that a newer
 * Porchlight wrote, and keeps every second process out for as long as it is open.
 */
import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { StartFailure } from '#core/contract.ts';
import { writeFileAtomically } from './atomicFile.ts';
import { type FolderLock, lockFolder } from './folderLock.ts';

/** Layout of the folder. A higher number in `data-folder.json` was written by a newer Porchlight, whose files we can't know. */
const dataFolderFormat = 1;

const markSchema = z.object({ porchlightDataFolder: z.int().min(1), desk: z.uuid() });

/** Absolute paths of what lives in the folder. */
export interface DataFolderPaths {
  /** The decisions; the one file to back up. */
  ledger: string;
  /** A projection; may be deleted while Porchlight is closed. */
  index: string;
  /** 320 px WebP, `<first two hex>/<sha256>.webp`. */
  thumbnails: string;
  /** 1600 px WebP. */
  previews: string;
  /** Copies in which parts were made unreadable, `<first two hex>/<sha256>-<of the parts>.webp`. */
  redacted: string;
  /** JPEG for paper, named likewise. */
  prints: string;
  /** JPEG for customers, named likewise. */
  confirmationPictures: string;
  /** Words of confirmations that the depot wrote itself, `<language>.json`. */
  confirmationWords: string;
  /** Copies for the closer look; each is there while it is looked at. */
  looks: string;
  /** Imported manifests under their SHA-256. */
  manifests: string;
  /** Files that were put to claims, under their SHA-256; made with the first one. */
  claims: string;
  /** Uploaded manifests that are being looked at, not yet imported. */
  uploads: string;
  settings: string;
  /** Who may sign in at this desk, and who has. */
  people: string;
  /** Passwords, sealed by the system's keychain; there once one was kept. */
  secrets: string;
  /** The depot's key for claim packs where there is no keychain, PKCS#8; there once one was made. */
  signingKey: string;
  /** Where pages for customers go unless the settings name a place; made with the first one. */
  pages: string;
  /** Which folders pages were ever written to. */
  pageFolders: string;
  /** Lock and journal of the process that talks to mail servers. */
  courier: string;
  /** Where exports go when neither the settings nor the host name a place; made with the first one. */
  exports: string;
  /** Names the unfinished file of an export that is being written. */
  exportMark: string;
  logs: string;
}

export interface DataFolder {
  /** Absolute. */
  path: string;
  /** Random id of this desk, made with the folder (UUID). Each ledger entry carries it. */
  desk: string;
  paths: DataFolderPaths;
  /** Lets the next process in. */
  close(): void;
}

export type OpenDataFolderResult = { ok: true; dataFolder: DataFolder } | { ok: false; failure: StartFailure };

/** Opens the folder at `path`, making it and its parts where they are lacking. Nothing is written before the lock is held. */
export async function openDataFolder(path: string): Promise<OpenDataFolderResult> {
  const folder = resolve(path);
  let lock: FolderLock | null = null;
  try {
    await mkdir(folder, { recursive: true });
    lock = lockFolder(join(folder, 'lock.db'));
    if (lock === null) return inUse(folder);

    const desk = await readOrMakeMark(join(folder, 'data-folder.json'));
    if (typeof desk !== 'string') {
      lock.release();
      return { ok: false, failure: desk };
    }
    const paths = partsOf(folder);
    for (const part of [paths.thumbnails, paths.previews, paths.manifests, paths.uploads, paths.logs]) {
      await mkdir(part, { recursive: true });
    }
    await access(folder, constants.R_OK | constants.W_OK);
    return { ok: true, dataFolder: { path: folder, desk, paths, close: lock.release } };
  } catch (error) {
    lock?.release();
    return { ok: false, failure: unusable(folder, error as NodeJS.ErrnoException) };
  }
}

function partsOf(folder: string): DataFolderPaths {
  return {
    ledger: join(folder, 'ledger.db'),
    index: join(folder, 'index.db'),
    thumbnails: join(folder, 'cache', 'thumbnails'),
    previews: join(folder, 'cache', 'previews'),
    redacted: join(folder, 'cache', 'redacted'),
    prints: join(folder, 'cache', 'prints'),
    confirmationPictures: join(folder, 'cache', 'confirmations'),
    confirmationWords: join(folder, 'confirmation-words'),
    looks: join(folder, 'cache', 'looks'),
    manifests: join(folder, 'manifests'),
    claims: join(folder, 'claims'),
    uploads: join(folder, 'uploads'),
    settings: join(folder, 'settings.json'),
    people: join(folder, 'people.json'),
    secrets: join(folder, 'secrets.json'),
    signingKey: join(folder, 'signing-key.pem'),
    pages: join(folder, 'pages'),
    pageFolders: join(folder, 'page-folders.json'),
    courier: join(folder, 'courier'),
    exports: join(folder, 'exports'),
    exportMark: join(folder, 'export-running.json'),
    logs: join(folder, 'logs'),
  };
}

/** The desk's id from the folder's mark; a new folder gets one. */
async function readOrMakeMark(file: string): Promise<string | StartFailure> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const mark: z.infer<typeof markSchema> = { porchlightDataFolder: dataFolderFormat, desk: randomUUID() };
    await writeFileAtomically(file, `${JSON.stringify(mark, null, 2)}\n`);
    return mark.desk;
  }
  const found = parseJson(text);
  // The number first: what else a newer mark holds is not ours to judge.
  const format = z.object({ porchlightDataFolder: z.int() }).safeParse(found);
  if (format.success && format.data.porchlightDataFolder > dataFolderFormat) {
    return {
      code: 'data-folder-too-new',
      message:
        'This data folder was written by a newer version of Porchlight. Update Porchlight on this computer, ' +
        'or start it with another data folder. Nothing was changed.',
    };
  }
  const mark = markSchema.safeParse(found);
  if (mark.success) return mark.data.desk;
  return {
    code: 'data-folder-unusable',
    message: `The file “${file}” is damaged, so Porchlight can't tell which desk this data folder belongs to. Put it back from a backup.`,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function inUse(folder: string): OpenDataFolderResult {
  return {
    ok: false,
    failure: {
      code: 'data-folder-in-use',
      message: `Porchlight is already running with the data folder “${folder}”. Use that window, or close it first.`,
    },
  };
}

function unusable(folder: string, error: NodeJS.ErrnoException): StartFailure {
  return {
    code: 'data-folder-unusable',
    message: `Porchlight can't use the data folder “${folder}”: ${reason(error)}`,
  };
}

function reason(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'SQLITE_FULL':
      return 'the disk is full. Make room and start Porchlight again.';
    case 'EACCES':
    case 'EPERM':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_READONLY':
      return 'this user may not write there. Give the right to write, or choose another folder.';
    case 'EROFS':
      return 'it is on a disk that can only be read. Choose another folder.';
    case 'EEXIST':
    case 'ENOTDIR':
      return 'there is a file in its place. Choose another folder.';
    default:
      return `${error.code ?? error.message}. Choose another folder, or ask whoever looks after this computer.`;
  }
}
