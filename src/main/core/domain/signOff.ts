/**
 * What a sign-off signs, and what differs from it afterwards. The clock has no say: a stop whose phone "has not synced yet" and
 * one that is "missing" are signed alike, for only time lies between the two.
 */
import type { ExcuseReason, Outcome, StopState } from '#shared/words.ts';

/** How one stop stands when it is signed; the ledger's `SignedStop`. */
export interface Signed {
  stop: string;
  state: StopState;
  /** First 16 hex digits of each tied photo that was not rejected, in order. */
  photos: string[];
  excuse?: ExcuseReason;
  /** Absent: delivered. */
  outcome?: Outcome;
  followUp?: true;
}

/** States in which a stop still owes a picture. */
export const openStates = ['needs-review', 'candidate', 'syncing', 'missing'] as const satisfies StopState[];

export const isOpen = (state: StopState): boolean => (openStates as readonly StopState[]).includes(state);

/** A stop as it goes into the ledger. `photoIds`: tied and not rejected, in any order. */
export function toSigned(stop: {
  stop: string;
  state: StopState;
  photoIds: readonly string[];
  excuse: ExcuseReason | null;
  outcome: Outcome;
  followUp: boolean;
}): Signed {
  return {
    stop: stop.stop,
    state: stop.state,
    photos: stop.photoIds.map((id) => id.slice(0, 16)).sort(),
    ...(stop.state === 'excused' && stop.excuse ? { excuse: stop.excuse } : {}),
    ...(stop.outcome === 'delivered' ? {} : { outcome: stop.outcome }),
    ...(stop.followUp && isOpen(stop.state) ? { followUp: true } : {}),
  };
}

const timeless = (state: StopState): StopState => (state === 'syncing' ? 'missing' : state);

/** One text for each way in which a route may stand; two are equal when nothing that was signed differs. */
export function routeText(stops: readonly Signed[]): string {
  const sorted = [...stops].sort((a, b) => (a.stop < b.stop ? -1 : 1));
  return JSON.stringify(
    sorted.map(({ stop, state, photos, excuse, outcome, followUp }) => [
      ...[stop, timeless(state), photos, excuse ?? null, outcome ?? null, followUp ?? false],
    ]),
  );
}

/** The same for a day: its routes as they stand, and how many photos belong to no stop. */
export function dayText(day: {
  routes: readonly { route: string; fingerprint: string | null }[];
  unmatched: number;
}): string {
  const routes = day.routes.map(({ route, fingerprint }) => [route, fingerprint] as const);
  return JSON.stringify([routes.sort(([a], [b]) => (a < b ? -1 : 1)), day.unmatched]);
}

/** What differs about one stop since it was signed. */
export type StopChange =
  | { stop: string; what: 'new'; state: StopState }
  | { stop: string; what: 'gone' }
  | {
      stop: string;
      what: 'differs';
      /** State before and now; null when it is the same. */
      state: { from: StopState; to: StopState } | null;
      outcome: { from: Outcome; to: Outcome } | null;
      excuse: { from: ExcuseReason; to: ExcuseReason } | null;
      /** First 16 hex digits. */
      added: string[];
      removed: string[];
      /** The driver is asked now, or not any more. */
      followUp: boolean | null;
    };

/** Everything that differs, in the order of the stops as they stand now; those that are gone come last. */
export function changesSince(signed: readonly Signed[], now: readonly Signed[]): StopChange[] {
  const before = new Map(signed.map((stop) => [stop.stop, stop]));
  const changes: StopChange[] = [];
  for (const stop of now) {
    const old = before.get(stop.stop);
    before.delete(stop.stop);
    if (!old) {
      changes.push({ stop: stop.stop, what: 'new', state: stop.state });
      continue;
    }
    const [from, to] = [old.outcome ?? 'delivered', stop.outcome ?? 'delivered'] as const;
    const change: StopChange = {
      stop: stop.stop,
      what: 'differs',
      state: timeless(old.state) === timeless(stop.state) ? null : { from: old.state, to: stop.state },
      outcome: from === to ? null : { from, to },
      excuse: old.excuse && stop.excuse && old.excuse !== stop.excuse ? { from: old.excuse, to: stop.excuse } : null,
      added: stop.photos.filter((photo) => !old.photos.includes(photo)),
      removed: old.photos.filter((photo) => !stop.photos.includes(photo)),
      followUp: (old.followUp ?? false) === (stop.followUp ?? false) ? null : (stop.followUp ?? false),
    };
    const { state, outcome, excuse, added, removed, followUp } = change;
    if (state || outcome || excuse || added.length + removed.length > 0 || followUp !== null) changes.push(change);
  }
  for (const stop of before.keys()) changes.push({ stop, what: 'gone' });
  return changes;
}
