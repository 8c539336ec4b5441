import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import {
  deviceName,
  gpsTime,
  localTime,
  position,
  readPictureMetadata,
  userComment,
  zoneOffset,
} from '#core/imaging/pictureMetadata.ts';

test.each([
  ['2026:11:21 14:32:05', '', '2026-11-21T14:32:05'],
  ['2026:11:21 14:32:05', '7', '2026-11-21T14:32:05.700'],
  ['2026:11:21 14:32:05', '054321', '2026-11-21T14:32:05.054'],
  ['2026:11:21 14:32:05.25', '', '2026-11-21T14:32:05.250'],
  ['2026-11-21T14:32:05', '', '2026-11-21T14:32:05'],
  ['2024:02:29 00:00:00', '', '2024-02-29T00:00:00'],
  ['    :  :     :  :  ', '', null],
  ['0000:00:00 00:00:00', '', null],
  ['2026:02:31 10:00:00', '', null],
  ['2026:11:21 25:00:00', '', null],
  ['yesterday', '', null],
  ['', '12', null],
])('the camera’s "%s" with fraction "%s" is %s', (written, fraction, expected) => {
  expect(localTime(written, fraction)).toBe(expected);
});

test.each([
  ['+09:00', '+09:00'],
  ['-0330', '-03:30'],
  ['Z', '+00:00'],
  ['+14:00', '+14:00'],
  ['+25:00', null],
  ['   :  ', null],
  ['', null],
])('the zone "%s" is %s', (written, expected) => {
  expect(zoneOffset(written)).toBe(expected);
});

test('a GPS time needs its date, and is UTC', () => {
  const time = [
    [14, 1],
    [27, 1],
    [724, 100],
  ];
  expect(gpsTime('2008:10:23', time)).toBe(Date.UTC(2008, 9, 23, 14, 27, 7, 240));
  expect(gpsTime('', time)).toBeNull();
  expect(gpsTime('2008:10:23', undefined)).toBeNull();
  expect(gpsTime('2008:13:45', time)).toBeNull();
  expect(gpsTime('1970:01:01', time)).toBeNull();
  expect(
    gpsTime('2008:10:23', [
      [99, 1],
      [0, 1],
      [0, 1],
    ]),
  ).toBeNull();
});

test.each([
  [47.6, -122.3, true],
  [0, 10, true],
  [0, 0, false],
  [91, 10, false],
  [10, -181, false],
  [Number.NaN, 10, false],
  [undefined, 10, false],
])('a position of %d, %d counts: %s', (latitude, longitude, counts) => {
  const expected = counts ? { latitude, longitude } : { latitude: null, longitude: null };
  expect(position(latitude, longitude)).toEqual(expected);
});

test('a device says its make once', () => {
  expect(deviceName('HTC', 'HTC One')).toBe('HTC One');
  expect(deviceName('Apple', 'iPhone 13')).toBe('Apple iPhone 13');
  expect(deviceName('', 'SM-G991B')).toBe('SM-G991B');
  expect(deviceName('', '')).toBeNull();
});

test('a comment is read in each of its encodings', () => {
  const comment = (encoding: string, words: Buffer) => [...Buffer.from(encoding, 'latin1'), ...words];
  const utf16 = Buffer.from('Stop 12 – blue door', 'utf16le');
  expect(userComment(comment('ASCII\0\0\0', Buffer.from('TBA123')))).toBe('TBA123');
  expect(userComment(comment('\0\0\0\0\0\0\0\0', Buffer.from('TBA123')))).toBe('TBA123');
  expect(userComment(comment('UNICODE\0', utf16))).toBe('Stop 12 – blue door');
  expect(userComment(comment('UNICODE\0', Buffer.from(utf16).swap16()))).toBe('Stop 12 – blue door');
  expect(userComment(comment('JIS\0\0\0\0\0', Buffer.from('$3$s')))).toBe('');
  expect(userComment([1, 2])).toBe('');
  expect(userComment('no bytes')).toBe('');
});

describe('Of a whole file', () => {
  const blank = () => sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } });

  test('OffsetTime is about the modification and is not taken for the picture’s', async () => {
    const exif = { IFD2: { DateTimeOriginal: '2026:11:21 14:32:05', OffsetTime: '+01:00' } };
    const bytes = await blank().withExif(exif).jpeg().toBuffer();
    expect(readPictureMetadata(bytes)).toMatchObject({ takenLocal: '2026-11-21T14:32:05', takenOffset: null });
  });

  test('GPS of the southern and western half is negative, and 0,0 is nothing', async () => {
    const at = async (latitude: string, longitude: string) =>
      readPictureMetadata(
        await blank()
          .withExif({
            IFD3: {
              GPSLatitudeRef: 'S',
              GPSLatitude: latitude,
              GPSLongitudeRef: 'W',
              GPSLongitude: longitude,
              GPSDateStamp: '2026:11:21',
              GPSTimeStamp: '22/1 32/1 5/1',
            },
          })
          .jpeg()
          .toBuffer(),
      );
    const known = await at('33/1 30/1 0/1', '70/1 45/1 0/1');
    expect(known).toMatchObject({ latitude: -33.5, longitude: -70.75, gpsTime: Date.UTC(2026, 10, 21, 22, 32, 5) });
    expect(await at('0/1 0/1 0/1', '0/1 0/1 0/1')).toMatchObject({ latitude: null, longitude: null });
  });

  test('descriptions are collected once each, shortened, at most twenty', async () => {
    const keywords = Array.from({ length: 40 }, (_, index) => `<rdf:li>keyword ${index}</rdf:li>`).join('');
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
      xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">TBA300000000123</rdf:li></rdf:Alt></dc:title>
      <dc:subject><rdf:Bag>${keywords}</rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>`;
    const exif = { IFD0: { ImageDescription: 'x'.repeat(2000), Make: 'Apple', Model: 'iPhone 13' } };
    const { texts, device } = readPictureMetadata(await blank().withExif(exif).withXmp(xmp).jpeg().toBuffer());
    expect(device).toBe('Apple iPhone 13');
    expect(texts).toHaveLength(20);
    expect(texts).toContain('TBA300000000123');
    expect(texts).toContain('keyword 3');
    expect(texts[0]).toBe('x'.repeat(500));
  });

  test('metadata of WebP and PNG counts as well', async () => {
    const exif = { IFD2: { DateTimeOriginal: '2026:11:21 14:32:05', OffsetTimeOriginal: '-08:00' } };
    for (const format of ['webp', 'png'] as const) {
      const bytes = await blank().withExif(exif).toFormat(format).toBuffer();
      expect(readPictureMetadata(bytes)).toMatchObject({ takenLocal: '2026-11-21T14:32:05', takenOffset: '-08:00' });
    }
  });

  test('broken metadata is no metadata', () => {
    expect(readPictureMetadata(Buffer.from('not a picture'))).toMatchObject({
      orientation: null,
      takenLocal: null,
      texts: [],
    });
  });
});
