/** House walls facing the street: brick, lapped boards, board and batten, render, stone, shingles. */
import type { Random } from '#main/sample/random.ts';
import type { Point3 } from './camera.ts';
import { darker, kin, lighter } from './colour.ts';
import { type Stage, wallAt } from './stage.ts';

export const wallStyles = ['brick', 'lap', 'batten', 'render', 'stone', 'shingle'] as const;
export type WallStyle = (typeof wallStyles)[number];

const colours: Record<WallStyle, readonly string[]> = {
  brick: ['#8f4a3a', '#a15c45', '#7a4036', '#b07a5e', '#9a8f86', '#c7bfb4'],
  lap: ['#8fa3ad', '#c9c4b5', '#5d7382', '#d8d3c8', '#7d8b74', '#3f4f5e', '#b9a78c', '#93605a', '#e4e1d8'],
  batten: ['#e2ded4', '#4a5552', '#2f3a44', '#9aa79c', '#c8bfae'],
  render: ['#d6c7ae', '#c7a98a', '#e0d8cb', '#b88f74', '#a9aaa6', '#d9b99a'],
  stone: ['#8d877d', '#9c8f7c', '#77797b'],
  shingle: ['#8a6a4c', '#6f7d86', '#96866f', '#59645f'],
};

const half = 4.2;
const top = 3.9;

export interface Wall {
  style: WallStyle;
  colour: string;
}

export function chooseWall(random: Random): Wall {
  const style = random.pickWeighted([
    ['brick', 24],
    ['lap', 30],
    ['batten', 11],
    ['render', 15],
    ['stone', 9],
    ['shingle', 11],
  ] as const);
  return { style, colour: random.pick(colours[style]) };
}

/** Lays shapes into as many paths as there are tones. */
function fillInTones(stage: Stage, random: Random, shapes: readonly Point3[][], tones: readonly string[]): void {
  const byTone = tones.map((): Point3[][] => []);
  for (const shape of shapes) byTone[random.whole(0, tones.length - 1)]?.push(shape);
  for (const [at, tone] of tones.entries()) stage.fillAll(byTone[at] ?? [], tone);
}

export function drawWall(stage: Stage, random: Random, wall: Wall): void {
  const plane = wallAt(0);
  const { colour } = wall;
  const shapes: Point3[][] = [];
  switch (wall.style) {
    case 'brick': {
      stage.fill(plane.rectangle(-half, -0.4, half * 2, top + 0.4), random.pick(['#b5aca0', '#9a938a', '#cfc8bc']));
      const [length, rise] = [0.225, 0.075];
      for (let row = 0, v = -0.4; v < top; row++, v += rise) {
        for (let u = -half + (row % 2) * (length / 2); u < half; u += length) {
          shapes.push(plane.rectangle(u, v, length - 0.011, rise - 0.011));
        }
      }
      fillInTones(stage, random, shapes, kin(random, colour, 6, 0.13));
      break;
    }
    case 'lap': {
      stage.fill(plane.rectangle(-half, -0.4, half * 2, top + 0.4), colour);
      const rise = random.pick([0.12, 0.16, 0.2]);
      const shades: Point3[][] = [];
      const lips: Point3[][] = [];
      for (let v = -0.4; v < top; v += rise) {
        shades.push(plane.rectangle(-half, v + rise * 0.86, half * 2, rise * 0.14));
        lips.push(plane.rectangle(-half, v, half * 2, rise * 0.09));
        if (random.chance(0.5)) {
          const u = random.between(-half, half);
          shapes.push(plane.rectangle(u, v + rise * 0.05, 0.006, rise * 0.85));
        }
      }
      stage.fillAll(shades, darker(colour, 0.42), 0.85);
      stage.fillAll(lips, lighter(colour, 0.3), 0.8);
      stage.fillAll(shapes, darker(colour, 0.45), 0.7);
      break;
    }
    case 'batten': {
      stage.fill(plane.rectangle(-half, -0.4, half * 2, top + 0.4), colour);
      const lit: Point3[][] = [];
      for (let u = -half; u < half; u += 0.3) {
        shapes.push(plane.rectangle(u + 0.045, -0.4, 0.022, top + 0.4));
        lit.push(plane.rectangle(u, -0.4, 0.045, top + 0.4));
      }
      stage.fillAll(shapes, darker(colour, 0.45), 0.8);
      stage.fillAll(lit, lighter(colour, 0.16));
      break;
    }
    case 'render': {
      stage.fill(plane.rectangle(-half, -0.4, half * 2, top + 0.4), colour);
      for (const [tone, opacity] of [
        [lighter(colour, 0.5), 0.3],
        [darker(colour, 0.5), 0.22],
      ] as const) {
        const specks = Array.from({ length: 520 }, () =>
          plane
            .ellipse(random.between(-2.6, 2.6), random.between(0, 3.4), random.between(0.006, 0.03), 0.006)
            .filter((_, at) => at % 4 === 0),
        );
        stage.fillAll(specks, tone, opacity);
      }
      break;
    }
    case 'stone': {
      stage.fill(plane.rectangle(-half, -0.4, half * 2, top + 0.4), '#5f5b55');
      for (let v = -0.4; v < top; ) {
        const rise = random.between(0.11, 0.24);
        for (let u = -half + random.between(0, 0.2); u < half; ) {
          const length = random.between(0.16, 0.5);
          const corner = Math.min(rise, length) * random.between(0.14, 0.3);
          shapes.push(plane.rounded(u, v, length - 0.018, rise - 0.018, corner));
          u += length;
        }
        v += rise;
      }
      fillInTones(stage, random, shapes, kin(random, colour, 7, 0.2));
      break;
    }
    case 'shingle': {
      stage.fill(plane.rectangle(-half, -0.4, half * 2, top + 0.4), darker(colour, 0.6));
      const rise = 0.17;
      for (let v = -0.4; v < top; v += rise) {
        for (let u = -half; u < half; ) {
          const length = random.between(0.08, 0.22);
          shapes.push(plane.rectangle(u, v + random.between(0.003, 0.016), length - 0.007, rise - 0.005));
          u += length;
        }
      }
      fillInTones(stage, random, shapes, kin(random, colour, 6, 0.14));
      break;
    }
  }
}
