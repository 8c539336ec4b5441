/** What copies of a picture don't show, in words and in the address of the picture that shows it. */

import type { PictureHiding } from '#shared/hiding.ts';
import type { PictureBoxView } from '#shared/scores.ts';

/** `2 parts hidden`, `all but 1 part hidden`; null: nothing is. */
export function hidingWords({ boxes, outside }: PictureHiding): string | null {
  const parts = boxes.length === 1 ? '1 part' : `${boxes.length} parts`;
  if (outside) return boxes.length === 0 ? 'all of it hidden' : `all but ${parts} hidden`;
  return boxes.length === 0 ? null : `${parts} hidden`;
}

/** Tells two ways of hiding apart; part of the address of the picture that shows one. */
export function hidingKey({ boxes, outside }: PictureHiding): string {
  return `${outside ? 'outside.' : ''}${boxesKey(boxes)}`;
}

function boxesKey(boxes: readonly PictureBoxView[]): string {
  return boxes
    .map(({ x, y, width, height }) => [x, y, width, height].map((value) => value.toFixed(4)).join('_'))
    .join('.');
}
