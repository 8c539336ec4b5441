/** Carries out what was planned with confirmations; the status line says what came of it. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { asApiError, call } from '#app/client.ts';
import { noteDecision } from '#app/decisions.ts';
import { ensurePerson } from '#app/signing.ts';
import { askFirst } from '#ui/askFirst.tsx';
import { doneSentence, type Plan, portions } from './acting.ts';

/** Hook: does what a {@link Plan} says, after its question was answered; one at a time. */
export function useActing(): { act: (plan: Plan) => void; pending: boolean } {
  const client = useQueryClient();
  const [pending, setPending] = useState(false);

  async function carryOut({ action, ids }: Plan): Promise<void> {
    setPending(true);
    try {
      await ensurePerson(client);
      const results = [];
      for (const portion of portions(ids)) {
        results.push(await call('changeConfirmations', { action, ids: portion }));
      }
      const changed = results.reduce((sum, each) => sum + each.changed, 0);
      const [only] = results;
      const sentence = results.length === 1 && only ? only.sentence : doneSentence(action, changed);
      noteDecision(sentence, changed > 0 ? 'told' : 'failed');
    } catch (problem) {
      noteDecision(asApiError(problem).message, 'failed');
    } finally {
      setPending(false);
      await client.invalidateQueries({ queryKey: ['confirmations'] });
    }
  }

  function act(plan: Plan): void {
    if (pending) return;
    const { question } = plan;
    if (question === null) {
      void carryOut(plan);
      return;
    }
    askFirst({
      title: question.title,
      children: question.text,
      labels: { confirm: question.confirm, cancel: 'Leave it' },
      confirmProps: { color: 'red' },
      // Enter alone must not send what may arrive twice.
      cancelProps: { 'data-autofocus': true },
      closeButtonProps: { 'aria-label': 'Close' },
      onConfirm: () => void carryOut(plan),
    });
  }
  return { act, pending };
}
