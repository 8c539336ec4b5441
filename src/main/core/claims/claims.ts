/** The room of claims, as a depot holds it: the register, what screens ask of it, and finding what a claim is about. */
import type { Database } from 'better-sqlite3';
import { serviceDateOf } from '#core/domain/days.ts';
import type { StopName } from '#core/domain/decisions.ts';
import type { DecisionStore } from '#core/index/decisionStore.ts';
import type { Pseudonym } from '#core/optOuts/keys.ts';
import { createStopsNamed } from '#core/optOuts/stopsNamed.ts';
import type { ServiceDate, StopId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import { type ClaimsAround, createClaimsAround } from './around.ts';
import { createCarriers } from './carriers.ts';
import { type ClaimDetails, createClaimDetails } from './details.ts';
import { type ClaimFinding, createClaimFinding } from './finding.ts';
import { type ClaimQueries, createClaimQueries } from './queries.ts';
import { type ClaimRegister, createClaimRegister } from './register.ts';
import { type ClaimStopFacts, createClaimStopFacts } from './stopFacts.ts';
import { type ClaimWords, createClaimWords } from './words.ts';

export interface Claims {
  register: ClaimRegister;
  queries: ClaimQueries;
  details: ClaimDetails;
  finding: ClaimFinding;
  facts: ClaimStopFacts;
  words: ClaimWords;
  /** Claims of the same address, driver and day. */
  around(stopId: StopId): ClaimsAround;
  /** The depot's date now. */
  today(): ServiceDate;
}

export function createClaims(
  db: Database,
  parts: {
    decisions: DecisionStore;
    pseudonym: Pseudonym;
    nameStop: (stop: StopName) => string;
    settings: () => Settings;
    clock: () => number;
  },
): Claims {
  const { decisions, pseudonym, settings } = parts;
  const today = () => serviceDateOf(parts.clock(), settings().timeZone);
  const carriers = createCarriers(db, decisions);
  const facts = createClaimStopFacts(db, { decisions, carriers, settings });
  const queries = createClaimQueries(db, { facts, today });
  const finding = createClaimFinding(db, { facts, carriers, named: createStopsNamed(db, pseudonym), pseudonym });
  const register = createClaimRegister(db, decisions);
  return {
    register,
    queries,
    details: createClaimDetails(db, {
      ...{ decisions, register, facts, finding, queries, nameStop: parts.nameStop },
      timeZone: () => settings().timeZone,
    }),
    finding,
    facts,
    words: createClaimWords(db, register),
    around: createClaimsAround(db, queries),
    today,
  };
}
