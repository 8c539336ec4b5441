/** Files of the data folder that may tell what was erased: copies of pictures, exports, uploads, an index that was put aside. */
import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DataFolderPaths } from '#core/dataFolder/dataFolder.ts';
import { type ErasedStops, erasedBit } from '#core/index/erasedStops.ts';
import { keptFile } from '#core/intake/importMemory.ts';
import type { PictureKind } from '#core/pictures/pictureCache.ts';
import type { PhotoId, ServiceDate } from '#shared/ids.ts';

/** Nobody looks at an upload for longer without importing it. */
const uploadKeptMs = 86_400_000;

/** With which of these kinds (bits) each copy of a picture goes. */
export const copyBits: Record<PictureKind, number> = {
  thumbnail: erasedBit.thumbnail,
  preview: erasedBit.picture,
  redacted: erasedBit.picture,
  print: erasedBit.picture,
  'small-print': erasedBit.picture,
  confirmation: erasedBit.picture | erasedBit.confirmation,
};

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

/** Where thumbnails lie. */
export const thumbnailFile = (thumbnails: string, photoId: PhotoId): string =>
  join(thumbnails, photoId.slice(0, 2), `${photoId}.webp`);

/** Takes away copies of erased pictures, whichever size and form they have. Yields after each folder. */
export async function sweepCopies(
  paths: Pick<DataFolderPaths, 'thumbnails' | 'previews' | 'redacted' | 'prints' | 'confirmationPictures' | 'looks'>,
  erased: Pick<ErasedStops, 'ofPhoto'>,
  isStopped: () => boolean,
): Promise<void> {
  const { thumbnails, previews, redacted, prints, confirmationPictures, looks } = paths;
  const kept: Array<[string, number]> = [
    [thumbnails, copyBits.thumbnail],
    [previews, copyBits.preview],
    [redacted, copyBits.redacted],
    [prints, copyBits.print],
    [confirmationPictures, copyBits.confirmation],
  ];
  for (const [folder, kinds] of kept) {
    for (const shelf of await namesIn(folder)) {
      if (isStopped()) return;
      for (const name of await namesIn(join(folder, shelf))) {
        const photoId = /^[0-9a-f]{64}/.exec(name)?.[0];
        if (photoId && (erased.ofPhoto(photoId) & kinds) !== 0) await rm(join(folder, shelf, name), { force: true });
      }
    }
  }
  // Each is there only while it is looked at; what a killed process left says of no picture whose it was.
  for (const name of await namesIn(looks)) {
    if (await isOlder(join(looks, name), Date.now() - uploadKeptMs)) await rm(join(looks, name), { force: true });
  }
}

/**
 * Takes away exports in the data folder that speak of these dates, by the date in their names; one that names none is about all
 * days. Exports that were written elsewhere belong to whoever asked for them.
 */
export async function removeExports(exports: string, dates: readonly ServiceDate[]): Promise<void> {
  const erased = new Set(dates);
  for (const name of await namesIn(exports)) {
    const date = /\d{4}-\d{2}-\d{2}/.exec(name)?.[0];
    if (date === undefined || erased.has(date)) await rm(join(exports, name), { force: true });
  }
}

/** Takes away uploads that were imported, or that nobody imported within a day. `now`: the later of both clocks. */
export async function removeUploads(
  { uploads, manifests }: Pick<DataFolderPaths, 'uploads' | 'manifests'>,
  now: number,
) {
  for (const name of await namesIn(uploads)) {
    const sha256 = name.replace(/\.name$/, '');
    const isImported = existsSync(join(manifests, sha256)) || existsSync(keptFile(manifests, sha256));
    if (isImported || (await isOlder(join(uploads, name), now - uploadKeptMs))) {
      await rm(join(uploads, name), { force: true });
    }
  }
}

/** A damaged index that was put aside can be of use to nobody once what it holds was erased. */
export async function removeDamagedIndex(index: string): Promise<void> {
  for (const name of await namesIn(dirname(index))) {
    const path = join(dirname(index), name);
    if (path.startsWith(`${index}.damaged`)) await rm(path, { force: true });
  }
}

async function isOlder(path: string, than: number): Promise<boolean> {
  const facts = await stat(path).catch(() => null);
  return facts !== null && facts.mtimeMs < than;
}
