/**
 * What a picture says about itself in EXIF, XMP and IPTC: when, where, by what, and in words. The rules are those of the
 * field notes: blank dates and 0,0 positions are nothing, and `OffsetTime` is about the modification, not the picture.
 */
import ExifReader, { type ExpandedTags } from 'exifreader';
import type { ImageFacts } from './contract.ts';

export type PictureMetadata = Pick<
  ImageFacts,
  'takenLocal' | 'takenOffset' | 'gpsTime' | 'latitude' | 'longitude' | 'device' | 'texts'
> & {
  /** EXIF orientation 1 to 8; null where it says none. */
  orientation: number | null;
};

const textTags = ['ImageDescription', 'XPTitle', 'XPSubject', 'XPComment', 'XPKeywords'] as const;
const xmpTags = ['title', 'description', 'subject'] as const;
const iptcTags = ['Object Name', 'Headline', 'Caption/Abstract', 'Keywords'] as const;

/** Only these are taken apart: maker notes, colour profiles and thumbnails would cost more than all the rest. */
const includeTags = {
  exif: [
    'Make',
    'Model',
    'Orientation',
    'DateTimeOriginal',
    'SubSecTimeOriginal',
    'OffsetTimeOriginal',
    'GPSDateStamp',
    'GPSTimeStamp',
    'GPSLatitude',
    'GPSLatitudeRef',
    'GPSLongitude',
    'GPSLongitudeRef',
    'UserComment',
    ...textTags,
  ],
  gps: true,
  xmp: [...xmpTags],
  iptc: [...iptcTags],
} as const;

/** Bounds of `ImageFacts.texts`: a picture must not carry a novel into the index. */
const maximumTexts = 20;
const maximumTextLength = 500;

/** exifreader types each tag by its own name; what is read here is checked as it is read. */
type TagGroup = Record<string, { value: unknown } | undefined>;

const nothing: PictureMetadata = {
  orientation: null,
  takenLocal: null,
  takenOffset: null,
  gpsTime: null,
  latitude: null,
  longitude: null,
  device: null,
  texts: [],
};

/**
 * XMP beyond this many bytes is left alone: portrait phones keep a whole depth map in it, and taking megabytes of markup apart
 * takes seconds and half a gigabyte. What a carrier's app writes has a few thousand.
 */
const maximumXmpBytes = 256 * 1024;

/** From the start of the first packet to the end of the last. */
function hasLargeXmp(bytes: Buffer): boolean {
  const start = bytes.indexOf('<x:xmpmeta');
  return start >= 0 && bytes.lastIndexOf('</x:xmpmeta') - start > maximumXmpBytes;
}

/** Reads the metadata of a whole file. Metadata that can't be read is no metadata; it never fails the picture. */
export function readPictureMetadata(bytes: Buffer): PictureMetadata {
  let tags: ExpandedTags;
  try {
    const { xmp, ...others } = includeTags;
    const wanted = mutable(hasLargeXmp(bytes) ? others : { ...others, xmp });
    tags = ExifReader.load(bytes, { expanded: true, includeTags: wanted });
  } catch {
    return nothing;
  }
  const exif = (tags.exif ?? {}) as TagGroup;
  return {
    orientation: orientationOf(exif.Orientation?.value),
    takenLocal: localTime(text(exif.DateTimeOriginal), text(exif.SubSecTimeOriginal)),
    takenOffset: zoneOffset(text(exif.OffsetTimeOriginal)),
    gpsTime: gpsTime(text(exif.GPSDateStamp), exif.GPSTimeStamp?.value),
    ...position(tags.gps?.Latitude, tags.gps?.Longitude),
    device: deviceName(text(exif.Make), text(exif.Model)),
    texts: collectTexts(tags),
  };
}

/** exifreader's type asks for mutable lists; ours stay constant. */
function mutable<List>(list: List): {
  -readonly [Key in keyof List]: List[Key] extends readonly string[] ? string[] : List[Key];
} {
  return list as never;
}

function orientationOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 8 ? value : null;
}

