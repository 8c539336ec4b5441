/** Rows of a list as opt-outs to be entered: which of them say something new, and what is wrong with the others. */
import type { OptOutTerms } from '#core/domain/optOuts.ts';
import type { LedgerBody } from '#core/ledger/contract.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { OptOutImport } from '#shared/optOuts.ts';
import type { OptOutSource } from '#shared/words.ts';
import { keyOf, type NamedTarget, wordsOf } from './keys.ts';
import type { OptOutToken } from './links.ts';
import type { OptOuts } from './optOuts.ts';
import { problemOf } from './queries.ts';

export type OptOutBody = Extract<LedgerBody, { kind: 'opt-out' }>;

/** A row as the file says it; `line` counts from 1. */
export interface ListedOptOut {
  line: number;
  named: NamedTarget;
  from: ServiceDate;
  until: ServiceDate | null;
  note: string | null;
}

/** A row that holds a link's token. */
export interface ListedToken {
  line: number;
  token: string;
  from: ServiceDate;
}

export interface ListProblem {
  line: number | null;
  column: string | null;
  message: string;
}

/** What a list comes to. */
export interface Entering {
  bodies: OptOutBody[];
  already: number;
  sample: OptOutImport['sample'];
  problems: ListProblem[];
}

const sampleShown = 20;

export type EnteringParts = Pick<OptOuts, 'queries' | 'links' | 'stops' | 'pseudonym'>;

/** Collects the rows of a list one by one; the same customer twice is entered once. */
export function createEntering({ queries, links, stops, pseudonym }: EnteringParts) {
  const found: Entering = { bodies: [], already: 0, sample: [], problems: [] };
  const keys = new Set<string>();
  const tokens: (OptOutToken & Omit<ListedToken, 'token'>)[] = [];

  function take(line: number, body: OptOutBody, named: NamedTarget): void {
    const terms: Omit<OptOutTerms, 'undone'> = body;
    if (keys.has(body.key) || queries.known(body.key, terms) !== null) {
      found.already++;
      return;
    }
    keys.add(body.key);
    found.bodies.push(body);
    if (found.sample.length === sampleShown) return;
    const { by, text, postcode } = named;
    found.sample.push({ line, by, words: text, postcode, from: body.from, until: body.until });
  }

  return {
    found,

    add({ line, named, from, until, note }: ListedOptOut, source: OptOutSource): void {
      const problem = problemOf(named, { from, until });
      const key = keyOf(named, pseudonym);
      if (problem !== null || key === null) {
        found.problems.push({ line, column: null, message: problem ?? 'This names nobody.' });
        return;
      }
      const noted = note === null ? {} : { note };
      take(line, { kind: 'opt-out', by: named.by, key, words: wordsOf(named), from, until, source, ...noted }, named);
    },

    addToken({ line, token, from }: ListedToken): void {
      const read = links.read(token);
      if (read.ok) tokens.push({ line, from, ...read.token });
      else found.problems.push({ line, column: null, message: read.message });
    },

    /** Everything that was added, and for tokens whom they are about: a stop that one names says so, or its key alone holds. */
    async finish(): Promise<Entering> {
      const words = await stops.wordsFor(tokens);
      for (const { line, from, by, key } of tokens) {
        const named = words.get(key) ?? { by, text: '', postcode: null };
        take(line, { kind: 'opt-out', by, key, words: wordsOf(named), from, until: null, source: 'link' }, named);
      }
      return found;
    },
  };
}
