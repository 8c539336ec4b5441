/**
 * What was erased, for everybody who writes or judges: a stop whose customer or pictures were erased stands for ever as its ledger
 * entry says, and what a manifest or a picture still tells of it is not kept. Costs one look at a date where nothing was erased.
 */
import type { Database } from 'better-sqlite3';
import type { ErasedStop, LedgerBody } from '#core/ledger/contract.ts';
import type { PhotoId, RouteId, ServiceDate } from '#shared/ids.ts';
import type { RetentionKind } from '#shared/words.ts';
import { toBytes } from './keys.ts';

/** How the index keeps a set of kinds. */
export const erasedBit = {
  picture: 1,
  thumbnail: 2,
  confirmation: 4,
  'customer-data': 8,
} as const satisfies Record<RetentionKind, number>;

/** In `erased_days`: the customers of all its stops. */
export const wholeDayBit = 16;

/** Without these nothing can be matched or judged anew. */
const freezing = erasedBit.picture | erasedBit['customer-data'];

export const bitsOf = (kinds: readonly RetentionKind[]): number =>
  kinds.reduce((bits, kind) => bits | erasedBit[kind], 0);

export const kindsOf = (bits: number | null): RetentionKind[] =>
  (Object.keys(erasedBit) as RetentionKind[]).filter((kind) => isErased(bits, kind));

export const isErased = (bits: number | null | undefined, kind: RetentionKind): boolean =>
  ((bits ?? 0) & erasedBit[kind]) !== 0;

/** The stop is left out of matching and judging. */
export const isFrozen = (bits: number | null | undefined): boolean => ((bits ?? 0) & freezing) !== 0;

/** Where a picture stood when it was erased. */
export interface ErasedTie {
  /** Row numbers. */
  stop: number;
  route: number;
  date: ServiceDate;
  what: number;
  method: string;
  confidence: number;
}

export interface ErasedStops {
  /** Whether anything of a date was erased. */
  isTouched(date: ServiceDate): boolean;
  /** Frozen stops of a route, by their names: as they stand. */
  ofRoute(date: ServiceDate, routeId: RouteId): ReadonlyMap<string, ErasedStop>;
  /** Stops at which the picture stood when something of them was erased; of most pictures none. */
  tiesOf(sha256: Buffer): ErasedTie[];
  /** What was erased of the pictures of a date that belong to no stop. */
  straysOf(date: ServiceDate): number;
  /** What was erased of a picture that is in the index. */
  ofPhoto(photoId: PhotoId): number;
}

const none: ReadonlyMap<string, ErasedStop> = new Map();

export function createErasedStops(db: Database): ErasedStops {
  const day = db.prepare<[string], { what: number; strays: number }>(
    'SELECT what, strays FROM erased_days WHERE date = ?',
  );
  const any = db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM erased_photos)').pluck();
  const entries = db
    .prepare<[Buffer], string>(`SELECT body FROM decisions WHERE stop_key = ? AND kind = 'erase' ORDER BY seq`)
    .pluck();
  const ties = db.prepare<[Buffer], ErasedTie>(
    `SELECT stops.id AS stop, stops.route, routes.date, erased_photos.what, erased_photos.method, erased_photos.confidence
     FROM erased_photos JOIN stops ON stops.key = erased_photos.stop JOIN routes ON routes.id = stops.route
     WHERE erased_photos.hash = ? ORDER BY routes.date, stops.id`,
  );
  const photo = db
    .prepare<[Buffer, Buffer], number | null>(
      'SELECT erased FROM photos WHERE substr(sha256, 1, 8) = substr(?, 1, 8) AND sha256 = ?',
    )
    .pluck();

  return {
    isTouched: (date) => day.get(date) !== undefined,
    ofRoute(date, routeId) {
      if (!isFrozen(day.get(date)?.what)) return none;
      const standing = new Map<string, ErasedStop>();
      for (const text of entries.all(toBytes(routeId))) {
        const body = JSON.parse(text) as Extract<LedgerBody, { kind: 'erase' }>;
        if (!isFrozen(bitsOf(body.what))) continue;
        // The first word holds: what came later had nothing left to judge by.
        for (const stop of body.stops) if (!standing.has(stop.stop)) standing.set(stop.stop, stop);
      }
      return standing;
    },
    tiesOf: (sha256) => (any.get() === 1 ? ties.all(sha256.subarray(0, 8)) : []),
    straysOf: (date) => day.get(date)?.strays ?? 0,
    ofPhoto(photoId) {
      const bytes = toBytes(photoId);
      return photo.get(bytes, bytes) ?? 0;
    },
  };
}
