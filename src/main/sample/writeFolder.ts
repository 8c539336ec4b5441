/** Puts pictures, sidecars, manifests and leftovers into the folder, with the times that a sync client would leave on them. */
import { mkdir, open, truncate, utimes, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { depotZone, type SampleRoute } from './depot.ts';
import type { ManifestFile } from './manifestFiles.ts';
import { exifOf } from './phones.ts';
import type { SamplePhoto } from './photos.ts';
import { type PictureFormat, renderPicture } from './picture/renderPicture.ts';
import type { Random } from './random.ts';

export interface OtherFile {
  file: string;
  bytes: Buffer;
  writtenAt: number;
}

export interface FolderContents {
  folder: string;
  photos: readonly SamplePhoto[];
  manifests: readonly ManifestFile[];
  others: readonly OtherFile[];
  pixels: PictureFormat['pixels'];
  random: Random;
  onProgress?: (done: number, total: number) => void;
}

/** What sync clients leave behind; none of it is a photo. */
export function leftovers(routes: readonly SampleRoute[]): OtherFile[] {
  const [first] = routes;
  const writtenAt = first?.stops.at(-1)?.at ?? 0;
  const folder = first?.folder ?? '.';
  const halfPicture = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex');
  return [
    { file: `${folder}/IMG_0007~RF1b9046.TMP`, bytes: halfPicture, writtenAt },
    { file: `${folder}/.syncthing.IMG_0012.JPG.tmp`, bytes: halfPicture, writtenAt },
    { file: `.tmp.driveupload/91422`, bytes: halfPicture, writtenAt },
    { file: `${folder}/Thumbs.db`, bytes: Buffer.alloc(512), writtenAt },
    { file: `desktop.ini`, bytes: Buffer.from('[.ShellClassInfo]\r\nIconIndex=3\r\n'), writtenAt },
    { file: `${folder}/.DS_Store`, bytes: Buffer.alloc(64), writtenAt },
  ];
}

/** Runs through the items with as many hands as the machine has cores. */
async function withHands<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  let next = 0;
  const hand = async () => {
    for (let at = next++; at < items.length; at = next++) await work(items[at] as Item);
  };
  // One more than cores: drawing happens in libvips' threads, finishing in this one.
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, hand));
}

/** A phone that finds a network again brings its pictures at last. */
const longestDelay = 90 * 60_000;

/** Writes everything. Times of the future (a demo made at noon) are moved so that the newest file is from now. */
export async function writeFolder(contents: FolderContents): Promise<void> {
  const newest = Math.max(
    ...contents.photos.map((photo) => photo.takenAt + longestDelay),
    ...contents.manifests.map((one) => one.writtenAt),
  );
  const shift = Math.min(0, Date.now() - 60_000 - newest);
  const put = async (file: string, bytes: Buffer, writtenAt: number) => {
    const path = join(contents.folder, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
    await setTime(path, writtenAt + shift);
  };

  const pictures = new Map<string, Promise<Buffer>>();
  const photoAt = new Map(contents.photos.map((photo) => [photo.file, photo]));
  const draw = (photo: SamplePhoto): Promise<Buffer> => {
    const source = photo.bytesOf ? photoAt.get(photo.bytesOf) : undefined;
    if (source) return keep(source);
    const exif = photo.hasExif ? exifOf(photo.route.phone, photo.deviceTime, depotZone, photo.position) : null;
    const turned = photo.hasExif && photo.route.phone.turnsByTag;
    return renderPicture(contents.random, photo.scene, { pixels: contents.pixels, exif, turned });
  };
  const needed = new Set(contents.photos.map((photo) => photo.bytesOf));
  const keep = (photo: SamplePhoto): Promise<Buffer> => {
    const known = pictures.get(photo.file);
    if (known) return known;
    const drawn = draw(photo);
    if (needed.has(photo.file)) pictures.set(photo.file, drawn);
    return drawn;
  };

  let done = 0;
  await withHands(contents.photos, async (photo) => {
    // The sync client brings a picture some minutes after it was taken, sometimes much later.
    const delay = contents.random.branch(`arrival of ${photo.file}`).around(6, 0.9) * 60_000;
    const arrived = Math.round(photo.takenAt + Math.min(delay, longestDelay));
    const path = join(contents.folder, photo.file);
    if (photo.fault === 'online-only') {
      await putPlaceholder(path, arrived + shift);
    } else {
      await put(photo.file, await bytesOnDisk(photo, () => keep(photo)), arrived);
    }
    if (photo.sidecar) {
      const sidecar = Buffer.from(`${JSON.stringify(photo.sidecar)}\n`);
      await put(`${photo.file.replace(/\.[^.]+$/, '')}.json`, sidecar, arrived);
    }
    contents.onProgress?.(++done, contents.photos.length);
  });
  for (const file of [...contents.manifests, ...contents.others]) await put(file.file, file.bytes, file.writtenAt);
}

async function setTime(path: string, at: number): Promise<void> {
  await utimes(path, at / 1000, at / 1000);
}

/** Size without blocks, as an online-only file looks on macOS and Linux. */
async function putPlaceholder(path: string, at: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await (await open(path, 'w')).close();
  await truncate(path, 1_482_311);
  await setTime(path, at);
}

async function bytesOnDisk(photo: SamplePhoto, draw: () => Promise<Buffer>): Promise<Buffer> {
  switch (photo.fault) {
    case 'zero-byte':
      return Buffer.alloc(0);
    case 'text-called-jpg':
      return Buffer.from('Upload failed: 503 Service Unavailable. Your request id is 7f3c-19d2.\n');
    case 'truncated': {
      const whole = await draw();
      return whole.subarray(0, Math.floor(whole.length * 0.43));
    }
    default:
      return draw();
  }
}
