/** The glass entrance of an office or a shop: aluminium frames, reflections, a tiled threshold. */
import type { SceneRequest } from '#main/sample/photos.ts';
import { type Camera, type Point3, point } from '#main/sample/picture/camera.ts';
import { darker, lighter } from '#main/sample/picture/colour.ts';
import { drawPlanter } from '#main/sample/picture/garden.ts';
import { drawGround } from '#main/sample/picture/ground.ts';
import { type Daylight, type Exposure, outdoors, type Source } from '#main/sample/picture/hour.ts';
import { drawParcels } from '#main/sample/picture/parcels.ts';
import { type Stage, wallAt } from '#main/sample/picture/stage.ts';
import { textWidth, write } from '#main/sample/picture/strokes.ts';
import type { Random } from '#main/sample/random.ts';

export function officeView(random: Random): { eye: Point3; target: Point3 } {
  return {
    eye: point(random.normal(0, 0.5), random.between(1.4, 1.6), random.between(2.3, 3.2)),
    target: point(random.normal(0, 0.15), random.between(0.7, 1), 0),
  };
}

export function drawOffice(
  stage: Stage,
  camera: Camera,
  house: Random,
  shot: Random,
  scene: SceneRequest,
  daylight: Daylight,
): Exposure {
  const cladding = house.pick(['#5f6468', '#8c8f8e', '#3c4145', '#a59a8a', '#7a4a3c', '#c2bdb2']);
  const metal = house.pick(['#2a2c2f', '#a9adb0', '#6f6a60']);
  const wall = wallAt(0.03);
  stage.fill(wall.rectangle(-4.2, -0.4, 8.4, 4.6), cladding);
  for (let u = -4; u < 4.2; u += 0.95) stage.fill(wall.rectangle(u, -0.4, 0.012, 4.6), darker(cladding, 0.5));
  for (const v of [0.6, 1.5, 2.4, 3.3]) stage.fill(wall.rectangle(-4.2, v, 8.4, 0.012), darker(cladding, 0.45));

  const lit = daylight !== 'day';
  const panes = house.chance(0.6) ? 2 : 1;
  const [each, height] = [house.between(0.92, 1.05), 2.25];
  const full = panes * each;
  const left = -full / 2;
  const glassPlane = wallAt(0);
  stage.fill(wall.rectangle(left - 0.09, 0, full + 0.18, height + 0.62), metal);
  const inside = lit ? ['#f4e3bd', '#c9a368', '#7d6243'] : ['#8fa7b8', '#566b7a', '#1f272d'];
  for (let at = 0; at < panes; at++) {
    const u = left + at * each + 0.06;
    const width = each - 0.12;
    for (const [v, high] of [
      [0.16, height - 0.24],
      [height + 0.06, 0.46],
    ] as const) {
      stage.fill(glassPlane.rectangle(u, v, width, high), {
        from: glassPlane.at(u, v + high),
        to: glassPlane.at(u + 0.3, v),
        stops: [
          [0, inside[0] as string],
          [0.5, inside[1] as string],
          [1, inside[2] as string],
        ],
      });
    }
    // A desk and a lamp inside, or the houses opposite.
    const shapes = house.branch(`pane ${at}`);
    for (let piece = 0; piece < 5; piece++) {
      const [w, h] = [shapes.between(0.1, 0.4), shapes.between(0.2, 0.9)];
      const pu = u + shapes.between(0, Math.max(0.01, width - w));
      stage.fill(glassPlane.rectangle(pu, 0.16, Math.min(w, u + width - pu), h), lit ? '#3a2f22' : '#131a20', 0.3);
    }
    stage.fill(
      [
        glassPlane.at(u + width * 0.1, 0.16),
        glassPlane.at(u + width * 0.45, 0.16),
        glassPlane.at(u + width, height - 0.2),
        glassPlane.at(u + width * 0.62, height - 0.2),
      ],
      '#ffffff',
      0.1,
    );
    const handle = panes === 2 ? (at === 0 ? u + width - 0.03 : u + 0.03) : u + 0.06;
    stage.line([point(handle, 0.85, 0.06), point(handle, 1.35, 0.06)], 0.032, darker(metal, 0.3));
    stage.line([point(handle - 0.005, 0.87, 0.065), point(handle - 0.005, 1.33, 0.065)], 0.012, lighter(metal, 0.55));
    if (shapes.chance(0.6)) {
      // Opening hours, a sticker, a notice.
      stage.fill(wallAt(0.005).rectangle(u + width * 0.3, 1.32, 0.2, 0.26), '#f3f1ea', 0.92);
      for (let line = 0; line < 6; line++)
        stage.fill(
          wallAt(0.007).rectangle(u + width * 0.3 + 0.02, 1.53 - line * 0.035, shapes.between(0.06, 0.16), 0.012),
          '#2c2f33',
          0.85,
        );
    }
  }
  const number = String(scene.houseNumber);
  const size = 0.2;
  write(
    stage,
    wallAt(0.01),
    number,
    { u: -textWidth(number, size) / 2, v: height + 0.19, height: size, pen: 0.03 },
    '#f4f2ec',
  );
  const side = house.chance(0.5) ? 1 : -1;
  const intercom = wallAt(0.05);
  const at = side * (full / 2 + 0.3);
  stage.fill(intercom.rounded(at - 0.08, 1.08, 0.16, 0.36, 0.02), '#b4b7b9');
  stage.fill(intercom.rectangle(at - 0.055, 1.31, 0.11, 0.08), '#1d2a33');
  for (let key = 0; key < 12; key++) {
    stage.fill(
      intercom.rectangle(at - 0.05 + (key % 3) * 0.036, 1.12 + Math.floor(key / 3) * 0.042, 0.026, 0.028),
      '#e4e6e7',
    );
  }
  drawGround(stage, house.branch('ground'), house.pick(['tiles', 'concrete', 'flags']), house.between(1.4, 1.8));
  if (house.chance(0.55)) drawPlanter(stage, house.branch('plant'), side * -(full / 2 + 0.36), 0.3);
  const sources: Source[] = lit ? [{ at: point(0, 1.3, 0), reach: 1.1, gain: [0.85, 0.72, 0.5] }] : [];
  if (scene.parcels > 0)
    drawParcels(stage, house.branch('parcels'), camera.eye, scene.parcels, {
      x: house.between(-0.3, 0.3),
      z: house.between(0.35, 0.65),
    });
  return outdoors(shot.branch('light'), camera, daylight, sources, lit);
}
