/** Front doors: the frame, the leaf with its panels and glass, the handle. A door stands about u = 0 on the wall, 2.05 m high. */
import type { Random } from '#main/sample/random.ts';
import { type Point3, point } from './camera.ts';
import { darker, lighter, mixed } from './colour.ts';
import { type Plane, type Stage, wallAt } from './stage.ts';

export const doorStyles = [
  'six-panel',
  'craftsman',
  'half-glass',
  'modern',
  'fan',
  'cross-buck',
  'cottage',
  'full-glass',
  'flush',
  'two-panel',
] as const;
export type DoorStyle = (typeof doorStyles)[number];

export interface Door {
  style: DoorStyle;
  colour: string;
  trim: string;
  width: number;
  height: number;
  /** Which side the handle is on. */
  handleRight: boolean;
  metal: string;
  /** A lamp burns behind the glass. */
  litInside: boolean;
  sidelight: boolean;
  transom: boolean;
}

const leafColours = [
  '#7d1f26', '#1f3a56', '#24493c', '#c9952c', '#26292e', '#e9e6df', '#5b3a24', '#8a5a33', '#2d6a72', '#5c2b4a', '#a3452a',
  '#6c7f8c', '#3d5a3a', '#d8d2c4', '#46322a',
] as const; // biome-ignore format: a list of colours reads better in lines

export function chooseDoor(random: Random): Door {
  return {
    style: random.pick(doorStyles.filter((style) => style !== 'flush')),
    colour: random.pick(leafColours),
    trim: random.pickWeighted([
      ['#efede7', 60],
      ['#d9d4c8', 15],
      ['#2c3136', 15],
      ['#6b4a30', 10],
    ] as const),
    width: random.between(0.88, 0.98),
    height: random.between(2, 2.12),
    handleRight: random.chance(0.5),
    metal: random.pick(['#c8a555', '#b9bcc0', '#2a2a2c', '#8b6d4a']),
    litInside: random.chance(0.45),
    sidelight: random.chance(0.22),
    transom: random.chance(0.2),
  };
}

/** How far the leaf stands back from the wall. */
export const doorDepth = -0.11;

/** A field sunk into the leaf: dark under its upper edge, light on its lower one. */
function panel(
  stage: Stage,
  plane: Plane,
  u: number,
  v: number,
  width: number,
  height: number,
  colour: string,
  rim = 0.022,
) {
  const [left, low, right, high] = [u, v, u + width, v + height];
  const inner = plane.rectangle(u + rim, v + rim, width - rim * 2, height - rim * 2);
  const corner = (at: number) => inner[at] as Point3;
  stage.fill([plane.at(left, high), plane.at(right, high), corner(2), corner(3)], darker(colour, 0.42));
  stage.fill([plane.at(left, low), plane.at(left, high), corner(3), corner(0)], darker(colour, 0.26));
  stage.fill([plane.at(right, low), plane.at(right, high), corner(2), corner(1)], lighter(colour, 0.12));
  stage.fill([plane.at(left, low), plane.at(right, low), corner(1), corner(0)], lighter(colour, 0.22));
  stage.fill(inner, {
    from: plane.at(u, high),
    to: plane.at(u + width * 0.4, low),
    stops: [
      [0, lighter(colour, 0.03)],
      [1, darker(colour, 0.1)],
    ],
  });
}

/** Glass: the sky and the street in it by day, a warm room behind it by night. */
export function glass(
  stage: Stage,
  plane: Plane,
  shape: Point3[],
  u: number,
  v: number,
  width: number,
  height: number,
  lit: boolean,
) {
  stage.fill(shape, {
    from: plane.at(u, v + height),
    to: plane.at(u + width * 0.5, v),
    stops: lit
      ? [
          [0, '#f7dba0'],
          [0.6, '#d79a52'],
          [1, '#8a5a33'],
        ]
      : [
          [0, '#a9bccb'],
          [0.38, '#6d8294'],
          [0.55, '#37434e'],
          [1, '#242b31'],
        ],
  });
  const [a, b] = [u + width * 0.14, u + width * 0.42];
  const slant = Math.min(width * 0.4, height * 0.5);
  stage.fill(
    [
      plane.at(a, v + height * 0.06),
      plane.at(b, v + height * 0.06),
      plane.at(Math.min(u + width, b + slant), v + height * 0.95),
      plane.at(a + slant * 0.8, v + height * 0.95),
    ],
    '#ffffff',
    lit ? 0.06 : 0.11,
  );
}

