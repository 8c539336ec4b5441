/** The room of opt-outs, as a depot holds it: the register, what screens ask of it, and the links of messages. */
import type { Database } from 'better-sqlite3';
import { serviceDateOf } from '#core/domain/days.ts';
import type { DecisionStore } from '#core/index/decisionStore.ts';
import type { LedgerBody } from '#core/ledger/contract.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { Pseudonym } from './keys.ts';
import { createOptOutLinks, type OptOutLinks } from './links.ts';
import { createOptOutWords, type OptOutWords } from './optOutWords.ts';
import { createOptOutQueries, type OptOutQueries } from './queries.ts';
import { createOptOutRegister, type OptOutRegister } from './register.ts';
import { createStopsNamed, type StopsNamed } from './stopsNamed.ts';

export interface OptOuts {
  register: OptOutRegister;
  queries: OptOutQueries;
  links: OptOutLinks;
  stops: StopsNamed;
  words: OptOutWords;
  pseudonym: Pseudonym;
  /** The depot's date now. */
  today(): ServiceDate;
}

export function createOptOuts(
  db: Database,
  parts: {
    decisions: DecisionStore;
    pseudonym: Pseudonym;
    settings: () => Settings;
    /** The secret `opt-out-link-key`; null: it is not there. */
    linkKey: () => string | null;
    clock: () => number;
  },
): OptOuts {
  const { decisions, pseudonym, settings } = parts;
  const today = () => serviceDateOf(parts.clock(), settings().timeZone);
  const common = { decisions, pseudonym, today };
  return {
    register: createOptOutRegister(db, common),
    queries: createOptOutQueries(db, common),
    links: createOptOutLinks({
      ...{ key: parts.linkKey, url: () => settings().confirmations.optOutUrl, pseudonym, today },
    }),
    stops: createStopsNamed(db, pseudonym),
    words: createOptOutWords(db, { decisions, timeZone: () => settings().timeZone }),
    pseudonym,
    today,
  };
}

export const isAboutOptOuts = ({ kind }: LedgerBody): boolean => kind === 'opt-out' || kind === 'end-opt-out';
