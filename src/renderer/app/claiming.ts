/** Opening claims and changing them: any screen asks for it, the shell shows the dialog (`features/claims`). */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CallInput } from '#shared/api.ts';
import type { ClaimStop } from '#shared/claims.ts';
import type { DecisionResult } from '#shared/deciding.ts';
import { asApiError, call } from './client.ts';
import { noteDecision } from './decisions.ts';
import { ensurePerson } from './signing.ts';
import { createValueStore } from './valueStore.ts';

/** What a new claim begins with. */
export interface ClaimAsked {
  /** What somebody said: a tracking id, an address, a name; empty: it is yet to be typed. */
  text: string;
  /** The stop that is meant, if it is known; it is the first choice among those that are found. */
  stop: AskedStop | null;
}

/** A stop that a claim is asked for at. */
export type AskedStop = Pick<ClaimStop, 'stopId' | 'routeId' | 'date' | 'route' | 'stop' | 'address' | 'state'>;

/** The dialog for a new claim while it is open; null: it is closed. */
export const claimAsked = createValueStore<ClaimAsked | null>(null);

export interface Claiming {
  /** Null when it failed; `failure` says why. */
  open(request: CallInput<'openClaim'>): Promise<DecisionResult | null>;
  /** The status line says what came of it. */
  change(request: CallInput<'changeClaim'>): Promise<DecisionResult | null>;
  pending: boolean;
  /** Why the last claim could not be opened. */
  failure: string | null;
}

/** The write before: the next one waits for it, whatever became of it. */
let previous: Promise<unknown> = Promise.resolve();

/** Hook: writes to the ledger, in the order of the keys; claims that are shown are fetched again at once instead of waiting for the topic. */
export function useClaiming(): Claiming {
  const client = useQueryClient();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function write(work: () => Promise<DecisionResult>, onFailure: (sentence: string) => void) {
    setPending(true);
    try {
      const mine = previous.then(() => ensurePerson(client)).then(work);
      previous = mine.catch(() => null);
      const result = await mine;
      noteDecision(result.sentence, 'told');
      // Not waited for: the next key may be pressed as soon as this one is written.
      void client.invalidateQueries({ queryKey: ['claims'] });
      return result;
    } catch (problem) {
      onFailure(asApiError(problem).message);
      return null;
    } finally {
      setPending(false);
    }
  }
  return {
    open(request) {
      setFailure(null);
      return write(() => call('openClaim', request), setFailure);
    },
    change: (request) =>
      write(
        () => call('changeClaim', request),
        (sentence) => noteDecision(sentence, 'failed'),
      ),
    pending,
    failure,
  };
}
