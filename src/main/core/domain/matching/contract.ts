/**
 * What matching takes and gives. Matching is a pure function: the same sets give the same answer in any order of arrival.
 */
import type { DeviceClock, ManualTie, Photo, Route, Stray, Tie } from '#core/domain/delivery.ts';
import type { PhotoId, RouteId, StopId } from '#shared/ids.ts';

export interface MatchSettings {
  automaticConfidence: number;
  /** IANA zone of the depot, for times in file names. */
  timeZone: string;
}

export interface MatchInput {
  /** All routes of one service date. */
  routes: readonly Route[];
  /** All photos of that date, and those that name one of its tracking ids. */
  photos: readonly Photo[];
  manual: readonly ManualTie[];
  /** Ties that a supervisor refused for this photo at this stop ("wrong address"): never proposed again. */
  refused: readonly ManualTie[];
  /** What people said about devices' clocks; absent: nothing. */
  clocks?: readonly ToldClock[];
  settings: MatchSettings;
}

/** A person's word on the clock of a route's device; holds for all its pictures of the day. */
export interface ToldClock {
  routeId: RouteId;
  /** As its pictures name it; empty where they name none. */
  device: string;
  /** Seconds to add to what the camera wrote: positive = it is slow. */
  seconds: number;
}

export interface DayMatches {
  /** Ordered by stop, then photo. A photo with the same bytes named for two stops has two ties. */
  ties: Tie[];
  strays: Stray[];
  clocks: DeviceClock[];
  /** The route that each photo was counted to, tied or not; for sync health. */
  routeOf: Map<PhotoId, RouteId>;
  /** Clock correction that was applied to a photo, in seconds; only where one was. */
  correctionOf: Map<PhotoId, number>;
}

/** Reads from a name, path or text which stops it can mean. */
export interface IdentityHit {
  photoId: PhotoId;
  stopId: StopId;
  method: 'sidecar' | 'name' | 'metadata' | 'barcode';
  /** What matched, for the reason's sentence: `TBA123… in the file name`. */
  evidence: string;
  /** The labels in the picture are of other parcels: of another stop of that route, or of another route. */
  labelsSay?: 'another-stop' | 'another-route';
}
