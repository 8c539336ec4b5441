/**
 * The search for labels in grey pixels: where edges stand as they do in codes, the part is cut out upright and shown to the
 * reader, at first small, then lit evenly, then with all its pixels.
 */
import type { ReaderOptions, ReadResult } from 'zxing-wasm/reader';
import type { PictureCode } from './contract.ts';
import { cutOut, evenlyLit, type GreyPixels, inStops, pyramidOf, type Turned } from './greyPixels.ts';
import { directionOf, type LabelRegion, labelRegions } from './labelRegions.ts';
import type { ReadCodes } from './zxingReader.ts';

/** Characters of a code's text that are kept: a tracking id has forty at most, and a page shows a few lines. */
const keptCharacters = 500;
/** Regions that are shown to the reader: a stack of parcels has as many codes. */
const regionsMost = 10;
/** So many regions without a code get every try; those after them the first alone, or a picture of tiles would take a second. */
const thoroughMost = 3;
/** Codes kept of one picture. */
const codesMost = 24;

/**
 * What parcels carry. Left out: EAN/UPC and DataBar, which name goods and never a parcel; ITF, Codabar and Code 39 without a
 * check digit, which are read out of railings and blinds; MaxiCode, which holds no id that a manifest has.
 */
const options: ReaderOptions = {
  formats: ['Code128', 'QRCode', 'DataMatrix', 'PDF417', 'Aztec'],
  tryHarder: true,
  tryRotate: true,
  // Regions are cut out to size, and no carrier prints white on black.
  tryDownscale: false,
  tryInvert: false,
  textMode: 'HRI',
};

/** What is read in a picture of grey pixels, from the top down; stops trying when `isOver`. */
export async function searchLabels(pixels: GreyPixels, read: ReadCodes, isOver: () => boolean): Promise<PictureCode[]> {
  const levels = pyramidOf(pixels);
  const searched = levels[1] ?? pixels;
  const zoom = pixels.width / searched.width;
  const found: PictureCode[] = [];
  let fruitless = 0;
  for (const region of labelRegions(searched, regionsMost)) {
    if (isOver() || found.length >= codesMost) break;
    const part = enlarged(region, zoom);
    if (found.some((code) => isInside(code, part, pixels))) continue;
    const codes = await readRegion(
      levels,
      part,
      read,
      fruitless < thoroughMost ? allTries : allTries.slice(0, 1),
      isOver,
    );
    if (codes.length === 0) fruitless++;
    found.push(...codes);
  }
  return withoutRepeats(found).slice(0, codesMost);
}

function enlarged(region: LabelRegion, zoom: number): LabelRegion {
  const { x, y, width, height } = region;
  return { ...region, x: x * zoom, y: y * zoom, width: width * zoom, height: height * zoom };
}

/**
 * How a region is shown to the reader, the long side in pixels. Measured on rendered labels: the first reads 97 of 100 that any of
 * them reads, shadows and night included; the others are for what is smaller or finer than most.
 */
const allTries: readonly Try[] = [
  { side: 500, room: 1, isEven: true, isStraightened: true },
  { side: 800, room: 1.3, isEven: true, isStraightened: false },
  { side: 800, room: 1.1, isEven: false, isStraightened: true },
  { side: 1600, room: 1.1, isEven: true, isStraightened: true },
];
/** Small regions are enlarged: between the pixels of softened bars the reader finds more than on them. */
const largestScale = 2;
/** Enough to tell how a region is turned. */
const smallestSide = 400;

interface Try {
  side: number;
  /** How much more than the region is shown. */
  room: number;
  /** Lit evenly, and black on white decided by us; else by the reader. */
  isEven: boolean;
  /** Turned by the direction of its densest edges, else as it was found. */
  isStraightened: boolean;
}

async function readRegion(
  levels: readonly GreyPixels[],
  region: LabelRegion,
  read: ReadCodes,
  tries: readonly Try[],
  isOver: () => boolean,
): Promise<PictureCode[]> {
  const long = Math.max(region.width, region.height);
  const straight = straightened(levels, region, Math.min(largestScale, smallestSide / long));
  for (const { side, room, isEven, isStraightened } of tries) {
    if (isOver()) break;
    const { angle } = isStraightened ? straight : region;
    const part = { ...region, angle, width: region.width * room, height: region.height * room };
    const scale = Math.min(largestScale, side / (long * room));
    const cut = cutOut(levels, part, scale);
    const results = isEven
      ? await read(evenlyLit(inStops(cut)), { ...options, binarizer: 'FixedThreshold' })
      : await read(cut, options);
    const valid = results.filter((result) => result.isValid && result.text !== '');
    if (valid.length > 0) return valid.map((result) => toCode(result, part, scale, cut, levels[0] as GreyPixels));
  }
  return [];
}

/** That of its best place alone may be some degrees off. */
function straightened(levels: readonly GreyPixels[], region: LabelRegion, scale: number): Turned {
  const rest = directionOf(cutOut(levels, region, scale));
  return { ...region, angle: region.angle + (Math.abs(rest) <= mostRest ? rest : 0) };
}

/** Radians; beyond it the rest is of something else in the cut-out. */
const mostRest = Math.PI / 12;

/** From the corners in the cut-out to the upright box in the whole picture, in fractions. */
function toCode(
  { format, text, position }: ReadResult,
  part: Turned,
  scale: number,
  cut: GreyPixels,
  whole: GreyPixels,
): PictureCode {
  const [cos, sin] = [Math.cos(part.angle), Math.sin(part.angle)];
  const corners = [position.topLeft, position.topRight, position.bottomRight, position.bottomLeft].map(({ x, y }) => {
    const [u, v] = [(x - cut.width / 2) / scale, (y - cut.height / 2) / scale];
    return { x: (part.x + u * cos - v * sin) / whole.width, y: (part.y + u * sin + v * cos) / whole.height };
  });
  const within = (value: number) => Math.max(0, Math.min(1, value));
  const left = within(Math.min(...corners.map((corner) => corner.x)));
  const top = within(Math.min(...corners.map((corner) => corner.y)));
  const right = within(Math.max(...corners.map((corner) => corner.x)));
  const bottom = within(Math.max(...corners.map((corner) => corner.y)));
  return { format, text: text.slice(0, keptCharacters), x: left, y: top, width: right - left, height: bottom - top };
}

/** The region's middle lies on a code that was read already. */
function isInside(code: PictureCode, part: Turned, whole: GreyPixels): boolean {
  const [x, y] = [part.x / whole.width, part.y / whole.height];
  return x >= code.x && x <= code.x + code.width && y >= code.y && y <= code.y + code.height;
}

/** One code read in two regions is one code; from the top down. */
function withoutRepeats(codes: readonly PictureCode[]): PictureCode[] {
  const known = new Map(codes.map((code) => [`${code.format} ${code.text}`, code]));
  return [...known.values()].sort((a, b) => a.y - b.y || a.x - b.x);
}
