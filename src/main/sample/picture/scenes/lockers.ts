/** A bank of parcel lockers with one door open and the parcel in it. */
import type { SceneRequest } from '#main/sample/photos.ts';
import { type Camera, type Point3, point } from '#main/sample/picture/camera.ts';
import { darker, lighter } from '#main/sample/picture/colour.ts';
import { type Exposure, indoors } from '#main/sample/picture/hour.ts';
import { drawParcel } from '#main/sample/picture/parcels.ts';
import { createPlane, floorAt, type Stage, wallAt } from '#main/sample/picture/stage.ts';
import { textWidth, write } from '#main/sample/picture/strokes.ts';
import type { Random } from '#main/sample/random.ts';

export function lockerView(random: Random): { eye: Point3; target: Point3 } {
  return {
    eye: point(random.normal(0, 0.35), random.between(1.35, 1.55), random.between(1.6, 2.1)),
    target: point(random.normal(0, 0.1), random.between(0.85, 1.1), 0),
  };
}

const colours = ['#2f5f78', '#d9a02f', '#c4c8ca', '#3c4a3f', '#7d2f33', '#4a5a8a', '#5f6468'] as const;

export function drawLockers(stage: Stage, camera: Camera, house: Random, shot: Random, scene: SceneRequest): Exposure {
  const bank = house.branch('bank');
  const colour = bank.pick(colours);
  const plane = wallAt(0);
  stage.fill(plane.rectangle(-4, 0, 8, 3.6), bank.pick(['#c9c4ba', '#a7adb0', '#8d8377']));
  stage.fill(floorAt(0).rectangle(-4, 0, 8, 3), {
    from: point(0, 0, 0),
    to: point(0, 0, 2),
    stops: [
      [0, '#7a7872'],
      [1, '#aaa69d'],
    ],
  });
  const [width, top] = [0.44, 2.02];
  stage.fill(wallAt(0.01).rectangle(-width * 3 - 0.05, 0.06, width * 6 + 0.1, top), darker(colour, 0.6));
  let count = bank.whole(1, 40);
  const open = { column: house.whole(-1, 1), reached: false };
  let opened: { u: number; v: number; height: number } | null = null;
  for (let column = -3; column < 3; column++) {
    for (let v = 0.1; v < top - 0.05; ) {
      const height = Math.min(bank.pick([0.16, 0.16, 0.26, 0.42]), top - v);
      const u = column * width;
      const isScreen = column === 0 && v > 1.1 && v < 1.3;
      if (!open.reached && column === open.column && v > 0.55 && height >= 0.16 && !isScreen) {
        open.reached = true;
        opened = { u, v, height: Math.max(height, 0.26) };
        v += opened.height;
        count++;
        continue;
      }
      const door = wallAt(0.02);
      stage.fill(door.rounded(u + 0.008, v, width - 0.016, height - 0.014, 0.012), {
        from: door.at(u, v + height),
        to: door.at(u + width, v),
        stops: [
          [0, lighter(colour, 0.15)],
          [1, darker(colour, 0.13)],
        ],
      });
      stage.fill(door.rectangle(u + 0.012, v + height - 0.026, width - 0.024, 0.008), lighter(colour, 0.4), 0.6);
      const label = String(count++);
      write(
        stage,
        door,
        label,
        { u: u + 0.04, v: v + height - 0.085, height: 0.042, pen: 0.008 },
        colour === '#c4c8ca' || colour === '#d9a02f' ? '#26282c' : '#eef0f0',
      );
      stage.fill(door.ellipse(u + width - 0.06, v + height / 2, 0.014), '#1b1c1e');
      v += height;
    }
  }
  if (opened) {
    const { u, v, height } = opened;
    const depth = 0.42;
    const cell = [
      point(u + 0.01, v, 0.02),
      point(u + width - 0.01, v, 0.02),
      point(u + width - 0.01, v + height - 0.02, 0.02),
      point(u + 0.01, v + height - 0.02, 0.02),
    ];
    const back = cell.map((at) => ({ ...at, z: at.z - depth }));
    stage.fill(cell, '#2b2d30');
    stage.fill(back, '#4a4d51');
    const [a, b, c, d] = cell as [Point3, Point3, Point3, Point3];
    const [e, f, g, h] = back as [Point3, Point3, Point3, Point3];
    stage.fill([a, b, f, e], '#6a6d70');
    stage.fill([a, d, h, e], '#3c3e42');
    stage.fill([b, c, g, f], '#45484c');
    stage.fill([d, c, g, h], '#26282b');
    drawParcel(
      stage,
      house.branch('parcel'),
      camera.eye,
      { x: u + width / 2, y: v, z: -0.16, turn: house.normal(0, 0.12) },
      Math.min(0.8, height * 2.1),
    );
    const hinged = createPlane(point(u + 0.01, v, 0.02), point(-0.25, 0, 0.97), point(0, 1, 0));
    stage.fill(hinged.rectangle(0, 0, width - 0.02, height - 0.014), darker(colour, 0.3));
    stage.fill(hinged.rectangle(0.02, 0.02, width - 0.06, height - 0.054), darker(colour, 0.42));
  }
  // The screen in the middle.
  const panel = wallAt(0.035);
  stage.fill(panel.rounded(width * 2.1, 1.12, 0.3, 0.42, 0.02), '#17191c');
  stage.fill(panel.rectangle(width * 2.1 + 0.03, 1.24, 0.24, 0.26), {
    from: panel.at(0, 1.5),
    to: panel.at(0.3, 1.24),
    stops: [
      [0, '#8fd0e0'],
      [1, '#2f6f9a'],
    ],
  });
  stage.fill(panel.rectangle(width * 2.1 + 0.06, 1.3, 0.18, 0.05), '#f2f6f7', 0.9);
  const sign = String(scene.houseNumber);
  write(stage, wallAt(0.02), sign, { u: -textWidth(sign, 0.13) / 2, v: 2.2, height: 0.13, pen: 0.02 }, '#2b2d31');
  return indoors(shot.branch('light'), camera, []);
}
