/**
 * From bytes to upright pixels, once: JPEG, PNG, WebP and AVIF through sharp, HEIC through libheif. Limits are applied to
 * what the header claims, before anything is decoded.
 */
import sharp, { type Sharp } from 'sharp';
import type { ImageFacts } from './contract.ts';
import { decodeHeic } from './heicDecoder.ts';
import { type Failed, failures } from './imageFailure.ts';
import { endsInReservedSpace, hasJpegEnd, isCutShort, pictureFormat } from './pictureFormat.ts';

interface Size {
  width: number;
  height: number;
}

/** A picture whose header was read and found within the limits. */
export interface OpenedPicture {
  format: ImageFacts['format'];
  /** Upright, of the whole picture. */
  width: number;
  height: number;
  /**
   * A new pipeline that decodes the picture upright; `resize` it before anything else, so that it can shrink on load. Small
   * faults are passed over unless they are asked for (`told`): then they throw, for {@link decodePicture} to judge.
   */
  pipeline(faults?: 'told'): Sharp;
  /** Why that pipeline threw. */
  failureOf(error: unknown): Failed;
}

/** One picture after another on one core: more threads, or a cache of pictures never seen again, only cost. */
sharp.concurrency(1);
sharp.cache(false);

/** Opens the whole file's bytes; `size` (upright) where it is known, so that nobody has to be asked for it. Resolves always. */
export async function openPicture(
  bytes: Buffer,
  megapixels: number,
  size: Size | null = null,
): Promise<{ ok: true; picture: OpenedPicture } | Failed> {
  const format = pictureFormat(bytes);
  if (!format.ok) return format;
  if (isCutShort(format.format, bytes)) return failures.cutShort();
  return format.format === 'heic' ? openHeic(bytes, megapixels) : openWithSharp(bytes, format.format, megapixels, size);
}

/**
 * Decodes with `work`, which is given the upright pipeline. "Extraneous bytes before marker" and the like are common in phones'
 * pictures and show nowhere: such a picture is decoded once more without asking for them. Data that breaks off in the middle
 * fills the rest of the picture with grey, and is no proof of anything: it is damaged.
 */
export async function decodePicture<Result>(
  { pipeline, failureOf }: Pick<OpenedPicture, 'pipeline' | 'failureOf'>,
  work: (upright: Sharp) => Promise<Result>,
): Promise<{ ok: true; value: Result } | Failed> {
  try {
    return { ok: true, value: await work(pipeline('told')) };
  } catch (error) {
    if (breaksOff.test(messageOf(error))) return failureOf(error);
  }
  try {
    return { ok: true, value: await work(pipeline()) };
  } catch (error) {
    return failureOf(error);
  }
}

/** libjpeg's words for data that ends before its picture is full, or that no longer makes sense. */
const breaksOff = /premature end|bad Huffman code|bad arithmetic code/i;

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
  known: Size | null,
): Promise<{ ok: true; picture: OpenedPicture } | Failed> {
  const failureOf = (error: unknown) => failureOfDecodeError(error, bytes);
  let size: Size;
  try {
    size = known ?? (await sharp(bytes, { failOn: 'truncated', limitInputPixels: false }).metadata()).autoOrient;
  } catch (error) {
    return failureOf(error);
  }
  const { width, height } = size;
  if (width * height > megapixels * 1_000_000) return failures.tooManyPixels(width, height, megapixels);
  const limitInputPixels = Math.floor(megapixels * 1_000_000);
  const pipeline = (faults?: 'told') => {
    const failOn = faults === 'told' ? 'warning' : 'truncated';
    return sharp(bytes, { failOn, limitInputPixels, sequentialRead: true }).autoOrient();
  };
  return { ok: true, picture: { format, width, height, pipeline, failureOf } };
}

/**
 * libjpeg says "premature end of JPEG image" when the file stops, or when a damaged length leads it past the end; "… of data
 * segment" is damage in the middle.
 */
function failureOfDecodeError(error: unknown, bytes: Buffer): Failed {
  const message = messageOf(error);
  // Twelve bits a channel, lossless: whole, and of a kind that only scanners and hospitals use.
  if (/Unsupported JPEG (data precision|process)/i.test(message)) return failures.unsupported('a JPEG of this kind');
  const stops = /premature end of JPEG image/i.test(message) && !hasJpegEnd(bytes);
  return stops || endsInReservedSpace(bytes) ? failures.cutShort() : failures.damaged();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
