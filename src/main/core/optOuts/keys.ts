/**
 * Whom an opt-out names, as pseudonyms of the ledger: known again after the words were erased, and by nobody who lacks the
 * ledger's key. An address with a postcode has two, joined by a full stop: a stop whose postcode is not known is the same place.
 */
import { canonicalId } from '#core/domain/matching/tokens.ts';
import { areOtherPostcodes, customerForm, customerForms, placeForm } from '#core/domain/places.ts';
import type { OptOutTarget } from '#shared/words.ts';

/** `Ledger.pseudonym`. */
export type Pseudonym = (text: string) => string;

/** What a person, a CSV file or a stop says whom an opt-out is about. */
export interface NamedTarget {
  by: OptOutTarget;
  /** Of an address without its postcode. */
  text: string;
  postcode: string | null;
}

/** As the ledger keeps it: an address and its postcode on two lines. */
export function wordsOf({ by, text, postcode }: NamedTarget): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const code = by === 'address' ? (postcode ?? '').replace(/\s+/g, ' ').trim() : '';
  return code === '' ? line : `${line}\n${code}`;
}

export function namedBy(by: OptOutTarget, words: string): NamedTarget {
  const [text = '', postcode] = words.split('\n');
  return { by, text, postcode: postcode ?? null };
}

/** The normal form, for the eye; empty where the text names nobody. */
export function formOf({ by, text, postcode }: NamedTarget): string {
  if (by === 'tracking-id') return canonicalId(text);
  if (by === 'customer') return customerForm(text)?.form ?? '';
  const form = placeForm({ address: text, postcode });
  return form.address === '' ? '' : [form.address, form.postcode].filter(Boolean).join(', ');
}

/** Null: the text names nobody. */
export function keyOf(named: NamedTarget, pseudonym: Pseudonym): string | null {
  const { by, text, postcode } = named;
  if (by === 'tracking-id') {
    const id = canonicalId(text);
    return id === '' ? null : trackingKey(id, pseudonym);
  }
  if (by === 'customer') {
    const form = customerForm(text);
    return form && pseudonym(`customer\0${form.kind}\0${form.form}`);
  }
  const form = placeForm({ address: text, postcode });
  if (form.address === '') return null;
  const key = pseudonym(`address\0${form.address}`);
  return form.postcode === null ? key : `${key}.${pseudonym(`postcode\0${form.postcode}`)}`;
}

const trackingKey = (id: string, pseudonym: Pseudonym) => pseudonym(`tracking-id\0${id}`);

/** The part of a key that is looked up, and the postcode's that may tell two addresses apart. */
export function partsOf(key: string): { main: string; postcode: string | null } {
  const [main = '', postcode] = key.split('.');
  return { main, postcode: postcode ?? null };
}

/** The part of a stop that opt-outs name. */
export interface NameableStop {
  address: string;
  postcode: string | null;
  customer: string | null;
  contact: string | null;
  /** In the form of `canonicalId`. */
  trackingKeys: readonly string[];
}

/** Every key that a stop goes by, of these targets only: making one costs a hash. */
export function keysOfStop(stop: NameableStop, targets: ReadonlySet<OptOutTarget>, pseudonym: Pseudonym): string[] {
  const keys: string[] = [];
  if (targets.has('address')) {
    const key = keyOf({ by: 'address', text: stop.address, postcode: stop.postcode }, pseudonym);
    if (key !== null) keys.push(key);
  }
  if (targets.has('customer')) {
    for (const { kind, form } of customerForms(stop.customer, stop.contact)) {
      keys.push(pseudonym(`customer\0${kind}\0${form}`));
    }
  }
  if (targets.has('tracking-id')) for (const id of stop.trackingKeys) keys.push(trackingKey(id, pseudonym));
  return keys;
}

/** Two keys name the same: a postcode that one of them lacks is no other one. */
export function isSameKey(a: string, b: string): boolean {
  const [one, other] = [partsOf(a), partsOf(b)];
  return one.main === other.main && !areOtherPostcodes(one.postcode, other.postcode);
}
