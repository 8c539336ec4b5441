/** What the list of claims shows and which one is chosen: kept while somebody is in a claim, so that Back leads to the same row. */
import { createValueStore } from '#app/valueStore.ts';
import type { CallInput } from '#shared/api.ts';
import type { EntryId } from '#shared/ids.ts';
import type { ClaimAllegation, ClaimState } from '#shared/words.ts';

export type ClaimsShown = NonNullable<CallInput<'listClaims'>['show']>;

export interface ClaimFilter {
  show: ClaimsShown;
  text: string;
  /** `ClaimStop.driver`. */
  driver: string | null;
  state: ClaimState | null;
  allegation: ClaimAllegation | null;
}

export const nothingFiltered: ClaimFilter = { show: 'current', text: '', driver: null, state: null, allegation: null };

export const claimFilter = createValueStore<ClaimFilter>(nothingFiltered);

export const chosenClaim = createValueStore<EntryId | null>(null);

/** Something besides the tab leaves claims out. */
export function isNarrowed({ text, driver, state, allegation }: ClaimFilter): boolean {
  return text !== '' || driver !== null || state !== null || allegation !== null;
}
