/** Routes and photos of which only the names, sidecars and texts matter. */
import type { Photo, PhotoFile, Route, Sidecar } from '#core/domain/delivery.ts';

type StopPlan = Record<string, string[]>;

/** A route whose stops are given as code → tracking ids; stop ids read `R104/12`. */
export function route(code: string, driver: string | null, stops: StopPlan, driverName: string | null = null): Route {
  return {
    id: code,
    date: '2026-11-21',
    route: code,
    driver,
    driverName,
    stops: Object.entries(stops).map(([stop, trackingIds]) => ({
      id: `${code}/${stop}`,
      routeId: code,
      stop,
      sequence: null,
      address: '12 Elm St',
      postcode: null,
      latitude: null,
      longitude: null,
      customer: null,
      contact: null,
      windowStart: null,
      windowEnd: null,
      confidential: false,
      optedOut: false,
      packages: trackingIds.map((trackingId) => ({
        trackingId,
        outcome: 'delivered',
        completedAt: null,
        handover: 'doorstep',
        leftAt: null,
      })),
    })),
  };
}

export function file(path: string, sidecar: Sidecar | null = null): PhotoFile {
  return { path, modifiedAt: 0, sidecar };
}

export function photo(files: PhotoFile[], texts: string[] = []): Photo {
  return {
    id: 'picture',
    files,
    takenAt: null,
    takenSource: null,
    latitude: null,
    longitude: null,
    device: null,
    width: 4000,
    height: 3000,
    quality: null,
    texts,
    codes: [],
  };
}
