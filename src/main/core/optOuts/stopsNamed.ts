/** Finds the stops of the index that an opt-out names, through the words and ids that the index keeps of them anyway. */
import type { Database } from 'better-sqlite3';
import { canonicalId } from '#core/domain/matching/tokens.ts';
import { customerForm } from '#core/domain/places.ts';
import { addressQuery, nameQuery } from '#core/index/stopWords.ts';
import type { OptOutTarget } from '#shared/words.ts';
import { isSameKey, keysOfStop, type NameableStop, type NamedTarget, type Pseudonym } from './keys.ts';

/** A stop as opt-outs name it, by its row number. */
export interface NamedStop extends NameableStop {
  id: number;
}

export interface StopsNamed {
  /** Stops that the key names. `named` null: its words were erased, and every stop is held against the key. */
  find(by: OptOutTarget, key: string, named: NamedTarget | null): number[];
  /** Stops that share the words of a target and more, for showing what is not meant; at most `limit`. */
  withWords(named: NamedTarget, limit: number): NamedStop[];
  /** What opt-outs may name of a stop; null: there is none. */
  stop(id: number): NamedStop | null;
}

type StopWordsRow = Omit<NamedStop, 'trackingKeys'>;

export function createStopsNamed(db: Database, pseudonym: Pseudonym): StopsNamed {
  const columns = 'stops.id, stops.address, stops.postcode, stops.customer, stops.contact';
  const byId = db.prepare<[number], StopWordsRow>(`SELECT ${columns} FROM stops WHERE id = ?`);
  const all = db.prepare<[], StopWordsRow>(`SELECT ${columns} FROM stops`);
  const withWords = db.prepare<[string, number], StopWordsRow>(
    `SELECT ${columns} FROM (SELECT rowid FROM stop_words WHERE stop_words MATCH ? ORDER BY rowid DESC LIMIT ?) AS hit
       JOIN stops ON stops.id = hit.rowid`,
  );
  const withTracking = db
    .prepare<[string], number>('SELECT DISTINCT stop FROM packages WHERE tracking_key = ?')
    .pluck();
  const trackingKeys = db.prepare<[number], string>('SELECT tracking_key FROM packages WHERE stop = ?').pluck();
  const everyTracking = db.prepare<[], { stop: number; tracking_key: string }>(
    'SELECT stop, tracking_key FROM packages',
  );

  const toNamed = (row: StopWordsRow): NamedStop => ({ ...row, trackingKeys: trackingKeys.all(row.id) });

  function* rowsFor(named: NamedTarget | null): Generator<StopWordsRow> {
    if (!named) {
      yield* all.iterate();
      return;
    }
    const query = wordQuery(named);
    if (query !== null) yield* withWords.iterate(query, -1);
  }

  return {
    find(by, key, named) {
      if (by === 'tracking-id') {
        if (named) return withTracking.all(canonicalId(named.text));
        const stops = new Set<number>();
        for (const { stop, tracking_key } of everyTracking.iterate()) {
          const [own] = keysOfStop({ ...nobody, trackingKeys: [tracking_key] }, new Set([by]), pseudonym);
          if (own === key) stops.add(stop);
        }
        return [...stops];
      }
      const found: number[] = [];
      const targets = new Set([by]);
      for (const row of rowsFor(named)) {
        const keys = keysOfStop({ ...row, trackingKeys: [] }, targets, pseudonym);
        if (keys.some((each) => isSameKey(each, key))) found.push(row.id);
      }
      return found;
    },

    withWords(named, limit) {
      const query = named.by === 'tracking-id' ? null : wordQuery(named);
      return query === null ? [] : withWords.all(query, limit).map(toNamed);
    },

    stop(id) {
      const row = byId.get(id);
      return row ? toNamed(row) : null;
    },
  };
}

const nobody: Omit<NameableStop, 'trackingKeys'> = { address: '', postcode: null, customer: null, contact: null };

function wordQuery({ by, text, postcode }: NamedTarget): string | null {
  return by === 'address' ? addressQuery({ address: text, postcode }) : nameQuery(customerForm(text)?.form ?? '');
}
