/** What a person says about a claim, as the ledger is to hold it. Nothing is written here. */
import type { Depot } from '#core/depot.ts';
import { allegationWords, claimStateWords } from '#core/domain/activity.ts';
import { dayWords } from '#core/domain/signOffSentences.ts';
import type { LedgerBody } from '#core/ledger/contract.ts';
import type { ChangeClaim, ClaimView, OpenClaim } from '#shared/claims.ts';
import type { OpenClaimBody } from './register.ts';

/** The part of a depot that claims are opened with. */
export type ClaimDesk = Pick<Depot, 'claims'> & { queries: Pick<Depot['queries'], 'stops'> };

/** It stands so already; a sentence. */
export interface ClaimStands {
  already: string;
}

export interface ClaimChange {
  body: LedgerBody;
  sentence: string;
}

/** The year of the depot's date goes into the entry, for the claim's number. */
export const yearOf = (depot: ClaimDesk): number => Number(depot.claims.today().slice(0, 4));

export function openingBody(request: OpenClaim, depot: ClaimDesk): OpenClaimBody | 'stop-unknown' | 'words-empty' {
  const { stopId, words, allegation, asker, askedBy, received, due, note } = request;
  const rests = stopId === null ? { stop: null, photos: [] } : depot.claims.facts.rests(stopId);
  if (!rests) return 'stop-unknown';
  const key = depot.claims.finding.parcelKey(words, stopId);
  if (stopId === null && key === null) return 'words-empty';
  return {
    ...{ kind: 'open-claim', year: yearOf(depot), key, words, allegation, asker, received, due, source: 'hand' },
    ...rests,
    ...(askedBy ? { askedBy } : {}),
    ...(note ? { note } : {}),
  };
}

export function changeBody(
  request: ChangeClaim,
  view: ClaimView,
  depot: ClaimDesk,
): ClaimChange | ClaimStands | 'stop-unknown' {
  const { id } = request;
  const { number } = view;
  switch (request.kind) {
    case 'settle': {
      const { state, note } = request;
      if (state === view.state) return { already: `Claim ${number} stands so already.` };
      const body: LedgerBody = { kind: 'settle-claim', claim: id, state, ...(note ? { note } : {}) };
      const said = claimStateWords[state];
      return { body, sentence: said.replace('the claim', `claim ${number}`).replace('The claim', `Claim ${number}`) };
    }
    case 'note':
      return { body: { kind: 'claim-note', claim: id, note: request.note }, sentence: `Noted at claim ${number}` };
    case 'tie': {
      if (view.stop?.stopId === request.stopId) return { already: `Claim ${number} is about this stop already.` };
      const rests = depot.claims.facts.rests(request.stopId);
      if (!rests) return 'stop-unknown';
      const where = depot.queries.stops.nameStop(rests.stop);
      return { body: { kind: 'amend-claim', claim: id, ...rests }, sentence: `Claim ${number} is about ${where}` };
    }
    case 'due': {
      const { due } = request;
      if (due === view.due) return { already: `Claim ${number} is due then already.` };
      const sentence = due === null ? `Claim ${number} has no date` : `Claim ${number} is due on ${dayWords(due)}`;
      return { body: { kind: 'amend-claim', claim: id, due }, sentence };
    }
    case 'allegation': {
      const { allegation } = request;
      if (allegation === view.allegation) return { already: `Claim ${number} says so already.` };
      const sentence = `Claim ${number} says: ${allegationWords[allegation]}`;
      return { body: { kind: 'amend-claim', claim: id, allegation }, sentence };
    }
  }
}
