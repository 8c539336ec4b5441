import { describe, expect, test } from 'vitest';
import { endsInReservedSpace, isCutShort, pictureFormat } from '#core/imaging/pictureFormat.ts';

const bytes = (latin1: string) => Buffer.from(latin1, 'latin1');
const box = (name: string, size: number) => {
  const made = Buffer.alloc(size);
  made.writeUInt32BE(size, 0);
  made.write(name, 4, 'latin1');
  return made;
};

describe('A picture is known by its first bytes', () => {
  test.each([
    ['jpeg', '\xff\xd8\xff\xe0'],
    ['png', '\x89PNG\r\n\x1a\n'],
    ['webp', 'RIFF\0\0\0\0WEBPVP8 '],
    ['heic', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
    ['heic', '\0\0\0\x18ftypmif1\0\0\0\0mif1heic'],
    ['avif', '\0\0\0\x1cftypavif\0\0\0\0mif1avifmiaf'],
    ['avif', '\0\0\0\x18ftypmif1\0\0\0\0avifmiaf'],
  ])('%s', (format, start) => {
    expect(pictureFormat(bytes(start))).toEqual({ ok: true, format });
  });

  test.each([
    ['not-a-picture', 'a letter to the customer'],
    ['truncated', '\xff'],
    ['truncated', '\x89PN'],
    ['truncated', 'RIFF\0\0'],
    ['truncated', '\0\0\0\x18fty'],
    ['not-a-picture', '\0\0\0\x18moov'],
    ['not-a-picture', 'Hello'],
    ['unsupported-format', 'II*\0'],
    ['unsupported-format', '\0\0\0\x14ftypqt  \0\0\0\0qt  '],
    ['truncated', '\0'.repeat(10)],
  ])('%s otherwise', (code, start) => {
    expect(pictureFormat(bytes(start))).toMatchObject({ ok: false, failure: { code } });
  });
});

describe('A container says when its end is lacking', () => {
  test('a PNG without its last chunk', () => {
    const header = Buffer.concat([bytes('\x89PNG\r\n\x1a\n'), Buffer.from('0000000049484452aabbccdd', 'hex')]);
    expect(isCutShort('png', header)).toBe(true);
    const end = Buffer.from('0000000049454e44ae426082', 'hex');
    expect(isCutShort('png', Buffer.concat([header, end]))).toBe(false);
    // A damaged length leads past the end; the end itself is there.
    const damaged = Buffer.concat([header, Buffer.from('00ffffff49444154aabbccdd', 'hex'), end]);
    expect(isCutShort('png', damaged)).toBe(false);
  });

  test('a WebP shorter than its own length', () => {
    const webp = bytes('RIFF\x08\0\0\0WEBPVP8 ');
    expect(isCutShort('webp', webp)).toBe(false);
    expect(isCutShort('webp', webp.subarray(0, 15))).toBe(true);
    expect(isCutShort('webp', webp.subarray(0, 6))).toBe(true);
  });

  test('a WebP or HEIC that has its length, but blocks of zeros where its data should be', () => {
    const picture = Buffer.concat([box('ftyp', 24), box('mdat', 9000).fill(0x5a, 8)]);
    const webp = Buffer.concat([bytes('RIFF\0\0\0\0WEBPVP8 '), Buffer.alloc(9000, 0x5a)]);
    webp.writeUInt32LE(webp.length - 8, 4);
    for (const [format, whole] of [
      ['heic', picture],
      ['webp', webp],
    ] as const) {
      expect(isCutShort(format, whole)).toBe(false);
      expect(isCutShort(format, Buffer.from(whole).fill(0, 4096))).toBe(true);
      expect(isCutShort(format, Buffer.concat([whole, Buffer.alloc(4096)]))).toBe(false);
    }
    expect(isCutShort('heic', Buffer.concat([picture, box('free', 9000)]))).toBe(false);
  });

  test('an HEIC whose last box goes on behind the end', () => {
    const whole = Buffer.concat([box('ftyp', 24), box('meta', 100), box('mdat', 1000)]);
    expect(isCutShort('heic', whole)).toBe(false);
    expect(isCutShort('heic', whole.subarray(0, 500))).toBe(true);
    expect(isCutShort('heic', whole.subarray(0, 28))).toBe(true);
    expect(isCutShort('heic', Buffer.concat([whole, bytes('\x01\x02\x03\x04\x05\x06\x07\x08trailer')]))).toBe(false);
  });

  test('an HEIC box with a 64-bit length', () => {
    const large = Buffer.alloc(40);
    large.writeUInt32BE(1, 0);
    large.write('mdat', 4, 'latin1');
    large.writeBigUInt64BE(40n, 8);
    expect(isCutShort('heic', large)).toBe(false);
    expect(isCutShort('heic', large.subarray(0, 39))).toBe(true);
    expect(isCutShort('heic', large.subarray(0, 12))).toBe(true);
  });

  test('a JPEG that ends in reserved space, unless its own end stands before it', () => {
    const head = bytes('\xff\xd8\xff\xe0 some picture ');
    const space = Buffer.alloc(5000);
    expect(isCutShort('jpeg', Buffer.concat([head, space]))).toBe(true);
    expect(isCutShort('jpeg', Buffer.concat([head, bytes('\xff\xd9'), space]))).toBe(false);
    expect(isCutShort('jpeg', head)).toBe(false);
    expect(endsInReservedSpace(Buffer.alloc(100))).toBe(false);
  });
});
