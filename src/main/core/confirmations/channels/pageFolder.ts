/**
 * The folder of published pages: `published/` is what a depot puts on its site or into its bucket; what lies beside it (the depot's
 * list) is not. Every file is there whole or not at all.
 */
import { access, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { syncFolder, writeFileAtomically } from '#core/dataFolder/atomicFile.ts';

export interface PageFolder {
  /** Writes or replaces a page. Throws what the file system throws. */
  write(name: string, html: string): Promise<void>;
  /** Takes a page away; one that is not there is no error. */
  remove(name: string): Promise<void>;
  /** Names of all pages that are there. */
  names(): Promise<Set<string>>;
  /** One of them is there. */
  has(name: string): Promise<boolean>;
  /** Writes a file of the depot's list, or (null) takes it away. `path` relative, with `/`, one folder deep at most. */
  writeBeside(path: string, html: string | null): Promise<void>;
  /** Names of the files in a folder of the depot's list. */
  beside(folder: string): Promise<string[]>;
}

/** A folder that the depot chose is not there: a drive that is not connected. It is never made anew in its place. */
export class PageFolderGone extends Error {
  override readonly name = 'PageFolderGone';
}

const pageName = /^[0-9a-f]{32}\.html$/;
const unfinished = /^[0-9a-f]{32}\.html\.[0-9a-f-]{36}\.tmp$/;

/** Stands where a web server would list the folder. */
const blankIndex = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="robots" content="noindex, nofollow">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Nothing here</title>
</head>
<body><main><h1>Nothing here</h1><p>Please use the link that you were sent.</p></main></body>
</html>
`;

/** @param isOurs the folder is Porchlight's own and may be made; else it has to be there */
export function openPageFolder(folder: string, isOurs: boolean): PageFolder {
  const published = join(folder, 'published');
  let prepared: Promise<void> | null = null;

  async function prepare(): Promise<void> {
    if (isOurs) await mkdir(folder, { recursive: true });
    await mustBeThere();
    await makeInside(published);
    // What a power cut left half done: nobody was told of it.
    for (const name of await readdir(published)) {
      if (unfinished.test(name)) await rm(join(published, name), { force: true });
    }
    await writeFileAtomically(join(published, 'index.html'), blankIndex);
  }

  async function mustBeThere(): Promise<void> {
    const facts = await stat(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
      throw error;
    });
    if (!facts?.isDirectory()) throw new PageFolderGone(folder);
  }

  /** Right in the folder. Not with all that leads there: the folder may be gone since it was looked for. */
  async function makeInside(path: string): Promise<void> {
    await mkdir(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }

  /** What failed as something was not there: if the folder is not, that is why. */
  function orGone<Done>(work: Promise<Done>): Promise<Done> {
    return work.catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') await mustBeThere();
      throw error;
    });
  }

  async function put(path: readonly string[], html: string): Promise<void> {
    const file = join(folder, ...path);
    if (path.length > 1) await makeInside(dirname(file));
    await writeFileAtomically(file, html);
  }

  /** Again after a failure, and after somebody took the folder away. */
  async function ready(): Promise<void> {
    const isThere = await stat(published).then(
      (facts) => facts.isDirectory(),
      () => false,
    );
    if (!isThere) prepared = null;
    prepared ??= orGone(prepare());
    try {
      await prepared;
    } catch (error) {
      prepared = null;
      throw error;
    }
  }

  return {
    async write(name, html) {
      await ready();
      await orGone(writeFileAtomically(join(published, checked(name)), html));
    },

    async remove(name) {
      if (!isOurs) await mustBeThere();
      await rm(join(published, checked(name)), { force: true });
      await syncFolder(published).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      });
    },

    async names() {
      const names = await readdir(published).catch(() => []);
      return new Set(names.filter((name) => pageName.test(name)));
    },

    has: (name) =>
      access(join(published, name)).then(
        () => true,
        () => false,
      ),

    async writeBeside(path, html) {
      await mustBeThere();
      if (html === null) await rm(join(folder, ...path.split('/')), { force: true });
      else await orGone(put(path.split('/'), html));
    },

    beside: (path) => readdir(join(folder, path)).catch(() => []),
  };
}

/** Names are made of a keyed hash; nothing else gets near the folder. */
function checked(name: string): string {
  if (!pageName.test(name)) throw new Error('A page has a name of 32 hex digits');
  return name;
}

/** Whether a folder lies in another, or is it. Both absolute. */
export function liesIn(folder: string, other: string): boolean {
  const way = relative(other, folder);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !/^([a-z]:|[\\/])/i.test(way));
}
