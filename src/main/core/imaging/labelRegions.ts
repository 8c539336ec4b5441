/**
 * Where in a picture a code may be, and how it is turned. A code is dense with edges, and all of them run along two directions
 * at right angles; leaves are dense and run everywhere, doors and tiles run along two directions and are not dense. Nothing
 * is said about what kind of code it is.
 */
import type { GreyPixels, Turned } from './greyPixels.ts';

/** Side of a block in which edges are counted, pixels of the picture given. */
const blockSide = 16;
/** Blocks to each side that are counted together: bars may be wider than a block. */
const reach = 2;
/** Steps of 255 across an edge that noise does not reach. */
const leastEdge = 8;
/**
 * Least score of a region. Measured on rendered labels and on the real pictures of `../shared/data`: labels have 0.38 to 0.9, a
 * blurred one in the dark 0.2; twenty of twenty-four pictures without one have no place above 0.4, most none above 0.2.
 */
const leastScore = 0.2;
/** A region goes on while it has so much of its best place's score… */
const leastShare = 0.35;
/** … and is turned like it, radians. */
const sameDirection = Math.PI / 12;
const rightAngle = Math.PI / 2;

export interface LabelRegion extends Turned {
  score: number;
}

interface Cells {
  across: number;
  down: number;
  score: Float32Array;
  /** Radians, between ± 45°. */
  angle: Float32Array;
}

/** The regions that look most like codes, the best first; in pixels of the picture given. @param most how many */
export function labelRegions(pixels: GreyPixels, most: number): LabelRegion[] {
  const cells = cellsOf(pixels);
  const order = [...cells.score.keys()]
    .filter((cell) => (cells.score[cell] as number) >= leastScore)
    .sort((a, b) => (cells.score[b] as number) - (cells.score[a] as number));
  const taken = new Uint8Array(cells.score.length);
  const regions: LabelRegion[] = [];
  for (const seed of order) {
    if (regions.length === most) break;
    if (taken[seed] === 1) continue;
    const region = grown(cells, seed, taken);
    if (region) regions.push(region);
  }
  return regions;
}

/**
 * The direction, and the one across it, along which the edges of a picture's densest blocks run; radians between ± 45°. What lies
 * around a label has its own direction, and fewer edges.
 */
export function directionOf(pixels: GreyPixels): number {
  const { energy, along, across } = sums(pixels);
  const dense = energy.reduce((most, value) => Math.max(most, value), 0) / 2;
  let [u, v] = [0, 0];
  for (const [block, value] of energy.entries()) {
    if (value < dense) continue;
    u += along[block] as number;
    v += across[block] as number;
  }
  return Math.atan2(v, u) / 4;
}

interface BlockSums {
  columns: number;
  rows: number;
  /** Squared edges. */
  energy: Float32Array;
  /** The same, each turned by four times its direction: edges at right angles to each other add up. */
  along: Float32Array;
  across: Float32Array;
  light: Float32Array;
}

function sums({ data, width, height }: GreyPixels): BlockSums {
  const columns = Math.floor(width / blockSide);
  const rows = Math.floor(height / blockSide);
  const make = () => new Float32Array(columns * rows);
  const result: BlockSums = { columns, rows, energy: make(), along: make(), across: make(), light: make() };
  const { energy, along, across, light } = result;
  // Every other row is enough to tell, and half the time.
  for (let y = 1; y < rows * blockSide - 1; y += 2) {
    const row = Math.floor(y / blockSide) * columns;
    for (let column = 0; column < columns; column++) {
      const block = row + column;
      let [sum, sumAlong, sumAcross, sumLight] = [0, 0, 0, 0];
      const first = y * width + Math.max(1, column * blockSide);
      const last = y * width + Math.min(width - 1, (column + 1) * blockSide);
      for (let pixel = first; pixel < last; pixel++) {
        const right = (data[pixel + 1] as number) - (data[pixel - 1] as number);
        const below = (data[pixel + width] as number) - (data[pixel - width] as number);
        const square = right * right + below * below;
        sumLight += data[pixel] as number;
        if (square < leastEdge * leastEdge) continue;
        const [real, imaginary] = [right * right - below * below, 2 * right * below];
        sum += square;
        sumAlong += (real * real - imaginary * imaginary) / square;
        sumAcross += (2 * real * imaginary) / square;
      }
      energy[block] = (energy[block] as number) + sum;
      along[block] = (along[block] as number) + sumAlong;
      across[block] = (across[block] as number) + sumAcross;
      light[block] = (light[block] as number) + sumLight;
    }
  }
  return result;
}

