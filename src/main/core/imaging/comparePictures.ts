/** Two pictures that may be one: their thumbnails, side by side. */
import { existsSync } from 'node:fs';
import sharp, { type Sharp } from 'sharp';
import type { ImageLimits } from './contract.ts';
import { giveBack, readFileBytes } from './fileBytes.ts';
import { openPicture } from './pictureDecoder.ts';
import { qualityLongSide } from './readPicture.ts';
import { comparePlanes, type GreyPlane, type Laying } from './samePicture.ts';
import type { CompareResult } from './workerMessages.ts';

/** Where a picture can be had: the thumbnail as long as the cache keeps it, else the file. */
export interface CompareSource {
  thumbnail: string;
  /** Absolute; null when no file holds it any more. */
  file: string | null;
}

export interface CompareJob {
  first: CompareSource;
  second: CompareSource;
  /** The second is mirrored first. */
  mirrored: boolean;
  /** Where the first is thought to lie in the second. */
  start: Laying;
  limits: ImageLimits;
}

/** Resolves always. */
export async function comparePictures({ first, second, mirrored, start, limits }: CompareJob): Promise<CompareResult> {
  const [one, other] = [await planeOf(first, false, limits), await planeOf(second, mirrored, limits)];
  return { ok: true, comparison: one && other ? comparePlanes(one, other, start) : null };
}

async function planeOf(source: CompareSource, mirrored: boolean, limits: ImageLimits): Promise<GreyPlane | null> {
  if (existsSync(source.thumbnail)) {
    const plane = await greyOf(sharp(source.thumbnail), mirrored).catch(() => null);
    if (plane) return plane;
  }
  const file = source.file === null ? null : readFileBytes(source.file, limits.megabytes);
  if (!file?.ok) return null;
  const opened = await openPicture(file.bytes, limits.megapixels);
  const plane = opened.ok ? await greyOf(opened.picture.pipeline(), mirrored).catch(() => null) : null;
  giveBack(file.bytes);
  return plane;
}

async function greyOf(picture: Sharp, mirrored: boolean): Promise<GreyPlane> {
  const { data, info } = await picture
    .resize(qualityLongSide, qualityLongSide, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .flop(mirrored)
    .greyscale()
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}
