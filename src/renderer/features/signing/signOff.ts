/** Signing off: the call, and what changed between looking and signing. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { asApiError, call } from '#app/client.ts';
import { noteDecision } from '#app/decisions.ts';
import { queries } from '#app/queries.ts';
import { askWhoIsThere, atDeskNow } from '#app/signing.ts';
import type { DecisionResult } from '#shared/deciding.ts';
import type { SignOffView } from '#shared/review.ts';
import { changesBetween } from './meanwhile.ts';

export interface SigningOff {
  /** Asks for a name where there is none. Resolves to whether it is signed. */
  sign(reason: string | null): Promise<boolean>;
  /** Takes the latest sign-off back. */
  takeBack(entryId: string): Promise<void>;
  pending: boolean;
  failure: string | null;
  /** What changed since the supervisor began to look; empty while nothing did. */
  meanwhile: readonly string[];
}

/** Hook: signs `view` off as it is on the screen; the core refuses when it isn't true any more. */
export function useSigningOff(view: SignOffView): SigningOff {
  const client = useQueryClient();
  const [begun] = useState(view);
  const day = ['day', view.date];
  const tell = async (result: DecisionResult) => {
    noteDecision(result.sentence, 'done');
    await client.invalidateQueries({ queryKey: day });
  };
  const signing = useMutation({
    mutationFn: (reason: string | null) =>
      call('signOff', { date: view.date, routeId: view.routeId, fingerprint: view.fingerprint, reason }),
    onSuccess: tell,
    // The usual refusal is that something changed: what stands now belongs on the screen.
    onError: () => client.invalidateQueries({ queryKey: day }),
  });
  const undoing = useMutation({
    mutationFn: (entryId: string) => call('decide', { kind: 'undo', entryId }),
    onSuccess: tell,
  });
  const failed = signing.error ?? undoing.error;

  return {
    async sign(reason) {
      const desk = await client.fetchQuery(queries.atDesk()).catch(() => null);
      const known = desk !== null && atDeskNow(desk, Date.now()) !== null;
      if (!known && !(await askWhoIsThere(true))) return false;
      return signing.mutateAsync(reason).then(
        () => true,
        () => false,
      );
    },
    async takeBack(entryId) {
      // The failure is told by `failure`.
      await undoing.mutateAsync(entryId).catch((): null => null);
    },
    pending: signing.isPending || undoing.isPending,
    failure: failed ? asApiError(failed).message : null,
    meanwhile: begun.fingerprint === view.fingerprint ? [] : changesBetween(begun, view),
  };
}
