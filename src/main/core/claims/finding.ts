/**
 * Finds the stops that somebody may mean who claims: by the parcel's tracking id exactly, then by ids that are written nearly so,
 * else by an address or a customer in exactly the same normal form. What is only near is said, and left to a person.
 */
import type { Database } from 'better-sqlite3';
import { looseId, spellingWords } from '#core/domain/claims.ts';
import { canonicalId } from '#core/domain/matching/tokens.ts';
import { toBytes } from '#core/index/keys.ts';
import { formOf, keyOf, type NamedTarget, type Pseudonym } from '#core/optOuts/keys.ts';
import type { StopsNamed } from '#core/optOuts/stopsNamed.ts';
import type { ClaimStop } from '#shared/claims.ts';
import type { StopId } from '#shared/ids.ts';
import type { Carrier, Carriers } from './carriers.ts';
import { createNearIds } from './nearIds.ts';
import type { ClaimStopFacts } from './stopFacts.ts';

export interface FoundStop extends ClaimStop {
  /** “Tracking id TBA123, written with O for 0”. */
  why: string;
}

export interface FoundStops {
  /** The form by which it was looked for. */
  form: string;
  by: 'tracking-id' | 'near-id' | 'address' | 'customer' | 'nothing';
  /** Latest first, exact ones before near ones; at most 50. */
  stops: FoundStop[];
  /** How many there are in all. */
  total: number;
  sentence: string;
}

export interface ClaimFinding {
  find(text: string): FoundStops;
  /** Row numbers of the stops that carried exactly this parcel, latest date first. */
  carriers(trackingId: string): number[];
  /** Of each row of a list the stops that it may mean: which carried exactly this parcel, or that are exactly of this address or customer. */
  listed(rows: readonly { by: 'tracking-id' | 'address' | 'customer'; words: string }[]): (readonly Carrier[])[];
  /** Stops of parcels whose ids are nearly this one, and not it. */
  near(trackingId: string): FoundStop[];
  /** Whether there is a parcel whose id is nearly this one, which none is called exactly; of some length, as a house number is near many. */
  isNear(trackingId: string): boolean;
  /** The ledger's pseudonym of a parcel; null: the text has no letters or digits. */
  keyOf(trackingId: string): string | null;
  /**
   * The pseudonym of the parcel that a claim is about: the one that its words name, else the only one of its stop; null: it can't be
   * told. Without a stop the words stand for the parcel, whatever they are.
   */
  parcelKey(words: string, stopId: StopId | null): string | null;
  /** The same of a stop with these parcels. */
  keyAmong(words: string, parcels: readonly string[]): string | null;
}

const stopsShown = 50;

