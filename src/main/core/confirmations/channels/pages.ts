/**
 * Confirmations as self-contained pages in a folder, for the depot's own site or bucket (docs/confirmation-pages.md). A page's name
 * is a hash under the ledger's own key: nobody can guess it, and the same confirmation is always the same file.
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Channel, DispatchResult } from '#core/confirmations/contract.ts';
import type { Log } from '#core/contract.ts';
import { writeFileAtomically } from '#core/dataFolder/atomicFile.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import { liesIn, openPageFolder, type PageFolder, PageFolderGone } from './pageFolder.ts';
import { dayListOf, daysListOf, pageOf } from './pageHtml.ts';

export interface MadePage {
  confirmation: string;
  route: string;
  stop: string;
  /** Epoch ms. */
  madeAt: number;
}

export interface PagesParts {
  settings: () => Pick<Settings, 'pages' | 'folder' | 'timeZone'>;
  /** Where pages go unless the settings say otherwise, absolute. */
  ownFolder: string;
  /** Keeps the folders that pages were ever written to, absolute: what is withdrawn is taken out of all of them. */
  foldersFile: string;
  /** The ledger's: 32 hex digits under its key. */
  pseudonym: (text: string) => string;
  /** Confirmations of a date that went to this channel, in the order of the list; those whose page is gone are passed over here. Null: nobody can say now. */
  pagesOf: (date: ServiceDate) => MadePage[] | null;
  log: Log;
  /** The depot's list is written so long after a change, ms: not once for each of a thousand pages. */
  listAfterMs?: number;
}

export interface PagesChannel extends Channel {
  /** Name of a confirmation's page in `published`; null: there is none (any more). */
  pageOf(confirmation: string): Promise<string | null>;
  /** Writes what is still to be written of the depot's lists. */
  settle(): Promise<void>;
}

export function createPagesChannel(parts: PagesParts): PagesChannel {
  const opened = new Map<string, PageFolder>();
  const changedDates = new Set<ServiceDate>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const folderNow = () => parts.settings().pages.folder ?? parts.ownFolder;
  /** 128 bits of a keyed hash. */
  const nameOf = (confirmation: string) => `${parts.pseudonym(`page:${confirmation}`)}.html`;

  function at(folder: string): PageFolder {
    let found = opened.get(folder);
    if (!found) {
      found = openPageFolder(folder, folder === parts.ownFolder);
      opened.set(folder, found);
    }
    return found;
  }

  async function foldersUsed(): Promise<string[]> {
    try {
      return z.array(z.string()).parse(JSON.parse(await readFile(parts.foldersFile, 'utf8')));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  /** Written down before the first page is: a page in a folder that nobody remembers could not be withdrawn. */
  async function remember(folder: string): Promise<void> {
    const used = await foldersUsed();
    if (!used.includes(folder)) await writeFileAtomically(parts.foldersFile, JSON.stringify([...used, folder]));
  }

  function listSoon(date: ServiceDate): void {
    changedDates.add(date);
    timer ??= setTimeout(() => void settle(), parts.listAfterMs ?? 1_500).unref();
  }

  function settle(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(async () => {
      const dates = [...changedDates];
      changedDates.clear();
      if (dates.length === 0) return;
      await writeLists(dates).catch((error: unknown) => {
        // The pages are there; the list comes with the next of them.
        for (const date of dates) changedDates.add(date);
        parts.log.warn('The list of confirmation pages could not be written', { error: String(error) });
      });
    });
    return writing;
  }

  async function writeLists(dates: readonly ServiceDate[]): Promise<void> {
    const folder = at(folderNow());
    const { pages, timeZone } = parts.settings();
    const there = await folder.names();
    for (const date of dates) {
      const made = parts.pagesOf(date);
      // The depot is being closed: a list that names too many is better than none.
      if (made === null) continue;
      const listed = made.flatMap(({ confirmation, route, stop, madeAt }) => {
        const file = nameOf(confirmation);
        return there.has(file) ? [{ file, route, stop, madeAt }] : [];
      });
      const html = listed.length === 0 ? null : dayListOf(date, listed, pages.url.trim(), timeZone);
      await folder.writeBeside(`days/${date}.html`, html);
    }
    const files = await folder.beside('days');
    const known = files.flatMap((file) => /^(\d{4}-\d\d-\d\d)\.html$/.exec(file)?.[1] ?? []);
    await folder.writeBeside('index.html', daysListOf(known));
  }

  function trouble(): string | null {
    const { pages, folder } = parts.settings();
    // Porchlight never writes where the drivers' photos arrive.
    if (folder !== null && liesIn(resolve(folderNow()), resolve(folder))) {
      return 'The folder for pages lies in the synced folder with the drivers’ photos. Choose another one.';
    }
    if (pages.url.trim() === '') return null;
    const url = URL.parse(pages.url.trim());
    return url?.protocol === 'https:' || url?.protocol === 'http:'
      ? null
      : 'The address of the published pages is no web address such as https://example.com/deliveries.';
  }

  return {
    name: 'pages',
    trouble,
    settle,

    async send({ confirmation, stop, message }) {
      const lack = trouble();
      if (lack !== null) return { ok: false, code: 'pages-not-set', message: lack, retry: 'later', reply: null };
      try {
        const folder = folderNow();
        await remember(folder);
        await at(folder).write(nameOf(confirmation), pageOf(message));
      } catch (error) {
        return failureOf(error);
      }
      listSoon(stop.date);
      return { ok: true, state: 'delivered', reply: null };
    },

    async withdraw(confirmation, stop) {
      const now = folderNow();
      for (const former of await foldersUsed()) {
        if (former === now) continue;
        await at(former)
          .remove(nameOf(confirmation))
          .catch((error: unknown) => {
            // It may be gone for good, which is as well; if it comes back, so do its pages (docs/confirmation-pages.md).
            if (!(error instanceof PageFolderGone)) throw error;
          });
      }
      await at(now).remove(nameOf(confirmation));
      listSoon(stop.date);
    },

    async pageOf(confirmation) {
      const name = nameOf(confirmation);
      return (await at(folderNow()).has(name)) ? name : null;
    },

    async close() {
      await settle();
    },
  };
}

function failureOf(error: unknown): DispatchResult {
  if (error instanceof PageFolderGone) {
    const message = 'The folder for pages is not there. Is its drive connected?';
    return { ok: false, code: 'pages-folder-gone', message, retry: 'later', everyone: true, reply: null };
  }
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  const [name, message] =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? ['pages-disk-full', 'The disk with the folder for pages is full.']
      : ['pages-not-written', `The page could not be written (${code}).`];
  return { ok: false, code: name, message, retry: 'later', everyone: true, reply: null };
}
