import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { bareJpeg } from '#core/imaging/bareJpeg.ts';
import { jpegHead } from '#core/imaging/jpegHead.ts';
import { readPictureMetadata } from '#core/imaging/pictureMetadata.ts';
import { scene } from '#tests/fixtures/imaging/madePictures.ts';

const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
  xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>image/jpeg</dc:format></rdf:Description></rdf:RDF></x:xmpmeta>`;

const picture = async (orientation: number) =>
  (await scene(900, 600))
    .withExif({ IFD0: { Make: 'Fairphone', Model: 'FP5' } })
    .withXmp(xmp)
    .withMetadata({ orientation })
    .withIccProfile('p3')
    .jpeg()
    .toBuffer();

/** sharp writes no such number itself. */
async function pictureOfNoOrientation(): Promise<Buffer> {
  const bytes = await picture(6);
  const entry = bytes.indexOf('12010300010000000600', 0, 'hex');
  expect(entry).toBeGreaterThan(0);
  bytes[entry + 8] = 9;
  return bytes;
}

/** The segments before the first scan, by marker. */
function segments(bytes: Buffer): number[] {
  const found: number[] = [];
  for (let at = 2; bytes[at + 1] !== 0xda; at += 2 + bytes.readUInt16BE(at + 2)) found.push(bytes[at + 1] as number);
  return found;
}

const bareOf = (bytes: Buffer) => bareJpeg(bytes, jpegHead(bytes), readPictureMetadata(bytes).orientation);
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const jfif = Buffer.from('ffe000104a46494600010100000100010000', 'hex');
/** As some cameras write it: JFIF first, then EXIF. */
const withJfif = (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 2), jfif, bytes.subarray(2)]);

describe.each([
  ['EXIF first', (bytes: Buffer) => bytes],
  ['JFIF before it', withJfif],
])('a JPEG with %s', (_what, made) => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'of orientation %i decodes as it would whole, and keeps its hash',
    async (orientation) => {
      const bytes = made(await picture(orientation));
      const [whole, hash] = [Buffer.from(bytes), hashOf(bytes)];
      const bare = bareOf(bytes);
      expect(bare.sha256()).toBe(hash);
      const isMirrored = [2, 4, 5, 7].includes(orientation);
      expect(segments(bare.bytes).includes(0xe1)).toBe(isMirrored);
      // Its colours stand there still.
      expect(segments(bare.bytes)).toContain(0xe2);
      const small = sharp(bare.bytes).autoOrient().resize(320, 320, { fit: 'inside' });
      const decoded = await (bare.turn === 0 ? small : small.rotate(bare.turn))
        .raw()
        .toBuffer({ resolveWithObject: true });
      const expected = sharp(whole).autoOrient().resize(320, 320, { fit: 'inside' });
      const { data, info } = await expected.raw().toBuffer({ resolveWithObject: true });
      expect(decoded.info).toMatchObject({ width: info.width, height: info.height });
      expect(decoded.data.equals(data)).toBe(true);
    },
  );
});

/** Its EXIF. */
function exifOf(bytes: Buffer): Buffer {
  const at = bytes.indexOf('Exif', 0, 'latin1') - 4;
  return bytes.subarray(at, at + 2 + bytes.readUInt16BE(at + 2));
}

test.each([
  [
    'whose EXIF stands behind something else than XMP',
    async () => {
      const bytes = await picture(6);
      const exif = exifOf(bytes);
      const at = bytes.indexOf(exif);
      const comment = Buffer.from('fffe0004', 'hex');
      const others = Buffer.concat([bytes.subarray(2, at), bytes.subarray(at + exif.length)]);
      // XMP, a comment, EXIF, the rest.
      const xmpEnd = 2 + others.readUInt16BE(2);
      return Buffer.concat([
        bytes.subarray(0, 2),
        others.subarray(0, xmpEnd),
        Buffer.concat([comment, Buffer.alloc(2)]),
        exif,
        others.subarray(xmpEnd),
      ]);
    },
  ],
  [
    'with two EXIFs',
    async () => {
      const bytes = await picture(6);
      return Buffer.concat([bytes.subarray(0, 2), exifOf(bytes), bytes.subarray(2)]);
    },
  ],
  [
    'with EXIF before and after JFIF',
    async () => {
      const bytes = await picture(6);
      return Buffer.concat([bytes.subarray(0, 2), exifOf(bytes), jfif, bytes.subarray(2)]);
    },
  ],
  ['that says no orientation', pictureOfNoOrientation],
  ['without EXIF', async () => (await scene(90, 60)).jpeg().toBuffer()],
  ['whose EXIF leads past its end', async () => Buffer.concat([(await picture(6)).subarray(0, 60), Buffer.alloc(9)])],
  [
    'with more before its EXIF than EXIF has',
    async () => {
      const bytes = await picture(1);
      const comment = Buffer.alloc(60_000);
      comment.writeUInt32BE(0xfffeea5e);
      return Buffer.concat([bytes.subarray(0, 2), comment, bytes.subarray(2)]);
    },
  ],
])('a JPEG %s is left as it is', async (_what, made) => {
  const bytes = await made();
  const before = Buffer.from(bytes);
  const bare = bareOf(bytes);
  expect(bare.turn).toBe(0);
  expect(bare.bytes).toBe(bytes);
  expect(bytes.equals(before)).toBe(true);
  expect(bare.sha256()).toBe(hashOf(before));
});
