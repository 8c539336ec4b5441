/** A route as a map shows it: where its stops lie, and where the pictures that are tied to them were taken. */
import type { Database } from 'better-sqlite3';
import type { RouteId } from '#shared/ids.ts';
import type { RouteMap } from '#shared/routeMap.ts';
import type { Settings } from '#shared/settings.ts';
import type { StopState } from '#shared/words.ts';
import { createDeliveryReader, type PackageRecord } from './deliveryReader.ts';
import { toBytes, toHex } from './keys.ts';

interface TiedPhotoRow {
  sha256: Buffer;
  stop_key: Buffer;
  latitude: number;
  longitude: number;
  taken_at: number | null;
  metres: number | null;
}

/** Null when the route is not in the index. Reads one route. */
export function createRouteMap(db: Database, settings: () => Settings): (id: RouteId) => RouteMap | null {
  const deliveries = createDeliveryReader(db);
  const routeByKey = db.prepare<[Buffer], { id: number; date: string; route: string }>(
    'SELECT id, date, route FROM routes WHERE key = ?',
  );
  const photosOf = db.prepare<[number], TiedPhotoRow>(
    `SELECT photos.sha256, stops.key AS stop_key, photos.latitude, photos.longitude, photos.taken_at, ties.metres
     FROM stops JOIN ties ON ties.stop = stops.id JOIN photos ON photos.id = ties.photo
     WHERE stops.route = ? AND photos.latitude IS NOT NULL AND photos.longitude IS NOT NULL
     ORDER BY photos.taken_at, photos.sha256`,
  );

  return (routeId) => {
    const route = routeByKey.get(toBytes(routeId));
    if (!route) return null;
    const packages = deliveries.packagesOf(route.id);
    return {
      routeId,
      route: route.route,
      date: route.date,
      timeZone: settings().timeZone,
      stops: deliveries.stopsOf(route.id).map((stop) => ({
        stopId: toHex(stop.key),
        stop: stop.stop,
        sequence: stop.sequence,
        address: stop.address,
        state: stop.state as StopState,
        completedAt: completedAt(packages.get(stop.id) ?? []),
        position:
          stop.latitude === null || stop.longitude === null
            ? null
            : { latitude: stop.latitude, longitude: stop.longitude },
      })),
      photos: photosOf.all(route.id).map((photo) => ({
        photoId: toHex(photo.sha256),
        stopId: toHex(photo.stop_key),
        position: { latitude: photo.latitude, longitude: photo.longitude },
        takenAt: photo.taken_at,
        metresFromStop: photo.metres,
      })),
    };
  };
}

/** When the driver was there: the last scan of what was delivered, else of anything. */
function completedAt(packages: readonly PackageRecord[]): number | null {
  const times = (some: readonly PackageRecord[]) => some.flatMap((each) => each.completed_at ?? []);
  const delivered = times(packages.filter((each) => each.outcome === 'delivered'));
  const scans = delivered.length > 0 ? delivered : times(packages);
  return scans.length > 0 ? Math.max(...scans) : null;
}
