/** Finds the stops of the index that an opt-out names, through the words and ids that the index keeps of them anyway. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { canonicalId } from '#core/domain/matching/tokens.ts';
import { customerForm, customerForms } from '#core/domain/places.ts';
import { addressQuery, nameQuery } from '#core/index/stopWords.ts';
import type { OptOutTarget } from '#shared/words.ts';
import { isSameKey, keyOf, keysOfStop, type NameableStop, type NamedTarget, type Pseudonym, partsOf } from './keys.ts';

/** A stop as opt-outs name it, by its row number. */
export interface NamedStop extends NameableStop {
  id: number;
}

export interface StopsNamed {
  /** Stops that the key names. `named` null: its words were erased, and every stop is held against the key. */
  find(by: OptOutTarget, key: string, named: NamedTarget | null): number[];
  /** Stops that share the words of a target and more, for showing what is not meant; at most `limit`. */
  withWords(named: NamedTarget, limit: number): NamedStop[];
  /** For each key that some stop goes by: how the newest such stop writes it. Goes through all stops, a piece at a time. */
  wordsFor(wanted: readonly { by: OptOutTarget; key: string }[]): Promise<Map<string, NamedTarget>>;
  /** What opt-outs may name of a stop; null: there is none. */
  stop(id: number): NamedStop | null;
}

type StopWordsRow = Omit<NamedStop, 'trackingKeys'>;

export function createStopsNamed(db: Database, pseudonym: Pseudonym): StopsNamed {
  const columns = 'stops.id, stops.address, stops.postcode, stops.customer, stops.contact';
  const byId = db.prepare<[number], StopWordsRow>(`SELECT ${columns} FROM stops WHERE id = ?`);
  const piece = db.prepare<[number], StopWordsRow>(`SELECT ${columns} FROM stops WHERE id > ? ORDER BY id LIMIT 1000`);
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

    async wordsFor(wanted) {
      const found = new Map<string, NamedTarget>();
      const byMain = Map.groupBy(wanted, ({ key }) => partsOf(key).main);
      const targets = new Set(wanted.map(({ by }) => by));
      let after = 0;
      for (let rows = piece.all(after); wanted.length > 0 && rows.length > 0; rows = piece.all(after)) {
        for (const row of rows) {
          for (const named of namesOf(toNamed(row), targets)) {
            const own = keyOf(named, pseudonym);
            const hits = own === null ? [] : (byMain.get(partsOf(own).main) ?? []);
            for (const { key } of hits) if (own !== null && isSameKey(own, key)) found.set(key, named);
          }
          after = row.id;
        }
        await nextTurn();
      }
      return found;
    },

    stop(id) {
      const row = byId.get(id);
      return row ? toNamed(row) : null;
    },
  };
}

const nobody: Omit<NameableStop, 'trackingKeys'> = { address: '', postcode: null, customer: null, contact: null };

/** Everything that a stop goes by, one by one. */
function namesOf(stop: NamedStop, targets: ReadonlySet<OptOutTarget>): NamedTarget[] {
  const texts: NamedTarget[] = [];
  if (targets.has('address')) texts.push({ by: 'address', text: stop.address, postcode: stop.postcode });
  if (targets.has('customer')) {
    const names = [stop.customer, stop.contact].filter((text) => text !== null);
    const forms = customerForms(null, stop.contact).map(({ form }) => form);
    for (const text of [...names, ...forms]) texts.push({ by: 'customer', text, postcode: null });
  }
  if (targets.has('tracking-id')) {
    for (const text of stop.trackingKeys) texts.push({ by: 'tracking-id', text, postcode: null });
  }
  return texts;
}

/** Stops with all words of the target, in any spelling; null where it has none. */
function wordQuery({ by, text, postcode }: NamedTarget): string | null {
  return by === 'address' ? addressQuery({ address: text, postcode }) : nameQuery(customerForm(text)?.form ?? '');
}
