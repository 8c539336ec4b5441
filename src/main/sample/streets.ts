/**
 * A small town on a grid. Each route has a quarter of its own; its stops lie along parallel streets which the driver goes up
 * and down. Neighbouring stops are about 90 m apart, as on a real route (field notes, "Distance, time and GPS").
 */
import { streetKinds, streetNames } from './names.ts';
import type { Random } from './random.ts';

export interface Place {
  latitude: number;
  longitude: number;
  houseNumber: number;
  street: string;
  /** Flat or suite; null for a house. */
  unit: string | null;
  postcode: string;
  kind: 'house' | 'apartment' | 'office' | 'locker';
}

/** Farmland between real towns, so that no real door is meant. */
export const townCentre = { latitude: 45.2871, longitude: -122.8624 };
const metresPerDegreeLatitude = 111_320;

/** A point so many metres east and north of another. */
export function moved(
  from: { latitude: number; longitude: number },
  east: number,
  north: number,
): { latitude: number; longitude: number } {
  const metresPerDegreeLongitude = metresPerDegreeLatitude * Math.cos((from.latitude * Math.PI) / 180);
  return {
    latitude: Number((from.latitude + north / metresPerDegreeLatitude).toFixed(6)),
    longitude: Number((from.longitude + east / metresPerDegreeLongitude).toFixed(6)),
  };
}

/**
 * Places of one route in driving order.
 * @param quarter 0, 1, 2, …: quarters lie in a grid four wide, 3.4 km apart
 */
export function placesOfRoute(random: Random, quarter: number, count: number): Place[] {
  const corner = moved(townCentre, ((quarter % 4) - 1.5) * 3400, (Math.floor(quarter / 4) - 1) * 3400);
  const postcode = `970${String(60 + Math.floor(quarter / 2))}`;
  const names = random.shuffled(streetNames);
  let streets = 0;
  const places: Place[] = [];
  let north = 0;
  let heading = 1;
  while (places.length < count) {
    const street = `${names[streets++ % names.length]} ${random.pick(streetKinds)}`;
    const length = random.between(520, 900);
    const block = 100 * random.whole(1, 58);
    let along = random.between(10, 60);
    while (along < length && places.length < count) {
      const east = heading > 0 ? along : length - along;
      const side = random.chance(0.5) ? 1 : -1;
      // Twelve numbers to a hundred metres, odd on the north side.
      const houseNumber = block + Math.floor(east * 0.06) * 2 + (side > 0 ? 1 : 2);
      const at = moved(corner, east, north + side * random.between(11, 19));
      const kind = random.pickWeighted([
        ['house', 86],
        ['apartment', 7],
        ['office', 5],
        ['locker', 2],
      ] as const);
      const flats = kind === 'apartment' ? random.whole(1, 3) : 1;
      for (let flat = 0; flat < flats && places.length < count; flat++) {
        const unit =
          kind === 'apartment'
            ? `Apt ${random.whole(1, 6)}${String(random.whole(1, 18)).padStart(2, '0')}`
            : kind === 'office'
              ? `Ste ${random.whole(100, 420)}`
              : null;
        places.push({ ...at, houseNumber, street, unit, postcode, kind });
      }
      along += Math.min(260, Math.max(28, random.around(88, 0.45)));
    }
    north += random.between(105, 150);
    heading = -heading;
  }
  return places;
}
