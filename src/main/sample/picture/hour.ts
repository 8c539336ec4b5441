/** Daylight by date and hour, and what it does to a picture. */
import type { Random } from '#main/sample/random.ts';
import type { Camera, Point3 } from './camera.ts';
import type { Lamp, Light } from './light.ts';

export type Daylight = 'day' | 'dusk' | 'night';

/** @param hoursToSunset negative after sunset */
export function daylightOf(hoursToSunset: number): Daylight {
  return hoursToSunset > 0.6 ? 'day' : hoursToSunset > -0.35 ? 'dusk' : 'night';
}

/** A light in the scene: where, how far it carries, what it adds. */
export interface Source {
  at: Point3;
  /** Metres at which it has fallen to a half. */
  reach: number;
  gain: readonly [number, number, number];
}

function lampsOf(camera: Camera, sources: readonly Source[]): Lamp[] {
  return sources.map(({ at, reach, gain }) => ({ ...camera.pixelOf(at), reach: reach * camera.scaleAt(at), gain }));
}

export interface Exposure {
  light: Light;
  grain: number;
}

/** Light out of doors; at night the phone's flash helps every second time, and always where no lamp burns. */
export function outdoors(
  random: Random,
  camera: Camera,
  daylight: Daylight,
  sources: readonly Source[],
  porchLit: boolean,
): Exposure {
  const side = random.between(-0.5, 0.5);
  const lamps = lampsOf(camera, sources);
  if (daylight === 'day') {
    const [bright, warm] = [random.between(0.98, 1.22), random.between(-0.05, 0.06)];
    return {
      light: {
        ambient: [bright * (1 + warm), bright, bright * (1 - warm)],
        slopeX: side,
        slopeY: random.between(0, 0.3),
        lamps,
        vignette: random.between(0.14, 0.3),
        mottle: 0.055,
      },
      grain: random.between(0.8, 1.2),
    };
  }
  if (daylight === 'dusk') {
    const bright = random.between(0.46, 0.66);
    return {
      light: {
        ambient: [bright * 0.92, bright * 0.97, bright * 1.2],
        slopeX: side * 0.6,
        slopeY: random.between(0, 0.3),
        lamps,
        vignette: 0.36,
        mottle: 0.06,
      },
      grain: 1.6,
    };
  }
  const flash = !porchLit || random.chance(0.45);
  if (flash) {
    lamps.push({
      x: camera.width * random.between(0.42, 0.58),
      y: camera.height * random.between(0.52, 0.72),
      reach: camera.height * random.between(0.34, 0.46),
      gain: [1.02, 1.0, 0.98],
    });
  }
  const dim = random.between(0.13, 0.2);
  return {
    light: {
      ambient: [dim * 1.05, dim, dim * 1.15],
      slopeX: side * 0.4,
      slopeY: 0,
      lamps,
      vignette: flash ? 0.5 : 0.36,
      mottle: 0.06,
    },
    grain: 2.3,
  };
}

/** Light in corridors, foyers and vans: even, a little warm or green. */
export function indoors(random: Random, camera: Camera, sources: readonly Source[]): Exposure {
  const [bright, tint] = [random.between(0.88, 1.1), random.between(-0.04, 0.09)];
  return {
    light: {
      ambient: [bright * (1 + tint * 0.7), bright, bright * (1 - tint)],
      slopeX: random.between(-0.25, 0.25),
      slopeY: random.between(0.1, 0.45),
      lamps: lampsOf(camera, sources),
      vignette: 0.34,
      mottle: 0.045,
    },
    grain: 1.5,
  };
}
