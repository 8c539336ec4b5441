/** Brings entries of the ledger into the index. */
import type { Database } from 'better-sqlite3';
import { type ClaimRegister, noOpenings, type Openings } from '#core/claims/register.ts';
import type { Clock } from '#core/contract.ts';
import { isAboutClaims } from '#core/domain/claims.ts';
import type { LedgerBody, LedgerEntry } from '#core/ledger/contract.ts';
import type { OptOutRegister } from '#core/optOuts/register.ts';
import type { ServiceDate, StopId } from '#shared/ids.ts';
import type { ConfirmationStore } from './confirmationStore.ts';
import type { DecisionStore } from './decisionStore.ts';
import type { EraseStore } from './eraseStore.ts';
import type { PhotoWriter } from './photoWriter.ts';
import type { ProgrammeStore } from './programmeStore.ts';
import type { IndexQueries } from './queries.ts';
import type { StateWriter } from './stateWriter.ts';

/** What may change the stop, and with it the day, that a picture belongs to. */
const laysPictures: ReadonlySet<LedgerBody['kind']> = new Set(['accept', 'reject', 'move', 'put-aside']);

const isOutbox = (kind: LedgerBody['kind']) => kind === 'confirm' || kind === 'confirmation-step';

export interface LedgerProjection {
  /** All in one transaction. Returns the dates that they are about. */
  apply(entries: readonly LedgerEntry[]): Set<ServiceDate>;
}

/** What the entries of one transaction change beside what they say. */
interface Changed {
  dates: Set<ServiceDate>;
  /** To be judged anew. */
  routes: Set<number>;
  /** Stops whose claims are others now. */
  claimed: Set<StopId>;
  /** Claims whose words are still to be written. */
  openings: Openings;
}

export function createLedgerProjection(parts: {
  db: Database;
  decisions: DecisionStore;
  confirmations: ConfirmationStore;
  photos: PhotoWriter;
  programme: ProgrammeStore;
  states: StateWriter;
  queries: IndexQueries;
  optOuts: OptOutRegister;
  claims: ClaimRegister;
  erasing: EraseStore;
  clock: Clock;
}): LedgerProjection {
  const { decisions, confirmations, photos, programme, states, queries, optOuts, claims, erasing, clock } = parts;

  function applyOne(entry: LedgerEntry, { dates, routes, claimed, openings }: Changed): void {
    const applied = decisions.apply(entry);
    confirmations.apply(entry);
    // What the outbox writes down is about no state of any stop, and there are a hundred thousand of it in an evening.
    if (isOutbox(entry.body.kind)) return;
    for (const date of applied.dates) dates.add(date);
    // What is said about a delivery changes no state, and a list says it of fifty thousand at once.
    if (isAboutClaims(applied.body)) {
      for (const stop of claims.apply(entry, openings)) claimed.add(stop);
      return;
    }
    // A picture that a person laid to a stop belongs to that stop's day, and without that word to its own again.
    if (applied.photoId && laysPictures.has(applied.body.kind)) {
      for (const date of photos.placeById(applied.photoId)) dates.add(date);
    }
    // Whoever shows it shows it otherwise now, and what waited for that may go to its customer.
    if (applied.photoId && applied.body.kind === 'redact') {
      confirmations.hidingChanged(applied.photoId, entry.seq);
      for (const date of queries.photos.datesOf(applied.photoId)) dates.add(date);
    }
    for (const stopId of applied.stopIds) {
      const routeId = queries.stops.nameOf(stopId)?.routeId;
      if (routeId) routes.add(states.routeNumber(routeId) ?? 0);
    }
    const optedOut = optOuts.apply(entry);
    for (const date of optedOut.dates) dates.add(date);
    for (const route of optedOut.routes) routes.add(route);
    if (entry.body.kind === 'erase') routes.add(erasing.project(entry.body) ?? 0);
  }

  return {
    apply: parts.db.transaction((entries: readonly LedgerEntry[]) => {
      const changed: Changed = { dates: new Set(), routes: new Set(), claimed: new Set(), openings: noOpenings() };
      const { dates, routes } = changed;
      const ranWhere = programme.current();
      for (const entry of entries) applyOne(entry, changed);
      if (changed.openings.unworded.size > 0) claims.writeWords(changed.openings);
      if (changed.claimed.size > 0) states.claimsChanged([...changed.claimed]);
      if (programme.current() !== ranWhere) programme.unjudge(ranWhere);
      // In the same transaction: the states never speak of decisions that the index has not, nor the other way round.
      for (const route of routes) states.refreshRoute(route, clock());
      return dates;
    }),
  };
}
