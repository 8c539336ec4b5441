/** Puts a scene together: the setting's drawing, the camera, the hour's light. */
import type { SceneRequest } from '#main/sample/photos.ts';
import type { Random } from '#main/sample/random.ts';
import { createCamera, point } from './camera.ts';
import type { Light } from './light.ts';
import { createStage, floorAt, wallAt } from './stage.ts';

export interface ComposedScene {
  svg: string;
  light: Light;
  /** Strength of the sensor noise. */
  grain: number;
}

export function composeScene(random: Random, scene: SceneRequest, width: number, height: number): ComposedScene {
  const shot = random.branch(`shot ${scene.shotSeed}`);
  const house = random.branch(`house ${scene.houseSeed}`);
  const camera = createCamera({
    width,
    height,
    eye: point(shot.between(-0.5, 0.5), 1.5, shot.between(2.3, 3)),
    target: point(shot.between(-0.2, 0.2), 0.8, 0),
    roll: shot.between(-0.04, 0.04),
    fieldOfView: 1.15,
  });
  const stage = createStage(camera, '#888');
  stage.fill(wallAt(0).rectangle(-5, 0, 10, 5), house.pick(['#a66', '#cb9', '#9ab']));
  stage.fill(floorAt(0).rectangle(-5, 0, 10, 4), '#999');
  stage.fill(wallAt(0).rectangle(-0.5, 0, 1, 2.05), house.pick(['#234', '#622', '#353']));
  return {
    svg: stage.svg(),
    light: { ambient: [1, 1, 1], slopeX: 0.2, slopeY: 0.2, lamps: [], vignette: 0.4, mottle: 0.05 },
    grain: 1,
  };
}