function pane(
  stage: Stage,
  plane: Plane,
  door: Door,
  u: number,
  v: number,
  width: number,
  height: number,
  columns = 1,
  rows = 1,
) {
  panel(stage, plane, u, v, width, height, door.colour, 0.02);
  const [gu, gv, gw, gh] = [u + 0.02, v + 0.02, width - 0.04, height - 0.04];
  glass(stage, plane, plane.rectangle(gu, gv, gw, gh), gu, gv, gw, gh, door.litInside);
  const bars: Point3[][] = [];
  for (let at = 1; at < columns; at++) bars.push(plane.rectangle(gu + (gw * at) / columns - 0.009, gv, 0.018, gh));
  for (let at = 1; at < rows; at++) bars.push(plane.rectangle(gu, gv + (gh * at) / rows - 0.009, gw, 0.018));
  stage.fillAll(bars, lighter(door.colour, 0.05));
}

function drawLeaf(stage: Stage, plane: Plane, door: Door) {
  const { width: w, height: h, colour } = door;
  const left = -w / 2;
  const columns = (count: number, v: number, height: number, draw: typeof panel = panel) => {
    const gap = 0.1;
    const each = (w - gap * (count + 1)) / count;
    for (let at = 0; at < count; at++) draw(stage, plane, left + gap + at * (each + gap), v, each, height, colour);
  };
  switch (door.style) {
    case 'six-panel':
      columns(2, 0.2, 0.52);
      columns(2, 0.84, 0.66);
      columns(2, 1.62, h - 1.78);
      break;
    case 'craftsman':
      columns(3, 0.2, 1.08);
      stage.fill(plane.rectangle(left + 0.05, 1.4, w - 0.1, 0.05), lighter(colour, 0.12));
      stage.fill(plane.rectangle(left + 0.05, 1.375, w - 0.1, 0.025), darker(colour, 0.4));
      pane(stage, plane, door, left + 0.1, 1.52, w - 0.2, h - 1.65, 3, 1);
      break;
    case 'half-glass':
      columns(2, 0.2, 0.62);
      pane(stage, plane, door, left + 0.13, 0.98, w - 0.26, h - 1.12, 3, 3);
      break;
    case 'modern': {
      const lines = Array.from({ length: 5 }, (_, at) => plane.rectangle(left, 0.34 + at * 0.33, w, 0.012));
      stage.fillAll(lines, darker(colour, 0.5));
      const u = door.handleRight ? left + 0.14 : -left - 0.14 - 0.16;
      pane(stage, plane, door, u, 0.25, 0.16, h - 0.45);
      break;
    }
    case 'fan': {
      columns(2, 0.2, 0.5);
      columns(2, 0.82, 0.6);
      const arch = plane.ellipse(0, h - 0.52, w * 0.36, 0.34, 0, Math.PI);
      stage.fill(plane.ellipse(0, h - 0.53, w * 0.39, 0.38, 0, Math.PI), darker(colour, 0.3));
      glass(stage, plane, arch, -w * 0.36, h - 0.52, w * 0.72, 0.34, door.litInside);
      for (const angle of [45, 90, 135]) {
        const turn = (angle * Math.PI) / 180;
        stage.line(
          [plane.at(0, h - 0.52), plane.at(w * 0.36 * Math.cos(turn), h - 0.52 + 0.34 * Math.sin(turn))],
          0.018,
          colour,
        );
      }
      break;
    }
    case 'cross-buck': {
      panel(stage, plane, left + 0.12, 0.2, w - 0.24, 0.72, colour);
      const [u0, v0, u1, v1] = [left + 0.14, 0.22, -left - 0.14, 0.9];
      for (const line of [
        [plane.at(u0, v0), plane.at(u1, v1)],
        [plane.at(u0, v1), plane.at(u1, v0)],
      ]) {
        stage.line(line, 0.085, darker(colour, 0.3));
        stage.line(line, 0.07, lighter(colour, 0.06));
      }
      pane(stage, plane, door, left + 0.12, 1.02, w - 0.24, h - 1.16, 2, 2);
      break;
    }
    case 'cottage': {
      const boards = Array.from({ length: 6 }, (_, at) =>
        plane.rectangle(left + ((at + 1) * w) / 7 - 0.006, 0, 0.012, h),
      );
      stage.fillAll(boards, darker(colour, 0.45));
      pane(stage, plane, door, -0.16, 1.4, 0.32, 0.36, 2, 2);
      for (const v of [0.3, 1.15]) {
        stage.fill(plane.rectangle(door.handleRight ? left : -left - 0.5, v, 0.5, 0.05), '#1d1d1f');
      }
      break;
    }
    case 'flush':
      stage.fillAll(
        [plane.rectangle(left + 0.03, 0.03, 0.008, h - 0.06), plane.rectangle(-left - 0.038, 0.03, 0.008, h - 0.06)],
        darker(colour, 0.3),
        0.6,
      );
      break;
    case 'two-panel':
      panel(stage, plane, left + 0.13, 0.2, w - 0.26, 0.72, colour);
      panel(stage, plane, left + 0.13, 1.06, w - 0.26, h - 1.2, colour);
      break;
    case 'full-glass':
      pane(stage, plane, door, left + 0.12, 0.28, w - 0.24, h - 0.42, 2, 5);
      break;
  }
}