export function createClaimFinding(
  db: Database,
  parts: { facts: ClaimStopFacts; carriers: Carriers; named: StopsNamed; pseudonym: Pseudonym },
): ClaimFinding {
  const { facts, named, pseudonym } = parts;
  const nearIds = createNearIds(db);
  const carriers = db
    .prepare<[string], number>(
      `SELECT DISTINCT stops.id FROM packages JOIN stops ON stops.id = packages.stop JOIN routes ON routes.id = stops.route
       WHERE packages.tracking_key = ? ORDER BY routes.date DESC, stops.id DESC`,
    )
    .pluck();
  const writtenAs = db
    .prepare<[string], string>('SELECT tracking_id FROM packages WHERE tracking_key = ? LIMIT 1')
    .pluck();

  const idsAt = db
    .prepare<[Buffer], string>(
      'SELECT packages.tracking_key FROM stops JOIN packages ON packages.stop = stops.id WHERE stops.key = ?',
    )
    .pluck();
  const keyOfParcel = (text: string) => keyOf({ by: 'tracking-id', text, postcode: null }, pseudonym);

  function keyAmong(words: string, parcels: readonly string[]): string | null {
    const own = canonicalId(words);
    const named = parcels.includes(own) ? own : parcels.length === 1 ? parcels[0] : undefined;
    return named === undefined ? null : keyOfParcel(named);
  }

  const show = (stops: readonly number[], why: string): FoundStop[] =>
    stops.flatMap((stop) => {
      const view = facts.byNumber(stop);
      return view ? [{ ...view, why }] : [];
    });

  /** Row numbers of the stops that a text names as an address or a customer, by the first way to read it that finds any. */
  function numbersOf(text: string, only?: 'address' | 'customer') {
    for (const target of readingsOf(text)) {
      if (only !== undefined && target.by !== only) continue;
      const key = keyOf(target, pseudonym);
      const numbers = key === null ? [] : named.find(target.by, key, target);
      if (numbers.length > 0) return { target, numbers };
    }
    return null;
  }

  function near(text: string): FoundStop[] {
    const own = canonicalId(text);
    return nearIds(text)
      .filter((id) => id !== own)
      .flatMap((id) => {
        const written = writtenAs.get(id) ?? id;
        return show(carriers.all(id), `Tracking id ${written}, written ${spellingWords(text, written)}`);
      });
  }

  /** By an address or a customer; the first way to read the text that finds anything. */
  function byPlaceOrPerson(text: string): Omit<FoundStops, 'sentence'> | null {
    const read = numbersOf(text);
    if (!read) return null;
    const { target, numbers } = read;
    const by = target.by === 'address' ? 'address' : 'customer';
    const all = numbers.flatMap((stop) => facts.byNumber(stop) ?? []).sort(latestFirst);
    const why = by === 'address' ? 'The same address' : 'The same customer';
    const stops = all.slice(0, stopsShown).map((stop) => ({ ...stop, why }));
    return { form: formOf(target), by, stops, total: all.length };
  }

  return {
    near,
    isNear: (text) => isLongEnough(text) && nearIds(text, 1).length > 0,
    listed(rows) {
      const ids = rows.map(({ by, words }) => (by === 'tracking-id' ? canonicalId(words) : ''));
      const carried = parts.carriers.ofParcels([...new Set(ids)].filter(Boolean));
      return rows.map(({ by, words }, place) =>
        by === 'tracking-id'
          ? (carried.get(ids[place] ?? '') ?? [])
          : (numbersOf(words, by)?.numbers ?? []).flatMap((stop) => parts.carriers.byNumber(stop) ?? []),
      );
    },
    carriers: (text) => (canonicalId(text) === '' ? [] : carriers.all(canonicalId(text))),
    keyOf: keyOfParcel,
    parcelKey: (words, stopId) => (stopId === null ? keyOfParcel(words) : keyAmong(words, idsAt.all(toBytes(stopId)))),
    keyAmong,

    find(text) {
      const form = canonicalId(text);
      const exact = show(form === '' ? [] : carriers.all(form), `Tracking id ${writtenAs.get(form) ?? text.trim()}`);
      const alike = isLongEnough(text) ? near(text) : [];
      const stops = [...exact, ...alike].slice(0, stopsShown);
      if (stops.length > 0) {
        const by = exact.length > 0 ? 'tracking-id' : 'near-id';
        return { form, by, stops, total: exact.length + alike.length, sentence: carriedSentence(exact, alike) };
      }
      const found = byPlaceOrPerson(text);
      if (found) return { ...found, sentence: deliveriesSentence(found) };
      const sentence = 'Porchlight never saw this parcel, and knows no such address and no such customer.';
      return { form, by: 'nothing', stops: [], total: 0, sentence };
    },
  };
}

/** Shorter texts are no tracking ids of any carrier. */
const shortestId = 6;

/** A house number is near many things: an id has some length. */
const isLongEnough = (text: string) => looseId(text).length >= shortestId;

const latestFirst = (a: ClaimStop, b: ClaimStop) =>
  a.date === b.date ? (b.completedAt ?? 0) - (a.completedAt ?? 0) : a.date < b.date ? 1 : -1;

/** An address, with its postcode at the end or without; a customer by name, e-mail address or telephone number. */
function readingsOf(text: string): NamedTarget[] {
  const words = text.trim().split(/[\s,;]+/);
  const withPostcode = [1, 2].flatMap((n) => {
    const code = words.slice(-n).join(' ');
    return words.length > n + 1 && /\d/.test(code)
      ? [{ by: 'address' as const, text: words.slice(0, -n).join(' '), postcode: code }]
      : [];
  });
  return [{ by: 'address', text, postcode: null }, ...withPostcode, { by: 'customer', text, postcode: null }];
}

/** “Three routes carried this parcel”. */
export function carriedSentence(exact: readonly ClaimStop[], alike: readonly ClaimStop[]): string {
  const parts: string[] = [];
  if (exact.length === 0)
    parts.push('No parcel is called so, but one that is written nearly so was carried: is it the one?');
  else if (exact.length === 1) parts.push('One stop carried this parcel.');
  else parts.push(`${severalWords(exact)} carried this parcel: which one is meant?`);
  if (exact.length > 0 && alike.length > 0) parts.push('Another parcel is written nearly so.');
  return parts.join(' ');
}

/** “Three routes”, “2 stops of one route”, “one route on 3 days”. */
function severalWords(stops: readonly ClaimStop[]): string {
  const routes = new Set(stops.map(({ routeId }) => routeId)).size;
  if (routes === 1) return `${countWord(stops.length)} stops of one route`;
  const days = new Set(stops.map(({ date }) => date)).size;
  return `${countWord(routes)} routes${days > 1 ? ` on ${days} days` : ''}`;
}

const countWord = (n: number): string => ['No', 'One', 'Two', 'Three', 'Four', 'Five'][n] ?? String(n);

function deliveriesSentence({ by, total }: Pick<FoundStops, 'by' | 'total'>): string {
  const where = by === 'address' ? 'to this address' : 'for this customer';
  return total === 1 ? `One delivery ${where}.` : `${total} deliveries ${where}, the latest first.`;
}
