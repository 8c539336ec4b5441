/**
 * How wide the sharpest edges of a picture are. An edge that a lens in focus drew is two or three pixels wide whatever it
 * shows and however much of it there is; out of focus, or from a hand that moved, none is. So the sharpest few are
 * asked, and not how much detail there is: a white door has little, and is as sharp as a hedge.
 */

/**
 * Levels of grey (of 255) between the two sides of an edge: enough to be no grain. In haze the faintest edges are asked too,
 * which are the only ones; where there is grain (or so much detail that it looks like it) only strong ones.
 */
const contrastLeast = { clean: 12, grainy: 24, perGrain: 2.4 };
/** Levels a pixel at its steepest; less is shading on a wall, or fog. */
const steepnessLeast = 1.5;
/** The share of the edges that are asked: the sharpest. What lies out of focus behind a parcel is no fault. */
const sharpestShare = 0.07;
/** Every third line is read: the figure stays, in a third of the time. */
const linesApart = 3;
/** Fewer edges in a direction, on the lines that are read, say nothing. */
const edgesLeast = 20;
/** A direction with less than this share of the edges of the richest one is the scene's (a wall of boards), not the hand's. */
const edgesLeastShare = 0.03;
/** The square of the cosine of 22.5°: each edge belongs to one of the four directions. */
const squareEnough = 0.854;
/** Bins of a tenth of a pixel; the last one holds all that is wider. */
const bins = 256;
/** The smoothed picture is 16 times the grey one. */
const scale = 16;

/**
 * Width in pixels (to a tenth) of the sharpest edges, in the one of four directions where they are widest, as a hand that
 * moved spares the edges along its way; null where there are too few edges to say so.
 * @param grey one byte a pixel, rows without gaps.
 */
export function sharpestEdges(grey: Uint8Array, width: number, height: number): number | null {
  const values = smoothed(grey, width, height);
  const contrast = Math.ceil(contrastOf(grey, width, height) * scale);
  const directions = directionsOf(width, height).map((direction) => {
    const widths = new Uint32Array(bins);
    const steepness = Math.ceil(steepnessLeast * scale * direction.stride);
    for (const line of direction.lines) countEdges(values, width, direction, line, { contrast, steepness }, widths);
    return { widths, edges: widths.reduce((sum, each) => sum + each, 0) };
  });
  const richest = Math.max(...directions.map(({ edges }) => edges));
  const telling = directions.filter(({ edges }) => edges >= Math.max(edgesLeast, richest * edgesLeastShare));
  if (telling.length === 0) return null;
  return Math.max(...telling.map(({ widths, edges }) => binAt(widths, edges * sharpestShare))) / 10;
}

/** Kept between pictures: most have the sides of the one before. */
let room = new Int16Array(0);

/** The grey picture under a small bell (1 2 1 both ways), times 16: grain is halved, an edge grows by less than a pixel. */
function smoothed(grey: Uint8Array, width: number, height: number): Int16Array {
  if (room.length !== grey.length) room = new Int16Array(grey.length);
  const isInWords = width % 4 === 0 && grey.byteOffset % 4 === 0;
  (isInWords ? smoothWords : smoothPixels)(grey, width, height, room);
  return room;
}

function smoothPixels(grey: Uint8Array, width: number, height: number, values: Int16Array): void {
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const above = y === 0 ? row : row - width;
    const below = y === height - 1 ? row : row + width;
    // Three columns at a time, each summed once: the edge counts as its own neighbour.
    let here = (grey[above] as number) + 2 * (grey[row] as number) + (grey[below] as number);
    let left = here;
    for (let x = 0; x < width; x++) {
      const next = x < width - 1 ? x + 1 : x;
      const right = (grey[above + next] as number) + 2 * (grey[row + next] as number) + (grey[below + next] as number);
      values[row + x] = left + 2 * here + right;
      left = here;
      here = right;
    }
  }
}

/** Every other byte of a word. */
const everyOther = 0x00ff00ff;

/**
 * The same in half the time, four pixels a word: `even` holds the column sums of its first and third pixel, in 16 bits each,
 * and `odd` those of the others. The left one is in the lower half, as every machine that Porchlight runs on keeps its words.
 */
