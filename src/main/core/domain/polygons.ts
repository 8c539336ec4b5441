/**
 * Where a point lies: in a polygon, on its edge, or outside. Positions are degrees on a flat map, as GeoJSON means them
 * (RFC 7946, 3.1.6: a line between two positions is straight in longitude and latitude); no polygon crosses the antimeridian.
 */
import type { Polygon } from '#shared/programme.ts';

/** Nearer to an edge than a tenth of a millimetre is on it. */
const onEdge = 1e-9;
/** Edges that a point is held against, on average, in a ring that is not too jagged. */
const edgesPerBand = 8;

/** A ring cut into bands of latitude, so that a point is held against the few edges beside it and not against 20,000. */
interface Ring {
  west: number;
  east: number;
  south: number;
  north: number;
  /** Corners; the last is the first again. */
  xs: Float64Array;
  ys: Float64Array;
  bands: number;
  /** Edges of band b: `edges[starts[b]]` up to `edges[starts[b + 1]]`; edge i leads from corner i to i + 1. */
  starts: Int32Array;
  edges: Int32Array;
}

export interface PreparedPolygon {
  outer: Ring;
  holes: readonly Ring[];
}

/** Works out once what {@link liesIn} needs. Rings may turn either way and need not be closed. */
export function preparePolygon(polygon: Polygon): PreparedPolygon {
  const [outer, ...holes] = polygon.map(prepareRing);
  return { outer: outer as Ring, holes: holes.filter(({ xs }) => xs.length > 0) };
}

/** An edge belongs to the polygon, that of a hole too: who stands on the kerb is in the street. */
export function liesIn({ outer, holes }: PreparedPolygon, longitude: number, latitude: number): boolean {
  const place = placeIn(outer, longitude, latitude);
  if (place !== 'inside') return place === 'edge';
  return holes.every((hole) => placeIn(hole, longitude, latitude) !== 'inside');
}

function prepareRing(points: readonly (readonly [number, number])[]): Ring {
  const [first] = points;
  const last = points.at(-1);
  const closed = first && last && (first[0] !== last[0] || first[1] !== last[1]) ? [...points, first] : points;
  const xs = Float64Array.from(closed, ([x]) => x);
  const ys = Float64Array.from(closed, ([, y]) => y);
  const [west, east] = spanOf(xs);
  const [south, north] = spanOf(ys);
  const count = Math.max(0, xs.length - 1);
  const bands = bandsFor(ys, north - south, count);
  const ring = { west, east, south, north, xs, ys, bands };

  // Counted first, then filled: two passes make two arrays and no list for each band.
  const starts = new Int32Array(bands + 1);
  const spans = (edge: number): [number, number] => {
    const [a, b] = [ys[edge] as number, ys[edge + 1] as number];
    return [bandOf(ring, Math.min(a, b)), bandOf(ring, Math.max(a, b))];
  };
  for (let edge = 0; edge < count; edge++) {
    const [from, to] = spans(edge);
    for (let band = from; band <= to; band++) starts[band + 1] = (starts[band + 1] as number) + 1;
  }
  for (let band = 0; band < bands; band++) starts[band + 1] = (starts[band + 1] as number) + (starts[band] as number);
  const edges = new Int32Array(starts[bands] as number);
  const next = starts.slice();
  for (let edge = 0; edge < count; edge++) {
    const [from, to] = spans(edge);
    for (let band = from; band <= to; band++) {
      edges[next[band] as number] = edge;
      next[band] = (next[band] as number) + 1;
    }
  }
  return { ...ring, starts, edges };
}

function spanOf(values: Float64Array): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** A saw's long teeth stand in every band: fewer bands then, so that the lists stay a few times as long as the ring. */
function bandsFor(ys: Float64Array, height: number, count: number): number {
  if (count === 0 || height === 0) return 1;
  let travelled = 0;
  for (let edge = 0; edge < count; edge++) travelled += Math.abs((ys[edge + 1] as number) - (ys[edge] as number));
  const crossings = travelled / height;
  return Math.max(1, Math.floor(Math.min(count / edgesPerBand, (4 * count) / crossings)));
}

function bandOf({ south, north, bands }: Pick<Ring, 'south' | 'north' | 'bands'>, y: number): number {
  if (north === south) return 0;
  return Math.min(bands - 1, Math.max(0, Math.floor(((y - south) / (north - south)) * bands)));
}

function placeIn(ring: Ring, x: number, y: number): 'inside' | 'edge' | 'outside' {
  const { west, east, south, north, xs, ys, starts, edges } = ring;
  if (x < west - onEdge || x > east + onEdge || y < south - onEdge || y > north + onEdge) return 'outside';
  const band = bandOf(ring, y);
  let inside = false;
  for (let n = starts[band] as number; n < (starts[band + 1] as number); n++) {
    const edge = edges[n] as number;
    const [x1, y1] = [xs[edge] as number, ys[edge] as number];
    const [x2, y2] = [xs[edge + 1] as number, ys[edge + 1] as number];
    if (isOn(x, y, x1, y1, x2, y2)) return 'edge';
    // A corner belongs to the edge that ends above it: a ray through it crosses once, one that only touches it twice or never.
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside ? 'inside' : 'outside';
}

function isOn(x: number, y: number, x1: number, y1: number, x2: number, y2: number): boolean {
  if (x < Math.min(x1, x2) - onEdge || x > Math.max(x1, x2) + onEdge) return false;
  if (y < Math.min(y1, y2) - onEdge || y > Math.max(y1, y2) + onEdge) return false;
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = Math.hypot(dx, dy);
  if (length === 0) return true;
  return Math.abs(dx * (y - y1) - dy * (x - x1)) <= onEdge * length;
}