function drawHandle(stage: Stage, plane: Plane, door: Door, random: Random) {
  const u = (door.handleRight ? 1 : -1) * (door.width / 2 - 0.075);
  const kind = random.pick(['lever', 'knob', 'pull', 'keypad']);
  const shine = lighter(door.metal, 0.55);
  if (kind === 'pull') {
    stage.line([plane.at(u + 0.012, 0.82), plane.at(u + 0.012, 1.38)], 0.03, darker(door.metal, 0.55));
    stage.line([plane.at(u, 0.82), plane.at(u, 1.38)], 0.026, door.metal);
    stage.line([plane.at(u - 0.004, 0.85), plane.at(u - 0.004, 1.35)], 0.007, shine);
    return;
  }
  if (kind === 'keypad') stage.fill(plane.rounded(u - 0.035, 1.14, 0.07, 0.15, 0.015), '#17181a');
  else stage.fill(plane.ellipse(u, 1.17, 0.03), door.metal);
  stage.fill(plane.rounded(u - 0.026, 0.9, 0.052, 0.17, 0.02), darker(door.metal, 0.25));
  stage.fill(plane.ellipse(u, 1.0, 0.036), darker(door.metal, 0.4));
  stage.fill(plane.ellipse(u - 0.003, 1.003, 0.031), door.metal);
  stage.fill(plane.ellipse(u - 0.01, 1.012, 0.011), shine);
  if (kind === 'lever') {
    const inward = door.handleRight ? -0.13 : 0.13;
    stage.line([plane.at(u, 0.995), plane.at(u + inward, 0.995)], 0.026, darker(door.metal, 0.3));
    stage.line([plane.at(u, 1.0), plane.at(u + inward, 1.0)], 0.017, lighter(door.metal, 0.2));
  }
}

