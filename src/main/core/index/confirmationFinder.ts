/** What the outbox asks the index: who is to get a confirmation, whether one may still go, and what is to be said in it. */
import type { Database } from 'better-sqlite3';
import type { StopCode } from '#core/domain/confirmations.ts';
import { deliveredAt, standsByItself } from '#core/domain/stopState.ts';
import type { StopRef } from '#core/ledger/contract.ts';
import type { PhotoId, ServiceDate } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { ConfirmationChannel, Flag, Handover, MatchMethod } from '#shared/words.ts';
import { type ConfirmationRow, type StoredConfirmation, toStored } from './confirmationStore.ts';
import type { DecisionStore } from './decisionStore.ts';
import { type PackageRecord, type StopRecord, toPackage } from './deliveryReader.ts';
import { bitsOf } from './erasedStops.ts';
import { makeStopId, toBytes, toHex } from './keys.ts';
import { isHash } from './photoReader.ts';
import { protectedPhotoSql, protectedSql } from './protection.ts';
import { flagsOf, photoRank } from './stopRows.ts';

/** A confirmed stop that has none of a channel. */
export interface DueStop {
  stop: StopRef;
  contact: string | null;
}

/** What the index says of a stop that is about to get one. */
export interface StopFacts {
  customer: string | null;
  contact: string | null;
  address: string;
  postcode: string | null;
  position: { latitude: number; longitude: number } | null;
  trackingIds: string[];
  /** Epoch ms. */
  deliveredAt: number | null;
  handover: Handover | null;
}

export interface ConfirmationFinder {
  /** Dates from `from` on with a confirmed stop. */
  dates(from: ServiceDate): ServiceDate[];
  /** Routes of a date (their numbers) with a confirmed stop, as far as they are signed off as the settings wish. */
  routes(date: ServiceDate): number[];
  due(route: number, channel: ConfirmationChannel): DueStop[];
  /** Those that may be tried now, the oldest first. */
  ready(channel: ConfirmationChannel, now: number, limit: number): StoredConfirmation[];
  /** When the next one that waits for its time is due; null: none waits. Epoch ms. */
  nextRetryAt(channel: ConfirmationChannel, now: number): number | null;
  /** Dates with one that was made or is held, or with a page. */
  openDates(): ServiceDate[];
  /**
   * Made or held ones of a date whose stops are not confirmed any more, and why; where a customer opted out or was erased, pages
   * that are out too.
   */
  overtaken(
    date: ServiceDate,
  ): Array<{ confirmation: StoredConfirmation; why: 'opted-out' | 'not-confirmed' | 'erased' }>;
  /** Whether the stop may get its confirmation now: `wait` where the index or the sign-off does not say so yet. */
  standing(stop: StopRef): 'go' | 'wait' | Exclude<StopCode, 'picture-changed'>;
  /** The picture that confirms the stop and may be shown to its customer; null: there is none whose file is here. */
  picture(stop: StopRef): PhotoId | null;
  facts(stop: StopRef): StopFacts | null;
  takenAt(photo: PhotoId): number | null;
}

interface TieRow {
  sha256: Buffer;
  method: MatchMethod;
  confidence: number;
  flags: string | null;
  taken_at: number | null;
}

/** Why nobody may get a picture of the place. */
const isPrivate = protectedSql('stops');
/** Nothing that names the customer is kept. */
const isForgotten = `(coalesce(stops.erased, 0) & ${bitsOf(['confirmation', 'customer-data'])}) <> 0`;
/** As it stands: whatever changed since, nobody has signed. */
export const isSigned = `EXISTS (SELECT 1 FROM sign_offs WHERE sign_offs.date = routes.date AND sign_offs.route = routes.route
  AND sign_offs.fingerprint = routes.fingerprint)`;
/** A picture with this flag is never shown, whatever blocks. */
const neverShown: Flag = 'photo-despite-opt-out';

