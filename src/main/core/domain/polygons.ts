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
  const first = points[0];
  const last = points.at(-1);
  const isOpen = first !== undefined && last !== undefined && (first[0] !== last[0] || first[1] !== last[1]);
  const corners = points.length + (isOpen ? 1 : 0);
  const xs = new Float64Array(corners);
  const ys = new Float64Array(corners);
  let west = Number.POSITIVE_INFINITY;
  let south = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  for (let n = 0; n < corners; n++) {
    const point = points[n] ?? (first as readonly [number, number]);
    const x = point[0];
    const y = point[1];
    xs[n] = x;
    ys[n] = y;
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
  }
  const count = Math.max(0, corners - 1);
  const bands = bandsFor(ys, north - south, count);

  // Counted first, then filled: two passes make two arrays and no list for each band.
  const lowest = new Int32Array(count);
  const highest = new Int32Array(count);
  const starts = new Int32Array(bands + 1);
  for (let edge = 0; edge < count; edge++) {
    const one = bandOf(south, north, bands, ys[edge] as number);
    const other = bandOf(south, north, bands, ys[edge + 1] as number);
    lowest[edge] = Math.min(one, other);
    highest[edge] = Math.max(one, other);
    for (let band = lowest[edge] as number; band <= (highest[edge] as number); band++) {
      starts[band + 1] = (starts[band + 1] as number) + 1;
    }
  }
  for (let band = 0; band < bands; band++) starts[band + 1] = (starts[band + 1] as number) + (starts[band] as number);
  const edges = new Int32Array(starts[bands] as number);
  const next = starts.slice();
  for (let edge = 0; edge < count; edge++) {
    for (let band = lowest[edge] as number; band <= (highest[edge] as number); band++) {
      edges[next[band] as number] = edge;
      next[band] = (next[band] as number) + 1;
    }
  }
  return { west, east, south, north, xs, ys, bands, starts, edges };
}

/** A saw's long teeth stand in every band: fewer bands then, so that the lists stay a few times as long as the ring. */
function bandsFor(ys: Float64Array, height: number, count: number): number {
  if (count === 0 || height === 0) return 1;
  let travelled = 0;
  for (let edge = 0; edge < count; edge++) travelled += Math.abs((ys[edge + 1] as number) - (ys[edge] as number));
  const crossings = travelled / height;
  return Math.max(1, Math.floor(Math.min(count / edgesPerBand, (4 * count) / crossings)));
}

function bandOf(south: number, north: number, bands: number, y: number): number {
  if (north === south) return 0;
  return Math.min(bands - 1, Math.max(0, Math.floor(((y - south) / (north - south)) * bands)));
}

function placeIn(ring: Ring, x: number, y: number): 'inside' | 'edge' | 'outside' {
  const { west, east, south, north, bands, xs, ys, starts, edges } = ring;
  if (x < west - onEdge || x > east + onEdge || y < south - onEdge || y > north + onEdge) return 'outside';
  const band = bandOf(south, north, bands, y);
  const end = starts[band + 1] as number;
  let inside = false;
  for (let n = starts[band] as number; n < end; n++) {
    const edge = edges[n] as number;
    const x1 = xs[edge] as number;
    const y1 = ys[edge] as number;
    const x2 = xs[edge + 1] as number;
    const y2 = ys[edge + 1] as number;
    if (isOn(x, y, x1, y1, x2, y2)) return 'edge';
    // A corner belongs to the edge that ends above it: a ray through it crosses once, one that only touches it twice or never.
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside ? 'inside' : 'outside';
}

function isOn(x: number, y: number, x1: number, y1: number, x2: number, y2: number): boolean {
  if (x < Math.min(x1, x2) - onEdge || x > Math.max(x1, x2) + onEdge) return false;
  if (y < Math.min(y1, y2) - onEdge || y > Math.max(y1, y2) + onEdge) return false;
  const dx = x2 - x1;
  const dy = y2 - y1;
  const length = Math.sqrt(dx * dx + dy * dy);
  if (length === 0) return true;
  return Math.abs(dx * (y - y1) - dy * (x - x1)) <= onEdge * length;
}
