/** A flat's door in a corridor: carpet, skirting, the door's number, a wall light. */
import type { SceneRequest } from '#main/sample/photos.ts';
import { type Camera, type Point3, point } from '#main/sample/picture/camera.ts';
import { darker, kin, lighter } from '#main/sample/picture/colour.ts';
import { chooseDoor, drawDoor } from '#main/sample/picture/doors.ts';
import { drawPlanter } from '#main/sample/picture/garden.ts';
import { drawMat } from '#main/sample/picture/ground.ts';
import { type Exposure, indoors, type Source } from '#main/sample/picture/hour.ts';
import { drawParcels } from '#main/sample/picture/parcels.ts';
import { createPlane, floorAt, type Stage, wallAt } from '#main/sample/picture/stage.ts';
import { textWidth, write } from '#main/sample/picture/strokes.ts';
import type { Random } from '#main/sample/random.ts';

export function corridorView(random: Random): { eye: Point3; target: Point3 } {
  const side = random.between(-0.75, 0.75);
  return {
    eye: point(side, random.between(1.4, 1.6), random.between(1.75, 2.35)),
    target: point(side * 0.1, random.between(0.55, 0.9), 0),
  };
}

const wallColours = ['#d9d0bf', '#c4c9c6', '#b9a98f', '#8e9a8c', '#a9b4bf', '#c9a78a', '#e0dcd2', '#6d7a85'] as const;

function drawCarpet(stage: Stage, random: Random) {
  const plane = floorAt(0);
  const colour = random.pick(['#7d6464', '#56677e', '#8f8069', '#68755f', '#94808a', '#7a746c', '#8a4a44', '#a39a8c']);
  stage.fill(plane.rectangle(-4, 0, 8, 3.2), {
    from: plane.at(0, 0),
    to: plane.at(0, 2),
    stops: [
      [0, darker(colour, 0.25)],
      [1, colour],
    ],
  });
  const pattern = random.pick(['squares', 'stripes', 'dots', 'plain', 'border']);
  const tones = kin(random, lighter(colour, 0.14), 3, 0.12);
  if (pattern === 'squares') {
    for (let row = 0; row < 5; row++) {
      for (let column = -5; column < 5; column++) {
        if ((row + column) % 2)
          stage.fill(plane.rectangle(column * 0.5, row * 0.5, 0.5, 0.5), tones[Math.abs(column) % 3] ?? colour, 0.55);
      }
    }
  } else if (pattern === 'stripes') {
    for (let u = -2.6; u < 2.6; u += random.between(0.07, 0.24))
      stage.fill(plane.rectangle(u, 0, random.between(0.02, 0.08), 3), random.pick(tones), 0.5);
  } else if (pattern === 'dots') {
    const dots = [];
    for (let row = 0; row < 14; row++) {
      for (let column = -12; column < 12; column++)
        dots.push(plane.ellipse(column * 0.2 + (row % 2) * 0.1, row * 0.16, 0.028).filter((_, at) => at % 4 === 0));
    }
    stage.fillAll(dots, tones[0] ?? colour, 0.7);
  } else if (pattern === 'border') {
    stage.fill(plane.rectangle(-4, 0.16, 8, 0.09), tones[0] ?? colour, 0.8);
    stage.fill(plane.rectangle(-4, 1.2, 8, 0.09), tones[0] ?? colour, 0.8);
  }
  for (const tone of [lighter(colour, 0.3), darker(colour, 0.4)]) {
    const tufts = Array.from({ length: 260 }, () =>
      plane.rectangle(random.between(-1.8, 1.8), random.between(0, 1.9), 0.012, 0.004),
    );
    stage.fillAll(tufts, tone, 0.35);
  }
}

