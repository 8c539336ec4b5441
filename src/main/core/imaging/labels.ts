/** Barcodes and QR codes in one picture: one read, one decode to grey, then the search. */
import type { ImageLimits, LabelsResult } from './contract.ts';
import { readFileBytes } from './fileBytes.ts';
import type { GreyPixels } from './greyPixels.ts';
import { failures } from './imageFailure.ts';
import { searchLabels } from './labelSearch.ts';
import { type OpenedPicture, openPicture } from './pictureDecoder.ts';
import { loadZxing } from './zxingReader.ts';

/**
 * Pixels at most, in megapixels: larger pictures are halved until they fit. A phone's sensor has sharper pixels below that
 * than above, and a worker's memory stays what it is for any other picture.
 */
const decodedMegapixels = 32;

export interface LabelsJob {
  path: string;
  limits: ImageLimits;
}

/** Reads every label it can. Every bad file is a value; an exception is a bug. */
export async function readLabels({ path, limits }: LabelsJob): Promise<LabelsResult> {
  const started = performance.now();
  const file = readFileBytes(path, limits.megabytes);
  if (!file.ok) return file;
  const opened = await openPicture(file.bytes, limits.megapixels);
  if (!opened.ok) return opened;
  const read = await loadZxing();
  if (read === null) return { ...failures.cannotStart(), noReader: true };
  const decoded = await decodeGrey(opened.picture);
  if (!decoded.ok) return decoded;
  // The pool ends a worker that is over the limit: what was found until half of it is worth more than nothing.
  const deadline = started + limits.seconds * 500;
  return { ok: true, codes: await searchLabels(decoded.pixels, read, () => performance.now() > deadline) };
}

async function decodeGrey(picture: OpenedPicture) {
  const { width, height } = picture;
  let halved = 1;
  while ((width * height) / (halved * halved) > decodedMegapixels * 1_000_000) halved *= 2;
  try {
    const pipeline = picture.pipeline();
    const sized = halved === 1 ? pipeline : pipeline.resize(Math.ceil(width / halved), Math.ceil(height / halved));
    const { data, info } = await sized
      .flatten({ background: '#ffffff' })
      .greyscale()
      .extractChannel(0)
      .raw()
      .toBuffer({ resolveWithObject: true });
    const pixels: GreyPixels = { data, width: info.width, height: info.height };
    return { ok: true as const, pixels };
  } catch (error) {
    return picture.failureOf(error);
  }
}
