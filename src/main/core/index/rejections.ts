/** Pictures that people refused and nobody took back, over several service days. */
import type { Database } from 'better-sqlite3';
import { type DecisionEntry, foldDecisions } from '#core/domain/decisions.ts';
import { refusalsAt } from '#core/domain/refusals.ts';
import type { LedgerBody } from '#core/ledger/contract.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { RejectReason } from '#shared/words.ts';
import type { DecisionStore } from './decisionStore.ts';

export interface Rejection {
  date: ServiceDate;
  route: string;
  reason: RejectReason;
}

interface Row {
  entry: string;
  at: number;
  person: string | null;
  body: string;
}

/** Days kept in memory: a trend's, of the few evenings that one looks at. */
const daysKept = 60;

/**
 * Every standing rejection at a stop of these dates. What was said about a day is folded once and kept until somebody decides
 * something about that day: two weeks of a large depot are 15,000 rejections, and the score is asked for after each key.
 */
export function createRejections(
  db: Database,
  decisions: Pick<DecisionStore, 'about'>,
): (dates: readonly ServiceDate[]) => Rejection[] {
  // An undo (and an undo of an undo …) is reached from the decision that it takes back.
  const ofDay = db.prepare<[string], Row>(
    `WITH RECURSIVE
       doubted(stop_key) AS (SELECT DISTINCT stop_key FROM decisions WHERE date = ? AND kind = 'reject'),
       about(seq, entry, at, person, body) AS (
         SELECT seq, entry, at, person, body FROM decisions WHERE stop_key IN doubted
         UNION
         SELECT seq, entry, at, person, body FROM decisions WHERE to_key IN doubted
         UNION
         SELECT decisions.seq, decisions.entry, decisions.at, decisions.person, decisions.body
         FROM decisions JOIN about ON decisions.target = about.entry)
     SELECT entry, at, person, body FROM about ORDER BY seq`,
  );
  const after = db.prepare<[number], { seq: number; body: string }>(
    'SELECT seq, body FROM decisions WHERE seq > ? ORDER BY seq',
  );
  const newest = db.prepare<[], number | null>('SELECT max(seq) FROM decisions').pluck();
  const kept = new Map<ServiceDate, Rejection[]>();
  let known = 0;

  /** Takes out the days about which something was decided since. */
  function followDecisions(): void {
    if (kept.size === 0) known = newest.get() ?? 0;
    for (const { seq, body } of after.all(known)) {
      for (const date of decisions.about(JSON.parse(body) as LedgerBody).dates) kept.delete(date);
      known = seq;
    }
    if (kept.size > daysKept) kept.clear();
  }

  function fold(date: ServiceDate): Rejection[] {
    const { byStop } = foldDecisions(
      ofDay.all(date).map(({ entry, at, person, body }) => ({
        id: entry,
        at,
        person,
        body: JSON.parse(body) as DecisionEntry['body'],
      })),
    );
    return [...byStop.values()].flatMap((stop) =>
      refusalsAt(stop).map(({ reason }) => ({ date: stop.stop.date, route: stop.stop.route, reason })),
    );
  }

  return (dates) => {
    followDecisions();
    return dates.flatMap((date) => {
      const found = kept.get(date) ?? fold(date);
      kept.set(date, found);
      return found;
    });
  };
}