/** Draws the whole doorway into the wall. */
export function drawDoor(stage: Stage, random: Random, door: Door): void {
  const { width: w, height: h, trim } = door;
  const wall = wallAt(0.025);
  const leaf = wallAt(doorDepth);
  const side = door.sidelight ? 0.36 : 0;
  const above = door.transom ? 0.34 : 0;
  const [left, right] = [-w / 2 - (door.handleRight ? 0 : side), w / 2 + (door.handleRight ? side : 0)];
  const full = right - left;
  const casing = 0.11;

  // The opening, with the jambs running back to the leaf.
  stage.shadow(wallAt(0).rectangle(left - casing, -0.02, full + casing * 2, h + above + casing), 0.05, 0.35);
  stage.fill(wall.rectangle(left - casing, 0, full + casing * 2, h + above + casing), {
    from: wall.at(left, h),
    to: wall.at(right, 0),
    stops: [
      [0, lighter(trim, 0.06)],
      [1, darker(trim, 0.13)],
    ],
  });
  stage.fill(
    wall.rectangle(left - casing - 0.04, h + above + casing, full + casing * 2 + 0.08, 0.045),
    lighter(trim, 0.04),
  );
  stage.fill(
    wall.rectangle(left - casing - 0.04, h + above + casing - 0.02, full + casing * 2 + 0.08, 0.02),
    darker(trim, 0.4),
  );
  stage.fill(wall.rectangle(left, 0, full, h + above), darker(trim, 0.55));
  const jamb = (u: number) => [
    point(u, 0, 0.025),
    point(u, h + above, 0.025),
    point(u, h + above, doorDepth),
    point(u, 0, doorDepth),
  ];
  stage.fill(jamb(left), darker(trim, 0.22));
  stage.fill(jamb(right), darker(trim, 0.12));

  if (door.transom) {
    stage.fill(leaf.rectangle(left, h, full, above), trim);
    glass(
      stage,
      leaf,
      leaf.rectangle(left + 0.05, h + 0.05, full - 0.1, above - 0.1),
      left,
      h,
      full,
      above,
      door.litInside,
    );
  }
  if (door.sidelight) {
    const u = door.handleRight ? w / 2 : -w / 2 - side;
    stage.fill(leaf.rectangle(u, 0, side, h), trim);
    panel(stage, leaf, u + 0.06, 0.15, side - 0.12, 0.4, trim);
    for (let at = 0; at < 3; at++) {
      const v = 0.68 + at * ((h - 0.78) / 3);
      const high = (h - 0.78) / 3 - 0.05;
      glass(
        stage,
        leaf,
        leaf.rectangle(u + 0.07, v, side - 0.14, high),
        u + 0.07,
        v,
        side - 0.14,
        high,
        door.litInside,
      );
    }
    stage.fill(leaf.rectangle(door.handleRight ? u : u + side - 0.03, 0, 0.03, h), darker(trim, 0.2));
  }
  stage.fill(leaf.rectangle(-w / 2, 0.015, w, h - 0.015), {
    from: leaf.at(-w / 2, h),
    to: leaf.at(w / 2, 0),
    stops: [
      [0, lighter(door.colour, 0.07)],
      [0.6, door.colour],
      [1, darker(door.colour, 0.14)],
    ],
  });
  drawLeaf(stage, leaf, door);
  if (random.chance(0.3))
    stage.fill(leaf.rectangle(-w / 2 + 0.04, 0.04, w - 0.08, 0.13), mixed(door.metal, '#d8c9a0', 0.3));
  if (random.chance(0.22)) {
    // Mail slot.
    stage.fill(leaf.rounded(-0.14, 0.7, 0.28, 0.075, 0.01), darker(door.metal, 0.2));
    stage.fill(leaf.rectangle(-0.115, 0.722, 0.23, 0.03), lighter(door.metal, 0.15));
  }
  drawHandle(stage, leaf, door, random);
  // Shade that the recess throws over the leaf's top.
  stage.fill(leaf.rectangle(left, h + above - 0.5, full, 0.5), {
    from: leaf.at(0, h + above),
    to: leaf.at(0, h + above - 0.5),
    stops: [
      [0, '#05060a', 0.42],
      [1, '#05060a', 0],
    ],
  });
  // Threshold.
  stage.fill(
    [point(left, 0.03, doorDepth), point(right, 0.03, doorDepth), point(right, 0.03, 0.06), point(left, 0.03, 0.06)],
    '#7f7a72',
  );
  stage.fill(
    [point(left, 0, 0.06), point(right, 0, 0.06), point(right, 0.03, 0.06), point(left, 0.03, 0.06)],
    '#56524c',
  );
}
