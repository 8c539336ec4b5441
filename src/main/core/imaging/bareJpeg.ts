/**
 * A JPEG as its decoder needs it: without EXIF and XMP. To ask for the orientation alone, libvips takes both apart twice for each
 * picture that it shrinks on load: a twentieth of all that a picture of 2 megapixels costs (`docs/performance.md`).
 */
import { createHash, hash } from 'node:crypto';
import type { JpegHead } from './jpegHead.ts';

/** What is handed to the decoder of a file's bytes. */
export interface BarePicture {
  bytes: Buffer;
  /** Degrees, clockwise, that the decoder can't know of. */
  turn: 0 | 90 | 180 | 270;
  /** SHA-256 of the whole file, in hex. */
  sha256(): string;
}

/** By orientation. Mirrored pictures, which no phone makes, are left to the decoder. */
const turns: Readonly<Record<number, BarePicture['turn']>> = { 1: 0, 3: 180, 6: 90, 8: 270 };

export const asItIs = (bytes: Buffer): BarePicture => ({ bytes, turn: 0, sha256: () => hash('sha256', bytes) });

/**
 * Nothing is copied but the few bytes before EXIF and XMP, which are moved up to their end. So `bytes` are not the file's from then on;
 * what was there is kept for the hash.
 * @param orientation as EXIF says it, 1 to 8; null: it says none that we understand, and the decoder may.
 */
export function bareJpeg(bytes: Buffer, { said, size }: JpegHead, orientation: number | null): BarePicture {
  const turn = turns[orientation ?? 0];
  // Where no frame tells the size the decoder is asked for it, upright.
  if (said === null || size === null || turn === undefined) return asItIs(bytes);
  const { start, end } = said;
  const from = end - start;
  // A length that leads nowhere is for the decoder to judge.
  if (from < start || bytes[end] !== 0xff) return asItIs(bytes);
  const before = bytes.subarray(0, from);
  const overwritten = Buffer.from(bytes.subarray(from, end));
  const rest = bytes.subarray(end);
  bytes.copyWithin(from, 0, start);
  return {
    bytes: bytes.subarray(from),
    turn,
    sha256: () => createHash('sha256').update(before).update(overwritten).update(rest).digest('hex'),
  };
}
