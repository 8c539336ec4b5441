/** Boxes over a picture, in fractions (0 to 1) of its upright width and height. */
import type { PictureBoxView } from '#shared/scores.ts';

export type Box = PictureBoxView;

/** A point in the same fractions; may lie outside the picture. */
export interface Spot {
  x: number;
  y: number;
}

/** Smaller than this hides nothing, and can't be caught with a finger. */
const smallest = 0.015;
/** One press of an arrow key. */
export const keyStep = 0.01;

/** At most so many, as the core takes. */
export const mostBoxes = 100;

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** The box with these two corners, cut at the picture's edges; null when too small to be meant. */
export function boxBetween(one: Spot, other: Spot): Box | null {
  const left = clamp(Math.min(one.x, other.x), 0, 1);
  const top = clamp(Math.min(one.y, other.y), 0, 1);
  const width = clamp(Math.max(one.x, other.x), 0, 1) - left;
  const height = clamp(Math.max(one.y, other.y), 0, 1) - top;
  return width < smallest || height < smallest ? null : { x: left, y: top, width, height };
}

/** Moves it, and stops at the edges. */
export function moveBox(box: Box, dx: number, dy: number): Box {
  return { ...box, x: clamp(box.x + dx, 0, 1 - box.width), y: clamp(box.y + dy, 0, 1 - box.height) };
}

/** Moves its right and lower edge; its upper left corner stays. */
export function sizeBox(box: Box, dx: number, dy: number): Box {
  return {
    ...box,
    width: clamp(box.width + dx, smallest, 1 - box.x),
    height: clamp(box.height + dy, smallest, 1 - box.y),
  };
}

/** A new one in the middle, a little aside of those that are there. */
export function newBox(count: number): Box {
  const aside = (count % 5) * 0.04;
  return { x: 0.4 + aside, y: 0.4 + aside, width: 0.2, height: 0.2 };
}

/** What an arrow key does to a box; null for other keys. */
export function boxAfterKey(box: Box, key: string, sizing: boolean): Box | null {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (!step) return null;
  const [dx = 0, dy = 0] = step.map((direction) => direction * keyStep);
  return sizing ? sizeBox(box, dx, dy) : moveBox(box, dx, dy);
}

/** `Box 2 of 3: 20 % from the left, 30 % from the top, 15 % wide, 10 % high`. */
export function boxWords(box: Box, index: number, count: number): string {
  const share = (value: number) => `${Math.round(value * 100)} %`;
  return `Box ${index + 1} of ${count}: ${share(box.x)} from the left, ${share(box.y)} from the top, ${share(box.width)} wide, ${share(box.height)} high`;
}
