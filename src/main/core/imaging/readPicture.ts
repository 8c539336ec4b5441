/** One file, read once and decoded once: its facts, and its thumbnail on disk. */
import { existsSync } from 'node:fs';
import sharp from 'sharp';
import { asItIs, type BarePicture, bareJpeg } from './bareJpeg.ts';
import { thumbnailPath, writeWhole } from './cacheFile.ts';
import type { ImageJob, ImageResult } from './contract.ts';
import { giveBack, readFileBytes } from './fileBytes.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Failed } from './imageFailure.ts';
import { type JpegHead, jpegHead } from './jpegHead.ts';
import { decodePicture, type OpenedPicture, openPicture } from './pictureDecoder.ts';
import { pictureFormat } from './pictureFormat.ts';
import { readPictureMetadata } from './pictureMetadata.ts';
import { type Pixels, qualityFigures } from './qualityFigures.ts';

/**
 * Measured on 23 phones' pictures: as like the picture as at any other effort (33.6 dB), 12 % more bytes than sharp's default (4)
 * and 10 % more than 2, in a third and two thirds of their time.
 */
const thumbnailEffort = 0;

/**
 * The one fixed size (long side, pixels) at which sharpness, luma and the fingerprint are taken, and that of a thumbnail: its
 * pixels are those that were judged, without another resizing. Smaller pictures are enlarged to be judged. Large enough to see
 * a blur of 0.3 % of the long side, small enough for libjpeg to shrink on load by 8 what a camera made with 12 megapixels, and by
 * 4 what a messenger made of it (docs/decisions/0003-imaging-workers.md has the measurements).
 */
export const qualityLongSide = 320;

/** Reads, hashes and judges one file. Every bad file is a value; an exception is a bug. */
export async function readPicture({ path, thumbnailDirectory, limits }: ImageJob): Promise<ImageResult> {
  const file = readFileBytes(path, limits.megabytes);
  if (!file.ok) return file;
  const result = await judge(file.bytes, thumbnailDirectory, limits);
  giveBack(file.bytes);
  return result;
}

async function judge(bytes: Buffer, thumbnailDirectory: string, limits: ImageJob['limits']): Promise<ImageResult> {
  const format = pictureFormat(bytes);
  if (!format.ok) return format;
  const head = format.format === 'jpeg' ? jpegHead(bytes) : null;
  const { orientation, ...metadata } = readPictureMetadata(head?.bytes ?? bytes);
  const bare = head ? bareJpeg(bytes, head, orientation) : asItIs(bytes);
  const opened = await openPicture(bare.bytes, limits.megapixels, head && uprightSize(head, orientation));
  if (!opened.ok) return opened;

  // The decoder, and then the encoder, runs on a thread of its own; what is arithmetic on this one is done beside it.
  const decoding = decodeForQuality(opened.picture, bare.turn);
  const sha256 = bare.sha256();
  const decoded = await decoding;
  if (!decoded.ok) return decoded;

  const keeping = keepThumbnail(decoded.pixels, opened.picture, thumbnailPath(thumbnailDirectory, sha256));
  const figures = { ...qualityFigures(decoded.pixels), ...fingerprintOf(decoded.pixels) };
  const kept = await keeping;
  release(decoded.pixels);
  if (!kept.ok) return kept;
  const { width, height } = opened.picture;
  const file = { sha256, bytes: bytes.length, format: format.format, width, height, orientation: orientation ?? 1 };
  return { ok: true, facts: { ...file, ...metadata, ...figures } };
}

/**
 * Gives the memory of decoded pixels back at once. The collector would keep it for long, and then look through everything for it:
 * it came round every 33 pictures, and comes every 140 now (0.4 ms a picture). Nobody may look at the pixels any more.
 */
function release({ data: { buffer, byteLength } }: Pixels): void {
  // Small ones may lie in memory that others share.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

/** Orientations from 5 on lie on their side. */
function uprightSize({ size }: JpegHead, orientation: number | null): JpegHead['size'] {
  return size && orientation !== null && orientation >= 5 ? { width: size.height, height: size.width } : size;
}

/** @param turn what the decoder can't know, degrees. */
async function decodeForQuality(
  picture: OpenedPicture,
  turn: BarePicture['turn'],
): Promise<{ ok: true; pixels: Pixels } | Failed> {
  const decoded = await decodePicture(picture, (upright) => {
    const small = upright.resize(qualityLongSide, qualityLongSide, { fit: 'inside' });
    if (turn !== 0) small.rotate(turn);
    // What is see-through shows white, as on a page; a JPEG never is.
    if (picture.format !== 'jpeg') small.flatten({ background: '#ffffff' });
    return small.raw().toBuffer({ resolveWithObject: true });
  });
  if (!decoded.ok) return decoded;
  const { data, info } = decoded.value;
  return { ok: true, pixels: { data, width: info.width, height: info.height, channels: info.channels } };
}

/** The pixels at hand; a picture that had to be enlarged for the figures keeps its own size. */
async function keepThumbnail({ data, width, height, channels }: Pixels, picture: OpenedPicture, path: string) {
  if (existsSync(path)) return { ok: true as const };
  const thumbnail = sharp(data, { raw: { width, height, channels: channels === 1 ? 1 : 3 } });
  const isEnlarged = width > picture.width || height > picture.height;
  if (isEnlarged) thumbnail.resize(Math.min(width, picture.width), Math.min(height, picture.height), { fit: 'fill' });
  const webp = await thumbnail.webp({ effort: thumbnailEffort }).toBuffer();
  return writeWhole(path, webp);
}
