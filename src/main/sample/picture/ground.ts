/** Underfoot: porch floors, steps and door mats. */
import type { Random } from '#main/sample/random.ts';
import { type Point3, point } from './camera.ts';
import { darker, kin, lighter } from './colour.ts';
import { createPlane, floorAt, type Stage } from './stage.ts';
import { textWidth, write } from './strokes.ts';

const half = 3.4;

export const groundStyles = ['concrete', 'boards', 'bricks', 'tiles', 'flags'] as const;
export type GroundStyle = (typeof groundStyles)[number];

function fillInTones(stage: Stage, random: Random, shapes: readonly Point3[][], tones: readonly string[]): void {
  const byTone = tones.map((): Point3[][] => []);
  for (const shape of shapes) byTone[random.whole(0, tones.length - 1)]?.push(shape);
  for (const [at, tone] of tones.entries()) stage.fillAll(byTone[at] ?? [], tone);
}

/** A floor from the wall out to `depth` metres, then a step down to the path. */
export function drawGround(stage: Stage, random: Random, style: GroundStyle, depth: number): void {
  const path = floorAt(-0.17);
  const pathColour = random.pick(['#8f8d88', '#9b958b', '#77767a', '#a39a8a']);
  stage.fill(path.rectangle(-half * 2, depth - 0.3, half * 4, 5), pathColour);
  const joints = [
    path.rectangle(-0.75, depth, 0.02, 4),
    path.rectangle(0.75, depth, 0.02, 4),
    path.rectangle(-4, depth + 0.8, 8, 0.02),
  ];
  stage.fillAll(joints, darker(pathColour, 0.4), 0.7);
  // Lawn on both sides of the path.
  const lawn = random.pick(['#5f6b3c', '#6d7446', '#4c5a35']);
  for (const side of [-1, 1]) {
    stage.fill(path.rectangle(side < 0 ? -8 : 0.95, depth - 0.3, 7.05, 5), lawn);
    for (const tone of kin(random, lawn, 3, 0.25)) {
      const blades = Array.from({ length: 150 }, () => {
        const at = path.at(side * (0.95 + random.between(0, 2)), depth + random.between(0, 1.6));
        return [
          at,
          point(at.x + random.between(0.004, 0.012), at.y, at.z),
          point(at.x + random.between(-0.03, 0.03), at.y + random.between(0.02, 0.06), at.z),
        ];
      });
      stage.fillAll(blades, tone);
    }
  }
  stage.shadow(path.rectangle(-half, depth - 0.1, half * 2, 0.16), 0.12, 0.4);

  const plane = floorAt(0);
  const riser = createPlane(point(0, -0.17, depth), point(1, 0, 0), point(0, 1, 0));
  const shapes: Point3[][] = [];
  let colour: string;
  switch (style) {
    case 'concrete':
      colour = random.pick(['#a5a29b', '#b4ada1', '#8e8d8b']);
      stage.fill(plane.rectangle(-half, 0, half * 2, depth), {
        from: plane.at(0, 0),
        to: plane.at(0.4, depth),
        stops: [
          [0, darker(colour, 0.12)],
          [1, lighter(colour, 0.07)],
        ],
      });
      for (const tone of [darker(colour, 0.3), lighter(colour, 0.3)]) {
        const specks = Array.from({ length: 260 }, () => {
          const [u, v, size] = [random.between(-1.8, 1.8), random.between(0.05, depth), random.between(0.004, 0.016)];
          return plane.rectangle(u, v, size * 1.6, size);
        });
        stage.fillAll(specks, tone, 0.35);
      }
      if (random.chance(0.4)) {
        const crack = Array.from({ length: 8 }, (_, at) =>
          plane.at(-1.3 + at * 0.16 + random.between(-0.04, 0.04), 0.3 + at * 0.11),
        );
        stage.line(crack, 0.006, darker(colour, 0.6), 0.7);
      }
      break;
    case 'boards': {
      colour = random.pick(['#8a6a4a', '#6f7478', '#9b8468', '#5d4a3a', '#a39a8c']);
      stage.fill(plane.rectangle(-half, 0, half * 2, depth), darker(colour, 0.7));
      const along = random.chance(0.5);
      const board = 0.14;
      if (along)
        for (let v = 0; v < depth; v += board)
          shapes.push(plane.rectangle(-half, v, half * 2, Math.min(board, depth - v) - 0.008));
      else for (let u = -half; u < half; u += board) shapes.push(plane.rectangle(u, 0, board - 0.008, depth));
      fillInTones(stage, random, shapes, kin(random, colour, 5, 0.1));
      const grain = Array.from({ length: 170 }, () => {
        const [u, v, length] = [
          random.between(-1.9, 1.9),
          random.between(0.02, depth - 0.05),
          random.between(0.1, 0.4),
        ];
        return along ? plane.rectangle(u, v, length, 0.004) : plane.rectangle(u, v, 0.004, Math.min(length, depth - v));
      });
      stage.fillAll(grain, darker(colour, 0.5), 0.45);
      break;
    }
    case 'bricks': {
      colour = random.pick(['#8d5443', '#9c6a52', '#7f6358']);
      stage.fill(plane.rectangle(-half, 0, half * 2, depth), '#6d655d');
      for (let row = 0, v = 0; v < depth; row++, v += 0.11) {
        for (let u = -2.4 + (row % 2) * 0.11; u < 2.4; u += 0.22)
          shapes.push(plane.rectangle(u, v, 0.209, Math.min(0.1, depth - v)));
      }
      fillInTones(stage, random, shapes, kin(random, colour, 6, 0.16));
      break;
    }
    case 'tiles': {
      colour = random.pick(['#b9ada0', '#7c7f86', '#a66a4c', '#d2cdc4']);
      const other = random.chance(0.35) ? darker(colour, 0.45) : colour;
      const side = random.pick([0.2, 0.3, 0.45]);
      stage.fill(plane.rectangle(-half, 0, half * 2, depth), darker(colour, 0.45));
      const odd: Point3[][] = [];
      for (let row = 0, v = 0; v < depth; row++, v += side) {
        for (let column = 0, u = -2.7; u < 2.7; column++, u += side) {
          (other !== colour && (row + column) % 2 ? odd : shapes).push(
            plane.rectangle(u, v, side - 0.008, Math.min(side, depth - v) - 0.008),
          );
        }
      }
      fillInTones(stage, random, shapes, kin(random, colour, 4, 0.06));
      fillInTones(stage, random, odd, kin(random, other, 3, 0.06));
      break;
    }
    case 'flags': {
      colour = random.pick(['#83827f', '#8e8677', '#6f747b']);
      stage.fill(plane.rectangle(-half, 0, half * 2, depth), darker(colour, 0.5));
      for (let v = 0; v < depth; ) {
        const rise = Math.min(random.between(0.25, 0.48), depth - v);
        for (let u = -2.6; u < 2.6; ) {
          const length = random.between(0.3, 0.75);
          shapes.push(plane.rounded(u, v, length - 0.02, Math.max(0.06, rise - 0.02), 0.025));
          u += length;
        }
        v += rise;
      }
      fillInTones(stage, random, shapes, kin(random, colour, 6, 0.14));
      break;
    }
  }
  stage.fill(riser.rectangle(-half, 0, half * 2, 0.17), darker(colour, 0.38));
  stage.fill(riser.rectangle(-half, 0.14, half * 2, 0.03), lighter(colour, 0.12));
  // The corner between wall and floor gets the least light.
  stage.fill(plane.rectangle(-half, 0, half * 2, 0.45), {
    from: plane.at(0, 0),
    to: plane.at(0, 0.45),
    stops: [
      [0, '#06070b', 0.5],
      [0.4, '#06070b', 0.18],
      [1, '#06070b', 0],
    ],
  });
}