function smoothWords(grey: Uint8Array, width: number, height: number, values: Int16Array): void {
  const words = new Uint32Array(grey.buffer, grey.byteOffset, grey.length / 4);
  const pairs = new Int32Array(values.buffer, 0, values.length / 2);
  const across = width / 4;
  for (let y = 0; y < height; y++) {
    const row = y * across;
    const above = y === 0 ? row : row - across;
    const below = y === height - 1 ? row : row + across;
    let [top, middle, bottom] = [words[above] as number, words[row] as number, words[below] as number];
    let even = (top & everyOther) + 2 * (middle & everyOther) + (bottom & everyOther);
    let odd = ((top >>> 8) & everyOther) + 2 * ((middle >>> 8) & everyOther) + ((bottom >>> 8) & everyOther);
    let before = even & 0xffff;
    for (let x = 0; x < across; x++) {
      const isLast = x === across - 1;
      const next = isLast ? x : x + 1;
      top = words[above + next] as number;
      middle = words[row + next] as number;
      bottom = words[below + next] as number;
      const evenNext = (top & everyOther) + 2 * (middle & everyOther) + (bottom & everyOther);
      const oddNext = ((top >>> 8) & everyOther) + 2 * ((middle >>> 8) & everyOther) + ((bottom >>> 8) & everyOther);
      const after = isLast ? odd >>> 16 : evenNext & 0xffff;
      const evens = ((odd << 16) | before) + 2 * even + odd;
      const odds = even + 2 * odd + ((even >>> 16) | (after << 16));
      pairs[2 * (row + x)] = (evens & 0xffff) | (odds << 16);
      pairs[2 * (row + x) + 1] = (evens >>> 16) | (odds & ~0xffff);
      before = odd >>> 16;
      even = evenNext;
      odd = oddNext;
    }
  }
}

const bendBins = 512;
/** Four tables, taken in turn: most bends are alike, and counting in the same bin again waits for the last count (half the time). */
const bends = new Uint32Array(4 * bendBins);

/** By the median of how much a pixel differs from the mean of its two neighbours (twice that), on every third row. */
function contrastOf(grey: Uint8Array, width: number, height: number): number {
  const counts = bends.fill(0);
  let pixels = 0;
  for (let y = 0; y < height; y += linesApart) {
    const end = (y + 1) * width - 1;
    for (let at = y * width + 1; at < end; at++) {
      const bend = (grey[at - 1] as number) - 2 * (grey[at] as number) + (grey[at + 1] as number);
      const bin = ((at & 3) * bendBins) | Math.abs(bend);
      counts[bin] = (counts[bin] as number) + 1;
    }
    pixels += Math.max(0, width - 2);
  }
  for (let bin = 0; bin < bendBins; bin++) {
    for (let table = 1; table < 4; table++) {
      counts[bin] = (counts[bin] as number) + (counts[table * bendBins + bin] as number);
    }
  }
  const { clean, grainy, perGrain } = contrastLeast;
  return Math.min(grainy, Math.max(clean, perGrain * binAt(counts.subarray(0, bendBins), pixels / 2)));
}

interface Line {
  start: number;
  /** Pixels on it. */
  count: number;
}

/** All lines along (dx, dy); `stride`: from one pixel of a line to the next, in pixels. */
interface Direction {
  dx: number;
  dy: number;
  stride: number;
  lines: readonly Line[];
}

/** Kept between pictures as well. */
let latest: { width: number; height: number; directions: readonly Direction[] } = {
  width: 0,
  height: 0,
  directions: [],
};

function directionsOf(width: number, height: number): readonly Direction[] {
  if (latest.width !== width || latest.height !== height) {
    const along = ([dx, dy]: readonly [number, number]) => ({
      ...{ dx, dy, stride: Math.hypot(dx, dy) },
      lines: linesOf(width, height, dx, dy),
    });
    latest = {
      width,
      height,
      directions: (
        [
          [1, 0],
          [0, 1],
          [1, 1],
          [-1, 1],
        ] as const
      ).map(along),
    };
  }
  return latest.directions;
}

/** Lines through the picture along (dx, dy), each begun at the edge where it enters. */
function linesOf(width: number, height: number, dx: number, dy: number): Line[] {
  const lines: Line[] = [];
  const add = (x: number, y: number) => {
    const across = dx === 0 ? Number.POSITIVE_INFINITY : dx > 0 ? width - x : x + 1;
    const down = dy === 0 ? Number.POSITIVE_INFINITY : height - y;
    lines.push({ start: y * width + x, count: Math.min(across, down) });
  };
  if (dy > 0) for (let x = 0; x < width; x += linesApart) add(x, 0);
  if (dx !== 0) for (let y = dy > 0 ? linesApart : 0; y < height; y += linesApart) add(dx > 0 ? 0 : width - 1, y);
  return lines;
}

