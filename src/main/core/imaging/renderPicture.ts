/** A larger WebP of one file, for the eye: the inspector's preview. */
import { writeWhole } from './cacheFile.ts';
import { readFileBytes } from './fileBytes.ts';
import { openPicture } from './pictureDecoder.ts';
import type { RenderJob, RenderResult } from './workerMessages.ts';

/** A supervisor waits for this one: sharp's default effort (4) takes twice the time to save a twentieth of the bytes. */
const previewEffort = 2;

/** Writes the upright picture, at most `longSide` pixels and never enlarged, whole or not at all. */
export async function renderPicture({ source, target }: RenderJob): Promise<RenderResult> {
  const file = readFileBytes(source.path, source.limits.megabytes);
  if (!file.ok) return file;
  const opened = await openPicture(file.bytes, source.limits.megapixels);
  if (!opened.ok) return opened;
  let webp: Buffer;
  try {
    webp = await opened.picture
      .pipeline()
      .resize(target.longSide, target.longSide, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .webp({ effort: previewEffort })
      .toBuffer();
  } catch (error) {
    return opened.picture.failureOf(error);
  }
  return writeWhole(target.path, webp);
}
