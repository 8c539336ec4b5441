/**
 * Are two pictures one, in another dress? Lays the one over the other as exactly as it goes and compares them piece by piece.
 * Pure arithmetic on thumbnails; what two pictures of one door have in common is not enough, what a crop and a compression
 * leave of one picture is.
 */
import type { Span } from './fingerprint.ts';

/** Eight-bit grey, rows without gaps. */
export interface GreyPlane {
  data: Uint8Array;
  width: number;
  height: number;
}

/** How the first picture lies in the second: where the first one's left, right, top and bottom sides are in fractions of the second. */
export interface Laying {
  across: Span;
  down: Span;
}

export interface Comparison extends Laying {
  /** 0 to 1: how much of what both show agrees in every piece. */
  agreement: number;
  /** Pieces with enough in them to be compared. */
  pieces: number;
  /** Grey levels that the second is brighter than the first, in what both show. */
  brighter: number;
}

/** Points a side on which the pictures are laid over each other, coarse to fine, and how far the one is moved or stretched, in fractions. */
const levels = [
  { points: 24, steps: [0.02, 0.01, 0.005] },
  { points: 48, steps: [0.004, 0.002] },
  { points: 110, steps: [0.0015, 0.0007, 0.0003] },
];
/** Pieces a side, and points a side of each. */
const piecesASide = 8;
const pointsAPiece = 20;
/** Standard deviation in grey levels under which a piece is a bare wall: it agrees with every other bare wall. */
const leastTexture = 5;

/** Copies agree to 0.86 and more, the most alike of different pictures, two frames of a film from a tripod, to 0.84 (docs/quality.md). */
const leastAgreement = 0.85;
/** With fewer pieces that show anything, agreeing means little. */
const leastPieces = 6;

/** One picture, whatever was done to one of the two. */
export function areOnePicture({ agreement, pieces }: Pick<Comparison, 'agreement' | 'pieces'>): boolean {
  return agreement >= leastAgreement && pieces >= leastPieces;
}

/** Compares, starting from where the first is thought to lie in the second. */
export function comparePlanes(first: GreyPlane, second: GreyPlane, start: Laying): Comparison {
  let laying = start;
  for (const { points, steps } of levels) {
    const [a, b] = [softened(first, points), softened(second, points)];
    laying = layOver(a, b, laying, points, steps);
  }
  return { ...laying, ...piecewise(first, second, laying) };
}

/** Shrunk until it has about one and a half times as many pixels a side as the points that are looked at: none is missed between them. */
function softened(plane: GreyPlane, points: number): GreyPlane {
  const by = Math.max(plane.width, plane.height) / (points * 1.5);
  if (by <= 1) return plane;
  const width = Math.round(plane.width / by);
  const height = Math.round(plane.height / by);
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const top = Math.floor((y * plane.height) / height);
    const bottom = Math.floor(((y + 1) * plane.height) / height);
    for (let x = 0; x < width; x++) {
      const left = Math.floor((x * plane.width) / width);
      const right = Math.floor(((x + 1) * plane.width) / width);
      let sum = 0;
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) sum += plane.data[row * plane.width + column] as number;
      }
      data[y * width + x] = sum / ((bottom - top) * (right - left));
    }
  }
  return { data, width, height };
}

function layOver(first: GreyPlane, second: GreyPlane, start: Laying, points: number, steps: readonly number[]): Laying {
  // Centre and half length of each axis: unlike two sides, one of them can be right while the other is still wrong.
  const places = [start.across, start.down].flatMap(({ from, to }) => [(from + to) / 2, (to - from) / 2]);
  const layingOf = ([x = 0, halfWidth = 0, y = 0, halfHeight = 0]: readonly number[]): Laying => ({
    across: { from: x - halfWidth, to: x + halfWidth },
    down: { from: y - halfHeight, to: y + halfHeight },
  });
  let best = alike(first, second, layingOf(places), points);
  for (const step of steps) {
    for (let moved = true, rounds = 0; moved && rounds < 8; rounds++) {
      moved = false;
      for (let place = 0; place < 4; place++) {
        for (const by of [-step, step]) {
          const tried = places.with(place, (places[place] as number) + by);
          const then = alike(first, second, layingOf(tried), points);
          if (then <= best) continue;
          best = then;
          places[place] = tried[place] as number;
          moved = true;
        }
      }
    }
  }
  return layingOf(places);
}

