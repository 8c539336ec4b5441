/** What hangs beside a door: the number, a lamp, a bell, a window, a mailbox, a wreath. */
import type { Random } from '#main/sample/random.ts';
import { type Point3, point } from './camera.ts';
import { darker, kin, lighter } from './colour.ts';
import { glass } from './doors.ts';
import { createPlane, type Stage, wallAt } from './stage.ts';
import { textWidth, write } from './strokes.ts';

/** The house number, on a plaque or as single figures, standing or lying. */
export function drawNumber(stage: Stage, random: Random, number: string, u: number, v: number, dark: boolean): void {
  const plane = wallAt(0.035);
  const height = random.between(0.095, 0.13);
  const style = random.pick(['plaque', 'plaque', 'figures', 'column']);
  if (style === 'column') {
    const board = [random.pick(['#2a2d31', '#5b3d26', '#e8e5dc']), 0.19, number.length * height * 1.32 + 0.1] as const;
    stage.shadow(plane.rectangle(u - 0.095, v - board[2], board[1], board[2]), 0.02, 0.4);
    stage.fill(plane.rectangle(u - 0.095, v - board[2], board[1], board[2]), board[0]);
    for (const [at, sign] of [...number].entries()) {
      const place = { u: u - height * 0.28, v: v - 0.05 - height - at * height * 1.32, height, pen: 0.018 };
      write(stage, plane, sign, place, board[0] === '#e8e5dc' ? '#2b2b2d' : '#e9d9a8');
    }
    return;
  }
  const width = textWidth(number, height);
  const place = { u: u - width / 2, v: v - height, height, pen: 0.019 };
  if (style === 'plaque') {
    const back = random.pick(['#f2efe6', '#23262a', '#2f4a3c', '#26405e']);
    const shape = plane.rounded(place.u - 0.055, place.v - 0.05, width + 0.11, height + 0.1, 0.03);
    stage.shadow(shape, 0.02, 0.45);
    stage.fill(shape, back);
    stage.fill(plane.rounded(place.u - 0.045, place.v - 0.04, width + 0.09, height + 0.08, 0.025), lighter(back, 0.07));
    write(stage, plane, number, place, back === '#f2efe6' ? '#202226' : '#f0e6c8');
    return;
  }
  write(stage, plane, number, { ...place, u: place.u + 0.006, v: place.v - 0.008 }, '#101114');
  write(stage, plane, number, place, dark ? '#d9c58b' : '#26282c');
}

/** A wall lamp; gives back where its light comes from. */
export function drawLamp(stage: Stage, random: Random, u: number, v: number, burning: boolean): Point3 {
  const plane = wallAt(0.09);
  const metal = random.pick(['#1e1f22', '#3a2f27', '#8f8a80', '#b08d4f']);
  const bulb = burning ? '#fff2cf' : '#cfd3d2';
  stage.shadow(wallAt(0.01).rectangle(u - 0.07, v - 0.17, 0.15, 0.3), 0.05, 0.4);
  stage.fill(wallAt(0.02).rounded(u - 0.05, v - 0.08, 0.1, 0.16, 0.03), darker(metal, 0.3));
  switch (random.pick(['lantern', 'globe', 'cylinder'])) {
    case 'lantern':
      stage.fill(
        [
          plane.at(u - 0.075, v + 0.09),
          plane.at(u + 0.075, v + 0.09),
          plane.at(u + 0.05, v - 0.15),
          plane.at(u - 0.05, v - 0.15),
        ],
        bulb,
      );
      for (const share of [-1, 0, 1]) {
        stage.line([plane.at(u + share * 0.075, v + 0.09), plane.at(u + share * 0.05, v - 0.15)], 0.012, metal);
      }
      stage.fill(
        [
          plane.at(u - 0.1, v + 0.09),
          plane.at(u + 0.1, v + 0.09),
          plane.at(u + 0.03, v + 0.17),
          plane.at(u - 0.03, v + 0.17),
        ],
        metal,
      );
      stage.fill(plane.rectangle(u - 0.055, v - 0.175, 0.11, 0.028), metal);
      break;
    case 'globe':
      stage.fill(plane.rectangle(u - 0.045, v + 0.07, 0.09, 0.05), metal);
      stage.fill(plane.ellipse(u, v - 0.02, 0.1), bulb);
      if (!burning) stage.fill(plane.ellipse(u - 0.03, v + 0.02, 0.03), '#ffffff', 0.7);
      break;
    default:
      stage.fill(plane.rounded(u - 0.06, v - 0.16, 0.12, 0.32, 0.015), metal);
      stage.fill(plane.rectangle(u - 0.05, v - 0.165, 0.1, 0.03), bulb);
      stage.fill(plane.rectangle(u - 0.05, v - 0.15, 0.02, 0.29), lighter(metal, 0.3), 0.6);
  }
  if (burning) stage.glow(plane.at(u, v - 0.03), 0.55, '#ffdf9c', 0.75);
  return plane.at(u, v - 0.05);
}