export function drawCorridor(stage: Stage, camera: Camera, house: Random, shot: Random, scene: SceneRequest): Exposure {
  const wall = wallAt(0);
  const building = house.branch('building');
  const colour = building.pick(wallColours);
  stage.fill(wall.rectangle(-4, 0, 8, 3.6), {
    from: wall.at(0, 2.6),
    to: wall.at(0, 0),
    stops: [
      [0, lighter(colour, 0.12)],
      [1, darker(colour, 0.14)],
    ],
  });
  if (building.chance(0.4)) {
    // Wainscot to the hip.
    const low = darker(colour, 0.28);
    stage.fill(wall.rectangle(-4, 0, 8, 1), low);
    for (let u = -4; u < 4; u += 0.62)
      stage.line([...wall.rectangle(u + 0.08, 0.2, 0.46, 0.66), wall.at(u + 0.08, 0.2)], 0.012, lighter(low, 0.2));
    stage.fill(wall.rectangle(-4, 1, 8, 0.05), lighter(low, 0.25));
  }
  const skirting = building.pick(['#efece4', '#4b4038', '#d6d0c4']);
  const door = { ...chooseDoor(house), sidelight: false, transom: false, litInside: false };
  door.style = house.pick(['six-panel', 'two-panel', 'flush']);
  stage.fill(wallAt(0.012).rectangle(-4, 0, 8, 0.13), skirting);
  stage.fill(wallAt(0.012).rectangle(-4, 0.12, 8, 0.012), darker(skirting, 0.3));
  drawDoor(stage, house.branch('door'), door);

  const flat =
    /\d+/.exec(scene.houseSeed.slice(scene.houseSeed.lastIndexOf(' ')))?.[0] ?? String(scene.houseNumber % 900);
  const leaf = wallAt(-0.1);
  const height = 0.075;
  const beside = house.chance(0.5);
  const sign = beside ? wallAt(0.02) : leaf;
  const u = beside ? (door.handleRight ? 1 : -1) * (door.width / 2 + 0.28) : 0;
  const width = textWidth(flat, height);
  const back = building.pick(['#23262a', '#e9e4d6', '#9a7b45', '#3a4f5c']);
  stage.shadow(sign.rounded(u - width / 2 - 0.045, 1.52, width + 0.09, height + 0.08, 0.012), 0.012, 0.4);
  stage.fill(sign.rounded(u - width / 2 - 0.045, 1.52, width + 0.09, height + 0.08, 0.012), back);
  write(
    stage,
    sign,
    flat,
    { u: u - width / 2, v: 1.56, height, pen: 0.013 },
    back === '#e9e4d6' ? '#26282c' : '#f1ead6',
  );
  stage.fill(leaf.ellipse(0, 1.46, 0.014), '#1b1b1d');
  stage.fill(leaf.ellipse(0, 1.46, 0.009), '#8c9aa6');

  drawCarpet(stage, building.branch('carpet'));
  stage.fill(floorAt(0.002).rectangle(-4, 0, 8, 0.3), {
    from: point(0, 0, 0),
    to: point(0, 0, 0.3),
    stops: [
      [0, '#06070b', 0.5],
      [1, '#06070b', 0],
    ],
  });
  const sources: Source[] = [];
  if (building.chance(0.65)) {
    const side = building.chance(0.5) ? 1 : -1;
    const at = point(side * 1.02, 1.86, 0.1);
    const plane = wallAt(0.08);
    stage.fill(plane.rounded(at.x - 0.07, at.y - 0.13, 0.14, 0.26, 0.05), '#fff3d6');
    stage.fill(plane.rectangle(at.x - 0.075, at.y - 0.03, 0.15, 0.05), '#8a7a5a');
    stage.glow(at, 0.7, '#ffe6b0', 0.6);
    sources.push({ at, reach: 0.7, gain: [0.5, 0.42, 0.28] });
  }
  if (building.chance(0.3)) {
    // The corner of the corridor, with the next door's frame.
    const side = building.chance(0.5) ? 1 : -1;
    const plane = createPlane(point(side * 1.5, 0, 0), point(0, 0, 1), point(0, 1, 0));
    stage.fill(plane.rectangle(0, 0, 2.2, 3.4), darker(colour, 0.2));
    stage.fill(plane.rectangle(0, 0, 2.2, 0.13), darker(skirting, 0.2));
    stage.fill(plane.rectangle(0.5, 0, 0.9, 2.1), darker(door.trim, 0.25));
    stage.fill(plane.rectangle(0.58, 0, 0.74, 2.02), darker(door.colour, 0.35));
  }
  if (house.chance(0.6)) drawMat(stage, house.branch('mat'));
  if (house.chance(0.22)) drawPlanter(stage, house.branch('plant'), (house.chance(0.5) ? 1 : -1) * 0.82, 0.26);
  if (scene.parcels > 0) {
    drawParcels(stage, house.branch('parcels'), camera.eye, scene.parcels, {
      x: house.between(-0.2, 0.2),
      z: house.between(0.32, 0.6),
    });
  }
  return indoors(shot.branch('light'), camera, sources);
}
