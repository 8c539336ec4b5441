/**
 * Finds whose deliveries somebody asks about, by the same normal forms as opt-outs: exactly, never by being similar. Flatmates are
 * told apart by their names, a name that lives at two doors by the doors; which of them asks is for a person to say.
 */
import type { Depot } from '#core/depot.ts';
import { customerForm, placeForm } from '#core/domain/places.ts';
import { toBytes, toHex } from '#core/index/keys.ts';
import { isSameKey, keyOf, keysOfStop, type NamedTarget } from '#core/optOuts/keys.ts';
import { createStopsNamed } from '#core/optOuts/stopsNamed.ts';
import type { ServiceDate, StopId } from '#shared/ids.ts';
import type { SubjectGroup, SubjectView } from '#shared/subject.ts';
import { optOutTargets } from '#shared/words.ts';

interface StopRow {
  key: Buffer;
  address: string;
  postcode: string | null;
  customer: string | null;
  date: ServiceDate;
  pictures: number;
}

/** Null: the text names nobody. */
export function findSubject(depot: Depot, named: NamedTarget): SubjectView | null {
  const { db, optOuts, queries } = depot;
  const key = keyOf(named, optOuts.pseudonym);
  if (key === null) return null;
  const byNumber = db.prepare<[number], StopRow>(
    `SELECT stops.key, stops.address, stops.postcode, stops.customer, routes.date,
            (SELECT count(*) FROM ties WHERE ties.stop = stops.id) AS pictures
     FROM stops JOIN routes ON routes.id = stops.route WHERE stops.id = ?`,
  );
  const held = queries.holds.held();
  const groups = new Map<string, SubjectGroup>();
  for (const number of createStopsNamed(db, optOuts.pseudonym).find(named.by, key, named)) {
    const row = byNumber.get(number);
    if (!row) continue;
    const { address, postcode, customer, date } = row;
    const id = JSON.stringify([placeForm({ address, postcode }), customerForm(customer ?? '')]);
    const group = groups.get(id) ?? {
      ...{ id, address, postcode, customer, from: date, until: date, pictures: 0, held: 0, stopIds: [] },
    };
    const stopId = toHex(row.key);
    group.stopIds.push(stopId);
    group.pictures += row.pictures;
    if (held.has(stopId)) group.held += 1;
    if (date < group.from) group.from = date;
    if (date > group.until) group.until = date;
    groups.set(id, group);
  }
  const { form, near } = optOuts.queries.preview(named, { from: optOuts.today(), until: null });
  return { form, groups: [...groups.values()].sort((a, b) => (a.until < b.until ? 1 : -1)), near };
}

/** Tells whether an opt-out's key names one of these stops. */
export function optOutsNaming(depot: Depot, stopIds: readonly StopId[]): (key: string) => boolean {
  const { db, optOuts } = depot;
  const numberOf = db.prepare<[Buffer], number>('SELECT id FROM stops WHERE key = ?').pluck();
  const named = createStopsNamed(db, optOuts.pseudonym);
  const keys = new Set<string>();
  for (const stopId of stopIds) {
    const stop = named.stop(numberOf.get(toBytes(stopId)) ?? 0);
    if (stop) for (const key of keysOfStop(stop, new Set(optOutTargets), optOuts.pseudonym)) keys.add(key);
  }
  return (key) => [...keys].some((own) => isSameKey(own, key));
}
