/**
 * What the depot knows about a day: routes, stops, packages, photos. Plain data, no I/O. Times are epoch milliseconds
 * (UTC), positions are WGS 84 degrees, distances metres.
 */
import type { PhotoId, RouteId, ServiceDate, StopId } from '#shared/ids.ts';
import type { Handover, MatchMethod, Outcome } from '#shared/words.ts';
import type { QualityFigures } from './quality.ts';

export interface Package {
  trackingId: string;
  outcome: Outcome;
  completedAt: number | null;
  handover: Handover | null;
  /** The manifest's own words for how it was left. */
  leftAt: string | null;
}

export interface Stop {
  id: StopId;
  routeId: RouteId;
  /** Unique within the route: the manifest's stop, else one made from address and position. */
  stop: string;
  sequence: number | null;
  address: string;
  postcode: string | null;
  latitude: number | null;
  longitude: number | null;
  customer: string | null;
  contact: string | null;
  windowStart: number | null;
  windowEnd: number | null;
  confidential: boolean;
  /** No picture is owed, nor may one be taken: the manifest or the register says so for this service date. */
  optedOut: boolean;
  /** The customer opted out after this delivery: it stands as it stood, and its pictures are shown and sent no more. */
  optedOutSince?: true;
  packages: Package[];
}

export interface Route {
  id: RouteId;
  date: ServiceDate;
  /** Route code, as the depot says it: `R104`. */
  route: string;
  driver: string | null;
  driverName: string | null;
  stops: Stop[];
}

/** What a sidecar says about its photo; all of it optional. */
export interface Sidecar {
  trackingId?: string;
  route?: string;
  stop?: string;
  /** Epoch ms. */
  takenAt?: number;
  latitude?: number;
  longitude?: number;
  driver?: string;
  deviceId?: string;
  note?: string;
}

/** One file of the folder that holds a photo's bytes. */
export interface PhotoFile {
  /** Relative to the root, with `/`. */
  path: string;
  modifiedAt: number;
  sidecar: Sidecar | null;
}

/** Where a photo's time comes from, best first. */
export const takenSources = ['exif-with-zone', 'gps-time', 'sidecar', 'exif-local', 'name', 'file-time'] as const;
export type TakenSource = (typeof takenSources)[number];

/** One photo: distinct bytes, in one or more files. */
export interface Photo {
  id: PhotoId;
  /** In order of path. */
  files: PhotoFile[];
  takenAt: number | null;
  takenSource: TakenSource | null;
  /** What a camera says whose clock was never set (1970 after a battery pull), epoch ms: only differences mean anything. */
  unsetClock?: number;
  /** The GPS's own time, UTC epoch ms; absent where EXIF has none. It is that of the last fix: minutes old at times, never ahead. */
  gpsTime?: number;
  /** What the camera's clock showed on the wall, ms as if it were UTC; only beside `gpsTime`. */
  takenLocal?: number;
  latitude: number | null;
  longitude: number | null;
  /** Make and model as EXIF says, or the sidecar's device id. */
  device: string | null;
  width: number;
  height: number;
  /** Null: not measured yet. */
  quality: QualityFigures | null;
  /** Text found in EXIF and XMP (description, title, comment, keywords), each as it stands. */
  texts: string[];
  /** What the barcodes and QR codes in the picture hold, each as it was read; empty where none were read. */
  codes: string[];
}

/** A photo laid to a stop by a supervisor (ledger); beats every other evidence. */
export interface ManualTie {
  photoId: PhotoId;
  stopId: StopId;
}

/** Confidence of a tie by name that the label in the picture speaks against: as likely as not, and a person's to decide. */
export const doubtedByLabel = 0.5;

/** A photo and its stop. */
export interface Tie {
  photoId: PhotoId;
  stopId: StopId;
  method: MatchMethod;
  /** 0 to 1: of the ties that say 0.95, 95 % should be right. */
  confidence: number;
  /** Seconds from the scan to the picture, after clock correction; null without both times. */
  secondsAfterScan: number | null;
  metresFromStop: number | null;
  /** Sentences for the supervisor. */
  reasons: string[];
  /** Folder, sidecar or driver say another route than the stop's. */
  wrongRoute?: true;
}

/** A stop that an unmatched photo may belong to. */
export interface CandidateTie {
  photoId: PhotoId;
  stopId: StopId;
  score: number;
  reasons: string[];
}

/** A photo that stayed alone, and why. */
export interface Stray {
  photoId: PhotoId;
  reason: string;
  /** Best first, at most five. */
  candidates: CandidateTie[];
}

/** A device's clock on one route of a day, as measured; what a person said about it stands in `told`. */
export interface DeviceClock {
  routeId: RouteId;
  /** As the pictures name it; empty where they name none. */
  device: string;
  /** Folder and device that share a clock, as `matching` grouped them. */
  group: string;
  /** Its pictures. */
  photos: number;
  /** Seconds to add to the camera's time; positive = the device is slow, 0 = it is right. Of a drifting clock: in the middle of the shift. */
  correctionSeconds: number;
  /** Seconds by which the correction grows in an hour; 0 for a clock that keeps its pace. */
  driftPerHour: number;
  /** Jumps, in their order: the correction from that moment (epoch ms) on. Empty for a clock that never jumped. */
  steps: { at: number; seconds: number }[];
  /** How sure it is that the correction is within a minute of the truth, 0 to 1. */
  confidence: number;
  /** Photos that the estimate rests on. */
  support: number;
  /** How many of them have GPS time, and how many a person placed; the others lie beside scans. */
  sources: { gps: number; placed: number };
  /** Seconds that a person said it is slow (+) or fast (-): holds instead of what was measured. Null: nobody did. */
  told: number | null;
}
