/** What screens ask of claims: the list in pages, one claim, and the claims of a stop or a parcel. */
import type { Database } from 'better-sqlite3';
import { claimNumber, claimSentence, isOverdue, soonUntil } from '#core/domain/claims.ts';
import type { StopName } from '#core/domain/decisions.ts';
import { makeStopId, toBytes, toHex } from '#core/index/keys.ts';
import { toMatchExpression } from '#core/index/search.ts';
import type { ClaimPage, ClaimView } from '#shared/claims.ts';
import type { EntryId, ServiceDate, StopId } from '#shared/ids.ts';
import { type ClaimAllegation, type ClaimState, claimStates } from '#shared/words.ts';
import type { OpenClaimBody } from './register.ts';
import type { ClaimStopFacts } from './stopFacts.ts';

export interface ClaimFilter {
  text: string;
  show: 'current' | 'overdue' | 'due-soon' | 'closed' | 'all';
  state?: ClaimState | undefined;
  allegation?: ClaimAllegation | undefined;
  driver?: string | undefined;
  offset: number;
}

export interface ClaimQueries {
  list(filter: ClaimFilter): Omit<ClaimPage, 'timeZone'>;
  /** Null: unknown, or its opening was taken back. */
  byId(id: EntryId): ClaimView | null;
  /** About a stop, latest first. */
  ofStop(stopId: StopId): ClaimView[];
  /** Those of the parcels that some claim names, of whatever state, opened by the entry of the number `upTo` at the latest. */
  knownAmong(keys: readonly string[], upTo: number): ReadonlySet<string>;
  /** The same of a stop. */
  isKnown(stopId: StopId, upTo: number): boolean;
  /** Number of the entry that opened the newest claim; 0: there is none. */
  newest(): number;
  /** Open or answered ones about one of these stops or the parcel with this key, latest first. */
  currentOf(stopIds: readonly StopId[], key: string | null): ClaimView[];
}

export interface ClaimRow {
  seq: number;
  entry: EntryId;
  year: number;
  place: number;
  state: ClaimState;
  allegation: ClaimAllegation;
  due: ServiceDate | null;
  stop_key: Buffer | null;
  changed_at: number;
  notes: number;
  files: number;
  packs: number;
  at: number;
  person: string | null;
  body: string;
}

/** A claim names the parcel with this key (SQL); its index holds the first eight digits (`migrations/openingsApart.ts`). */
export const hasKey = (key: string): string =>
  `substr(claims.key, 1, 8) = substr(${key}, 1, 8) AND claims.key = ${key}`;

const pageSize = 200;

const current = `state IN ('open', 'answered')`;
const closed = `state IN ('upheld', 'rejected', 'withdrawn')`;
const conditions: Record<Exclude<ClaimFilter['show'], 'all'>, string> = {
  current,
  overdue: `${current} AND state = 'open' AND due < @today`,
  'due-soon': `${current} AND state = 'open' AND due BETWEEN @today AND @soon`,
  closed,
};
/** Each with the index that holds its order: left to itself SQLite sorts all claims for a page of them. */
const byDate = { order: 'due IS NULL, due, seq', index: 'claims_current' };
const byChange = { order: 'changed_at DESC, seq DESC', index: 'claims_closed' };