export function createConfirmationFinder(
  db: Database,
  decisions: DecisionStore,
  settings: () => Settings,
): ConfirmationFinder {
  const dates = db
    .prepare<[string], ServiceDate>(
      'SELECT DISTINCT date FROM routes WHERE date >= ? AND confirmed > 0 ORDER BY date DESC',
    )
    .pluck();
  const routes = db
    .prepare<[string, number], number>(
      `SELECT id FROM routes WHERE date = ? AND confirmed > 0 AND fingerprint IS NOT NULL AND (? = 0 OR ${isSigned}) ORDER BY route`,
    )
    .pluck();
  const due = db.prepare<[number, string, string], StopRow>(
    `SELECT routes.date, routes.route, stops.stop, stops.contact FROM stops JOIN routes ON routes.id = stops.route
     WHERE stops.route = ? AND stops.state = 'confirmed' AND stops.erased IS NULL AND (? <> 'email' OR stops.contact LIKE '%@%')
       AND NOT EXISTS (SELECT 1 FROM confirmations WHERE stop_key = stops.key AND channel = ? AND counts = 1)
     ORDER BY stops.sequence IS NULL, stops.sequence, stops.stop`,
  );
  const ready = db.prepare<[string, number, number, number], ConfirmationRow>(
    `SELECT confirmations.* FROM confirmations JOIN stops ON stops.key = stop_key JOIN routes ON routes.id = stops.route
     WHERE confirmations.state = 'ready' AND channel = ? AND (retry_at IS NULL OR retry_at <= ?)
       AND stops.state = 'confirmed' AND fingerprint IS NOT NULL AND (? = 0 OR ${isSigned})
     ORDER BY made_at LIMIT ?`,
  );
  const nextRetry = db
    .prepare<[string, number], number | null>(
      `SELECT min(retry_at) FROM confirmations WHERE state = 'ready' AND channel = ? AND retry_at > ?`,
    )
    .pluck();
  const overtaken = db.prepare<[string], ConfirmationRow & { is_private: 0 | 1; reason: string | null }>(
    `SELECT confirmations.*, ${isPrivate} AS is_private, stops.reason FROM confirmations JOIN stops ON stops.key = stop_key
       JOIN routes ON routes.id = stops.route
     WHERE confirmations.date = ? AND confirmations.state IN ('ready', 'held') AND (${isPrivate} OR (routes.fingerprint IS NOT NULL AND stops.state <> 'confirmed'))`,
  );
  const openDates = db
    .prepare<[], ServiceDate>(
      `SELECT date FROM confirmations WHERE state IN ('ready', 'held')
       UNION SELECT date FROM confirmations WHERE channel = 'pages' AND state IN ('sent', 'delivered')`,
    )
    .pluck();
  const published = db.prepare<[string], ConfirmationRow & { is_private: 0 | 1 }>(
    `SELECT confirmations.*, ${isPrivate} AS is_private FROM confirmations JOIN stops ON stops.key = stop_key
     WHERE date = ? AND channel = 'pages' AND confirmations.state IN ('sent', 'delivered') AND (${isPrivate} OR ${isForgotten})`,
  );
  const stopRow = db.prepare<[Buffer], StopRecord & { judged: 0 | 1; signed: 0 | 1; is_private: 0 | 1 }>(
    `SELECT stops.*, fingerprint IS NOT NULL AS judged, ${isSigned} AS signed, ${isPrivate} AS is_private FROM stops JOIN routes ON routes.id = stops.route
     WHERE stops.key = ?`,
  );
  const ties = db.prepare<[number], TieRow>(
    `SELECT photos.sha256, ties.method, ties.confidence, ties.flags, photos.taken_at FROM ties
       JOIN photos ON photos.id = ties.photo
     WHERE ties.stop = ? AND EXISTS (SELECT 1 FROM files WHERE files.photo = photos.id AND files.present = 1)
       AND NOT ${protectedPhotoSql('ties.photo')}
     ORDER BY photos.taken_at, photos.sha256`,
  );
  const packages = db.prepare<[number], PackageRecord>(
    'SELECT stop, tracking_id, outcome, completed_at, handover, left_at FROM packages WHERE stop = ? ORDER BY tracking_id',
  );
  const takenAt = db
    .prepare<[Buffer, Buffer], number | null>(
      `SELECT taken_at + coalesce(correction, 0) * 1000 FROM photos WHERE ${isHash}`,
    )
    .pluck();

  const keyOf = (stop: StopRef) => toBytes(makeStopId(stop.date, stop.route, stop.stop));
  const wantsSignOff = () => (settings().confirmations.when === 'signed-off' ? 1 : 0);

  return {
    dates: (from) => dates.all(from),
    routes: (date) => routes.all(date, wantsSignOff()),
    due: (route, channel) => due.all(route, channel, channel).map(({ contact, ...stop }) => ({ stop, contact })),
    ready: (channel, now, limit) => ready.all(channel, now, wantsSignOff(), limit).map(toStored),
    nextRetryAt: (channel, now) => nextRetry.get(channel, now) ?? null,
    openDates: () => openDates.all(),
    overtaken: (date) => [
      ...overtaken.all(date).map((row) => ({
        confirmation: toStored(row),
        why: row.is_private || row.reason === 'out-of-programme' ? ('opted-out' as const) : ('not-confirmed' as const),
      })),
      ...published.all(date).map((row) => ({
        confirmation: toStored(row),
        why: row.is_private ? ('opted-out' as const) : ('erased' as const),
      })),
    ],

    standing(stop) {
      const row = stopRow.get(keyOf(stop));
      if (!row) return 'wait';
      if (row.is_private || row.reason === 'out-of-programme') return 'opted-out';
      // A rule changed, and the route is not judged by it yet.
      if (!row.judged) return 'wait';
      if (row.state !== 'confirmed') return 'not-confirmed';
      return wantsSignOff() && !row.signed ? 'wait' : 'go';
    },

    picture(stop) {
      const row = stopRow.get(keyOf(stop));
      if (!row) return null;
      const here = decisions.ofStop(toHex(row.key));
      const showable = ties.all(row.id).flatMap((tie) => {
        const photo = { ...tie, photoId: toHex(tie.sha256), id: toHex(tie.sha256), flags: flagsOf(tie.flags) };
        const confirms = here?.accepted.has(photo.id) || standsByItself(photo, settings());
        return confirms && !here?.rejected.has(photo.id) && !photo.flags.includes(neverShown) ? [photo] : [];
      });
      const rank = (photo: (typeof showable)[number]) => photoRank(photo, here, settings());
      // In order of their times until now, which decides among equals.
      return showable.sort((a, b) => rank(a) - rank(b))[0]?.id ?? null;
    },

    facts(stop) {
      const row = stopRow.get(keyOf(stop));
      if (!row) return null;
      const delivered = packages.all(row.id).filter((each) => each.outcome === 'delivered');
      const { customer, contact, address, postcode, latitude, longitude } = row;
      return {
        ...{ customer, contact, address, postcode },
        position: latitude === null || longitude === null ? null : { latitude, longitude },
        trackingIds: delivered.map((each) => each.tracking_id),
        deliveredAt: deliveredAt({ packages: delivered.map(toPackage) }),
        handover: delivered.find((each) => each.handover !== null)?.handover ?? null,
      };
    },

    takenAt: (photo) => takenAt.get(toBytes(photo), toBytes(photo)) ?? null,
  };
}

type StopRow = StopRef & { contact: string | null };
