/** Draws polygons of the scene, far to near, into one SVG. Every shape is given in metres on some plane of the world. */
import { type Camera, type Pixel, type Point3, point } from './camera.ts';

export type Paint =
  | string
  | { from: Point3; to: Point3; stops: ReadonlyArray<readonly [offset: number, colour: string, opacity?: number]> };

/** A flat piece of the world with its own two axes, so that doors, mats and labels are drawn without thinking of perspective. */
export interface Plane {
  at(u: number, v: number): Point3;
  rectangle(u: number, v: number, width: number, height: number): Point3[];
  rounded(u: number, v: number, width: number, height: number, radius: number): Point3[];
  ellipse(u: number, v: number, radiusU: number, radiusV?: number, from?: number, to?: number): Point3[];
}

export function createPlane(origin: Point3, right: Point3, up: Point3): Plane {
  const at = (u: number, v: number) =>
    point(origin.x + right.x * u + up.x * v, origin.y + right.y * u + up.y * v, origin.z + right.z * u + up.z * v);
  const ellipse: Plane['ellipse'] = (u, v, radiusU, radiusV = radiusU, from = 0, to = 2 * Math.PI) =>
    Array.from({ length: 25 }, (_, step) => {
      const angle = from + ((to - from) * step) / 24;
      return at(u + radiusU * Math.cos(angle), v + radiusV * Math.sin(angle));
    });
  return {
    at,
    ellipse,
    rectangle: (u, v, width, height) => [at(u, v), at(u + width, v), at(u + width, v + height), at(u, v + height)],
    rounded: (u, v, width, height, radius) => {
      const quarter = Math.PI / 2;
      const corner = (cu: number, cv: number, turn: number) =>
        Array.from({ length: 5 }, (_, step) => {
          const angle = turn + (quarter * step) / 4;
          return at(cu + radius * Math.cos(angle), cv + radius * Math.sin(angle));
        });
      return [
        ...corner(u + width - radius, v + height - radius, 0),
        ...corner(u + radius, v + height - radius, quarter),
        ...corner(u + radius, v + radius, 2 * quarter),
        ...corner(u + width - radius, v + radius, 3 * quarter),
      ];
    },
  };
}

/** Walls that face the street at a depth, and floors at a height. */
export const wallAt = (z: number) => createPlane(point(0, 0, z), point(1, 0, 0), point(0, 1, 0));
/** v grows towards the camera. */
export const floorAt = (y: number) => createPlane(point(0, y, 0), point(1, 0, 0), point(0, 0, 1));

export interface Stage {
  readonly camera: Camera;
  fill(shape: readonly Point3[], paint: Paint, opacity?: number): void;
  /** Many shapes of one colour in one path: bricks, boards, leaves. */
  fillAll(shapes: ReadonlyArray<readonly Point3[]>, paint: Paint, opacity?: number): void;
  /** An open line; `metres` wide where it starts. */
  line(points: readonly Point3[], metres: number, colour: string, opacity?: number): void;
  /** A soft round light or shade, `radius` metres at its centre. */
  glow(centre: Point3, radius: number, colour: string, opacity: number): void;
  /** A soft shadow: the shape, spread outwards in steps and hardly there at the rim. */
  shadow(shape: readonly Point3[], spread: number, opacity: number): void;
  svg(): string;
}

const short = (value: number) => value.toFixed(1);

function outline(pixels: readonly Pixel[]): string {
  if (pixels.length < 3) return '';
  return `M${pixels.map((pixel) => `${short(pixel.x)} ${short(pixel.y)}`).join('L')}Z`;
}

export function createStage(camera: Camera, background: string): Stage {
  const definitions: string[] = [];
  const parts: string[] = [];

  const brush = (paint: Paint): string => {
    if (typeof paint === 'string') return paint;
    const [from, to] = [camera.pixelOf(paint.from), camera.pixelOf(paint.to)];
    const id = `g${definitions.length}`;
    const stops = paint.stops
      .map(
        ([offset, colour, opacity]) =>
          `<stop offset="${offset}" stop-color="${colour}" stop-opacity="${opacity ?? 1}"/>`,
      )
      .join('');
    definitions.push(
      `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${short(from.x)}" y1="${short(from.y)}" x2="${short(to.x)}" y2="${short(to.y)}">${stops}</linearGradient>`,
    );
    return `url(#${id})`;
  };
  // `fill-opacity`, not `opacity`: the latter makes librsvg draw each path on a surface of its own (ten times slower).
  const path = (data: string, paint: Paint, opacity: number) => {
    if (data)
      parts.push(
        `<path d="${data}" fill="${brush(paint)}"${opacity < 1 ? ` fill-opacity="${opacity.toFixed(3)}"` : ''}/>`,
      );
  };

  return {
    camera,
    fill: (shape, paint, opacity = 1) => path(outline(camera.project(shape)), paint, opacity),
    fillAll: (shapes, paint, opacity = 1) => {
      // cairo's rasteriser is quicker with several small paths than with one of a thousand pieces.
      for (let at = 0; at < shapes.length; at += 32) {
        const some = shapes.slice(at, at + 32).map((shape) => outline(camera.project(shape)));
        path(some.join(''), paint, opacity);
      }
    },
    line: (points, metres, colour, opacity = 1) => {
      const [first] = points;
      if (!first) return;
      const data = points.map((at) => camera.pixelOf(at)).map((pixel) => `${short(pixel.x)} ${short(pixel.y)}`);
      parts.push(
        `<path d="M${data.join('L')}" fill="none" stroke="${colour}" stroke-width="${short(metres * camera.scaleAt(first))}" stroke-linecap="round" stroke-linejoin="round" stroke-opacity="${opacity}"/>`,
      );
    },
    glow: (centre, radius, colour, opacity) => {
      const pixel = camera.pixelOf(centre);
      const id = `g${definitions.length}`;
      definitions.push(
        `<radialGradient id="${id}"><stop offset="0" stop-color="${colour}" stop-opacity="${opacity}"/><stop offset=".35" stop-color="${colour}" stop-opacity="${opacity * 0.42}"/><stop offset="1" stop-color="${colour}" stop-opacity="0"/></radialGradient>`,
      );
      parts.push(
        `<circle cx="${short(pixel.x)}" cy="${short(pixel.y)}" r="${short(radius * camera.scaleAt(centre))}" fill="url(#${id})"/>`,
      );
    },
    shadow: (shape, spread, opacity) => {
      const centre = shape.reduce((sum, at) => point(sum.x + at.x, sum.y + at.y, sum.z + at.z), point(0, 0, 0));
      const middle = point(centre.x / shape.length, centre.y / shape.length, centre.z / shape.length);
      const steps = 6;
      for (let step = 0; step < steps; step++) {
        const grow = (spread * (steps - 1 - step)) / (steps - 1);
        const grown = shape.map((at) => {
          const [dx, dy, dz] = [at.x - middle.x, at.y - middle.y, at.z - middle.z];
          const length = Math.hypot(dx, dy, dz) || 1;
          const share = (length + grow) / length;
          return point(middle.x + dx * share, middle.y + dy * share, middle.z + dz * share);
        });
        path(outline(camera.project(grown)), '#0b0d14', 1 - (1 - opacity) ** (1 / steps));
      }
    },
    svg: () =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${camera.width}" height="${camera.height}"><defs>${definitions.join('')}</defs><rect width="100%" height="100%" fill="${background}"/>${parts.join('')}</svg>`,
  };
}
