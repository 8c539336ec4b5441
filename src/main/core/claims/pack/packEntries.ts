/** Which entries of the ledger belong into a pack. */
import type { Depot } from '#core/depot.ts';
import { entriesOfStop } from '#core/index/activityQueries.ts';
import { toBytes } from '#core/index/keys.ts';
import { type LedgerBody, stopNamed } from '#core/ledger/contract.ts';
import type { ClaimStop } from '#shared/claims.ts';
import type { PackSubject } from './packSubject.ts';

/**
 * Numbers, rising: what was decided about the stop and its pictures, the claim's own entries, the sign-offs of its route and its day.
 * For the customer none that names another stop. Who looked at which picture belongs to nobody's claim.
 */
export function packEntries(depot: Pick<Depot, 'db' | 'decisions'>, subject: PackSubject): number[] {
  const { variant, record, photos } = subject;
  const { stop } = record.claim;
  const wanted = new Set(subject.entries);
  const take = (rows: readonly { seq: number; body: string | null }[]) => {
    for (const { seq, body } of rows) if (isWanted(body, subject)) wanted.add(seq);
  };
  const { db } = depot;
  if (stop) {
    const key = toBytes(stop.stopId);
    take(
      db
        .prepare<[Buffer, Buffer, Buffer, Buffer], { seq: number; body: string | null }>(
          `SELECT seq, body FROM activity WHERE seq IN (${entriesOfStop}) AND kind <> 'view'`,
        )
        .all(key, key, key, key),
    );
    if (variant === 'full') {
      take(
        db
          .prepare<[Buffer], { seq: number; body: string | null }>(
            `SELECT seq, body FROM activity WHERE route_key = ? AND kind <> 'open-claim' AND kind IN ('set-clock', 'erase')`,
          )
          .all(toBytes(stop.routeId)),
      );
      for (const route of [stop.route, null]) {
        for (const { seq } of depot.decisions.signOffs(stop.date, route)) wanted.add(seq);
      }
    }
  }
  const ofPhoto = db.prepare<[Buffer], { seq: number; body: string | null }>(
    `SELECT seq, body FROM decisions WHERE photo = ? AND kind <> 'view'`,
  );
  for (const photo of photos) take(ofPhoto.all(toBytes(photo)));
  return [...wanted].sort((a, b) => a - b);
}

function isWanted(text: string | null, { variant, record }: PackSubject): boolean {
  if (variant === 'full') return true;
  // What only a newer version understands may name anybody.
  if (text === null) return false;
  const body = JSON.parse(text) as LedgerBody;
  const { id, stop } = record.claim;
  if (body.kind === 'open-claim' || body.kind === 'undo' || 'claim' in body)
    return 'claim' in body && body.claim === id;
  if (body.kind === 'erase' || body.kind === 'set-clock' || body.kind === 'sign-off') return false;
  const named = [stopNamed(body), 'to' in body ? body.to : null];
  return named.every((each) => each === null || isSame(each, stop));
}

const isSame = (named: { date: string; route: string; stop: string }, stop: ClaimStop | null): boolean =>
  stop !== null && named.date === stop.date && named.route === stop.route && named.stop === stop.stop;
