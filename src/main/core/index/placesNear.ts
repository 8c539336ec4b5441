/** Which stops of a day lie near a place. */
import type { Database } from 'better-sqlite3';
import { metresBetween, type Place, placeOf } from '#core/domain/geo.ts';
import type { NearStop } from '#shared/evidence.ts';
import type { ServiceDate } from '#shared/ids.ts';
import { toHex } from './keys.ts';

export interface PlacesNear {
  /** Other stops of the day within so many metres, nearest first. @param except row number of the stop that is asked about. */
  within(date: ServiceDate, place: Place, metres: number, except: number): NearStop[];
}

interface NearRow {
  key: Buffer;
  route: string;
  stop: string;
  address: string;
  latitude: number;
  longitude: number;
}

/** Metres of a degree of latitude, rounded down so that the box is never too small. */
const metresPerDegree = 111_000;

export function createPlacesNear(db: Database): PlacesNear {
  const inBox = db.prepare<[string, number, number, number, number, number], NearRow>(
    `SELECT stops.key, routes.route, stops.stop, stops.address, stops.latitude, stops.longitude
     FROM routes CROSS JOIN stops INDEXED BY stops_place
     WHERE routes.date = ? AND stops.route = routes.id AND stops.latitude BETWEEN ? AND ? AND stops.longitude BETWEEN ? AND ?
       AND stops.id <> ?`,
  );

  return {
    within(date, place, metres, except) {
      const { latitude, longitude } = place;
      const north = metres / metresPerDegree;
      // At the poles every longitude is near; nobody delivers there.
      const east = north / Math.max(0.01, Math.cos((latitude * Math.PI) / 180));
      return inBox
        .all(date, latitude - north, latitude + north, longitude - east, longitude + east, except)
        .flatMap(({ key, route, stop, address, ...at }) => {
          const there = placeOf(at);
          const away = there && metresBetween(place, there);
          if (away === null || away > metres) return [];
          return [{ stopId: toHex(key), address: address || `stop ${stop} of ${route}`, metres: away }];
        })
        .sort((a, b) => a.metres - b.metres || (a.stopId < b.stopId ? -1 : 1));
    },
  };
}
