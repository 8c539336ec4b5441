/** The drivers' phones: what they write into EXIF and how they name their files. */

import type { Exif } from 'sharp';
import { Temporal } from 'temporal-polyfill';
import type { Naming } from './naming.ts';
import type { Random } from './random.ts';

export interface Phone {
  make: string;
  model: string;
  software: string;
  /** Writes OffsetTimeOriginal (about one phone in six does; field notes). */
  writesOffset: boolean;
  /** Share of pictures with a position. */
  positionShare: number;
  /** Stores pictures as the sensor sees them and turns them by an EXIF tag. */
  turnsByTag: boolean;
}

const phones = {
  iphone: [
    { make: 'Apple', model: 'iPhone 13', software: '26.1' },
    { make: 'Apple', model: 'iPhone SE (3rd generation)', software: '18.7.2' },
  ],
  samsung: [
    { make: 'samsung', model: 'SM-A546U', software: 'A546USQSADYI1' },
    { make: 'samsung', model: 'SM-G990U2', software: 'G990U2SQSEYJ1' },
  ],
  pixel: [{ make: 'Google', model: 'Pixel 8a', software: 'HDR+ 1.0.790' }],
  carrier: [
    { make: 'Zebra Technologies', model: 'TC58', software: 'FlexApp 4.62' },
    { make: 'motorola', model: 'moto g power 5G - 2024', software: 'FlexApp 4.61' },
    { make: 'samsung', model: 'SM-G556B', software: 'FlexApp 4.62' },
  ],
} as const;

export function fleet(naming: Naming, random: Random): Phone {
  const kind = naming === 'iphone' || naming === 'samsung' || naming === 'pixel' ? naming : 'carrier';
  return {
    ...random.pick<{ make: string; model: string; software: string }>(phones[kind]),
    writesOffset: kind === 'iphone' || kind === 'pixel',
    positionShare: kind === 'carrier' ? 0.6 : 0.45,
    turnsByTag: kind === 'iphone',
  };
}

const two = (value: number) => String(value).padStart(2, '0');

/** `20261121_143522` of a zoned moment. */
function stamp(moment: Temporal.ZonedDateTime): string {
  return `${moment.year}${two(moment.month)}${two(moment.day)}_${two(moment.hour)}${two(moment.minute)}${two(moment.second)}`;
}

/**
 * The file's name as the phone writes it.
 * @param takenAt by the device's own clock, epoch milliseconds
 * @param count how many pictures the phone has taken before
 */
export function photoName(
  naming: Naming | 'whatsapp',
  takenAt: number,
  zone: string,
  count: number,
  trackingId: string | null,
): string {
  const local = Temporal.Instant.fromEpochMilliseconds(takenAt).toZonedDateTimeISO(zone);
  switch (naming) {
    case 'tracking':
      return `${trackingId ?? 'NOREF'}_${stamp(local)}.jpg`;
    case 'flat-tracking':
      return `${stamp(local).replace('_', '-')}-${trackingId ?? 'NOREF'}.jpeg`;
    case 'iphone':
      return `IMG_${String(2180 + count).padStart(4, '0')}.JPG`;
    case 'samsung':
      return `${stamp(local)}.jpg`;
    case 'pixel':
      return `PXL_${stamp(local.withTimeZone('UTC'))}${String((count * 37) % 1000).padStart(3, '0')}.jpg`;
    case 'sidecar':
      return `pod_${String(41_000 + count).padStart(6, '0')}.jpg`;
    case 'whatsapp':
      return `IMG-${stamp(local).slice(0, 8)}-WA${String(3 + count).padStart(4, '0')}.jpg`;
  }
}

/** Degrees as EXIF's three rationals. */
function rationals(degrees: number): string {
  const whole = Math.floor(Math.abs(degrees));
  const minutes = Math.floor((Math.abs(degrees) - whole) * 60);
  const seconds = Math.round(((Math.abs(degrees) - whole) * 60 - minutes) * 60 * 1000);
  return `${whole}/1 ${minutes}/1 ${seconds}/1000`;
}

/** EXIF as the phone writes it; `takenAt` is by the device's own clock, epoch milliseconds. */
export function exifOf(
  phone: Phone,
  takenAt: number,
  zone: string,
  position: { latitude: number; longitude: number } | null,
): Exif {
  const local = Temporal.Instant.fromEpochMilliseconds(takenAt).toZonedDateTimeISO(zone);
  const written = `${local.year}:${two(local.month)}:${two(local.day)} ${two(local.hour)}:${two(local.minute)}:${two(local.second)}`;
  const utc = local.withTimeZone('UTC');
  return {
    IFD0: { Make: phone.make, Model: phone.model, Software: phone.software, DateTime: written },
    IFD2: {
      DateTimeOriginal: written,
      DateTimeDigitized: written,
      ...(phone.writesOffset ? { OffsetTimeOriginal: local.offset } : {}),
    },
    ...(position
      ? {
          IFD3: {
            GPSLatitudeRef: position.latitude < 0 ? 'S' : 'N',
            GPSLatitude: rationals(position.latitude),
            GPSLongitudeRef: position.longitude < 0 ? 'W' : 'E',
            GPSLongitude: rationals(position.longitude),
            GPSTimeStamp: `${utc.hour}/1 ${utc.minute}/1 ${utc.second}/1`,
            GPSDateStamp: `${utc.year}:${two(utc.month)}:${two(utc.day)}`,
          },
        }
      : {}),
  };
}
