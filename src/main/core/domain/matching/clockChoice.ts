/**
 * Which of several offsets a picture has, where its clock jumped: in an hour that the clock showed twice its time alone can't
 * tell.
 */
import type { Photo } from '#core/domain/delivery.ts';
import type { PhotoId } from '#shared/ids.ts';
import { type ClockSample, likelinessAt } from './clockAlignment.ts';
import { type ClockCourse, offsetsAt } from './clockCourse.ts';
import { pictureNumber } from './pictureOrder.ts';

export interface ReadPicture {
  photo: Photo;
  /** Seconds by its camera. */
  reading: number;
  /** What is known of its place on the route that is asked; null without a route. */
  sample: ClockSample | null;
}

/** Seconds by which a clock that was put back shows less than on the picture before; less may be a wrong number. */
const putBack = 600;

/**
 * The offset of each picture, by id: by its time alone where that tells; else by its own GPS time; else by the numbers that the
 * phone gave its pictures, as a later one that shows an earlier time was taken after the clock was put back; else by the scans.
 */
export function chooseOffsets(
  course: ClockCourse,
  pictures: readonly ReadPicture[],
  scans: Float64Array | null,
): Map<PhotoId, number> {
  const side = course.pieces.length > 1 ? sidesByNumber(pictures) : new Map<PhotoId, 'before' | 'after'>();
  return new Map(
    pictures.map((picture) => {
      const { photo, reading } = picture;
      const possible = offsetsAt(course, reading);
      const [first = 0] = possible;
      if (possible.length === 1) return [photo.id, first];
      if (photo.gpsTime !== undefined) return [photo.id, nearest(possible, photo.gpsTime / 1000 - reading)];
      const known = side.get(photo.id);
      if (known) return [photo.id, known === 'before' ? first : (possible.at(-1) ?? first)];
      return [photo.id, byScans(possible, picture, scans)];
    }),
  );
}

/** On which side of a clock's being put back the pictures lie that its numbers tell of. */
function sidesByNumber(pictures: readonly ReadPicture[]): Map<PhotoId, 'before' | 'after'> {
  const series = new Map<string, { id: PhotoId; number: number; reading: number }[]>();
  for (const { photo, reading } of pictures) {
    const found = pictureNumber(photo);
    if (!found) continue;
    const numbered = series.get(found.series) ?? [];
    numbered.push({ id: photo.id, number: found.number, reading });
    series.set(found.series, numbered);
  }
  const sides = new Map<PhotoId, 'before' | 'after'>();
  for (const numbered of series.values()) {
    numbered.sort((a, b) => a.number - b.number || (a.id < b.id ? -1 : 1));
    let least = Number.POSITIVE_INFINITY;
    for (const { id, reading } of numbered.toReversed()) {
      if (least < reading - putBack) sides.set(id, 'before');
      least = Math.min(least, reading);
    }
    let most = Number.NEGATIVE_INFINITY;
    for (const { id, reading } of numbered) {
      if (most > reading + putBack) sides.set(id, 'after');
      most = Math.max(most, reading);
    }
  }
  return sides;
}

function byScans(possible: readonly number[], { sample, reading }: ReadPicture, scans: Float64Array | null): number {
  if (!sample || !scans) return possible[0] ?? 0;
  const nats = (offset: number) => likelinessAt(sample, scans, reading + offset);
  return possible.reduce((best, each) => (nats(each) > nats(best) ? each : best));
}

function nearest(possible: readonly number[], wanted: number): number {
  return possible.reduce((best, each) => (Math.abs(each - wanted) < Math.abs(best - wanted) ? each : best));
}
