/** `claim.json`: the claim, its stop, the facts and what is known of each picture, for programs. Times are ISO 8601 in UTC. */
import { allegationWords } from '#core/domain/activity.ts';
import { stateWords } from '#core/domain/sentences.ts';
import type { ExportTask } from '#core/exports/contract.ts';
import type { ExcerptEntry } from '#core/ledger/contract.ts';
import { type ClaimFile, claimFormat, type PackedPicture, packVersion } from '#pack/format.ts';
import type { Evidence, EvidencePhoto } from '#shared/evidence.ts';
import type { PhotoId } from '#shared/ids.ts';
import type { PlacedAttachment } from './packAttachments.ts';
import type { PackPicture } from './packPictures.ts';
import type { PackSubject } from './packSubject.ts';

/** A picture with its place in the pack, and the entries of the ledger that recorded its hash. */
export type PlacedPicture = Omit<PackPicture, 'bytes' | 'preview'> & {
  path: PackedPicture['path'];
  /** Where its preview is, which stands for it. */
  previewPath: string | null;
  recordedBy: { entry: number; kind: string; at: number }[];
};

export interface PackMatter {
  subject: PackSubject;
  pictures: readonly PlacedPicture[];
  attachments: readonly PlacedAttachment[];
  /** About the depot's clock. */
  clock: readonly string[];
  /** Why the ledger does not hold, and which entries can't be shown for it; null: it holds. */
  broken: { seq: number; sentence: string; lacking: readonly number[] } | null;
  /** The checker's page goes with it. */
  hasChecker: boolean;
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export function claimFile(task: ExportTask, matter: PackMatter): ClaimFile {
  const { subject, pictures, attachments } = matter;
  const { evidence, record, variant, withheld } = subject;
  const { claim } = record;
  const isFull = variant === 'full';
  return {
    format: claimFormat,
    version: packVersion,
    depot: task.settings.depotName,
    timeZone: task.settings.timeZone,
    madeAt: iso(task.now),
    variant,
    claim: {
      ...{ id: claim.id, number: claim.number, state: claim.state, allegation: claim.allegation },
      says: allegationWords[claim.allegation],
      ...{ asker: claim.asker, askedBy: claim.askedBy, words: claim.words },
      ...{ received: claim.received, due: claim.due, openedAt: iso(claim.openedAt) },
      openedBy: isFull ? claim.openedBy : null,
      // Its words name the desk's people, and stops that it was laid to by mistake.
      history: isFull
        ? record.history.map(({ at, person, kind, sentence, note, undone }) => ({
            ...{ at: iso(at), person, kind, sentence, note, undone },
          }))
        : [],
      changes: isFull ? record.changes : [],
    },
    stop: stopOf(subject),
    facts: { list: evidence?.facts ?? [] },
    summary: evidence?.summary.map(({ text }) => text) ?? [unseenSentence(record.claim.lostStop)],
    pictures: pictures.map((picture) => pictureOf(picture, evidence)),
    files: attachments.map(({ path, recordedSha256, entry, standing, note, fileName, bytes, at }) => ({
      ...{ path, recordedSha256, entry, standing, note, fileName, bytes, attachedAt: iso(at) },
    })),
    // Letters of others, and what the depot wrote to itself, are nobody's but the depot's.
    filesLeftOut: subject.attachedLeftOut,
    withheld: withheld.map(({ photo, why }) => ({ recordedSha256: photo, why })),
    timeline: evidence?.timeline.map((stop) => ({
      ...{ isThis: stop.isThis, stop: stop.stop, address: stop.address, outcome: stop.outcome, state: stop.state },
      ...{ completedAt: iso(stop.completedAt), photoTakenAt: iso(stop.photoTakenAt), metres: stop.metres },
      ...{ position: stop.position, photoPosition: stop.photoPosition },
    })),
    earlier: evidence?.earlier.map(({ date, takenAt, handover, accepted }) => ({
      date,
      takenAt: iso(takenAt),
      handover,
      accepted,
    })),
    decisions: evidence?.detail.decisions.map(({ at, person, kind, sentence, note, undone, photoId }) => ({
      ...{ at: iso(at), person, kind, sentence, note, undone, photo: photoId },
    })),
    confirmations: evidence?.confirmations.map(({ channel, state, madeAt, changedAt, sentence, attempt }) => ({
      ...{ channel, state, madeAt: iso(madeAt), changedAt: iso(changedAt), sentence, attempts: attempt },
    })),
    clock: matter.clock,
    ledger: matter.broken,
  };
}

export const unseenSentence = (lostStop: string | null): string =>
  lostStop === null
    ? 'Porchlight never saw this parcel'
    : `The stop that the claim is about is not in the index any more: ${lostStop}`;

function stopOf({ evidence, record }: PackSubject) {
  const { stop } = record.claim;
  if (!stop || !evidence) return null;
  const { row, route, packageList } = evidence.detail;
  return {
    ...{ date: route.date, route: route.route, driver: route.driver, driverName: route.driverName },
    ...{ stop: row.stop, sequence: row.sequence, address: row.address, postcode: row.postcode, customer: row.customer },
    ...{ position: row.position, outcome: row.outcome, completedAt: iso(row.completedAt) },
    ...{ state: row.state, stands: stateWords[row.state], reason: row.reason },
    packages: packageList.map((parcel) => ({ ...parcel, completedAt: iso(parcel.completedAt) })),
  };
}

function pictureOf(picture: PlacedPicture, evidence: Evidence | null): ClaimFile['pictures'][number] {
  const { photo, path, previewPath, standing, note, fileNames, recordedBy, sha256 } = picture;
  const known = evidence?.photos.find(({ id }) => id === photo);
  return {
    ...{ path, recordedSha256: photo, sha256, standing, note, previewPath, fileNames },
    recordedBy: recordedBy.map(({ entry, kind, at }) => ({ entry, kind, at: iso(at) })),
    ...(known ? knownOf(known) : {}),
  };
}

function knownOf(known: EvidencePhoto) {
  return {
    ...{ takenAt: iso(known.takenAt), takenFrom: known.takenFrom, correctedAt: iso(known.correctedAt) },
    ...{ clockCorrectionSeconds: known.clockCorrection, clockRestsOn: known.clock?.restsOn ?? null },
    ...{ arrivedAt: iso(known.arrivedAt), indexedAt: iso(known.indexedAt), device: known.device },
    ...{ position: known.position, metresFromStop: known.metresFromStop, secondsAfterScan: known.secondsAfterScan },
    ...{ method: known.method, confidence: known.confidence, reasons: known.reasons, flags: known.flags },
    ...{ decision: known.decision, width: known.width, height: known.height, bytes: known.bytes },
    nearestStops: known.nearestStops.map(({ address, metres }) => ({ address, metres })),
  };
}

/** Entries of the excerpt that hold a picture's hash: whole, or the first 16 digits in a sign-off. */
export function recordedBy(photo: PhotoId, entries: readonly ExcerptEntry[]): PlacedPicture['recordedBy'] {
  const short = `"${photo.slice(0, 16)}"`;
  return entries
    .filter(({ stored: { kind, body } }) => body.includes(photo) || (isSigned(kind) && body.includes(short)))
    .map(({ stored: { seq, kind, at } }) => ({ entry: seq, kind, at }));
}

const isSigned = (kind: string): boolean => kind === 'sign-off' || kind === 'erase';
