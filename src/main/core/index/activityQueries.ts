/** Reads the ledger as people read it, out of the index: who decided what and when, and who took it back. */
import type { Database } from 'better-sqlite3';
import { activitySentence, erasedWord, stopWords, type ToldNames, unknownSentence } from '#core/domain/activity.ts';
import { entryNamed, type LedgerBody, ledgerKinds, type StopRef, stopNamed } from '#core/ledger/contract.ts';
import type { ActivityEntry, ActivityFilter, ActivityPage } from '#shared/activity.ts';
import type { Settings } from '#shared/settings.ts';
import { makeStopId, toBytes, toHex } from './keys.ts';

interface EntryRow {
  seq: number;
  entry: string;
  at: number;
  person: string | null;
  kind: string;
  hash: Buffer;
  erased: string | null;
  root: number | null;
  undos: number;
  photo: Buffer | null;
  /** Null for an entry that only a newer version can read. */
  body: string | null;
}

interface StopFacts {
  key: Buffer;
  route_key: Buffer;
  address: string;
  driver: string | null;
  driver_name: string | null;
}

export interface ActivityQueries {
  /** Newest first, at most 100, from before the entry of that number. */
  page(filter: ActivityFilter, before?: number): ActivityPage;
  /** Every entry of the filter, newest first, read in pages as they are wanted: for exports, which stream. */
  all(filter: ActivityFilter): Generator<ActivityEntry, void>;
  /** One entry as it was read last; null when the index does not know it. */
  bySeq(seq: number): ActivityEntry | null;
}

const pageSize = 100;
const exportPageSize = 500;

/**
 * Numbers of the entries about a stop, whose key is bound four times. Openings of claims stand in no index of the activity
 * (`migrations/openingsApart.ts`): they are found by the stops of their claims.
 */
export const entriesOfStop = `SELECT seq FROM activity WHERE stop_key = ? AND kind <> 'open-claim'
  UNION ALL SELECT seq FROM activity WHERE to_key = ?
  UNION ALL SELECT opening.seq FROM claim_stops CROSS JOIN activity AS opening ON opening.seq = claim_stops.claim
    WHERE claim_stops.stop_key = ? AND opening.stop_key = ?`;
const ofDriver = `SELECT told.seq FROM routes CROSS JOIN activity AS told ON told.route_key = routes.key AND told.kind <> 'open-claim'
    WHERE routes.driver = ? OR routes.driver_name = ?
  UNION ALL SELECT opening.seq FROM routes CROSS JOIN stops ON stops.route = routes.id
    CROSS JOIN claim_stops ON claim_stops.stop_key = stops.key CROSS JOIN activity AS opening ON opening.seq = claim_stops.claim
    WHERE (routes.driver = ? OR routes.driver_name = ?) AND opening.route_key = routes.key`;

