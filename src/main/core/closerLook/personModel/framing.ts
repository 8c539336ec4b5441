/** Geometry between a picture, the part of it that a net looks at, and the net's own square. Pure. */
import type { PictureBoxView } from '#shared/scores.ts';

/** Whole pixels of a picture. */
export interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The box in fractions of the picture. */
export type Scored = { score: number; box: PictureBoxView };

type Size = Pick<Area, 'width' | 'height'>;

/** The size at which an area fits into a square of `side` pixels without being bent. */
export function sizeInside({ width, height }: Size, side: number): Size {
  const scale = side / Math.max(width, height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * A box of the net in fractions of the picture, cut at its edges; `corners` are left, top, right, bottom in pixels of the
 * net's square, in whose upper left corner the area lies. Null when nothing of it is inside.
 */
export function boxInPicture(
  corners: readonly [number, number, number, number],
  area: Area,
  side: number,
  picture: Size,
): PictureBoxView | null {
  const inside = sizeInside(area, side);
  const across = (x: number) => within((area.left + (x / inside.width) * area.width) / picture.width);
  const down = (y: number) => within((area.top + (y / inside.height) * area.height) / picture.height);
  const [left, top, right, bottom] = [across(corners[0]), down(corners[1]), across(corners[2]), down(corners[3])];
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

const within = (share: number) => Math.min(1, Math.max(0, share));

/**
 * Where a person's head is, generously: a square at the top of the box. A whole figure's head is a seventh of it, that of a
 * person of whom only the upper half is in the picture a third; the width speaks for those who sit or stoop.
 */
export function headArea(person: PictureBoxView, picture: Size): Area | null {
  const width = person.width * picture.width;
  const height = person.height * picture.height;
  const side = Math.max(width, 0.4 * height) * 1.2;
  const centre = (person.x + person.width / 2) * picture.width;
  const left = Math.max(0, Math.round(centre - side / 2));
  const top = Math.max(0, Math.round(person.y * picture.height - 0.15 * side));
  const right = Math.min(picture.width, Math.round(centre + side / 2));
  const bottom = Math.min(picture.height, Math.round(person.y * picture.height + 0.85 * side));
  // Of fewer pixels nothing can be told.
  return right - left >= 12 && bottom - top >= 12 ? { left, top, width: right - left, height: bottom - top } : null;
}

/** Share of the two boxes together that both cover, 0 to 1. */
export function overlap(a: PictureBoxView, b: PictureBoxView): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (a.width * a.height + b.width * b.height - width * height);
}

/** Each thing once: the best score first, and what covers more than `most` of a better one left out. */
export function eachOnce(found: readonly Scored[], most: number): Scored[] {
  const kept: Scored[] = [];
  for (const each of found.toSorted((a, b) => b.score - a.score)) {
    if (kept.every((better) => overlap(better.box, each.box) <= most)) kept.push(each);
  }
  return kept;
}