/** What makes an edge of a stretch at least, in levels of the smoothed picture. */
interface Least {
  contrast: number;
  steepness: number;
}

/** Kept between lines: of each stretch of one where it ends (a level, and later what it rises or falls), and its steepest step. */
let levels = new Int16Array(0);
let steps = new Int32Array(0);

/**
 * A step has at most 16 × 255 levels, 12 bits; beside it stands, counted down, which step of the line it is, so that the first
 * of equals is the largest. No line of a picture that is measured is nearly so long.
 */
const placeBits = 18;
const placeMask = (1 << placeBits) - 1;

/**
 * Counts the edges of a line by their widths: a stretch that only rises or only falls is one if it has enough contrast, is steep
 * enough somewhere, and the line crosses it squarely there. Its width is the contrast over that steepest step, which a blur makes
 * wider and nothing makes narrower.
 */
function countEdges(
  values: Int16Array,
  width: number,
  direction: Direction,
  line: Line,
  least: Least,
  widths: Uint32Array,
): void {
  const { dx, dy, stride } = direction;
  const step = dy * width + dx;
  const stretches = partLine(values, step, line);
  const found = keepEdges(values[line.start] as number, stretches, least);
  for (let edge = 0; edge < found; edge++) {
    const steepest = steps[edge] as number;
    const at = line.start + (placeMask - (steepest & placeMask) + 1) * step;
    if (!isSquare(values, width, at, dx, dy)) continue;
    const pixels = ((levels[edge] as number) / (steepest >> placeBits)) * stride;
    const bin = Math.min(bins - 1, Math.round(pixels * 10));
    widths[bin] = (widths[bin] as number) + 1;
  }
}

/**
 * Parts a line into stretches that only rise or only fall, and returns how many. This loop is most of what the figures cost: it has no
 * branch, as which way the next pixel goes is what a processor can't foresee (measured: half the time).
 */
function partLine(values: Int16Array, step: number, { start, count }: Line): number {
  if (levels.length < count) {
    levels = new Int16Array(count);
    steps = new Int32Array(count);
  }
  const [ends, steepest] = [levels, steps];
  const end = start + count * step;
  let found = 0;
  let last = values[start] as number;
  let best = 0;
  let place = placeMask;
  /** -1 while the line falls, else 0. */
  let falling = 0;
  for (let at = start + step; at !== end; at += step, place--) {
    const value = values[at] as number;
    // The rise, turned over while the line falls: its sign is -1 where the line goes the other way from here, 0 where it does not.
    const onward = ((value - last) ^ falling) - falling;
    const turn = onward >> 31;
    ends[found] = last;
    steepest[found] = best;
    found -= turn;
    falling ^= turn;
    // A new stretch begins with nothing; then the larger one of the steepest so far and this step.
    best &= ~turn;
    const lead = best - ((((onward ^ turn) - turn) << placeBits) | place);
    best -= lead & (lead >> 31);
    last = value;
  }
  ends[found] = last;
  steepest[found] = best;
  return found + 1;
}

/** Moves those with enough contrast and steepness to the front, and returns how many; without a branch as well. */
function keepEdges(first: number, stretches: number, least: Least): number {
  const [ends, steepest] = [levels, steps];
  const beneathContrast = least.contrast - 1;
  const beneathSteepness = (least.steepness << placeBits) - 1;
  let from = first;
  let kept = 0;
  for (let stretch = 0; stretch < stretches; stretch++) {
    const to = ends[stretch] as number;
    const steep = steepest[stretch] as number;
    const contrast = Math.abs(to - from);
    ends[kept] = contrast;
    steepest[kept] = steep;
    kept -= ((beneathContrast - contrast) & (beneathSteepness - steep)) >> 31;
    from = to;
  }
  return kept;
}

/** The slope at this pixel points along (dx, dy) to within 22.5°: an edge that is crossed aslant looks wider than it is. */
function isSquare(values: Int16Array, width: number, at: number, dx: number, dy: number): boolean {
  if (at < width || at >= values.length - width) return false;
  const slopeX = (values[at + 1] as number) - (values[at - 1] as number);
  const slopeY = (values[at + width] as number) - (values[at - width] as number);
  const along = slopeX * dx + slopeY * dy;
  return along * along >= squareEnough * (slopeX * slopeX + slopeY * slopeY) * (dx * dx + dy * dy);
}

/** The bin in which so many have been counted. */
function binAt(counts: Uint32Array, wanted: number): number {
  let sum = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    sum += counts[bin] as number;
    if (sum >= wanted && sum > 0) return bin;
  }
  return counts.length - 1;
}
