/**
 * Cameras that carry a witness of their own: GPS time beside the camera's. What it tells of the clock holds for all pictures of
 * that clock, with GPS or without, before any scan is asked.
 */
import { depotReading } from '#core/domain/days.ts';
import type { Photo } from '#core/domain/delivery.ts';
import { type ClockCourse, courseByGps, offsetsAt } from './clockCourse.ts';
import type { KnownPhoto } from './dayPlan.ts';
import { pictureNumber } from './pictureOrder.ts';

export interface GpsClock {
  course: ClockCourse;
  /** Pictures whose GPS time agrees with the course. */
  support: number;
  /** Chance that the course is right within a minute. */
  sureness: number;
}

/** Less is what a fix may be old, or how a driver works; seconds, and seconds an hour. */
const smallestOffset = 60;
const smallestDrift = 8;

/** Chance that the first two witnesses agree on something wrong, and what is left of it with each further one. */
const wrongByTwo = 0.06;
const leftByEach = 0.6;

/**
 * What the camera itself wrote, epoch ms in the depot's zone: a zone that GPS told for some pictures and not for others would tear
 * one clock into two. Null where no camera wrote a time.
 */
export function readingOf(photo: Photo, timeZone: string): number | null {
  if (photo.unsetClock !== undefined) return photo.unsetClock;
  const { takenAt, takenSource, takenLocal } = photo;
  if (takenAt === null || takenSource === 'file-time' || takenSource === 'sidecar') return null;
  return takenSource === 'gps-time' && takenLocal !== undefined ? depotReading(takenLocal, timeZone) : takenAt;
}

/** The photo as the others of its clock show it: for grouping, which goes by pauses. */
export function onReading(photo: Photo, timeZone: string): Photo {
  const reading = readingOf(photo, timeZone);
  return reading === null || photo.unsetClock !== undefined ? photo : { ...photo, takenAt: reading };
}

/** The pictures of one clock, at the times that its GPS witnesses give; as they are where those are too few. */
export function settleByGps(
  photos: readonly KnownPhoto[],
  timeZone: string,
): { photos: readonly KnownPhoto[]; gps: GpsClock | null } {
  const read = photos.map((known) => ({ known, reading: readingOf(known.photo, timeZone) }));
  const witnesses = read.flatMap(({ known, reading }) =>
    reading === null || known.photo.gpsTime === undefined
      ? []
      : [{ reading: reading / 1000, gps: known.photo.gpsTime / 1000 }],
  );
  const found = courseByGps(witnesses);
  if (!found) return { photos, gps: null };
  const { course, support } = found;
  const gps = { course, support, sureness: 1 - wrongByTwo * leftByEach ** (support - 2) };
  // A clock that is right is right for the picture, too, whose stale fix was taken for a zone.
  const chosen = isWorthSettling(course) ? chooser(photos, course, timeZone) : () => 0;
  const settled = read.map(({ known, reading }): KnownPhoto => {
    if (reading === null) return known;
    const takenAt = reading + Math.round(chosen(known.photo, reading / 1000) * 1000);
    if (takenAt === known.photo.takenAt) return known;
    const photo: Photo = { ...known.photo, takenAt, takenSource: 'exif-local' };
    if (known.photo.unsetClock !== undefined) return { ...known, photo, reading, isUnset: 'gps' };
    return { ...known, photo, reading, settled: Math.round((takenAt - (known.photo.takenAt ?? takenAt)) / 1000) };
  });
  return { photos: settled, gps };
}

function isWorthSettling({ pieces, drift }: ClockCourse): boolean {
  return pieces.length > 1 || Math.abs(pieces[0]?.offset ?? 0) >= smallestOffset || Math.abs(drift) >= smallestDrift;
}

/**
 * Which offset a picture has. Where the clock showed an hour twice, its own GPS time decides, else the picture whose number is
 * nearest and about which there is no doubt.
 */
function chooser(
  photos: readonly KnownPhoto[],
  course: ClockCourse,
  timeZone: string,
): (photo: Photo, reading: number) => number {
  const numbered = new Map<string, { number: number; offset: number }[]>();
  const decide = (photo: Photo, reading: number): number | null => {
    const possible = offsetsAt(course, reading);
    const { gpsTime } = photo;
    if (possible.length === 1) return possible[0] ?? 0;
    if (gpsTime === undefined) return null;
    const away = (offset: number) => Math.abs(reading + offset - gpsTime / 1000);
    return possible.reduce((best, each) => (away(each) < away(best) ? each : best));
  };
  if (course.pieces.length > 1) {
    for (const { photo } of photos) {
      const reading = readingOf(photo, timeZone);
      const offset = reading === null ? null : decide(photo, reading / 1000);
      const found = pictureNumber(photo);
      if (offset === null || !found) continue;
      numbered.set(found.series, [...(numbered.get(found.series) ?? []), { number: found.number, offset }]);
    }
  }
  return (photo, reading) => {
    const own = decide(photo, reading);
    if (own !== null) return own;
    const possible = offsetsAt(course, reading);
    const found = pictureNumber(photo);
    const others = found ? (numbered.get(found.series) ?? []) : [];
    const away = (other: { number: number }) => Math.abs(other.number - (found?.number ?? 0));
    const nearest = others.toSorted((a, b) => away(a) - away(b))[0];
    if (!nearest) return possible[0] ?? 0;
    const apart = (offset: number) => Math.abs(offset - nearest.offset);
    return possible.reduce((best, each) => (apart(each) < apart(best) ? each : best));
  };
}
