/** The inside of the van: a picture of no stop. */
import type { SceneRequest } from '#main/sample/photos.ts';
import { type Camera, type Point3, point } from '#main/sample/picture/camera.ts';
import { type Exposure, indoors } from '#main/sample/picture/hour.ts';
import { drawParcel } from '#main/sample/picture/parcels.ts';
import { createPlane, floorAt, type Stage, wallAt } from '#main/sample/picture/stage.ts';
import type { Random } from '#main/sample/random.ts';

export function vanView(random: Random): { eye: Point3; target: Point3 } {
  return {
    eye: point(random.normal(0, 0.2), random.between(1.3, 1.55), random.between(2.2, 2.6)),
    target: point(random.normal(0, 0.1), random.between(0.7, 0.9), 0),
  };
}

export function drawVan(stage: Stage, camera: Camera, house: Random, shot: Random, scene: SceneRequest): Exposure {
  const back = wallAt(-1.1);
  stage.fill(back.rectangle(-1, 0, 2, 2.4), '#9ea3a6');
  stage.fill(back.rectangle(-0.34, 0.1, 0.68, 1.9), '#7d8285');
  stage.fill(back.rectangle(-0.22, 1.3, 0.44, 0.5), '#3a4a55');
  const floor = floorAt(0);
  stage.fill(floor.rectangle(-1, -1.1, 2, 3.6), '#54575a');
  for (let u = -0.95; u < 1; u += 0.12) stage.fill(floor.rectangle(u, -1.1, 0.03, 3.6), '#686c70', 0.8);
  stage.fill([point(-1, 2.4, -1.1), point(1, 2.4, -1.1), point(1, 2.4, 2.4), point(-1, 2.4, 2.4)], '#c6c9ca');
  stage.fill(
    [point(-0.3, 2.39, -0.6), point(0.3, 2.39, -0.6), point(0.3, 2.39, 0.4), point(-0.3, 2.39, 0.4)],
    '#fbfbf4',
  );
  for (const side of [-1, 1]) {
    const wall = createPlane(point(side, 0, -1.1), point(0, 0, 1), point(0, 1, 0));
    stage.fill(wall.rectangle(0, 0, 3.4, 2.4), side < 0 ? '#b3b7b9' : '#a6abad');
    for (let u = 0.2; u < 3.4; u += 0.55) stage.fill(wall.rectangle(u, 0, 0.05, 2.4), '#8a8f92');
    for (const height of [0.75, 1.5]) {
      const shelf = floorAt(height);
      const from = side < 0 ? -1 : 0.56;
      stage.fill(shelf.rectangle(from, -1.1, 0.44, 3), '#c9ccce');
      const lip = createPlane(point(side < 0 ? -0.56 : 0.56, height - 0.06, -1.1), point(0, 0, 1), point(0, 1, 0));
      stage.fill(lip.rectangle(0, 0, 3, 0.09), '#e2a72e');
      const own = shot.branch(`shelf ${side} ${height}`);
      for (let z = -0.9; z < 0.8; z += own.between(0.34, 0.46)) {
        drawParcel(
          stage,
          own.branch(`${z}`),
          camera.eye,
          { x: side * 0.78, y: height, z, turn: Math.PI / 2 + own.normal(0, 0.1) },
          0.8,
        );
      }
    }
  }
  for (let at = 0; at < scene.parcels; at++) {
    const own = shot.branch(`floor ${at}`);
    drawParcel(stage, own, camera.eye, {
      x: own.between(-0.35, 0.35),
      y: 0,
      z: -0.7 + at * 0.36,
      turn: own.normal(0, 0.4),
    });
  }
  return indoors(house.branch('light'), camera, [{ at: point(0, 2.3, -0.2), reach: 1.2, gain: [0.25, 0.26, 0.28] }]);
}
