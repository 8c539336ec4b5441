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
  const directions = directionsOf(width, height).map((direction) => {
    const widths = new Uint32Array(bins);
    for (const line of direction.lines) countEdges(values, width, direction, line, contrast, widths);
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

/** Kept between lines: the ends of the stretches of one. */
let turns = new Int32Array(0);

/**
 * Parts a line into stretches that only rise or only fall, and has each with enough contrast looked at. Most have too little: nothing
 * but their ends is sought at first, as this loop is most of what the figures cost, and without a branch, as which way
 * the next pixel goes is what a processor can't foresee (measured: half the time).
 */
function countEdges(
  values: Int16Array,
  width: number,
  direction: Direction,
  { start, count }: Line,
  leastContrast: number,
  widths: Uint32Array,
): void {
  if (turns.length < count) turns = new Int32Array(count);
  const ends = turns;
  const step = direction.dy * width + direction.dx;
  const end = start + count * step;
  let found = 0;
  let last = values[start] as number;
  /** -1 while the line falls, else 0. */
  let falling = 0;
  for (let at = start + step; at !== end; at += step) {
    const value = values[at] as number;
    // The sign of the rise, turned over while the line falls: -1 where it goes the other way from here, 0 where it does not.
    const turn = (((value - last) ^ falling) - falling) >> 31;
    ends[found] = at - step;
    found -= turn;
    falling ^= turn;
    last = value;
  }
  ends[found] = end - step;
  let from = start;
  let first = values[start] as number;
  for (let stretch = 0; stretch <= found; stretch++) {
    const to = ends[stretch] as number;
    const value = values[to] as number;
    const rise = value - first;
    if (rise >= leastContrast || -rise >= leastContrast) countEdge(values, width, direction, from, to, widths);
    from = to;
    first = value;
  }
}

/**
 * A smoothed step has at most 16 × 255 levels, 12 bits; beside it stands, counted down, which step of the stretch it is. No line of a
 * picture that is measured is nearly so long.
 */
const placeBits = 18;
const placeMask = (1 << placeBits) - 1;

/**
 * A stretch from one pixel to another is an edge if the line crosses it squarely where it is steepest; its width is the contrast
 * over that step, which a blur makes wider and nothing makes narrower.
 */
function countEdge(
  values: Int16Array,
  width: number,
  { dx, dy, stride }: Direction,
  from: number,
  to: number,
  widths: Uint32Array,
): void {
  const step = dy * width + dx;
  const rise = (values[to] as number) - (values[from] as number);
  const way = rise < 0 ? -1 : 1;
  // The steepest step and where it is, the first of equals, in one number: found without a branch, as above.
  let best = 0;
  let last = values[from] as number;
  let place = placeMask;
  for (let at = from + step; at !== to + step; at += step, place--) {
    const value = values[at] as number;
    const steepness = (((value - last) * way) << placeBits) | place;
    const lead = best - steepness;
    best -= lead & (lead >> 31);
    last = value;
  }
  const steepest = best >> placeBits;
  const steepestAt = from + (placeMask - (best & placeMask) + 1) * step;
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
