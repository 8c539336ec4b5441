/** One stop as the lists show it: the route's list and the review queue. */
import type { StopDecisions } from '#core/domain/decisions.ts';
import { blockingAmong } from '#core/domain/flags.ts';
import { reasonSentence } from '#core/domain/sentences.ts';
import { isOpen } from '#core/domain/signOff.ts';
import { mainPackage } from '#core/domain/stopOutcome.ts';
import type { StopReason } from '#core/domain/stopState.ts';
import type { PhotoId, RouteId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { StopHistory, StopRow } from '#shared/views.ts';
import type { Flag, StopState } from '#shared/words.ts';
import type { PackageRecord, StopRecord } from './deliveryReader.ts';
import { isErased, isFrozen } from './erasedStops.ts';
import { toHex } from './keys.ts';

/** What of a picture was erased, as `photoFactsViewSchema` says it. */
export interface ErasedMarks {
  erased?: boolean | undefined;
  smallErased?: boolean | undefined;
}

/** @param bits of `erasedBit`. */
export function erasedMarks(bits: number | null): ErasedMarks {
  return {
    ...(isErased(bits, 'picture') && { erased: true }),
    ...(isErased(bits, 'thumbnail') && { smallErased: true }),
  };
}

/** What a row is made of, beside its stop. */
export interface RowParts {
  routeId: RouteId;
  packages: readonly PackageRecord[];
  /** Tied photos, oldest first. */
  photos: readonly ({ id: PhotoId; flags: readonly Flag[] } & ErasedMarks)[];
  /** Proposed pictures that were not refused here. */
  candidates: number;
  here: StopDecisions | null;
  /** Of its address; absent: nobody asked for it, or nothing is remembered. */
  history?: StopHistory | null;
}

/** Flags as the index keeps them: JSON, or null for none. */
export const flagsOf = (text: string | null): Flag[] => (text === null ? [] : (JSON.parse(text) as Flag[]));

/** Accepted first, rejected last, between them the least doubtful: the first picture is the one to look at. */
export function photoRank(
  photo: { id: PhotoId; flags: readonly Flag[] },
  here: StopDecisions | null,
  settings: Pick<Settings, 'blockingFlags'>,
): number {
  if (here?.accepted.has(photo.id)) return -1;
  return here?.rejected.has(photo.id) ? 100 : blockingAmong(photo.flags, settings).length;
}

export function toStopRow(record: StopRecord, parts: RowParts, settings: Pick<Settings, 'blockingFlags'>): StopRow {
  const { routeId, packages, photos, candidates, here } = parts;
  const best =
    photos.length > 1
      ? [...photos].sort((a, b) => photoRank(a, here, settings) - photoRank(b, here, settings))
      : photos;
  const shown = best.slice(0, 3);
  const small = shown.filter((photo) => photo.smallErased);
  const large = shown.filter((photo) => photo.erased);
  const main = mainPackage(packages);
  const state = record.state as StopState;
  return {
    id: toHex(record.key),
    routeId,
    stop: record.stop,
    sequence: record.sequence,
    address: record.address,
    postcode: record.postcode,
    customer: record.customer,
    outcome: main?.outcome ?? 'pending',
    handover: main?.handover ?? null,
    packages: packages.length,
    completedAt: main?.completed_at ?? null,
    state,
    reason: reasonSentence(state, record.reason as StopReason | null),
    flags: flagsOf(record.flags),
    photoIds: shown.map(({ id }) => id),
    photoCount: photos.length,
    candidateCount: candidates,
    position:
      record.latitude === null || record.longitude === null
        ? null
        : { latitude: record.latitude, longitude: record.longitude },
    followUp: here !== null && here.followUp !== null && isOpen(state),
    notes: here?.notes ?? 0,
    ...(isErased(record.erased, 'customer-data') && { erased: true }),
    ...(isFrozen(record.erased) && { frozen: true }),
    ...(small.length > 0 && { erasedSmall: small.map(({ id }) => id) }),
    ...(large.length > 0 && { erasedLarge: large.map(({ id }) => id) }),
    ...(parts.history && { history: parts.history }),
  };
}
