/**
 * SVG: a drawing of a depot's own, its logo. It is drawn to pixels here, in a child process, and goes nowhere as it is: an SVG may
 * hold scripts and links. From a buffer, librsvg opens no other file and no address.
 */
import sharp from 'sharp';
import { failures } from './imageFailure.ts';
import type { OpenedPicture } from './pictureDecoder.ts';

/** What stands before the root element: a mark of the encoding, declarations, comments. */
const svgStart =
  /^\uFEFF?\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?\s*>\s*)*<(?:\w+:)?svg[\s>]/i;
/** A root element further down is no logo's. */
const headBytes = 16_384;
/** Dots per inch at which librsvg takes a CSS pixel for a pixel, and the most that sharp takes. */
const plainDensity = 72;
const mostDensity = 2400;
/** Sides of more pixels, as drawn at the plain density, are refused. */
const longestSide = 20_000;

/** Null: it is no SVG. `longSide`: in pixels, as it will be needed, so that a small drawing is drawn sharp. */
export async function openDrawing(
  bytes: Buffer,
  longSide: number,
): Promise<
  { ok: true; picture: Pick<OpenedPicture, 'pipeline' | 'failureOf'> } | ReturnType<typeof failures.damaged> | null
> {
  if (!svgStart.test(bytes.toString('utf8', 0, headBytes))) return null;
  try {
    const { width = 0, height = 0 } = await sharp(bytes, { limitInputPixels: false }).metadata();
    const side = Math.max(width, height);
    if (side === 0 || side > longestSide) return failures.damaged();
    const density = Math.min(mostDensity, Math.max(plainDensity, Math.ceil((plainDensity * longSide) / side)));
    return { ok: true, picture: { pipeline: () => sharp(bytes, { density }), failureOf: failures.damaged } };
  } catch {
    return failures.damaged();
  }
}
