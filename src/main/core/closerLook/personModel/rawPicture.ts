/** Reads the PPM pictures that `imaging` renders for the model: pixels with a line of numbers before them, nothing to decode. */
import { readFile } from 'node:fs/promises';
import type { RawPicture } from './contract.ts';

/** More than `lookLongSide` squared would be: such a file is not one of ours. */
const mostPixels = 4_000_000;

/** Null when the file can't be read or is not such a picture. */
export async function readRawPicture(path: string): Promise<RawPicture | null> {
  const bytes = await readFile(path).catch(() => null);
  return bytes === null ? null : parsePpm(bytes);
}

/** `P6 width height 255`, one white space, and three bytes a pixel; null for anything else. */
export function parsePpm(bytes: Uint8Array): RawPicture | null {
  const head = /^P6\s(\d{1,5})\s(\d{1,5})\s255\s/.exec(Buffer.from(bytes.subarray(0, 32)).toString('latin1'));
  if (!head) return null;
  const [width, height] = [Number(head[1]), Number(head[2])];
  const data = bytes.subarray(head[0].length);
  if (width * height > mostPixels || width === 0 || data.length !== width * height * 3) return null;
  return { data, width, height };
}