/** Correlation of the two over what both show, −1 to 1. */
function alike(first: GreyPlane, second: GreyPlane, laying: Laying, points: number): number {
  const shared = sharedOf(laying);
  if (shared === null) return -1;
  const sums = newSums();
  for (let row = 0; row < points; row++) {
    const y = shared.top + ((row + 0.5) / points) * (shared.bottom - shared.top);
    for (let column = 0; column < points; column++) {
      const x = shared.left + ((column + 0.5) / points) * (shared.right - shared.left);
      addPoint(sums, first, second, laying, x, y);
    }
  }
  return correlation(sums);
}

/** What both show, in fractions of the first; null for less than a third of it. */
function sharedOf({ across, down }: Laying) {
  const inFirst = (span: Span, at: number) => (at - span.from) / (span.to - span.from);
  const left = Math.max(0, inFirst(across, 0));
  const right = Math.min(1, inFirst(across, 1));
  const top = Math.max(0, inFirst(down, 0));
  const bottom = Math.min(1, inFirst(down, 1));
  return right - left < 0.55 || bottom - top < 0.55 ? null : { left, right, top, bottom };
}

interface Sums {
  n: number;
  a: number;
  b: number;
  aa: number;
  bb: number;
  ab: number;
}

function newSums(): Sums {
  return { n: 0, a: 0, b: 0, aa: 0, bb: 0, ab: 0 };
}

function addPoint(
  sums: Sums,
  first: GreyPlane,
  second: GreyPlane,
  { across, down }: Laying,
  x: number,
  y: number,
): void {
  const a = sampleOf(first, x, y);
  const b = sampleOf(second, across.from + x * (across.to - across.from), down.from + y * (down.to - down.from));
  sums.n++;
  sums.a += a;
  sums.b += b;
  sums.aa += a * a;
  sums.bb += b * b;
  sums.ab += a * b;
}

function deviation(n: number, sum: number, squares: number): number {
  return Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2));
}

function correlation({ n, a, b, aa, bb, ab }: Sums): number {
  const spread = deviation(n, a, aa) * deviation(n, b, bb);
  return spread < 0.01 ? 0 : (ab / n - (a / n) * (b / n)) / spread;
}

/** Between pixels, at a place in fractions. */
function sampleOf({ data, width, height }: GreyPlane, x: number, y: number): number {
  const px = Math.min(width - 1, Math.max(0, x * width - 0.5));
  const py = Math.min(height - 1, Math.max(0, y * height - 0.5));
  const left = Math.floor(px);
  const top = Math.floor(py);
  const right = left + 1 < width ? 1 : 0;
  const below = top + 1 < height ? width : 0;
  const at = top * width + left;
  const dx = px - left;
  const dy = py - top;
  const upper = (data[at] as number) * (1 - dx) + (data[at + right] as number) * dx;
  const lower = (data[at + below] as number) * (1 - dx) + (data[at + below + right] as number) * dx;
  return upper * (1 - dy) + lower * dy;
}

/** The correlation that all but a tenth of the pieces reach: one parcel more or less, or a door a foot further left, breaks some. */
function piecewise(
  first: GreyPlane,
  second: GreyPlane,
  laying: Laying,
): Pick<Comparison, 'agreement' | 'pieces' | 'brighter'> {
  const shared = sharedOf(laying);
  if (shared === null) return { agreement: 0, pieces: 0, brighter: 0 };
  const found: number[] = [];
  let brighter = 0;
  for (let piece = 0; piece < piecesASide ** 2; piece++) {
    const [column, row] = [piece % piecesASide, Math.floor(piece / piecesASide)];
    const sums = newSums();
    for (let point = 0; point < pointsAPiece ** 2; point++) {
      const along = (column + ((point % pointsAPiece) + 0.5) / pointsAPiece) / piecesASide;
      const downwards = (row + (Math.floor(point / pointsAPiece) + 0.5) / pointsAPiece) / piecesASide;
      const x = shared.left + along * (shared.right - shared.left);
      const y = shared.top + downwards * (shared.bottom - shared.top);
      addPoint(sums, first, second, laying, x, y);
    }
    brighter += (sums.b - sums.a) / sums.n / piecesASide ** 2;
    const texture = Math.max(deviation(sums.n, sums.a, sums.aa), deviation(sums.n, sums.b, sums.bb));
    if (texture >= leastTexture) found.push(correlation(sums));
  }
  found.sort((a, b) => a - b);
  return { agreement: found[Math.floor(found.length / 10)] ?? 0, pieces: found.length, brighter };
}
