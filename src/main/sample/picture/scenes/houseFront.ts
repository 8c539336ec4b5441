/** A house's front door, as a driver sees it from the path. */
import type { SceneRequest } from '#main/sample/photos.ts';
import { type Camera, type Point3, point } from '#main/sample/picture/camera.ts';
import { chooseDoor, doorDepth, drawDoor } from '#main/sample/picture/doors.ts';
import { drawBell, drawLamp, drawMailbox, drawNumber, drawWindow, drawWreath } from '#main/sample/picture/fixtures.ts';
import { drawBush, drawPlanter, drawPumpkin } from '#main/sample/picture/garden.ts';
import { drawGround, drawMat, groundStyles } from '#main/sample/picture/ground.ts';
import { type Daylight, type Exposure, outdoors, type Source } from '#main/sample/picture/hour.ts';
import { drawParcels } from '#main/sample/picture/parcels.ts';
import { createPlane, type Stage, wallAt } from '#main/sample/picture/stage.ts';
import { chooseWall, drawWall } from '#main/sample/picture/walls.ts';
import type { Random } from '#main/sample/random.ts';

/** Where the phone is held: back on the path, over the parcel, or off to one side. */
export function houseView(random: Random): { eye: Point3; target: Point3 } {
  const framing = random.pickWeighted([
    ['whole', 46],
    ['close', 32],
    ['aside', 22],
  ] as const);
  switch (framing) {
    case 'whole':
      return {
        eye: point(random.normal(0, 0.3), random.between(1.35, 1.6), random.between(2.4, 3.1)),
        target: point(random.normal(0, 0.12), random.between(0.72, 0.95), 0),
      };
    case 'close':
      return {
        eye: point(random.normal(0, 0.22), random.between(1.4, 1.62), random.between(1.75, 2.15)),
        target: point(random.normal(0, 0.1), random.between(0.32, 0.55), 0.2),
      };
    default: {
      const side = random.chance(0.5) ? 1 : -1;
      return {
        eye: point(side * random.between(0.8, 1.35), random.between(1.4, 1.6), random.between(2, 2.6)),
        target: point(side * random.between(-0.15, 0.15), random.between(0.55, 0.8), 0),
      };
    }
  }
}

/** Sun on the front: the eaves' shade across the top, and what a tree lets through. */
function drawSunlight(stage: Stage, random: Random) {
  const wall = wallAt(0.05);
  const kind = random.pick(['eaves', 'eaves', 'side', 'side', 'overcast', 'overcast', 'tree']);
  const lean = random.between(-0.5, 0.5);
  if (kind === 'eaves') {
    const height = random.between(1.5, 2.3);
    stage.fill(
      [wall.at(-4.2, height + lean), wall.at(4.2, height - lean), wall.at(4.2, 4.2), wall.at(-4.2, 4.2)],
      '#0a1020',
      0.34,
    );
  } else if (kind === 'side') {
    const u = random.between(-0.9, 0.9);
    const side = random.chance(0.5) ? 1 : -1;
    const shape = [wall.at(u, -0.2), wall.at(u + side * 0.9, 4.2), wall.at(side * 5, 4.2), wall.at(side * 5, -0.2)];
    stage.fill(shape, '#0a1020', 0.36);
    stage.fill(
      [
        point(u, 0.004, 0.05),
        point(side * 5, 0.004, 0.05),
        point(side * 5, 0.004, 2.2),
        point(u - side * 0.6, 0.004, 2.2),
      ],
      '#0a1020',
      0.36,
    );
  } else if (kind === 'tree') {
    // A branch's leaves, thrown on the wall by a low sun.
    const [u, v] = [random.between(-1.2, 1.2), random.between(1.6, 2.8)];
    for (const opacity of [0.16, 0.2, 0.24]) {
      const leaves = Array.from({ length: 120 }, () => {
        const along = random.between(-1.5, 1.5);
        const size = random.between(0.03, 0.075);
        const at = [u + along + random.normal(0, 0.22), v - along * 0.5 + random.normal(0, 0.34)] as const;
        return wall.ellipse(at[0], at[1], size, size * 0.55).filter((_, step) => step % 4 === 0);
      });
      stage.fillAll(leaves, '#0a1020', opacity);
    }
  }
}