/** `2026:11:21 14:32:05` → `2026-11-21T14:32:05`; null for blanks and for days and times that do not exist. */
export function localTime(written: string, fraction: string): string | null {
  const parts = /^(\d{4})[:\-/.](\d{2})[:\-/.](\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?/.exec(written);
  if (parts === null) return null;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', inlineFraction] = parts;
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // Date rolls 31 February over into March; a camera that says so has no clock.
  if (Number.isNaN(instant.getTime()) || instant.getUTCDate() !== Number(day) || Number(year) === 0) return null;
  const digits = /^\d+/.exec(inlineFraction ?? fraction)?.[0] ?? '';
  const milliseconds = digits === '' ? '' : `.${digits.slice(0, 3).padEnd(3, '0')}`;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${milliseconds}`;
}

/** `+09:00` as it stands; `Z` becomes `+00:00`; null for anything else. Zones reach from -12 to +14 hours. */
export function zoneOffset(written: string): string | null {
  if (written === 'Z') return '+00:00';
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(written);
  if (parts === null) return null;
  const [, sign = '', hours = '', minutes = ''] = parts;
  return Number(hours) <= 14 && Number(minutes) < 60 ? `${sign}${hours}:${minutes}` : null;
}

/** GPS date (`2026:11:21`) and time (three rationals), both UTC; half of it is nothing. Epoch ms. */
export function gpsTime(date: string, time: unknown): number | null {
  const day = /^(\d{4})[:\-/.](\d{2})[:\-/.](\d{2})/.exec(date);
  const [hour, minute, second] = rationals(time);
  if (day === null || hour === undefined || minute === undefined || second === undefined) return null;
  if (hour >= 24 || minute >= 60 || second > 60) return null;
  const midnight = Date.parse(`${day[1]}-${day[2]}-${day[3]}T00:00:00Z`);
  if (Number.isNaN(midnight) || Number(day[1]) < 1980) return null;
  return midnight + Math.round((hour * 3600 + minute * 60 + second) * 1000);
}

function rationals(value: unknown): number[] {
  if (!Array.isArray(value)) return [];
  return value.map((part) => {
    const [over, under] = Array.isArray(part) ? part : [part, 1];
    const number = Number(over) / Number(under);
    return Number.isFinite(number) && number >= 0 ? number : 0;
  });
}

/** 0,0 is what a phone writes that does not know (field notes). Degrees WGS 84. */
export function position(
  latitude: number | undefined,
  longitude: number | undefined,
): Pick<PictureMetadata, 'latitude' | 'longitude'> {
  const unknown = { latitude: null, longitude: null };
  if (latitude === undefined || longitude === undefined) return unknown;
  if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) return unknown;
  if (latitude === 0 && longitude === 0) return unknown;
  return { latitude, longitude };
}

/** `Apple iPhone 13`; the make is not said twice when the model begins with it. */
export function deviceName(make: string, model: string): string | null {
  const repeated = model.toLowerCase().startsWith(make.toLowerCase());
  const name = repeated ? model : `${make} ${model}`;
  return name.trim().slice(0, maximumTextLength) || null;
}

function collectTexts(tags: ExpandedTags): string[] {
  const exif = (tags.exif ?? {}) as TagGroup;
  const found = [
    ...textTags.map((name) => exif[name]),
    { description: userComment(exif.UserComment?.value) },
    ...xmpTags.flatMap((name) => entries(tags.xmp?.[name])),
    ...iptcTags.map((name) => tags.iptc?.[name]),
    ...Object.values(tags.pngText ?? {}),
  ];
  const texts = found
    .flat()
    .map((tag) => text(tag).slice(0, maximumTextLength))
    .filter((words) => words !== '');
  return [...new Set(texts)].slice(0, maximumTexts);
}

/** The entries of an XMP list (keywords, a title per language), which exifreader also gives joined by commas. */
function entries(tag: unknown): unknown[] {
  const { value } = (tag ?? {}) as { value?: unknown };
  return Array.isArray(value) ? value : [tag];
}

/**
 * EXIF's UserComment: eight bytes name the encoding, the words follow. exifreader leaves Unicode undecoded, and the byte
 * order is nowhere written: Latin text shows it by where its zeros stand.
 */
export function userComment(value: unknown): string {
  if (!Array.isArray(value) || value.length <= 8) return '';
  const bytes = Buffer.from(value);
  const words = bytes.subarray(8);
  if (!bytes.toString('latin1', 0, 8).startsWith('UNICODE')) {
    return bytes.toString('latin1', 0, 3) === 'JIS' ? '' : words.toString('utf8');
  }
  const even = words.subarray(0, words.length & ~1);
  const zerosFirst = even.filter((byte, index) => byte === 0 && index % 2 === 0).length;
  const zerosSecond = even.filter((byte, index) => byte === 0 && index % 2 === 1).length;
  return (zerosFirst > zerosSecond ? Buffer.from(even).swap16() : even).toString('utf16le');
}

/** A tag's words, without the padding that cameras write (blanks and NUL). */
function text(tag: unknown): string {
  if (typeof tag !== 'object' || tag === null || !('description' in tag)) return '';
  const { description } = tag;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL padding is what is being removed.
  return typeof description === 'string' ? description.replace(/[\u0000-\u001f]+/g, ' ').trim() : '';
}