function cellsOf(pixels: GreyPixels): Cells {
  const blocks = sums(pixels);
  const { columns, rows } = blocks;
  const [energy, along, across, light] = [blocks.energy, blocks.along, blocks.across, blocks.light].map((values) =>
    gathered(values, columns, rows),
  ) as [Float32Array, Float32Array, Float32Array, Float32Array];
  const score = new Float32Array(columns * rows);
  const angle = new Float32Array(columns * rows);
  const pixelsACell = ((2 * reach + 1) * blockSide) ** 2 / 2;
  for (let row = reach; row < rows - reach; row++) {
    for (let cell = row * columns + reach; cell < (row + 1) * columns - reach; cell++) {
      const [sum, u, v] = [energy[cell] as number, along[cell] as number, across[cell] as number];
      const order = Math.hypot(u, v) / (sum + 1);
      // Against the light that falls there: print in a shadow has as many edges as print in the sun.
      const density = Math.sqrt(sum / pixelsACell) / ((light[cell] as number) / pixelsACell + 10);
      score[cell] = density * order;
      angle[cell] = Math.atan2(v, u) / 4;
    }
  }
  return { across: columns, down: rows, score, angle };
}

/** Sums over each block and its neighbours, first along the rows and then down the columns. */
function gathered(values: Float32Array, columns: number, rows: number): Float32Array {
  const alongRows = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = reach; column < columns - reach; column++) {
      let sum = 0;
      for (let by = -reach; by <= reach; by++) sum += values[row * columns + column + by] as number;
      alongRows[row * columns + column] = sum;
    }
  }
  const both = new Float32Array(values.length);
  for (let row = reach; row < rows - reach; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let by = -reach; by <= reach; by++) sum += alongRows[(row + by) * columns + column] as number;
      both[row * columns + column] = sum;
    }
  }
  return both;
}

/** Gathers the cells around the best one that look like it; null when they are too few to be a code. */
function grown({ across, down, score, angle }: Cells, seed: number, taken: Uint8Array): LabelRegion | null {
  const least = Math.max(leastScore / 2, (score[seed] as number) * leastShare);
  const direction = angle[seed] as number;
  const members = [seed];
  taken[seed] = 1;
  for (let n = 0; n < members.length; n++) {
    const cell = members[n] as number;
    const column = cell % across;
    for (const step of [-across, across, ...(column > 0 ? [-1] : []), ...(column < across - 1 ? [1] : [])]) {
      const next = cell + step;
      if (next < 0 || next >= across * down || taken[next] === 1 || (score[next] as number) < least) continue;
      if (turnedBy((angle[next] as number) - direction) > sameDirection) continue;
      taken[next] = 1;
      members.push(next);
    }
  }
  if (members.length < 4) return null;
  return { ...rectangleAround(members, across, direction), score: score[seed] as number };
}

/** The smallest rectangle turned like the code that holds all its blocks, with room for its quiet zone. */
function rectangleAround(members: readonly number[], across: number, angle: number): Turned {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const cell of members) {
    const [x, y] = [((cell % across) + 0.5) * blockSide, (Math.floor(cell / across) + 0.5) * blockSide];
    const [u, v] = [x * cos + y * sin, y * cos - x * sin];
    [left, right] = [Math.min(left, u), Math.max(right, u)];
    [top, bottom] = [Math.min(top, v), Math.max(bottom, v)];
  }
  const [u, v] = [(left + right) / 2, (top + bottom) / 2];
  const room = 2 * reach * blockSide;
  const [width, height] = [right - left + room, bottom - top + room];
  return {
    x: u * cos - v * sin,
    y: u * sin + v * cos,
    width: width * quietZone,
    height: height * quietZone,
    angle,
  };
}

/** Code 128 asks for ten bars of white on each side, an eighth of a short code. */
const quietZone = 1.15;

/** How far two directions are apart, where a right angle is none. */
function turnedBy(angle: number): number {
  const rest = Math.abs(angle) % rightAngle;
  return Math.min(rest, rightAngle - rest);
}
