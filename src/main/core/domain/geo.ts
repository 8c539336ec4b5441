/** Distances on the earth, in metres. */

export interface Place {
  latitude: number;
  longitude: number;
}

/** Mean earth radius in metres (IUGG). */
const earthRadius = 6_371_008.8;
const radians = Math.PI / 180;

/** Great-circle distance in metres between two WGS 84 positions (haversine; good to 0.5 %, far below any GPS error). */
export function metresBetween(a: Place, b: Place): number {
  const halfLatitude = ((b.latitude - a.latitude) * radians) / 2;
  const halfLongitude = ((b.longitude - a.longitude) * radians) / 2;
  const h =
    Math.sin(halfLatitude) ** 2 +
    Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * Math.sin(halfLongitude) ** 2;
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(h)));
}

const metresPerDegree = earthRadius * radians;

/** The same on a flat map: within 1 in 1,000 up to 50 km, and several times as fast. For weighing many pairs. */
export function metresAcross(a: Place, b: Place): number {
  const north = (b.latitude - a.latitude) * metresPerDegree;
  const east = (b.longitude - a.longitude) * metresPerDegree * Math.cos(a.latitude * radians);
  return Math.sqrt(north * north + east * east);
}

/** The position of something that may have none; null unless both degrees are there. */
export function placeOf(thing: { latitude: number | null; longitude: number | null }): Place | null {
  if (thing.latitude === null || thing.longitude === null) return null;
  return { latitude: thing.latitude, longitude: thing.longitude };
}
