/** One delivery as it is told to its customer: everything that is held of it, and nobody else. */
import type { Depot } from '#core/depot.ts';
import { flagSentences, stateWords } from '#core/domain/sentences.ts';
import type { ServiceDate, StopId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { PhotoFactsView, Position, StopDetail } from '#shared/views.ts';
import type { SubjectEntry } from './subjectEntries.ts';

export interface SubjectPicture {
  photo: string;
  /** In the ZIP; null: it is not, and `note` says why. */
  file: string | null;
  note: string | null;
  takenAt: number | null;
  takenFrom: string;
  position: Position | null;
  width: number;
  height: number;
  bytes: number;
  tiedBy: string;
  /** 0 to 1. */
  confidence: number;
  reasons: string[];
  flags: string[];
  quality: string[];
  metresFromStop: number | null;
  secondsAfterScan: number | null;
  decision: 'accepted' | 'rejected' | null;
  /** How many faces and persons a model found in it; null: none has looked. */
  peopleFound: number | null;
  /** Codes in the picture that are this delivery's own. */
  labels: string[];
}

export interface SubjectStop {
  date: ServiceDate;
  route: string;
  /** The driver's code as the manifest gives it; never a name. */
  driverCode: string | null;
  stop: string;
  sequence: number | null;
  address: string;
  postcode: string | null;
  position: Position | null;
  customer: string | null;
  contact: string | null;
  state: string;
  reason: string | null;
  outcome: string;
  packages: StopDetail['packageList'];
  holds: { at: number; reason: string }[];
  pictures: SubjectPicture[];
}

/** What the ZIP tells, as `data.json` has it. */
export interface SubjectData {
  about: string;
  depot: string;
  timeZone: string;
  /** ISO 8601. */
  generatedAt: string;
  /** Days after the delivery; null: until somebody erases it. */
  kept: Settings['retention'];
  deliveries: SubjectStop[];
  /** Decisions, confirmations, views, opt-outs, holds, erasures, in their order. */
  record: SubjectEntry[];
}

/** Null: the stop is not in the index any more. Its pictures have no file yet. */
export function subjectStop(depot: Depot, stopId: StopId): SubjectStop | null {
  const detail = depot.queries.stops.stop(stopId);
  if (!detail) return null;
  const { row, route, packageList, holds } = detail;
  const own = new Set(packageList.map(({ trackingId }) => trackingId));
  return {
    date: route.date,
    route: route.route,
    driverCode: route.driver,
    stop: row.stop,
    sequence: row.sequence,
    address: row.address,
    postcode: row.postcode,
    position: row.position,
    customer: row.customer,
    contact: detail.contact,
    state: stateWords[row.state],
    reason: row.reason,
    outcome: row.outcome,
    packages: packageList,
    holds: holds.map(({ at, note }) => ({ at, reason: note })),
    pictures: detail.photos.map((photo) => ({
      photo: photo.id,
      ...{ file: null, note: null },
      ...{ takenAt: photo.takenAt, takenFrom: photo.takenFrom, position: photo.position },
      ...{ width: photo.width, height: photo.height, bytes: photo.bytes },
      ...{ tiedBy: photo.method, confidence: photo.confidence, reasons: photo.reasons },
      flags: photo.flags.map((flag) => flagSentences[flag]),
      quality: photo.quality,
      ...{ metresFromStop: photo.metresFromStop, secondsAfterScan: photo.secondsAfterScan, decision: photo.decision },
      peopleFound: photo.people === null ? null : photo.people.length,
      labels: labelsOf(photo, own),
    })),
  };
}

/** Other parcels may lie in the picture: their labels are other people's. */
function labelsOf({ labels }: PhotoFactsView, own: ReadonlySet<string>): string[] {
  return (labels ?? []).map(({ text }) => text).filter((text) => own.has(text));
}