const matColours = ['#8a6d46', '#6e5636', '#3c3f43', '#7a3a32', '#4b5a49', '#a08a63'] as const;

/** A mat before the door, a little askew. */
export function drawMat(stage: Stage, random: Random): void {
  const turn = random.normal(0, 0.035);
  const [width, depth] = [random.between(0.68, 0.86), random.between(0.42, 0.5)];
  const z = random.between(0.14, 0.24);
  const plane = createPlane(
    point(random.normal(0, 0.05) - width / 2, 0.012, z + depth),
    point(Math.cos(turn), 0, Math.sin(turn)),
    point(Math.sin(turn), 0, -Math.cos(turn)),
  );
  const colour = random.pick(matColours);
  const ink = random.chance(0.5) ? darker(colour, 0.65) : lighter(colour, 0.55);
  stage.shadow(plane.rectangle(0, 0, width, depth), 0.03, 0.5);
  const pattern = random.pick(['border', 'stripes', 'half-round', 'word', 'diamonds', 'plain']);
  const shape =
    pattern === 'half-round'
      ? plane.ellipse(width / 2, depth, width / 2, depth, Math.PI, 2 * Math.PI)
      : plane.rectangle(0, 0, width, depth);
  stage.fill(shape, colour);
  switch (pattern) {
    case 'border':
      for (const inset of [0.04, 0.075]) {
        const ring = plane.rectangle(inset, inset, width - inset * 2, depth - inset * 2);
        stage.line([...ring, ring[0] as Point3], 0.012, ink);
      }
      break;
    case 'stripes':
      stage.fillAll(
        Array.from({ length: 7 }, (_, at) =>
          plane.rectangle(0.03, 0.03 + (at * (depth - 0.06)) / 7, width - 0.06, 0.026),
        ),
        ink,
        0.8,
      );
      break;
    case 'half-round':
      for (const share of [0.86, 0.6]) {
        stage.line(
          plane.ellipse(width / 2, depth, (width / 2) * share, depth * share, Math.PI, 2 * Math.PI),
          0.016,
          ink,
        );
      }
      break;
    case 'word': {
      const word = random.pick(['HELLO', 'WELCOME', 'HOME']);
      const height = Math.min(0.17, (width - 0.12) / (word.length * 0.78));
      write(
        stage,
        plane,
        word,
        { u: (width - textWidth(word, height)) / 2, v: (depth - height) / 2, height, pen: 0.022 },
        ink,
      );
      break;
    }
    case 'diamonds':
      for (let at = 0; at < 5; at++) {
        const u = width * (0.1 + at * 0.2);
        stage.fill(
          [
            plane.at(u - 0.06, depth / 2),
            plane.at(u, depth * 0.2),
            plane.at(u + 0.06, depth / 2),
            plane.at(u, depth * 0.8),
          ],
          ink,
          0.85,
        );
      }
      break;
    default:
      break;
  }
  for (const tone of [darker(colour, 0.5), lighter(colour, 0.35)]) {
    const fibres = Array.from({ length: 150 }, () => {
      const [u, v] = [
        random.between(0.01, width - 0.03),
        random.between(pattern === 'half-round' ? depth * 0.55 : 0.01, depth - 0.01),
      ];
      return plane.rectangle(u, v, random.between(0.008, 0.02), 0.003);
    });
    stage.fillAll(fibres, tone, 0.5);
  }
}
