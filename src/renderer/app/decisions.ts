/** Decisions on their way to the ledger, and what came of the last one. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { DecisionRequest, DecisionResult } from '#shared/views.ts';
import { asApiError, call } from './client.ts';
import { usePlace, useTravel } from './desk.ts';
import { createValueStore } from './valueStore.ts';

/** What the status line says about the last decision; null before the first. */
export interface DecisionNote {
  sentence: string;
  /** It did not happen; `sentence` says why. */
  failed: boolean;
  /** U takes it back. */
  undoable: boolean;
  /** Tells two notes with the same words apart. */
  number: number;
}
export const decisionNote = createValueStore<DecisionNote | null>(null);

let notes = 0;

/** Says something about decisions in the status line. */
export function noteDecision(sentence: string, kind: 'done' | 'undone' | 'failed'): void {
  notes += 1;
  decisionNote.set({ sentence, failed: kind === 'failed', undoable: kind === 'done', number: notes });
}

export interface Decisions {
  /** Null when it failed; the status line says why. */
  decide(request: DecisionRequest): Promise<DecisionResult | null>;
  /** Takes back one decision, or the latest that still holds, and goes to its stop. */
  undo(entryId?: string): Promise<void>;
  /** One is on its way: a key held down must not decide twice. */
  pending: boolean;
}

/** Hook: makes decisions; what they touch is fetched again at once instead of waiting for the topic. */
export function useDecisions(): Decisions {
  const client = useQueryClient();
  const { route } = usePlace();
  const { toStop, toStopAnywhere } = useTravel();
  const { mutateAsync, isPending } = useMutation({
    mutationFn: (request: DecisionRequest) => call('decide', request),
    onSuccess: (result, request) => {
      noteDecision(result.sentence, request.kind === 'undo' ? 'undone' : 'done');
      if (result.date !== null) void client.invalidateQueries({ queryKey: ['day', result.date] });
    },
    onError: (problem) => noteDecision(asApiError(problem).message, 'failed'),
  });

  // The failure is told by onError; here it is a value.
  const decide = useCallback((request: DecisionRequest) => mutateAsync(request).catch((): null => null), [mutateAsync]);
  const undo = useCallback(
    async (entryId?: string) => {
      const result = await decide(entryId === undefined ? { kind: 'undo' } : { kind: 'undo', entryId });
      if (!result?.stopId || !result.routeId || !result.date) return;
      if (result.routeId === route) toStop(result.stopId);
      else toStopAnywhere({ date: result.date, routeId: result.routeId, stopId: result.stopId });
    },
    [decide, route, toStop, toStopAnywhere],
  );
  return { decide, undo, pending: isPending };
}
