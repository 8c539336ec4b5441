/** What `stop_words` holds of a stop: the words that people search by, in every form in which they are looked for. */
import type { Database } from 'better-sqlite3';
import { addressWords, customerForms, type Place, placeForm, plainWords, spellingsOf } from '#core/domain/places.ts';

interface WordedStop {
  stop: number;
  /** All that is written of it, as it is written. */
  texts: string;
  contact: string | null;
}

export interface StopWords {
  /** Writes the words of a stop anew. */
  write(stop: number): void;
  /**
   * The words of stops and the ids of their packages, for an index of something that is about them. Keys in digits, and so they stand in
   * what is returned; a stop that is not known does not.
   */
  withParcels(stops: readonly string[]): ReadonlyMap<string, string>;
}

export function createStopWords(db: Database): StopWords {
  // Put together where they lie: each column that is handed over takes as long as to find the row.
  const columns = `stops.address, stops.postcode, stops.customer, stops.stop, routes.route, routes.driver, routes.driver_name`;
  const textsOf = db.prepare<[number], WordedStop>(
    `SELECT stops.id AS stop, concat_ws(' ', ${columns}) AS texts, stops.contact
     FROM stops JOIN routes ON routes.id = stops.route WHERE stops.id = ?`,
  );
  // Many at a time: to ask for one takes as long as to find it.
  const withParcels = db.prepare<[string], WordedStop & { key: string }>(
    `SELECT asked.value AS key, stops.id AS stop, stops.contact, concat_ws(' ', ${columns},
       (SELECT group_concat(tracking_id, ' ') FROM packages WHERE packages.stop = stops.id)) AS texts
     FROM json_each(?) AS asked CROSS JOIN stops ON stops.key = unhex(asked.value) JOIN routes ON routes.id = stops.route`,
  );
  const namesOf = db.prepare<[number], { address: string; customer: string | null }>(
    'SELECT address, customer FROM stops WHERE id = ?',
  );
  const set = db.prepare('INSERT OR REPLACE INTO stop_words (rowid, words) VALUES (?, ?)');

  function wordsOf({ stop, texts, contact }: WordedStop): string {
    const contacts = contact === null ? [] : customerForms(null, contact).map(({ form }) => form);
    return [texts, ...(isPlain(texts) ? [] : otherWords(stop)), ...contacts].join(' ');
  }

  /** The tokenizer of the index cuts plain letters as our rules do; what they make of others (½, ß, wide digits) stands beside it. */
  function otherWords(stop: number): string[] {
    const { address = '', customer = null } = namesOf.get(stop) ?? {};
    const others = isPlain(address) ? [] : addressWords(address);
    return customer === null || isPlain(customer) ? others : [...others, ...plainWords(customer)];
  }

  return {
    write(stop) {
      const written = textsOf.get(stop);
      set.run(stop, written ? wordsOf(written) : '');
    },
    withParcels: (stops) =>
      new Map(withParcels.all(JSON.stringify(stops)).map((written) => [written.key, wordsOf(written)])),
  };
}

/** More words than this tell a place apart no better. */
const wordsAskedFor = 12;

/** Asks for stops with all words of an address, each in any of its spellings; null where it has none. */
export function addressQuery(place: Place): string | null {
  return allWords(placeForm(place).address.split(' ').filter(Boolean).map(spellingsOf));
}

/** The same for a name, an e-mail address or a number. */
export function nameQuery(form: string): string | null {
  return allWords(plainWords(form).map((word) => [word]));
}

function allWords(words: readonly string[][]): string | null {
  if (words.length === 0) return null;
  const asked = words.slice(0, wordsAskedFor);
  return asked.map((spellings) => `(${spellings.map((word) => `"${word}"`).join(' OR ')})`).join(' AND ');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII as a whole is meant.
const isPlain = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);
