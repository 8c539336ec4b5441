/**
 * From bytes to upright pixels, once: JPEG, PNG, WebP and AVIF through sharp, HEIC through libheif. Limits are applied to
 * what the header claims, before anything is decoded.
 */
import sharp, { type Metadata, type Sharp } from 'sharp';
import type { ImageFacts } from './contract.ts';
import { decodeHeic } from './heicDecoder.ts';
import { type Failed, failures } from './imageFailure.ts';
import { endsInReservedSpace, isCutShort, pictureFormat } from './pictureFormat.ts';

/** A picture whose header was read and found within the limits. */
export interface OpenedPicture {
  format: ImageFacts['format'];
  /** Upright, of the whole picture. */
  width: number;
  height: number;
  /** A new pipeline that decodes the picture upright; `resize` it before anything else, so that it can shrink on load. */
  pipeline(): Sharp;
  /** Why that pipeline threw. */
  failureOf(error: unknown): Failed;
}

/** One picture after another on one core: more threads, or a cache of pictures never seen again, only cost. */
sharp.concurrency(1);
sharp.cache(false);

/** Opens the whole file's bytes. Resolves always. */
export async function openPicture(
  bytes: Buffer,
  megapixels: number,
): Promise<{ ok: true; picture: OpenedPicture } | Failed> {
  const format = pictureFormat(bytes);
  if (!format.ok) return format;
  if (isCutShort(format.format, bytes)) return failures.cutShort();
  return format.format === 'heic' ? openHeic(bytes, megapixels) : openWithSharp(bytes, format.format, megapixels);
}

async function openHeic(bytes: Buffer, megapixels: number): Promise<{ ok: true; picture: OpenedPicture } | Failed> {
  const decoded = await decodeHeic(bytes, megapixels);
  if (!decoded.ok) return endsInReservedSpace(bytes) ? failures.cutShort() : decoded;
  const { data, width, height } = decoded.pixels;
  const pipeline = () => sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false });
  return { ok: true, picture: { format: 'heic', width, height, pipeline, failureOf: failures.damaged } };
}

async function openWithSharp(
  bytes: Buffer,
  format: ImageFacts['format'],
  megapixels: number,
): Promise<{ ok: true; picture: OpenedPicture } | Failed> {
  const failureOf = (error: unknown) => failureOfDecodeError(error, bytes);
  let header: Metadata;
  try {
    header = await sharp(bytes, { failOn: 'truncated', limitInputPixels: false }).metadata();
  } catch (error) {
    return failureOf(error);
  }
  const { width, height } = header.autoOrient;
  if (width * height > megapixels * 1_000_000) return failures.tooManyPixels(width, height, megapixels);
  // Smaller faults ("extraneous bytes before marker") are common in phones' pictures and show nowhere: only a cut fails.
  const limitInputPixels = Math.floor(megapixels * 1_000_000);
  const options = { failOn: 'truncated', limitInputPixels, sequentialRead: true } as const;
  const pipeline = () => sharp(bytes, options).autoOrient();
  return { ok: true, picture: { format, width, height, pipeline, failureOf } };
}

/** libjpeg says "premature end of JPEG image" when the file stops; "… of data segment" is damage in the middle. */
function failureOfDecodeError(error: unknown, bytes: Buffer): Failed {
  const message = error instanceof Error ? error.message : '';
  const stops = /premature end of JPEG image/i.test(message) || endsInReservedSpace(bytes);
  return stops ? failures.cutShort() : failures.damaged();
}