export function drawHouseFront(
  stage: Stage,
  camera: Camera,
  house: Random,
  shot: Random,
  scene: SceneRequest,
  daylight: Daylight,
): Exposure {
  const wall = chooseWall(house);
  const door = chooseDoor(house);
  const dark = daylight !== 'day';
  door.litInside = dark && door.litInside;
  const porch = house.between(1.15, 1.75);
  const sources: Source[] = [];

  drawWall(stage, house.branch('wall'), wall);
  const side = door.handleRight ? 1 : -1;
  const edge = door.width / 2 + 0.11;
  const sidelight = door.sidelight ? 0.36 : 0;
  const clearOn = (of: number) => edge + (of === side ? sidelight : 0);

  if (house.chance(0.5)) {
    const windowSide = house.chance(0.5) ? 1 : -1;
    const lit = dark && house.chance(0.6);
    const u = windowSide * (clearOn(windowSide) + house.between(0.95, 1.15));
    drawWindow(stage, house.branch('window'), u, door.trim, lit);
    if (lit) sources.push({ at: point(u, 1.45, 0), reach: 0.5, gain: [0.8, 0.62, 0.4] });
  }
  drawDoor(stage, house.branch('door'), door);
  if (door.litInside) sources.push({ at: point(0, 1.6, 0), reach: 0.4, gain: [0.7, 0.55, 0.34] });
  if (house.chance(0.16)) drawWreath(stage, house.branch('wreath'), doorDepth);

  const lampSide = house.chance(0.8) ? (house.chance(0.5) ? -1 : 1) : null;
  const burning = dark && lampSide !== null && house.chance(0.75);
  const darkWall = /^#[0-7]/.test(wall.colour);
  const numberSide = house.chance(0.6) ? side : -side;
  drawNumber(
    stage,
    house.branch('number'),
    String(scene.houseNumber),
    numberSide * (clearOn(numberSide) + 0.27),
    house.between(1.5, 1.68),
    darkWall,
  );
  if (lampSide !== null) {
    const at = drawLamp(
      stage,
      house.branch('lamp'),
      lampSide * (clearOn(lampSide) + 0.24),
      house.between(1.86, 2.02),
      burning,
    );
    if (burning) sources.push({ at, reach: house.between(0.85, 1.3), gain: [1.35, 1.08, 0.7] });
  }
  drawBell(stage, house.branch('bell'), side * (clearOn(side) + 0.07));
  if (house.chance(0.2)) drawMailbox(stage, house.branch('mailbox'), -side * (clearOn(-side) + 0.33));

  drawGround(stage, house.branch('ground'), house.pick(groundStyles), porch);
  if (daylight === 'day') drawSunlight(stage, shot.branch('sun'));
  if (house.chance(0.26))
    drawBush(stage, house.branch('bush'), (house.chance(0.5) ? 1 : -1) * house.between(1.5, 1.9), 0.3);
  if (house.chance(0.72)) drawMat(stage, house.branch('mat'));

  const plantSide = house.chance(0.5) ? 1 : -1;
  if (house.chance(0.55))
    drawPlanter(stage, house.branch('plant'), plantSide * (edge + house.between(0.2, 0.42)), 0.28);
  if (house.chance(0.25))
    drawPlanter(stage, house.branch('plant 2'), -plantSide * (edge + house.between(0.22, 0.45)), 0.3);
  if (house.chance(0.2)) {
    drawPumpkin(stage, house.branch('pumpkin'), -plantSide * (edge + 0.12), 0.42, house.between(0.1, 0.17));
    if (house.chance(0.5)) drawPumpkin(stage, house.branch('small pumpkin'), -plantSide * (edge - 0.12), 0.55, 0.08);
  }
  if (scene.parcels > 0) {
    drawParcels(stage, house.branch('parcels'), camera.eye, scene.parcels, {
      x: house.between(-0.2, 0.2),
      z: house.between(0.32, Math.min(0.7, porch - 0.4)),
    });
  }
  if (house.chance(0.24)) {
    // A porch post near the camera's edge.
    const u = (house.chance(0.5) ? 1 : -1) * house.between(1.15, 1.4);
    const post = createPlane(point(u, 0, porch - 0.1), point(1, 0, 0), point(0, 1, 0));
    stage.fill(post.rectangle(-0.07, 0, 0.14, 4), {
      from: post.at(-0.07, 0),
      to: post.at(0.07, 0),
      stops: [
        [0, '#b7b3aa'],
        [0.3, '#f1eee8'],
        [1, '#8e8a83'],
      ],
    });
    stage.fill(post.rectangle(-0.1, 0, 0.2, 0.14), '#dedad2');
  }
  return outdoors(shot.branch('light'), camera, daylight, sources, burning);
}
