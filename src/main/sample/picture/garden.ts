/** Pots, bushes, pumpkins: what stands about a front door. All of it stands on the floor at (x, z). */
import type { Random } from '#main/sample/random.ts';
import { point } from './camera.ts';
import { darker, kin, lighter } from './colour.ts';
import { createPlane, floorAt, type Stage, wallAt } from './stage.ts';

function drawLeaves(
  stage: Stage,
  random: Random,
  x: number,
  y: number,
  z: number,
  spread: { wide: number; high: number },
  colour: string,
  count: number,
  size: number,
) {
  for (const [layer, tone] of [darker(colour, 0.5), darker(colour, 0.22), colour, lighter(colour, 0.18)].entries()) {
    const leaves = Array.from({ length: Math.round(count / 4) }, () => {
      const angle = random.between(0, 2 * Math.PI);
      const reach = Math.sqrt(random.next()) * (1 - layer * 0.07);
      const turn = random.between(0, Math.PI);
      const plane = createPlane(
        point(
          x + spread.wide * reach * Math.cos(angle),
          y + spread.high * (reach * Math.sin(angle) + layer * 0.08),
          z + 0.03 * layer,
        ),
        point(Math.cos(turn), Math.sin(turn), 0),
        point(-Math.sin(turn), Math.cos(turn), 0),
      );
      return plane.ellipse(0, 0, size * random.between(0.7, 1.3), size * 0.4).filter((_, at) => at % 4 === 0);
    });
    stage.fillAll(leaves, tone);
  }
}

const potColours = ['#a85f3c', '#3b3f44', '#d8d3c8', '#4f6472', '#8b6b4a', '#2f4a45'] as const;

function drawPot(stage: Stage, random: Random, x: number, z: number, height: number, radius: number) {
  const colour = random.pick(potColours);
  const front = wallAt(z);
  stage.shadow(floorAt(0.003).ellipse(x, z, radius * 1.05, radius * 0.9), 0.09, 0.5);
  const waist = radius * random.between(0.62, 0.95);
  const base = floorAt(0).ellipse(x, z, waist, waist, 0, Math.PI);
  stage.fill([front.at(x - radius, height), ...base.toReversed(), front.at(x + radius, height)], {
    from: front.at(x - radius, height / 2),
    to: front.at(x + radius, height / 2),
    stops: [
      [0, darker(colour, 0.35)],
      [0.32, lighter(colour, 0.16)],
      [1, darker(colour, 0.5)],
    ],
  });
  stage.fill(floorAt(height).ellipse(x, z, radius * 1.04), lighter(colour, 0.1));
  stage.fill(floorAt(height).ellipse(x, z, radius * 0.9), '#2c2219');
}

export function drawPlanter(stage: Stage, random: Random, x: number, z: number): void {
  const height = random.between(0.26, 0.46);
  const radius = random.between(0.14, 0.2);
  drawPot(stage, random, x, z, height, radius);
  const green = random.pick(['#4c6b3c', '#5f7a48', '#3f5c40', '#728148']);
  const kind = random.pick(['bush', 'tall', 'flowers', 'ball', 'fern']);
  switch (kind) {
    case 'tall':
      for (const [at, share] of [0, 0.33, 0.66].entries()) {
        drawLeaves(
          stage,
          random,
          x,
          height + 0.18 + share * 0.8,
          z,
          { wide: radius * (1 - at * 0.22), high: 0.3 },
          green,
          130,
          0.035,
        );
      }
      break;
    case 'ball':
      stage.line([point(x, height, z), point(x, height + 0.4, z)], 0.03, '#5a442e');
      drawLeaves(stage, random, x, height + 0.58, z, { wide: 0.24, high: 0.24 }, green, 320, 0.028);
      break;
    case 'fern':
      for (let at = 0; at < 26; at++) {
        const [lean, rise] = [random.between(-0.38, 0.38), random.between(0.12, 0.38)];
        const stem = [
          point(x, height, z),
          point(x + lean * 0.5, height + rise, z + 0.04),
          point(x + lean, height + rise * random.between(0.3, 1), z + 0.1),
        ];
        stage.line(stem, 0.014, random.chance(0.5) ? green : darker(green, 0.3));
      }
      break;
    case 'flowers': {
      drawLeaves(stage, random, x, height + 0.12, z, { wide: radius * 1.4, high: 0.17 }, green, 200, 0.035);
      const petals = random.pick(['#c9405a', '#e0a530', '#d9d3e8', '#8f5bb0', '#d9692f']);
      for (const tone of kin(random, petals, 3, 0.16)) {
        const heads = Array.from({ length: 14 }, () =>
          wallAt(z + 0.08)
            .ellipse(
              x + random.normal(0, radius * 0.75),
              height + 0.15 + random.normal(0, 0.07),
              random.between(0.016, 0.032),
            )
            .filter((_, at) => at % 3 === 0),
        );
        stage.fillAll(heads, tone);
      }
      break;
    }
    default:
      drawLeaves(stage, random, x, height + 0.2, z, { wide: radius * 1.5, high: 0.26 }, green, 280, 0.04);
  }
}

/** A hedge against the wall. */
export function drawBush(stage: Stage, random: Random, x: number, z: number): void {
  const green = random.pick(['#46603a', '#556f45', '#3a5238', '#6d5a3a']);
  stage.shadow(floorAt(0).ellipse(x, z, 0.5, 0.25), 0.15, 0.5);
  drawLeaves(stage, random, x, random.between(0.28, 0.42), z, { wide: 0.55, high: 0.45 }, green, 620, 0.045);
}

export function drawPumpkin(stage: Stage, random: Random, x: number, z: number, size: number): void {
  const colour = random.pick(['#d0732a', '#c8661f', '#d9a05a', '#e6ddc8']);
  const plane = wallAt(z);
  stage.shadow(floorAt(0.004).ellipse(x, z, size * 1.05, size * 0.7), 0.06, 0.5);
  for (const share of [-0.62, 0.62, -0.33, 0.33, 0]) {
    stage.fill(plane.ellipse(x + share * size, size * 0.78, size * (0.5 - Math.abs(share) * 0.12), size * 0.76), {
      from: plane.at(x + share * size - size * 0.4, size * 1.4),
      to: plane.at(x + share * size + size * 0.4, 0),
      stops: [
        [0, lighter(colour, 0.16)],
        [1, darker(colour, 0.45)],
      ],
    });
  }
  stage.line([plane.at(x, size * 1.5), plane.at(x + size * 0.12, size * 1.85)], size * 0.22, '#6b5a34');
}
