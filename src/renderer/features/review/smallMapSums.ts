/** Where things lie on the small map: pure sums. Lengths on the ground are metres, on the map pixels. */
import type { Position } from '#shared/views.ts';

export interface MapPoint {
  x: number;
  y: number;
  /** It lies outside and is drawn at the edge, in its direction. */
  outside: boolean;
}

export interface SmallMapLayout {
  stop: MapPoint;
  photo: MapPoint | null;
  before: MapPoint | null;
  after: MapPoint | null;
  scale: { metres: number; pixels: number };
}

interface Places {
  stop: Position;
  photo: Position | null;
  before: Position | null;
  after: Position | null;
}

const metresPerDegree = 111_320;
/** A doorstep and the street before it: nearer than this the positions of phones say nothing. */
const leastReach = 45;
/** Room for the marks, as a share of the map. */
const margin = 0.22;
/** Room for half a mark at the edge. */
const edge = 10;

/** Fits stop and photo into the map; the neighbours are drawn where they are, or at the edge in their direction. */
export function layOut(places: Places, width: number, height: number): SmallMapLayout {
  const { stop, photo } = places;
  const east = Math.cos((stop.latitude * Math.PI) / 180);
  const onGround = (at: Position) => ({
    x: (at.longitude - stop.longitude) * metresPerDegree * east,
    y: (stop.latitude - at.latitude) * metresPerDegree,
  });
  const other = photo ? onGround(photo) : { x: 0, y: 0 };
  const middle = { x: other.x / 2, y: other.y / 2 };
  const room = 1 - 2 * margin;
  const perPixel = Math.max(
    (2 * leastReach) / Math.min(width, height),
    Math.abs(other.x) / (width * room),
    Math.abs(other.y) / (height * room),
  );
  const toMap = (at: Position): MapPoint => {
    const ground = onGround(at);
    return withinMap(
      width / 2 + (ground.x - middle.x) / perPixel,
      height / 2 + (ground.y - middle.y) / perPixel,
      width,
      height,
    );
  };
  return {
    stop: toMap(stop),
    photo: photo && toMap(photo),
    before: places.before && toMap(places.before),
    after: places.after && toMap(places.after),
    scale: scaleBar(perPixel, width * 0.35),
  };
}

/** On the line to the middle, just inside the edge. */
function withinMap(x: number, y: number, width: number, height: number): MapPoint {
  const [dx, dy] = [x - width / 2, y - height / 2];
  const share = Math.max(Math.abs(dx) / (width / 2 - edge), Math.abs(dy) / (height / 2 - edge));
  if (share <= 1) return { x, y, outside: false };
  return { x: width / 2 + dx / share, y: height / 2 + dy / share, outside: true };
}

/** The longest round length (1, 2 or 5 and zeros) that fits into `most` pixels. */
function scaleBar(metresPerPixel: number, most: number): { metres: number; pixels: number } {
  const length = most * metresPerPixel;
  const ten = 10 ** Math.floor(Math.log10(length));
  const metres = ([5, 2, 1].find((step) => step * ten <= length) ?? 1) * ten;
  return { metres, pixels: metres / metresPerPixel };
}
