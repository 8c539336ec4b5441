/**
 * When two addresses are the same door, and two customers the same customer: by the same normal form, and never by being similar.
 * What is folded together here is written one way or the other by whoever types it, and never tells two doors apart
 * (docs/opt-outs.md lists all of it).
 */

/** An address as a manifest or a person gives it. */
export interface Place {
  address: string;
  postcode: string | null;
}

/** What two places are compared by. The postcode stands apart: one that is not given is no other one. */
export interface PlaceForm {
  /** Words with one blank between them; empty where there are none. */
  address: string;
  /** Upper case, without blanks and hyphens; null where none is given. */
  postcode: string | null;
}

/**
 * Spellings of one word, the form in which they are compared first. Street types, directions and secondary units of USPS
 * Publication 28 (sections 213, 233, appendix C) as far as no other word is meant by them in an address.
 */
const spellings: readonly (readonly [form: string, ...others: string[]])[] = [
  ['aly', 'alley'],
  ['ave', 'avenue', 'av'],
  ['blvd', 'boulevard'],
  ['cir', 'circle'],
  ['ct', 'court'],
  ['cres', 'crescent'],
  ['dr', 'drive'],
  ['expy', 'expressway'],
  ['fwy', 'freeway'],
  ['hwy', 'highway'],
  ['ln', 'lane'],
  ['pkwy', 'parkway'],
  ['pl', 'place'],
  ['rd', 'road'],
  ['sq', 'square'],
  ['st', 'street', 'str'],
  ['ter', 'terrace'],
  ['trl', 'trail'],
  ['n', 'north'],
  ['e', 'east'],
  ['s', 'south'],
  ['w', 'west'],
  ['ne', 'northeast'],
  ['nw', 'northwest'],
  ['se', 'southeast'],
  ['sw', 'southwest'],
  ['apt', 'apartment'],
  ['bldg', 'building'],
  ['fl', 'floor'],
  ['rm', 'room'],
  ['ste', 'suite'],
];
const formOf = new Map(spellings.flatMap(([form, ...others]) => others.map((other) => [other, form] as const)));
const othersOf = new Map(spellings.map(([form, ...others]) => [form, others] as const));

/** Words of a text: no case, no accents, no punctuation, letters and digits of any script. */
export function plainWords(text: string): string[] {
  // The same for what most texts are made of, in a quarter of the time.
  if (isAscii(text)) return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const plain = text
    // “12½” is “12 1/2”, not “121/2”.
    .replace(/[¼-¾⅐-⅞]/gu, ' $&')
    .normalize('NFKD')
    // By way of capitals: ß is ss.
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ς', 'σ');
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII as a whole is meant.
const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);

/** Words of an address, each in the form that stands for all its spellings. */
export function addressWords(address: string): string[] {
  return plainWords(address).map(wordForm);
}

function wordForm(word: string): string {
  // A German street's name and type are one word: Hauptstraße, Hauptstr.
  if (word.endsWith('strasse')) return word.replace(/(?<=\p{L})strasse$/u, 'str');
  return formOf.get(word) ?? word;
}

/** Every way to write a word of {@link addressWords}, itself among them. */
export function spellingsOf(word: string): string[] {
  if (/\p{L}str$/u.test(word)) return [word, `${word}asse`];
  return [word, ...(othersOf.get(word) ?? [])];
}

export function postcodeForm(postcode: string | null): string | null {
  const form = plainWords(postcode ?? '')
    .join('')
    .toUpperCase();
  return form === '' ? null : form;
}

/** A postcode that the address repeats at its end is no part of the address. */
export function placeForm({ address, postcode }: Place): PlaceForm {
  const code = postcodeForm(postcode);
  const words = addressWords(address);
  if (code !== null) for (let n = codeLength(words, code); n > 0; n = codeLength(words, code)) words.length -= n;
  return { address: words.join(' '), postcode: code };
}

/** How many words at the end are the postcode; never all of them. */
function codeLength(words: readonly string[], code: string): number {
  let end = '';
  for (let n = 1; n <= 3 && n < words.length && code.endsWith(end); n++) {
    end = `${words.at(-n)?.toUpperCase()}${end}`;
    if (end === code) return n;
  }
  return 0;
}

/** The same door: the same words in the same order, and no two different postcodes. */
export function isSamePlace(a: Place, b: Place): boolean {
  const [one, other] = [placeForm(a), placeForm(b)];
  return one.address === other.address && !areOtherPostcodes(one.postcode, other.postcode);
}

/** Two postcodes that tell two places apart; one that is not given tells nothing. */
export function areOtherPostcodes(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b;
}

/** How a customer is known: by e-mail address, telephone number or name. */
export interface CustomerForm {
  kind: 'email' | 'phone' | 'name';
  form: string;
}

const email = /[^\s,;<>()"]+@[^\s,;<>()"]+/gu;

/** A text that names one customer; null where it names none. */
export function customerForm(text: string): CustomerForm | null {
  const [address] = emailsIn(text);
  if (address !== undefined) return { kind: 'email', form: address };
  const digits = phoneDigits(text);
  if (digits !== null) return { kind: 'phone', form: digits };
  const name = plainWords(text).join(' ');
  return name === '' ? null : { kind: 'name', form: name };
}

/** Every form that a stop's customer goes by; `contact` may hold e-mail addresses, telephone numbers or both. */
export function customerForms(customer: string | null, contact: string | null): CustomerForm[] {
  const found = [customer ?? '', contact ?? '']
    .flatMap(emailsIn)
    .map((form): CustomerForm => ({ kind: 'email', form }));
  const named = customerForm((customer ?? '').replace(email, ' '));
  if (named) found.push(named);
  for (const part of (contact ?? '').replace(email, '|').split(/[|,;]|\s\/\s/u)) {
    const form = phoneDigits(part);
    if (form !== null) found.push({ kind: 'phone', form });
  }
  return found;
}

function emailsIn(text: string): string[] {
  return (text.normalize('NFKC').match(email) ?? []).map((address) => address.toLowerCase().replace(/[.:]+$/u, ''));
}

/** The digits of a telephone number, without the 00 that stands for a +; null: it is none. */
function phoneDigits(text: string): string | null {
  const plain = text.normalize('NFKC').trim();
  if (!/^(?:tel\.?:?\s*)?[+\d\s()./-]+$/iu.test(plain)) return null;
  const digits = plain.replace(/\D/g, '').replace(/^00/, '');
  return digits.length >= 7 ? digits : null;
}
