/** Pictures that people refused and nobody took back, over several service days. */
import type { Database } from 'better-sqlite3';
import { type DecisionEntry, foldDecisions } from '#core/domain/decisions.ts';
import { refusalsAt } from '#core/domain/refusals.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { RejectReason } from '#shared/words.ts';

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

/**
 * Every standing rejection at a stop of these dates (both included). Reads the decisions about the stops where something was
 * rejected, and no others.
 */
export function createRejections(db: Database): (from: ServiceDate, to: ServiceDate) => Rejection[] {
  // An undo (and an undo of an undo …) is reached from the decision that it takes back.
  const entries = db.prepare<[string, string], Row>(
    `WITH RECURSIVE
       doubted(stop_key) AS (
         SELECT DISTINCT stop_key FROM decisions WHERE date BETWEEN ? AND ? AND kind = 'reject'),
       about(seq, entry, at, person, body) AS (
         SELECT seq, entry, at, person, body FROM decisions WHERE stop_key IN doubted
         UNION
         SELECT seq, entry, at, person, body FROM decisions WHERE to_key IN doubted
         UNION
         SELECT decisions.seq, decisions.entry, decisions.at, decisions.person, decisions.body
         FROM decisions JOIN about ON decisions.target = about.entry)
     SELECT entry, at, person, body FROM about ORDER BY seq`,
  );

  return (from, to) => {
    const { byStop } = foldDecisions(
      entries.all(from, to).map(({ entry, at, person, body }) => ({
        id: entry,
        at,
        person,
        body: JSON.parse(body) as DecisionEntry['body'],
      })),
    );
    return [...byStop.values()].flatMap((decisions) =>
      refusalsAt(decisions).map(({ reason }) => ({
        date: decisions.stop.date,
        route: decisions.stop.route,
        reason,
      })),
    );
  };
}
