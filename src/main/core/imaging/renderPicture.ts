/** A copy of one file for the eye: the inspector's preview, a redacted picture, one on paper or for a customer, a logo. */
import type { Sharp } from 'sharp';
import { hidesSomething } from '#shared/hiding.ts';
import { writeWhole } from './cacheFile.ts';
import type { RenderTarget } from './contract.ts';
import { openDrawing } from './drawing.ts';
import { readFileBytes } from './fileBytes.ts';
import { hideParts } from './hideParts.ts';
import type { Failed } from './imageFailure.ts';
import { decodePicture, type OpenedPicture, openPicture } from './pictureDecoder.ts';
import type { RenderJob, RenderResult } from './workerMessages.ts';

/** A supervisor waits for this one: sharp's default effort (4) takes twice the time to save a twentieth of the bytes. */
const previewEffort = 2;
/** On paper at 1000 px, artefacts begin to show below it. */
const jpegQuality = 80;

/**
 * Writes the upright picture, at most `longSide` pixels and never enlarged, whole or not at all. No EXIF, GPS, comment or
 * colour profile of the original is in it.
 */
export async function renderPicture({ source, target }: RenderJob): Promise<RenderResult> {
  const file = readFileBytes(source.path, source.limits.megabytes);
  if (!file.ok) return file;
  const drawing = target.format === 'png' ? await openDrawing(file.bytes, target.longSide) : null;
  const opened = drawing ?? (await openPicture(file.bytes, source.limits.megapixels));
  if (!opened.ok) return opened;
  const write = async (picture: Sharp) => {
    const upright = picture.resize(target.longSide, target.longSide, { fit: 'inside', withoutEnlargement: true });
    const whole = target.format === 'png' ? upright : upright.flatten({ background: '#ffffff' });
    const shown = hidesSomething(target.hidden) ? await hideParts(whole, target.hidden) : whole;
    return encoded(shown, target.format);
  };
  // What leaves this computer must be whole; on the screen the half of a picture is worth more than none.
  const leaves = target.format === 'jpeg';
  const copy = leaves ? await decodePicture(opened.picture, write) : await once(opened.picture, write);
  return copy.ok ? writeWhole(target.path, copy.value) : copy;
}

type Opened = Pick<OpenedPicture, 'pipeline' | 'failureOf'>;

async function once(
  { pipeline, failureOf }: Opened,
  write: (picture: Sharp) => Promise<Buffer>,
): Promise<{ ok: true; value: Buffer } | Failed> {
  try {
    return { ok: true, value: await write(pipeline()) };
  } catch (error) {
    return failureOf(error);
  }
}

async function encoded(shown: Sharp, format: RenderTarget['format']): Promise<Buffer> {
  if (format === 'jpeg') return shown.jpeg({ quality: jpegQuality }).toBuffer();
  if (format === 'png') return shown.toColourspace('srgb').png({ compressionLevel: 9 }).toBuffer();
  if (format === 'webp') return shown.webp({ effort: previewEffort }).toBuffer();
  const { data, info } = await shown
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return Buffer.concat([Buffer.from(`P6 ${info.width} ${info.height} 255\n`), data]);
}
