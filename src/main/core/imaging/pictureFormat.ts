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
  return mayBecomeAPicture(bytes) ? failures.cutShort() : failures.notAPicture();
}

/** So few bytes that they don't say yet what they are the start of. */
function mayBecomeAPicture(bytes: Buffer): boolean {
  if (bytes.length >= 12) return false;
  if (pictureStarts.some((start) => start.subarray(0, bytes.length).equals(bytes.subarray(0, start.length))))
    return true;
  // The first box of an ISO media file: a small size in four bytes, then its name.
  const box = Buffer.from('ftyp', 'latin1').subarray(0, Math.max(0, bytes.length - 4));
  return bytes.subarray(0, 3).every((byte) => byte === 0) && bytes.subarray(4, 8).equals(box);
}
const pictureStarts = ['ffd8ff', '89504e470d0a1a0a', '52494646'].map((hex) => Buffer.from(hex, 'hex'));

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
      return endsInReservedSpace(bytes) && !hasJpegEnd(bytes);
    case 'png':
      return !hasPngEnd(bytes);
    case 'webp':
      return bytes.length < 12 || lacksDataBefore(bytes.readUInt32LE(4) + 8, bytes);
    case 'heic':
    case 'avif': {
      const box = lastBox(bytes);
      return box.end > bytes.length || (box.name === 'mdat' && lacksDataBefore(box.end, bytes));
    }
  }
}

/** A block of zeros at the end: what a sync client leaves that reserves the whole size and fills it from the start. */
export function endsInReservedSpace(bytes: Buffer): boolean {
  return bytes.length > blockSize && bytes.subarray(-blockSize).every((byte) => byte === 0);
}

/** Smallest unit in which file systems reserve space. */
const blockSize = 4096;

/** Some cameras pad their files with zeros after the end-of-image marker (FF D9); those are whole. */
export function hasJpegEnd(bytes: Buffer): boolean {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes[end - 2] === 0xff && bytes[end - 1] === 0xd9;
}

/** The last chunk of every PNG: no data, its name, its checksum. */
const pngEnd = Buffer.from('0000000049454e44ae426082', 'hex');

/** Walks the chunks (length, name, data, checksum) to the last; where a length is damaged, the file's own end tells. */
function hasPngEnd(bytes: Buffer): boolean {
  if (bytes.subarray(-pngEnd.length).equals(pngEnd)) return true;
  let offset = 8;
  while (offset + 12 <= bytes.length) {
    if (bytes.toString('latin1', offset + 4, offset + 8) === 'IEND') return true;
    offset += 12 + bytes.readUInt32BE(offset);
  }
  return false;
}

/** What should reach to `end` breaks off, or is nothing but space that was reserved for it. */
function lacksDataBefore(end: number, bytes: Buffer): boolean {
  if (end > bytes.length) return true;
  // Compressed data ends in a few zeros at most.
  return endsInReservedSpace(bytes) && bytes.subarray(end - 16, end).every((byte) => byte === 0);
}

/**
 * Walks the top-level boxes to the last, and tells where that ends: behind the file's end when it is cut. A box of size 0 runs
 * to the end, one of size 1 has its size in 64 bits.
 */
function lastBox(bytes: Buffer): { name: string; end: number } {
  const unfinished = { name: '', end: bytes.length + 1 };
  let last = { name: '', end: 0 };
  while (last.end < bytes.length) {
    const start = last.end;
    if (start + 8 > bytes.length) return unfinished;
    const name = bytes.toString('latin1', start + 4, start + 8);
    // Some phones append what is no box; it says nothing about the picture.
    if (!/^[\x20-\x7e]{4}$/.test(name)) return last;
    const short = bytes.readUInt32BE(start);
    if (short === 0) return { name, end: bytes.length };
    if (short === 1 && start + 16 > bytes.length) return unfinished;
    const size = short === 1 ? Number(bytes.readBigUInt64BE(start + 8)) : short;
    if (size < 8) return last;
    last = { name, end: start + size };
  }
  return last;
}

function startsWith(bytes: Buffer, start: string | readonly number[]): boolean {
  const expected = typeof start === 'string' ? Buffer.from(start, 'latin1') : Buffer.from(start);
  return bytes.subarray(0, expected.length).equals(expected);
}
