import { expect, test } from 'vitest';
import { jpegHead } from '#core/imaging/jpegHead.ts';
import { readPictureMetadata } from '#core/imaging/pictureMetadata.ts';
import { scene } from '#tests/fixtures/imaging/madePictures.ts';

test.each([true, false])(
  'a picture tells its size and its camera before its first scan (progressive: %s)',
  async (progressive) => {
    const bytes = await (await scene(900, 600))
      .withExif({ IFD0: { Make: 'Fairphone', Model: 'FP5' } })
      .jpeg({ progressive })
      .toBuffer();
    const head = jpegHead(bytes);
    expect(head.size).toEqual({ width: 900, height: 600 });
    expect(head.bytes.length).toBeLessThan(2_000);
    expect(readPictureMetadata(head.bytes)).toEqual(readPictureMetadata(bytes));
    expect(readPictureMetadata(head.bytes).device).toBe('Fairphone FP5');
  },
);

test('bytes between two segments and markers without a length are passed over', () => {
  const frame = [0xff, 0xc0, 0, 11, 8, 0x01, 0x2c, 0x01, 0x90, 1, 0, 0x11, 0];
  const head = jpegHead(Buffer.from([0xff, 0xd8, 0xff, 0x01, 0xff, 0xff, ...frame, 0xff, 0xda, 0, 8, 1, 2, 3, 4, 5]));
  expect(head.size).toEqual({ width: 400, height: 300 });
  expect(head.bytes).toHaveLength(6 + frame.length);
});

test('EXIF and XMP are found as one run, without what stands before and after it', () => {
  const segment = (marker: number, length: number) => [0xff, marker, 0, length, ...Array(length - 2).fill(7)];
  const bytes = [0xff, 0xd8, ...segment(0xe0, 6), ...segment(0xe1, 9), ...segment(0xe1, 5), ...segment(0xe2, 4)];
  const scan = [0xff, 0xda, 0, 8, 1, 2, 3, 4, 5];
  expect(jpegHead(Buffer.from([...bytes, ...scan])).said).toEqual({ start: 10, end: 28 });
  // Elsewhere stands more of it.
  expect(jpegHead(Buffer.from([...bytes, ...segment(0xe1, 4), ...scan])).said).toBeNull();
  expect(jpegHead(Buffer.from([0xff, 0xd8, ...segment(0xe0, 6), 0xff, 0xda, 0, 8, 1, 2, 3, 4, 5])).said).toBeNull();
});

test.each([
  ['no height', [0xff, 0xd8, 0xff, 0xc2, 0, 11, 8, 0, 0, 1, 0x90, 1, 0, 0x11, 0, 0xff, 0xda, 0, 2, 0, 0, 0, 0, 0]],
  ['no frame', [0xff, 0xd8, 0xff, 0xda, 0, 2, 0, 0, 0, 0, 0]],
  ['a length that leads past the end', [0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 0, 0, 0, 0, 0, 0]],
  ['nothing after its start', [0xff, 0xd8, 0xff]],
])('a picture with %s does not tell its size', (_what, bytes) => {
  expect(jpegHead(Buffer.from(bytes)).size).toBeNull();
});
