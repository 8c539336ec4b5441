/** Real JPEGs by the hundred thousand: one small picture, each copy made distinct by a comment of its own. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';

export interface TinyPhoto {
  bytes: Buffer;
  sha256: string;
}

/** A function that gives a JPEG of other bytes for each label. */
export async function tinyPhotoMaker(): Promise<(label: string) => TinyPhoto> {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"><rect width="64" height="48" fill="#8a6d46"/><rect x="20" y="10" width="22" height="30" fill="#24493c"/></svg>';
  const picture = await sharp(Buffer.from(svg)).jpeg({ quality: 60 }).toBuffer();
  return (label) => withComment(picture, label);
}

/** The same picture with a comment segment after its start marker. */
export function withComment(jpeg: Buffer, comment: string): TinyPhoto {
  const text = Buffer.from(comment, 'utf8');
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xfe, (text.length + 2) >> 8, (text.length + 2) & 255]);
  const bytes = Buffer.concat([head, text, jpeg.subarray(2)]);
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
