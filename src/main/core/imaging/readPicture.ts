/** One file, read once and decoded once: its facts, and its thumbnail on disk. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { writeWhole } from './cacheFile.ts';
import type { ImageJob, ImageResult } from './contract.ts';
import { readFileBytes } from './fileBytes.ts';
import type { Failed } from './imageFailure.ts';
import { decodePicture, type OpenedPicture, openPicture } from './pictureDecoder.ts';
import { readPictureMetadata } from './pictureMetadata.ts';
import { type Pixels, qualityFigures } from './qualityFigures.ts';

/** Long side of a thumbnail, pixels. */
const thumbnailLongSide = 320;

/** Measured on seven phones' pictures: 3 % more bytes than sharp's default effort (4), at 57 % of its time. */
const thumbnailEffort = 2;

/**
 * The one fixed size (long side, pixels) at which sharpness, luma and the fingerprint are taken; smaller pictures are
 * enlarged to it. Large enough to see motion blur, small enough for libjpeg to shrink 12 megapixels by 8 on load
 * (docs/decisions/0003-imaging-workers.md has the measurements).
 */
export const qualityLongSide = 400;

/** Reads, hashes and judges one file. Every bad file is a value; an exception is a bug. */
export async function readPicture({ path, thumbnailDirectory, limits }: ImageJob): Promise<ImageResult> {
  const file = readFileBytes(path, limits.megabytes);
  if (!file.ok) return file;
  const { bytes } = file;
  const opened = await openPicture(bytes, limits.megapixels);
  if (!opened.ok) return opened;

  // The decoder runs on a thread of its own; hash and metadata are worked out beside it.
  const decoding = decodeForQuality(opened.picture);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const metadata = readPictureMetadata(bytes);
  const decoded = await decoding;
  if (!decoded.ok) return decoded;

  const kept = await keepThumbnail(decoded.pixels, opened.picture, thumbnailPath(thumbnailDirectory, sha256));
  if (!kept.ok) return kept;
  const { format, width, height } = opened.picture;
  return {
    ok: true,
    facts: { sha256, bytes: bytes.length, format, width, height, ...metadata, ...qualityFigures(decoded.pixels) },
  };
}

/** `<directory>/<first two hex>/<sha256>.webp`. */
export function thumbnailPath(directory: string, sha256: string): string {
  return join(directory, sha256.slice(0, 2), `${sha256}.webp`);
}

async function decodeForQuality(picture: OpenedPicture): Promise<{ ok: true; pixels: Pixels } | Failed> {
  const decoded = await decodePicture(picture, (upright) =>
    upright
      .resize(qualityLongSide, qualityLongSide, { fit: 'inside' })
      // What is see-through shows white, as on a page.
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true }),
  );
  if (!decoded.ok) return decoded;
  const { data, info } = decoded.value;
  return { ok: true, pixels: { data, width: info.width, height: info.height, channels: info.channels } };
}

/** Made from the pixels at hand; a picture smaller than a thumbnail keeps its size. */
async function keepThumbnail(pixels: Pixels, picture: OpenedPicture, path: string) {
  if (existsSync(path)) return { ok: true as const };
  const { data, width, height } = pixels;
  // From the picture's own sides: those of the pixels are rounded already.
  const scale = Math.min(1, thumbnailLongSide / Math.max(picture.width, picture.height));
  const size = (side: number) => Math.max(1, Math.round(side * scale));
  const webp = await sharp(data, { raw: { width, height, channels: pixels.channels === 1 ? 1 : 3 } })
    .resize(size(picture.width), size(picture.height), { fit: 'fill' })
    .webp({ effort: thumbnailEffort })
    .toBuffer();
  return writeWhole(path, webp);
}