export function drawBell(stage: Stage, random: Random, u: number): void {
  const plane = wallAt(0.04);
  if (random.chance(0.6)) {
    stage.fill(plane.rounded(u - 0.03, 1.1, 0.06, 0.15, 0.02), '#1b1c1f');
    stage.fill(plane.ellipse(u, 1.215, 0.016), '#3d4650');
    stage.fill(plane.ellipse(u, 1.135, 0.019), '#5d6b78');
    stage.fill(plane.ellipse(u, 1.135, 0.012), '#22262b');
  } else {
    stage.fill(plane.rounded(u - 0.024, 1.12, 0.048, 0.09, 0.012), '#b39a5c');
    stage.fill(plane.ellipse(u, 1.165, 0.013), '#f3ecd8');
  }
}

/** A sash window with its curtains; `u` is its middle. */
export function drawWindow(stage: Stage, random: Random, u: number, trim: string, lit: boolean): void {
  const plane = wallAt(0.03);
  const [width, low, high] = [random.between(0.8, 1.15), random.between(0.75, 0.95), random.between(1.95, 2.15)];
  const left = u - width / 2;
  const tall = high - low;
  stage.shadow(wallAt(0.005).rectangle(left - 0.09, low - 0.1, width + 0.18, tall + 0.19), 0.04, 0.35);
  stage.fill(plane.rectangle(left - 0.09, low - 0.06, width + 0.18, tall + 0.15), trim);
  glass(stage, plane, plane.rectangle(left, low, width, tall), left, low, width, tall, lit);
  if (random.chance(0.7)) {
    const cloth = lit ? '#e9bd7c' : random.pick(['#cfcabd', '#8c93a0', '#b9a79a']);
    for (const side of [-1, 1]) {
      const edge = side < 0 ? left : left + width;
      stage.fill(
        [
          plane.at(edge, low),
          plane.at(edge, high),
          plane.at(edge - side * width * 0.36, high),
          plane.at(edge - side * width * 0.2, low),
        ],
        cloth,
        0.75,
      );
    }
  }
  const bars = [plane.rectangle(left, low + tall * 0.48, width, 0.045)];
  for (const share of [1 / 3, 2 / 3])
    bars.push(plane.rectangle(left + width * share - 0.009, low + tall * 0.48, 0.018, tall * 0.52));
  stage.fillAll(bars, trim);
  stage.fill(plane.rectangle(left, high - 0.05, width, 0.05), '#05060a', 0.3);
  stage.fill(plane.rectangle(left - 0.13, low - 0.1, width + 0.26, 0.05), lighter(trim, 0.1));
  stage.fill(plane.rectangle(left - 0.13, low - 0.115, width + 0.26, 0.02), '#0b0d14', 0.5);
  if (random.chance(0.4)) {
    const colour = random.pick(['#23303c', '#2f4437', '#6b2b2b', '#3a3a3c']);
    for (const shutter of [left - 0.09 - 0.3, left + width + 0.09]) {
      stage.fill(plane.rectangle(shutter, low - 0.05, 0.3, tall + 0.12), colour);
      const slats = Array.from({ length: 16 }, (_, at) =>
        plane.rectangle(shutter + 0.04, low + (at * tall) / 16, 0.22, 0.012),
      );
      stage.fillAll(slats, lighter(colour, 0.18));
    }
  }
}

export function drawMailbox(stage: Stage, random: Random, u: number): void {
  const plane = wallAt(0.1);
  const colour = random.pick(['#202225', '#7b1f24', '#3b4a57', '#8a8578']);
  const v = random.between(1, 1.2);
  stage.shadow(wallAt(0.01).rectangle(u - 0.17, v - 0.03, 0.36, 0.26), 0.05, 0.45);
  stage.fill(plane.rounded(u - 0.18, v, 0.36, 0.24, 0.02), colour);
  stage.fill(plane.rounded(u - 0.18, v + 0.13, 0.36, 0.12, 0.02), lighter(colour, 0.13));
  stage.fill(plane.rectangle(u - 0.18, v + 0.125, 0.36, 0.012), darker(colour, 0.5));
  if (random.chance(0.5)) stage.fill(plane.rectangle(u - 0.1, v + 0.2, 0.16, 0.09), '#e9e5da');
}

/** A ring of leaves on the door, with a bow now and then. */
export function drawWreath(stage: Stage, random: Random, depth: number): void {
  const v = 1.55;
  const greens = kin(random, random.pick(['#3f5e3a', '#5c6b3a', '#8a5a2a']), 4, 0.25);
  for (const green of greens) {
    const leaves = Array.from({ length: 42 }, () => {
      const angle = random.between(0, 2 * Math.PI);
      const radius = random.normal(0.19, 0.03);
      const turn = angle + random.between(-1, 1);
      const plane = createPlane(
        point(radius * Math.cos(angle), v + radius * Math.sin(angle), depth + 0.05),
        point(Math.cos(turn), Math.sin(turn), 0),
        point(-Math.sin(turn), Math.cos(turn), 0),
      );
      return plane.ellipse(0, 0, 0.05, 0.014).filter((_, at) => at % 3 === 0);
    });
    stage.fillAll(leaves, green);
  }
  const berries = Array.from({ length: 14 }, () => {
    const angle = random.between(0, 2 * Math.PI);
    return wallAt(depth + 0.06)
      .ellipse(0.19 * Math.cos(angle), v + 0.19 * Math.sin(angle), 0.013)
      .filter((_, at) => at % 3 === 0);
  });
  stage.fillAll(berries, random.pick(['#b0242b', '#d08a2a', '#e4d9c0']));
}
