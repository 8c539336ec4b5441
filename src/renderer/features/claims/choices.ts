/** What a claim may be about: the stops that fit what was written, and none of them. Pure. */
import type { ClaimSearch, ClaimStop, ClaimView } from '#shared/claims.ts';
import type { StopId } from '#shared/ids.ts';
import { isClosed } from './claimWords.ts';

/** Enough of a stop to choose it. */
export type ChoosableStop = Pick<ClaimStop, 'stopId' | 'routeId' | 'date' | 'route' | 'stop' | 'address' | 'state'> &
  Partial<Pick<ClaimStop, 'postcode' | 'customer' | 'driver' | 'photoId'>>;

export interface StopChoice {
  key: string;
  /** Null: none of them; Porchlight never saw the parcel, or nobody knows yet which it was. */
  stop: ChoosableStop | null;
  /** Why it is here: “Tracking id TBA123, written with O for 0”. */
  why: string;
  /** A claim about it that is not closed: shown instead of opening another. */
  already: ClaimView | null;
}

/** The key of the choice that is no stop. */
export const noStop = 'none';

interface Found {
  /** Undefined: nothing was looked for, or the answer is on its way. */
  found: ClaimSearch | undefined;
  /** The stop where the claim was asked for; it stands first, whatever is written. */
  came: ChoosableStop | null;
  /** Claims about that stop. */
  thereAlready: readonly ClaimView[];
  /** A claim can be about no stop at all. */
  mayBeNone: boolean;
}

/** The choices in the order of the list. */
export function choicesOf({ found, came, thereAlready, mayBeNone }: Found): StopChoice[] {
  const current = [...(found?.already ?? []), ...thereAlready].filter((claim) => !isClosed(claim));
  const about = (stopId: StopId | null) => current.find(({ stop }) => (stop?.stopId ?? null) === stopId) ?? null;
  const choices: StopChoice[] = (found?.stops ?? []).map(({ why, ...stop }) => ({
    ...{ key: stop.stopId, stop, why },
    already: about(stop.stopId),
  }));
  if (came !== null) {
    const here = choices.findIndex(({ key }) => key === came.stopId);
    const [known] = here < 0 ? [] : choices.splice(here, 1);
    const why = 'The stop that you came from';
    choices.unshift(known ?? { key: came.stopId, stop: came, why, already: about(came.stopId) });
  }
  if (mayBeNone && found) {
    const isNew = found.stops.length === 0;
    const why = isNew ? 'Porchlight never saw it; it can be tied to a stop later' : 'It can be tied to its stop later';
    choices.push({ key: noStop, stop: null, why, already: about(null) });
  }
  return choices;
}
