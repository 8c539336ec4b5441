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
  const contrast = contrastOf(grey, width, height) * scale;
  const directions = [
    linesOf(width, height, 1, 0),
    linesOf(width, height, 0, 1),
    linesOf(width, height, 1, 1),
    linesOf(width, height, -1, 1),
  ].map((lines) => {
    const widths = new Uint32Array(bins);
    for (const line of lines) countEdges(values, width, line, contrast, widths);
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
  const values = room;
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
  return values;
}

/** By the median of how much a pixel differs from the mean of its two neighbours (twice that), on every third row. */
function contrastOf(grey: Uint8Array, width: number, height: number): number {
  const counts = new Uint32Array(511);
  let pixels = 0;
  for (let y = 0; y < height; y += linesApart) {
    const end = (y + 1) * width - 1;
    for (let at = y * width + 1; at < end; at++) {
      const bend = (grey[at - 1] as number) - 2 * (grey[at] as number) + (grey[at + 1] as number);
      const size = bend < 0 ? -bend : bend;
      counts[size] = (counts[size] as number) + 1;
    }
    pixels += Math.max(0, width - 2);
  }
  const { clean, grainy, perGrain } = contrastLeast;
  return Math.min(grainy, Math.max(clean, perGrain * binAt(counts, pixels / 2)));
}

interface Line {
  start: number;
  /** Pixels on it. */
  count: number;
  dx: number;
  dy: number;
}

/** Lines through the picture along (dx, dy), each begun at the edge where it enters. */
function linesOf(width: number, height: number, dx: number, dy: number): Line[] {
  const lines: Line[] = [];
  const add = (x: number, y: number) => {
    const across = dx === 0 ? Number.POSITIVE_INFINITY : dx > 0 ? width - x : x + 1;
    const down = dy === 0 ? Number.POSITIVE_INFINITY : height - y;
    lines.push({ start: y * width + x, count: Math.min(across, down), dx, dy });
  };
  if (dy > 0) for (let x = 0; x < width; x += linesApart) add(x, 0);
  if (dx !== 0) for (let y = dy > 0 ? linesApart : 0; y < height; y += linesApart) add(dx > 0 ? 0 : width - 1, y);
  return lines;
}

/**
 * Parts a line into stretches that only rise or only fall, and has each with enough contrast looked at. Most have too little:
 * nothing but their ends is sought here, as this loop is most of what the figures cost.
 */
function countEdges(values: Int16Array, width: number, line: Line, leastContrast: number, widths: Uint32Array): void {
  const { start, count, dx, dy } = line;
  const step = dy * width + dx;
  const end = start + count * step;
  let from = start;
  let low = values[from] as number;
  let at = from + step;
  while (at !== end) {
    let last = low;
    for (; at !== end; at += step) {
      const value = values[at] as number;
      if (value < last) break;
      last = value;
    }
    if (last - low >= leastContrast) countEdge(values, width, line, from, at - step, widths);
    if (at === end) return;
    from = at - step;
    const high = last;
    for (; at !== end; at += step) {
      const value = values[at] as number;
      if (value > last) break;
      last = value;
    }
    if (high - last >= leastContrast) countEdge(values, width, line, from, at - step, widths);
    from = at - step;
    low = last;
  }
}

/**
 * A stretch from one pixel to another is an edge if the line crosses it squarely where it is steepest; its width is the contrast
 * over that step, which a blur makes wider and nothing makes narrower.
 */
function countEdge(
  values: Int16Array,
  width: number,
  { dx, dy }: Line,
  from: number,
  to: number,
  widths: Uint32Array,
): void {
  const step = dy * width + dx;
  const stride = Math.hypot(dx, dy);
  const rise = (values[to] as number) - (values[from] as number);
  const way = rise < 0 ? -1 : 1;
  let steepest = 0;
  let steepestAt = from;
  for (let at = from; at !== to; at += step) {
    const steepness = ((values[at + step] as number) - (values[at] as number)) * way;
    if (steepness > steepest) {
      steepest = steepness;
      steepestAt = at + step;
    }
  }
  if (steepest < steepnessLeast * scale * stride || !isSquare(values, width, steepestAt, dx, dy)) return;
  const bin = Math.min(bins - 1, Math.round(((rise * way) / steepest) * stride * 10));
  widths[bin] = (widths[bin] as number) + 1;
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