export function createClaimQueries(
  db: Database,
  { facts, today }: { facts: ClaimStopFacts; today: () => ServiceDate },
): ClaimQueries {
  const columns = 'claims.*, decisions.at, decisions.person, decisions.body';
  const joined = 'claims JOIN decisions ON decisions.seq = claims.seq';
  const byEntry = db.prepare<[EntryId], ClaimRow>(
    `SELECT ${columns} FROM ${joined} WHERE claims.entry = ? AND claims.undone = 0`,
  );
  const atStop = db.prepare<[Buffer], ClaimRow>(
    `SELECT ${columns} FROM claim_stops JOIN claims ON claims.seq = claim_stops.claim JOIN decisions ON decisions.seq = claims.seq
     WHERE claim_stops.stop_key = ? AND claims.stop_key = claim_stops.stop_key AND claims.undone = 0 ORDER BY claims.seq DESC`,
  );
  const ofKey = db.prepare<[{ key: string }], ClaimRow>(
    `SELECT ${columns} FROM ${joined}
     WHERE ${hasKey('@key')} AND claims.undone = 0 ORDER BY claims.seq DESC`,
  );
  const knownKeys = db
    .prepare<[string, number], string>(
      `SELECT asked.value FROM json_each(?) AS asked
       WHERE EXISTS (SELECT 1 FROM claims
                     WHERE ${hasKey('asked.value')} AND seq <= ? AND undone = 0)`,
    )
    .pluck();
  const knowsStop = db
    .prepare<[Buffer, number], number>(
      `SELECT EXISTS (SELECT 1 FROM claim_stops JOIN claims ON claims.seq = claim_stops.claim
                      WHERE claim_stops.stop_key = ? AND claim <= ? AND claims.stop_key = claim_stops.stop_key AND undone = 0)`,
    )
    .pluck();
  const newest = db.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM claims').pluck();
  const counts = db.prepare<[], { state: ClaimState; n: number }>(
    'SELECT state, count(*) AS n FROM claims WHERE undone = 0 GROUP BY state',
  );
  const countOf = (show: 'overdue' | 'due-soon') =>
    db
      .prepare<{ today: string; soon: string }, number>(
        `SELECT count(*) FROM claims WHERE undone = 0 AND ${conditions[show]}`,
      )
      .pluck();
  const [overdue, dueSoon] = [countOf('overdue'), countOf('due-soon')];

  /** @param now asked once for a page: telling the date takes longer than reading a claim. */
  function toView(row: ClaimRow, now: ServiceDate): ClaimView {
    const body = JSON.parse(row.body) as OpenClaimBody;
    const stop = row.stop_key && facts.byId(toHex(row.stop_key));
    const isLost = row.stop_key !== null && stop === null;
    const { state, due, packs } = row;
    return {
      ...{ id: row.entry, number: claimNumber(row.year, row.place), state, allegation: row.allegation },
      ...{ asker: body.asker, askedBy: body.askedBy ?? null, words: body.words, stop },
      lostStop: isLost ? lostWords(row.stop_key, body) : null,
      ...{ received: body.received, due, isOverdue: isOverdue({ state, due }, now), source: body.source },
      ...{ openedAt: row.at, openedBy: row.person, changedAt: row.changed_at },
      ...{ notes: row.notes, files: row.files, packs },
      sentence: claimSentence({ state, due, packs, stop: isLost ? 'lost' : stop ? 'known' : 'unknown' }, now),
    };
  }

  /** A stop that it was opened about is named there; one that it was tied to later is asked for by whoever shows the claim. */
  function lostWords(key: Buffer | null, { stop }: OpenClaimBody): string {
    const isOwn = stop !== null && key?.equals(toBytes(makeStopId(stop.date, stop.route, stop.stop)));
    return isOwn ? stopText(stop) : 'a stop of another manifest';
  }

  /** The wanted rows of one order. */
  function part(filter: ClaimFilter, condition: string, now: ServiceDate) {
    const where = ['undone = 0', condition];
    const values: Record<string, string> = { today: now, soon: soonUntil(now) };
    if (filter.state !== undefined) {
      where.push('state = @state');
      values.state = filter.state;
    }
    if (filter.allegation !== undefined) {
      where.push('allegation = @allegation');
      values.allegation = filter.allegation;
    }
    if (filter.driver !== undefined) {
      where.push('route_key IN (SELECT key FROM routes WHERE driver = @driver OR driver_name = @driver)');
      values.driver = filter.driver;
    }
    const match = toMatchExpression(filter.text);
    if (filter.text.trim() !== '') {
      // Nothing but punctuation finds nothing.
      where.push(match === '' ? '0' : 'seq IN (SELECT rowid FROM claim_words WHERE claim_words MATCH @match)');
      values.match = match;
    }
    const all = where.join(' AND ');
    return {
      total: () => db.prepare<unknown[], number>(`SELECT count(*) FROM claims WHERE ${all}`).pluck().get(values) ?? 0,
      // The page is cut before anything else is read of its claims.
      rows: ({ order, index }: typeof byDate, offset: number, limit: number) =>
        db
          .prepare<unknown[], ClaimRow>(
            `WITH page AS (SELECT * FROM claims INDEXED BY ${index} WHERE ${all} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset})
             SELECT page.*, decisions.at, decisions.person, decisions.body FROM page JOIN decisions ON decisions.seq = page.seq
             ORDER BY ${order.replaceAll('seq', 'page.seq')}`,
          )
          .all(values),
    };
  }

  const toViews = (rows: readonly ClaimRow[]): ClaimView[] => {
    const now = rows.length > 0 ? today() : '';
    return rows.map((row) => toView(row, now));
  };

  const isCurrentRow = ({ state }: ClaimRow) => state === 'open' || state === 'answered';

  return {
    list(filter) {
      const now = today();
      const parts =
        filter.show === 'all'
          ? [
              { ...part(filter, current, now), order: byDate },
              { ...part(filter, closed, now), order: byChange },
            ]
          : [{ ...part(filter, conditions[filter.show], now), order: filter.show === 'closed' ? byChange : byDate }];
      const rows: ClaimRow[] = [];
      let total = 0;
      for (const each of parts) {
        const from = Math.max(0, filter.offset - total);
        const own = each.total();
        if (from < own && rows.length < pageSize) rows.push(...each.rows(each.order, from, pageSize - rows.length));
        total += own;
      }
      const found = new Map(counts.all().map(({ state, n }) => [state, n]));
      const asked = { today: now, soon: soonUntil(now) };
      return {
        today: now,
        counts: Object.fromEntries(claimStates.map((state) => [state, found.get(state) ?? 0])) as ClaimPage['counts'],
        overdue: overdue.get(asked) ?? 0,
        dueSoon: dueSoon.get(asked) ?? 0,
        total,
        claims: rows.map((row) => toView(row, now)),
        next: filter.offset + rows.length < total ? filter.offset + rows.length : null,
      };
    },

    byId(id) {
      const row = byEntry.get(id);
      return row ? toView(row, today()) : null;
    },

    ofStop: (stopId) => toViews(atStop.all(toBytes(stopId))),

    knownAmong: (keys, upTo) => new Set(knownKeys.all(JSON.stringify(keys), upTo)),
    isKnown: (stopId, upTo) => knowsStop.get(toBytes(stopId), upTo) === 1,
    newest: () => newest.get() ?? 0,

    currentOf(stopIds, key) {
      const rows = new Map<number, ClaimRow>();
      for (const row of [
        ...stopIds.flatMap((stopId) => atStop.all(toBytes(stopId))),
        ...(key === null ? [] : ofKey.all({ key })),
      ]) {
        if (isCurrentRow(row)) rows.set(row.seq, row);
      }
      return toViews([...rows.values()].sort((a, b) => b.seq - a.seq));
    },
  };
}

/** “stop 041 of R104 on 2026-11-21”, of a stop that nothing else is known of. */
export const stopText = ({ date, route, stop }: StopName): string => `stop ${stop} of ${route} on ${date}`;