export function createActivityQueries(db: Database, settings: () => Settings): ActivityQueries {
  const stopFacts = db.prepare<[Buffer], StopFacts>(
    `SELECT stops.key, routes.key AS route_key, stops.address, routes.driver, routes.driver_name
     FROM stops JOIN routes ON routes.id = stops.route WHERE stops.key = ?`,
  );
  const standingUndo = db.prepare<
    [string],
    { entry: string; at: number; person: string | null; erased: string | null }
  >('SELECT entry, at, person, erased FROM activity WHERE target = ? ORDER BY seq DESC');
  // Jumps from name to name in the index: a hundred thousand entries are the work of a handful of people.
  const people = db
    .prepare<[], string>(
      `WITH RECURSIVE known(person) AS (
         SELECT min(person) FROM activity WHERE person IS NOT NULL
         UNION SELECT (SELECT min(person) FROM activity WHERE person > known.person) FROM known WHERE person IS NOT NULL
       ) SELECT person FROM known WHERE person IS NOT NULL ORDER BY person`,
    )
    .pluck();
  const drivers = db
    .prepare<[], string>(
      `SELECT DISTINCT coalesce(driver, driver_name) AS name FROM routes
       WHERE name IS NOT NULL
         AND (EXISTS (SELECT 1 FROM activity WHERE route_key = routes.key AND kind <> 'open-claim')
           OR EXISTS (SELECT 1 FROM claims WHERE route_key = routes.key))
       ORDER BY name`,
    )
    .pluck();
  const bodyOfEntry = db.prepare<[string], string>('SELECT body FROM decisions WHERE entry = ?').pluck();
  const bodyOf = db.prepare<[number], string>('SELECT body FROM decisions WHERE seq = ?').pluck();

  const columns = 'seq, entry, at, person, kind, hash, erased, root, undos, photo, body';

  /** The rows of a filter: what is told of each is read of those alone that are shown. */
  function rows(filter: ActivityFilter, before: number, limit: number): EntryRow[] {
    const conditions = ['activity.seq < ?'];
    const values: unknown[] = [before];
    if (filter.date !== undefined) {
      conditions.push('activity.date = ?');
      values.push(filter.date);
    }
    if (filter.person !== undefined) {
      conditions.push('activity.person = ?');
      values.push(filter.person);
    }
    if (filter.driver !== undefined) {
      conditions.push(`activity.seq IN (${ofDriver})`);
      values.push(filter.driver, filter.driver, filter.driver, filter.driver);
    }
    if (filter.views !== 'show') conditions.push(`activity.kind <> 'view'`);
    if (filter.stopId !== undefined) {
      conditions.push(`activity.seq IN (${entriesOfStop})`);
      const key = toBytes(filter.stopId);
      values.push(key, key, key, key);
    }
    return db
      .prepare<unknown[], EntryRow>(
        `SELECT ${columns} FROM activity WHERE ${conditions.join(' AND ')} ORDER BY seq DESC LIMIT ?`,
      )
      .all(...values, limit);
  }

  function undoOf(entry: string): ActivityEntry['undone'] {
    for (const undo of standingUndo.all(entry)) {
      // An undo that was itself taken back takes nothing back.
      if (undoOf(undo.entry) === null) return { entryId: undo.entry, at: undo.at, person: personOf(undo) };
    }
    return null;
  }

  function factsOf(stop: StopRef): StopFacts | undefined {
    return stopFacts.get(toBytes(makeStopId(stop.date, stop.route, stop.stop)));
  }

  /** The stop that an entry is about; of a release the one that was held, of what is said to a claim the claim's. */
  function stopAbout(body: LedgerBody): StopRef | null {
    const other = stopNamed(body) ? null : entryNamed(body);
    if (other === null) return stopNamed(body);
    const named = bodyOfEntry.get(other);
    return named === undefined ? null : stopNamed(JSON.parse(named) as LedgerBody);
  }

  function namesOf(body: LedgerBody, stop: StopRef | null, facts: StopFacts | undefined): ToldNames {
    const where = stop ? stopWords(stop, facts?.address ?? '') : '';
    const to = body.kind === 'move' ? stopWords(body.to, factsOf(body.to)?.address ?? '') : '';
    return { where, to, undone: null };
  }

  function entryOf(row: EntryRow): ActivityEntry {
    const common = {
      seq: row.seq,
      entryId: row.entry,
      at: row.at,
      person: personOf(row),
      kind: row.kind,
      undone: undoOf(row.entry),
      hash: toHex(row.hash),
    };
    const own = row.body === null ? null : (JSON.parse(row.body) as LedgerBody);
    if (own === null || !ledgerKinds.has(row.kind)) {
      return { ...common, sentence: unknownSentence, note: null, stop: null, photoId: null };
    }
    const rootText = row.root === null ? undefined : bodyOf.get(row.root);
    const root = rootText === undefined ? null : (JSON.parse(rootText) as LedgerBody);
    const about = root ?? own;
    const aboutStop = stopAbout(about);
    const facts = aboutStop ? factsOf(aboutStop) : undefined;
    const aboutNames = namesOf(about, aboutStop, facts);
    const undone = root && { sentence: activitySentence(root, aboutNames), undosBetween: row.undos - 1 };
    return {
      ...common,
      sentence: activitySentence(own, { ...aboutNames, undone }),
      note: noteOf(own, row),
      stop: aboutStop ? stopOf(aboutStop, facts) : null,
      photoId: 'photo' in about ? about.photo : null,
    };
  }

  return {
    page(filter, before = Number.MAX_SAFE_INTEGER) {
      const found = rows(filter, before, pageSize + 1);
      const entries = found.slice(0, pageSize).map(entryOf);
      return {
        timeZone: settings().timeZone,
        entries,
        next: found.length > pageSize ? (entries.at(-1)?.seq ?? null) : null,
        people: people.all(),
        drivers: drivers.all(),
      };
    },

    *all(filter) {
      for (let before = Number.MAX_SAFE_INTEGER; ; ) {
        const found = rows(filter, before, exportPageSize);
        for (const row of found) yield entryOf(row);
        const last = found.at(-1);
        if (!last) return;
        before = last.seq;
      }
    },

    bySeq(seq) {
      const [row] = rows({ views: 'show' }, seq + 1, 1);
      return row?.seq === seq ? entryOf(row) : null;
    },
  };
}

const isErased = (row: { erased: string | null }, field: string) => row.erased?.split(' ').includes(field) ?? false;

function personOf(row: { person: string | null; erased: string | null }): string | null {
  return row.person ?? (isErased(row, 'person') ? erasedWord : null);
}

function noteOf(body: LedgerBody, row: EntryRow): string | null {
  if (isErased(row, 'note')) return erasedWord;
  return ('note' in body ? body.note : null) ?? null;
}

function stopOf(stop: StopRef, facts: StopFacts | undefined): NonNullable<ActivityEntry['stop']> {
  return {
    stopId: facts ? toHex(facts.key) : null,
    routeId: facts ? toHex(facts.route_key) : null,
    date: stop.date,
    route: stop.route,
    stop: stop.stop,
    address: facts?.address ?? '',
    driver: facts?.driver ?? facts?.driver_name ?? null,
  };
}
