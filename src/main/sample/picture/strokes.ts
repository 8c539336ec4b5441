/** Figures and a few letters as pen strokes in a box one high: no font is needed, so every machine draws the same. */
import type { Plane, Stage } from './stage.ts';

type Stroke = ReadonlyArray<readonly [number, number]>;

function arc(u: number, v: number, radiusU: number, radiusV: number, from: number, to: number): Stroke {
  return Array.from({ length: 13 }, (_, step) => {
    const angle = ((from + ((to - from) * step) / 12) * Math.PI) / 180;
    return [u + radiusU * Math.cos(angle), v + radiusV * Math.sin(angle)] as const;
  });
}

const strokesOf: Record<string, readonly Stroke[]> = {
  '0': [arc(0.28, 0.5, 0.26, 0.48, 90, 450)],
  '1': [
    [
      [0.08, 0.78],
      [0.3, 0.98],
      [0.3, 0.02],
    ],
  ],
  '2': [[...arc(0.28, 0.72, 0.25, 0.26, 165, -30), [0.03, 0.02], [0.55, 0.02]]],
  '3': [arc(0.26, 0.74, 0.24, 0.24, 150, -90), arc(0.26, 0.26, 0.28, 0.24, 90, -150)],
  '4': [
    [
      [0.42, 0.02],
      [0.42, 0.98],
      [0.02, 0.3],
      [0.58, 0.3],
    ],
  ],
  '5': [[[0.5, 0.98], [0.1, 0.98], [0.07, 0.55], ...arc(0.26, 0.33, 0.27, 0.31, 120, -150)]],
  '6': [arc(0.28, 0.3, 0.25, 0.28, 90, 450), [...arc(0.6, 0.34, 0.57, 0.64, 100, 180)]],
  '7': [
    [
      [0.03, 0.98],
      [0.55, 0.98],
      [0.2, 0.02],
    ],
  ],
  '8': [arc(0.28, 0.74, 0.21, 0.23, -90, 270), arc(0.28, 0.26, 0.26, 0.25, 90, 450)],
  '9': [arc(0.28, 0.7, 0.25, 0.28, 90, 450), [...arc(-0.04, 0.66, 0.57, 0.64, 0, -80)]],
  H: [
    [
      [0.04, 0],
      [0.04, 1],
    ],
    [
      [0.52, 0],
      [0.52, 1],
    ],
    [
      [0.04, 0.5],
      [0.52, 0.5],
    ],
  ],
  E: [
    [
      [0.5, 1],
      [0.06, 1],
      [0.06, 0],
      [0.5, 0],
    ],
    [
      [0.06, 0.52],
      [0.42, 0.52],
    ],
  ],
  L: [
    [
      [0.06, 1],
      [0.06, 0],
      [0.48, 0],
    ],
  ],
  O: [arc(0.28, 0.5, 0.26, 0.5, 90, 450)],
  I: [
    [
      [0.28, 0],
      [0.28, 1],
    ],
  ],
  M: [
    [
      [0.02, 0],
      [0.04, 1],
      [0.28, 0.35],
      [0.52, 1],
      [0.54, 0],
    ],
  ],
  W: [
    [
      [0, 1],
      [0.14, 0],
      [0.28, 0.65],
      [0.42, 0],
      [0.56, 1],
    ],
  ],
  C: [arc(0.3, 0.5, 0.27, 0.5, 50, 310)],
};

const advance = 0.78;

/** How wide a text of this height is, in metres. */
export const textWidth = (text: string, height: number) => (text.length * advance - (advance - 0.56)) * height;

/** Writes on a plane; `u`, `v` is the lower left corner, `pen` the stroke's width in metres. */
export function write(
  stage: Stage,
  plane: Plane,
  text: string,
  place: { u: number; v: number; height: number; pen: number },
  colour: string,
): void {
  for (const [index, sign] of [...text].entries()) {
    for (const stroke of strokesOf[sign] ?? []) {
      stage.line(
        stroke.map(([u, v]) => plane.at(place.u + (index * advance + u) * place.height, place.v + v * place.height)),
        place.pen,
        colour,
      );
    }
  }
}
