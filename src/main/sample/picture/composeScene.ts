/** Puts a scene together: the setting's drawing, the camera, the hour's light. */
import type { SceneRequest } from '#main/sample/photos.ts';
import type { Random } from '#main/sample/random.ts';
import { createCamera, type Point3 } from './camera.ts';
import { daylightOf, type Exposure } from './hour.ts';
import { corridorView, drawCorridor } from './scenes/corridor.ts';
import { drawHouseFront, houseView } from './scenes/houseFront.ts';
import { drawLockers, lockerView } from './scenes/lockers.ts';
import { drawOffice, officeView } from './scenes/office.ts';
import { drawVan, vanView } from './scenes/van.ts';
import { createStage } from './stage.ts';

export interface ComposedScene extends Exposure {
  svg: string;
}

const views: Record<SceneRequest['setting'], (random: Random) => { eye: Point3; target: Point3 }> = {
  house: houseView,
  apartment: corridorView,
  office: officeView,
  locker: lockerView,
  van: vanView,
};

/** The scene as an SVG of this size, and the light to develop it in. */
export function composeScene(random: Random, scene: SceneRequest, width: number, height: number): ComposedScene {
  const shot = random.branch(`shot ${scene.shotSeed}`);
  const house = random.branch(`house ${scene.houseSeed}`);
  const camera = createCamera({
    width,
    height,
    ...views[scene.setting](shot),
    roll: shot.normal(0, 0.024),
    fieldOfView: shot.between(1.08, 1.2),
  });
  const stage = createStage(camera, '#4a4d52');
  const daylight = daylightOf(scene.hoursToSunset);
  const expose = (): Exposure => {
    switch (scene.setting) {
      case 'house':
        return drawHouseFront(stage, camera, house, shot, scene, daylight);
      case 'apartment':
        return drawCorridor(stage, camera, house, shot, scene);
      case 'office':
        return drawOffice(stage, camera, house, shot, scene, daylight);
      case 'locker':
        return drawLockers(stage, camera, house, shot, scene);
      case 'van':
        return drawVan(stage, camera, house, shot, scene);
    }
  };
  const exposure = expose();
  return { svg: stage.svg(), ...exposure };
}
