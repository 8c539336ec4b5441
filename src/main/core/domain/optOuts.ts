/** What an opt-out means for a stop: pure rules. Dates are service dates. */
import type { Stop } from '#core/domain/delivery.ts';
import type { ServiceDate } from '#shared/ids.ts';

/** What `stops.opted_out` is made of. */
export const optedOutBits = {
  /** The manifest said so. */
  manifest: 1,
  /** An opt-out of the register covers the service date: no picture is owed. */
  covered: 2,
  /** One that stands began after the service date: the delivery stands as it stood, its pictures are shown and sent no more. */
  since: 4,
} as const;

/** When an opt-out holds, as far as the ledger says. */
export interface OptOutTerms {
  from: ServiceDate;
  /** Last service date; null: open. An end that came later counts here. */
  until: ServiceDate | null;
  undone: boolean;
}

/** What an opt-out does to a stop that it names, on a day: one of {@link optedOutBits}, or 0. */
export function optOutBit({ from, until, undone }: OptOutTerms, date: ServiceDate, today: ServiceDate): number {
  if (undone) return 0;
  if (date >= from) return until === null || date <= until ? optedOutBits.covered : 0;
  return standing({ from, until, undone }, today) === 'standing' ? optedOutBits.since : 0;
}

export type OptOutStanding = 'coming' | 'standing' | 'ended' | 'taken-back';

export function standing({ from, until, undone }: OptOutTerms, today: ServiceDate): OptOutStanding {
  if (undone) return 'taken-back';
  if (until !== null && (today > until || until < from)) return 'ended';
  return today < from ? 'coming' : 'standing';
}

/** The last service date on which it meant anything; `takenBack`: the date on which it was undone. Null: it stands, or will. */
export function lastDayOf({ until, undone }: OptOutTerms, takenBack: ServiceDate | null): ServiceDate | null {
  return undone ? takenBack : until;
}

/** An opt-out means something else on one of these days than on the other. */
export function isTurnedBetween(terms: OptOutTerms, one: ServiceDate, other: ServiceDate): boolean {
  return standing(terms, one) !== standing(terms, other);
}

/** No picture of the stop may be shown or sent: opted out (since), or confidential. */
export function isProtected(stop: Pick<Stop, 'optedOut' | 'confidential' | 'optedOutSince'>): boolean {
  return stop.optedOut || stop.confidential || stop.optedOutSince === true;
}
