/** A pinhole camera: points of the scene in metres (x right, y up, z towards the street) become pixels. */

export interface Point3 {
  x: number;
  y: number;
  z: number;
}
export interface Pixel {
  x: number;
  y: number;
}

export interface CameraPlace {
  width: number;
  height: number;
  eye: Point3;
  target: Point3;
  /** Radians; the hand is never quite level. */
  roll: number;
  /** Vertical field of view in radians; a phone held upright sees about 1.15 (26 mm lens). */
  fieldOfView: number;
}

export interface Camera {
  readonly width: number;
  readonly height: number;
  readonly eye: Point3;
  /** The polygon as seen, cut at the near plane; empty when all of it is behind the camera. */
  project(polygon: readonly Point3[]): Pixel[];
  pixelOf(point: Point3): Pixel;
  /** Pixels to the metre at a point. */
  scaleAt(point: Point3): number;
}

export const point = (x: number, y: number, z: number): Point3 => ({ x, y, z });
const minus = (one: Point3, other: Point3) => point(one.x - other.x, one.y - other.y, one.z - other.z);
const dot = (one: Point3, other: Point3) => one.x * other.x + one.y * other.y + one.z * other.z;
const cross = (one: Point3, other: Point3) =>
  point(one.y * other.z - one.z * other.y, one.z * other.x - one.x * other.z, one.x * other.y - one.y * other.x);
function unit(vector: Point3): Point3 {
  const length = Math.sqrt(dot(vector, vector));
  return point(vector.x / length, vector.y / length, vector.z / length);
}

const nearest = 0.12;

export function createCamera(place: CameraPlace): Camera {
  const { width, height, eye } = place;
  const forward = unit(minus(place.target, eye));
  const level = unit(cross(forward, point(0, 1, 0)));
  const upright = cross(level, forward);
  const [cos, sin] = [Math.cos(place.roll), Math.sin(place.roll)];
  const right = point(
    level.x * cos + upright.x * sin,
    level.y * cos + upright.y * sin,
    level.z * cos + upright.z * sin,
  );
  const up = cross(right, forward);
  const focal = height / 2 / Math.tan(place.fieldOfView / 2);

  const seen = (at: Point3): Point3 => {
    const offset = minus(at, eye);
    return point(dot(offset, right), dot(offset, up), dot(offset, forward));
  };
  const flat = (at: Point3): Pixel => ({
    x: width / 2 + (at.x / at.z) * focal,
    y: height / 2 - (at.y / at.z) * focal,
  });
  /** Sutherland and Hodgman against the near plane. */
  const cut = (polygon: Point3[]): Point3[] => {
    if (polygon.every((at) => at.z >= nearest)) return polygon;
    const kept: Point3[] = [];
    for (const [index, at] of polygon.entries()) {
      const before = polygon[(index + polygon.length - 1) % polygon.length] ?? at;
      if (at.z >= nearest !== before.z >= nearest) {
        const share = (nearest - before.z) / (at.z - before.z);
        kept.push(point(before.x + (at.x - before.x) * share, before.y + (at.y - before.y) * share, nearest));
      }
      if (at.z >= nearest) kept.push(at);
    }
    return kept;
  };
  return {
    width,
    height,
    eye,
    project: (polygon) => cut(polygon.map(seen)).map(flat),
    pixelOf: (at) => {
      const depth = seen(at);
      return flat({ ...depth, z: Math.max(nearest, depth.z) });
    },
    scaleAt: (at) => focal / Math.max(nearest, seen(at).z),
  };
}
