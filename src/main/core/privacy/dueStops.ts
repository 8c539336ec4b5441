/** What the settings say is to be erased tonight. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Depot } from '#core/depot.ts';
import { daysKept, dueUpTo } from '#core/domain/retention.ts';
import { bitsOf, erasedBit, isErased } from '#core/index/erasedStops.ts';
import type { HeldStops } from '#core/index/holdQueries.ts';
import type { ServiceDate, StopId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import { type RetentionKind, retentionKinds } from '#shared/words.ts';
import { withoutShared } from './eraseRows.ts';

const everything = bitsOf(retentionKinds);

/** Kinds that have an end, each with the last service date whose time is up. */
export type Due = Array<{ kind: RetentionKind; upTo: ServiceDate }>;

export function dueKinds(retention: Settings['retention'], today: ServiceDate): Due {
  return retentionKinds.flatMap((kind) => {
    const upTo = dueUpTo(today, daysKept(kind, retention));
    return upTo === null ? [] : [{ kind, upTo }];
  });
}

/** Bits of what is due of a date. */
export const dueOf = (due: Due, date: ServiceDate): number =>
  bitsOf(due.filter(({ upTo }) => date <= upTo).map(({ kind }) => kind));

export const heldStops = (depot: Depot): HeldStops => depot.queries.holds.held();

/** Routes of which something is due, with what (bits) of which stops (row numbers) at the moment of asking. Gives way between routes. */
export async function* dueStops(
  depot: Depot,
  due: Due,
): AsyncGenerator<{ route: number; wanted: () => Map<number, number> }, void, undefined> {
  const { retention } = depot.erasing;
  const latest = due
    .map(({ upTo }) => upTo)
    .sort()
    .at(-1);
  if (latest === undefined) return;
  for (const date of retention.datesUpTo(latest)) {
    const what = dueOf(due, date);
    for (const { id: route } of retention.routesOf(date)) {
      if (retention.keptOf(route, what).length > 0) yield { route, wanted: () => wantedOf(depot, route, what, due) };
      await nextTurn();
    }
  }
}

function wantedOf(depot: Depot, route: number, what: number, due: Due): Map<number, number> {
  const { retention } = depot.erasing;
  const kept = retention.keptOf(route, what);
  const wanted = new Map<number, number>();
  if (kept.length === 0) return wanted;
  // Asked for each route anew: somebody may put a hold while the night's work goes on.
  const held = heldStops(depot);
  const sharing = retention.sharing(route);
  const arePicturesDue = (stopId: StopId) => {
    const date = retention.dateOfStop(stopId);
    return date === null || (dueOf(due, date) & erasedBit.picture) !== 0;
  };
  for (const { id, stopId, erased, isProtected } of kept) {
    if (held.has(stopId)) continue;
    // Whom an opt-out protects is known by the address: its pictures don't outlive that unprotected.
    const all = isProtected && isErased(what, 'customer-data') ? everything : what;
    const own = withoutShared(all & ~erased, sharing.get(stopId) ?? [], held, arePicturesDue);
    if (own !== 0) wanted.set(id, own);
  }
  return wanted;
}

/** Dates with pictures that belong to no stop and are due, with what is. */
export function* dueStrays(depot: Depot, due: Due): Generator<{ date: ServiceDate; what: number }> {
  const ofPictures = due.filter(({ kind }) => kind === 'picture' || kind === 'thumbnail');
  const latest = ofPictures
    .map(({ upTo }) => upTo)
    .sort()
    .at(-1);
  if (latest === undefined) return;
  const all = bitsOf(ofPictures.map(({ kind }) => kind));
  for (let after = ''; ; ) {
    const date = depot.erasing.retention.nextStrayDate(after, latest, all);
    if (date === null) return;
    after = date;
    const what = dueOf(ofPictures, date);
    if (depot.erasing.retention.hasStrays(date, what)) yield { date, what };
  }
}
