/** What copies of a picture hide. Apart from its schemas: a worker that draws the copies loads nothing that checks them. */
import type { PictureBoxView } from './scores.ts';

/** What copies of a picture don't show: what lies in the boxes, or (`outside`) everything but that. */
export interface PictureHiding {
  boxes: readonly PictureBoxView[];
  outside: boolean;
}
export const nothingHidden: PictureHiding = { boxes: [], outside: false };
export const hidesSomething = ({ boxes, outside }: PictureHiding): boolean => outside || boxes.length > 0;
