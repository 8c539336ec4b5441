/** The pictures that are mutated: real ones, and the formats of which there is no real one, made from them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

export interface Original {
  format: string;
  bytes: Buffer;
}

const real: readonly [format: string, file: string][] = [
  ['JPEG', 'gps/DSCN0010.jpg'],
  ['JPEG', 'orientation/landscape_6.jpg'],
  ['JPEG', 'damaged/image01137.jpg'],
  ['JPEG', 'phones/Apple-iPhone-4.jpg'],
  ['HEIC', 'heic/samplefilehub.heif'],
];
/** Eight megapixels take a second each: asked for only where many are read. */
const large: readonly [format: string, file: string][] = [
  ['JPEG', 'phones/Apple-iPhone-5.jpg'],
  ['HEIC', 'heic/IMG_5195.HEIC'],
];

/** `photos` is the folder `photos` of the shared data. Every format has several originals or one of its own kind. */
export async function readOriginals(photos: string, { withLarge }: { withLarge: boolean }): Promise<Original[]> {
  const files = withLarge ? [...real, ...large] : real;
  const originals = await Promise.all(
    files.map(async ([format, file]) => ({ format, bytes: await readFile(join(photos, file)) })),
  );
  const [first] = originals;
  if (!first) return [];
  const small = () => sharp(first.bytes).resize(400).keepMetadata();
  return [
    ...originals,
    { format: 'progressive JPEG', bytes: await small().jpeg({ progressive: true }).toBuffer() },
    { format: 'PNG', bytes: await small().png().toBuffer() },
    { format: 'WebP', bytes: await small().webp().toBuffer() },
    { format: 'AVIF', bytes: await small().avif({ effort: 0 }).toBuffer() },
  ];
}
