/**
 * Cameras that carry a witness of their own: GPS time beside the camera's. What it tells of the clock holds for all pictures of
 * that clock, with GPS or without, before any scan is asked.
 */
import { depotReading } from '#core/domain/days.ts';
import type { Photo } from '#core/domain/delivery.ts';
import type { PhotoId } from '#shared/ids.ts';
import { chooseOffsets } from './clockChoice.ts';
import { type ClockCourse, courseByGps } from './clockCourse.ts';
import type { KnownPhoto } from './dayPlan.ts';

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
  const pictures = read.flatMap(({ known: { photo }, reading }) =>
    reading === null ? [] : [{ photo, reading: reading / 1000, sample: null }],
  );
  const chosen = isWorthSettling(course) ? chooseOffsets(course, pictures, null) : new Map<PhotoId, number>();
  const settled = read.map(({ known, reading }): KnownPhoto => {
    if (reading === null) return known;
    const takenAt = reading + Math.round((chosen.get(known.photo.id) ?? 0) * 1000);
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
