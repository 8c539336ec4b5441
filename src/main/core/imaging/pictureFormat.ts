/** What a file is, told by its first bytes and never by its name. */
import type { ImageFacts } from './contract.ts';
import { type Failed, failures } from './imageFailure.ts';

type Format = ImageFacts['format'];

/** Brands of ISO base media files (ISO/IEC 23008-12 and AV1 Image File Format) that hold a still picture. */
const avifBrands = ['avif', 'avis'];
const heicBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** Other pictures and films that come from phones; named, so that the sentence can say what it is. */
const knownStrangers: readonly { kind: string; starts: readonly (string | readonly number[])[] }[] = [
  { kind: 'a GIF', starts: ['GIF8'] },
  {
    kind: 'a TIFF or a camera’s raw file',
    starts: [
      [0x49, 0x49, 0x2a, 0],
      [0x4d, 0x4d, 0, 0x2a],
    ],
  },
  {
    kind: 'a JPEG XL',
    starts: [
      [0xff, 0x0a],
      [0, 0, 0, 0x0c, 0x4a, 0x58, 0x4c, 0x20],
    ],
  },
  { kind: 'a Photoshop file', starts: ['8BPS'] },
  { kind: 'a PDF', starts: ['%PDF'] },
];

/** Tells the format, or why there is none. `bytes` is the whole file, not empty. */
export function pictureFormat(bytes: Buffer): { ok: true; format: Format } | Failed {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return { ok: true, format: 'jpeg' };
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return { ok: true, format: 'png' };
  if (startsWith(bytes, 'RIFF') && bytes.toString('latin1', 8, 12) === 'WEBP') return { ok: true, format: 'webp' };
  if (bytes.toString('latin1', 4, 8) === 'ftyp') return isoMediaFormat(bytes);
  const stranger = knownStrangers.find(({ starts }) => starts.some((start) => startsWith(bytes, start)));
  if (stranger !== undefined) return failures.unsupported(stranger.kind);
  // Some sync clients reserve the whole size first and fill it later.
  if (bytes.subarray(0, 64).every((byte) => byte === 0)) return failures.blankStart();
  return failures.notAPicture();
}

function isoMediaFormat(bytes: Buffer): { ok: true; format: Format } | Failed {
  const boxEnd = Math.min(bytes.readUInt32BE(0), bytes.length, 256);
  const brands = [bytes.toString('latin1', 8, 12)];
  for (let offset = 16; offset + 4 <= boxEnd; offset += 4) brands.push(bytes.toString('latin1', offset, offset + 4));
  if (brands.some((brand) => avifBrands.includes(brand))) return { ok: true, format: 'avif' };
  if (brands.some((brand) => heicBrands.includes(brand))) return { ok: true, format: 'heic' };
  return failures.unsupported('a film');
}

/**
 * Whether the container itself says that bytes are lacking at the end: the decoders call such files broken in a dozen
 * ways, and only some of them in words of truncation. A JPEG has no lengths: libjpeg tells when it is cut, but reads on
 * through space that was only reserved as if it were shade.
 */
export function isCutShort(format: Format, bytes: Buffer): boolean {
  switch (format) {
    case 'jpeg':
      return endsInReservedSpace(bytes) && !endsWithJpegEnd(bytes);
    case 'png':
      return !endsWithPngEnd(bytes);
    case 'webp':
      return bytes.length < 12 || bytes.readUInt32LE(4) + 8 > bytes.length;
    case 'heic':
    case 'avif':
      return lastBoxIsOpen(bytes);
  }
}

/** A block of zeros at the end: what a sync client leaves that reserves the whole size and fills it from the start. */
export function endsInReservedSpace(bytes: Buffer): boolean {
  return bytes.length > blockSize && bytes.subarray(-blockSize).every((byte) => byte === 0);
}

/** Smallest unit in which file systems reserve space. */
const blockSize = 4096;

/** Some cameras pad their files with zeros after the end-of-image marker (FF D9); those are whole. */
function endsWithJpegEnd(bytes: Buffer): boolean {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes[end - 2] === 0xff && bytes[end - 1] === 0xd9;
}

/** Walks the chunks (length, name, data, checksum) to IEND. */
function endsWithPngEnd(bytes: Buffer): boolean {
  let offset = 8;
  while (offset + 12 <= bytes.length) {
    if (bytes.toString('latin1', offset + 4, offset + 8) === 'IEND') return true;
    offset += 12 + bytes.readUInt32BE(offset);
  }
  return false;
}

/** Walks the top-level boxes; a box of size 0 runs to the end, one of size 1 has its size in 64 bits. */
function lastBoxIsOpen(bytes: Buffer): boolean {
  let offset = 0;
  while (offset < bytes.length) {
    if (offset + 8 > bytes.length) return true;
    // Some phones append what is no box; it says nothing about the picture.
    if (!/^[\x20-\x7e]{4}$/.test(bytes.toString('latin1', offset + 4, offset + 8))) return false;
    const short = bytes.readUInt32BE(offset);
    if (short === 0) return false;
    if (short === 1 && offset + 16 > bytes.length) return true;
    const size = short === 1 ? Number(bytes.readBigUInt64BE(offset + 8)) : short;
    if (size < 8) return false;
    offset += size;
  }
  return offset > bytes.length;
}

function startsWith(bytes: Buffer, start: string | readonly number[]): boolean {
  const expected = typeof start === 'string' ? Buffer.from(start, 'latin1') : Buffer.from(start);
  return bytes.subarray(0, expected.length).equals(expected);
}
