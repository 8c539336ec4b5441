/**
 * Erases stops from ledger and index, in this order: the entry says what is erased and how it stood, then keys and rows go, in
 * slices between which pages are answered. Whatever is broken off goes on from what the entry marked.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ClaimToErase } from '#core/claims/words.ts';
import type { Depot } from '#core/depot.ts';
import { bitsOf, erasedBit, isErased, kindsOf } from '#core/index/erasedStops.ts';
import type { StopToErase } from '#core/index/eraseStore.ts';
import type { HeldStops } from '#core/index/holdQueries.ts';
import type { LedgerBody } from '#core/ledger/contract.ts';
import type { LedgerSubject } from '#core/ledger/personalFields.ts';
import type { SqliteLedger } from '#core/ledger/sqliteLedger.ts';
import type { PhotoId, ServiceDate, StopId } from '#shared/ids.ts';
import type { EraseReason } from '#shared/words.ts';
import type { KeepsStops } from './contract.ts';

/** A slice longer than this is halved, one shorter than a third of it doubled: a page waits for it. */
const sliceMs = 12;
const longestSlice = 100;

export interface Erased {
  stops: number;
  photos: number;
}

export interface RowEraser {
  /**
   * Writes what is erased of stops of one route into the ledger and marks it in the index. `wanted` gives bits by row number, and is
   * asked in the very moment in which it is written down: holds are the caller's affair. Returns how many stops there were.
   */
  record(route: number, wanted: () => ReadonlyMap<number, number>, why: EraseReason): Promise<number>;
  /** The same for a date's pictures that belong to no stop. */
  recordStrays(date: ServiceDate, what: number): Promise<void>;
  /** Wipes everything that is marked. */
  wipe(): Promise<Erased>;
}

export function createRowEraser(parts: {
  depot: Depot;
  ledger: SqliteLedger;
  rooms: () => readonly KeepsStops[];
  person: () => string | null;
  clock: () => number;
  /** The work is to end: what is left is found again. */
  isStopped: () => boolean;
}): RowEraser {
  const { depot, ledger, clock } = parts;
  const { store, retention } = depot.erasing;
  let slice = 20;

  async function append(bodies: LedgerBody[], why: EraseReason): Promise<void> {
    const person = why === 'retention' ? null : parts.person();
    const entries = await ledger.appendAll(bodies.map((body) => ({ body, person, at: clock() })));
    await nextTurn();
    depot.applyAll(entries);
  }

  /** What is sealed about the people of a stop, so far as it is erased. */
  function subjectsOf({ ref, what, photos, holds }: StopToErase): LedgerSubject[] {
    const ofPhotos = photos.map((photo): LedgerSubject => ({ kind: 'photo', photo, date: ref.date }));
    const ofHolds = holds.map((entry): LedgerSubject => ({ kind: 'entry', entry }));
    if (isErased(what, 'customer-data')) return [{ kind: 'stop', stop: ref }, ...ofHolds, ...ofPhotos];
    return isErased(what, 'picture') ? ofPhotos : [];
  }

  /** In one transaction: a process that is killed finds what is left by the stops that are. */
  const wipeRows = depot.db.transaction((stops: readonly StopToErase[], claims: readonly ClaimToErase[]) => {
    store.wipe(stops);
    depot.claims.words.wipe(claims);
    // A claim is found by the address of its stop, until that is gone.
    depot.claims.register.written(stops.map(({ id }) => id));
  });

  async function wipeSlice(stops: readonly StopToErase[]): Promise<void> {
    const ofConfirmations = bitsOf(['confirmation', 'customer-data']);
    const refs = stops.filter(({ what }) => (what & ofConfirmations) !== 0).map(({ ref }) => ref);
    if (refs.length > 0) for (const room of parts.rooms()) await room.forget(refs);
    const told = stops.filter(({ what }) => isErased(what, 'customer-data')).map(({ ref }) => ref);
    const claims = depot.claims.words.withStops(told);
    await ledger.eraseAll([...stops.flatMap(subjectsOf), ...claims.flatMap(({ subjects }) => subjects)], clock());
    const begun = performance.now();
    wipeRows(stops, claims);
    const took = performance.now() - begun;
    if (took > sliceMs) slice = Math.max(1, Math.floor(slice / 2));
    else if (took < sliceMs / 3) slice = Math.min(longestSlice, slice * 2);
  }

  async function wipeStops(done: Erased): Promise<void> {
    for (;;) {
      const stops = store.waiting(slice);
      if (stops.length === 0 || parts.isStopped()) return;
      await wipeSlice(stops);
      done.stops += stops.length;
      done.photos += new Set(stops.flatMap(({ what, photos }) => (isErased(what, 'picture') ? photos : []))).size;
      await nextTurn();
    }
  }

  async function wipeStrays(done: Erased): Promise<void> {
    for (const date of store.strayDates()) {
      for (;;) {
        if (parts.isStopped()) return;
        const photos: PhotoId[] = store.wipeStrays(date);
        if (photos.length === 0) break;
        await ledger.eraseAll(
          photos.map((photo) => ({ kind: 'photo', photo, date })),
          clock(),
        );
        done.photos += photos.length;
        await nextTurn();
      }
    }
  }

  return {
    async record(route, wanted, why) {
      // As it stands now: a clock may have turned since it was judged.
      depot.states.refreshRoute(route, clock());
      await nextTurn();
      const named = retention.route(route);
      if (!named) return 0;
      let recorded = 0;
      const bodies: LedgerBody[] = [];
      for (const [what, rows] of Map.groupBy(wanted(), ([, bits]) => bits)) {
        const stops = store.standing(route, new Set(rows.map(([id]) => id)));
        if (stops.length === 0) continue;
        bodies.push({ kind: 'erase', ...named, what: kindsOf(what), why, stops });
        recorded += stops.length;
      }
      if (bodies.length > 0) await append(bodies, why);
      return recorded;
    },

    async recordStrays(date, what) {
      await append([{ kind: 'erase', date, route: '', what: kindsOf(what), why: 'retention', stops: [] }], 'retention');
    },

    async wipe() {
      const done = { stops: 0, photos: 0 };
      await wipeStops(done);
      await wipeStrays(done);
      return done;
    },
  };
}

/**
 * What of it may be erased for its time alone: a picture that stands at other stops too goes with the last of them. `held` are the
 * ids of stops under a hold, `isDue` says whether another stop's pictures are due as well.
 */
export function withoutShared(
  what: number,
  others: readonly StopId[],
  held: Pick<HeldStops, 'has'>,
  isDue: (stopId: StopId) => boolean,
): number {
  const stays = others.some((other) => held.has(other) || !isDue(other));
  return stays ? what & ~(erasedBit.picture | erasedBit.thumbnail) : what;
}
