/** The sign-off of a route or a day: what is signed, what is left open, who signs. One key signs. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asApiError } from '#app/client.ts';
import { useDecisions } from '#app/decisions.ts';
import { queries } from '#app/queries.ts';
import { signInQuestion, signOffAsked } from '#app/signing.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { formatDay } from '#ui/format.ts';
import classes from './SignOffDialog.module.css';
import { SignOffForm } from './SignOffForm.tsx';
import { useOnceFocusRests } from './settledFocus.ts';

/** Shown while `signOffAsked` names something; opens when its answer is here, so that nothing moves under the eye. */
export function SignOffDialog() {
  const asked = useOnceFocusRests(signOffAsked.use());
  const signingIn = signInQuestion.use() !== null;
  // Decisions on their way to the ledger belong to what is signed: who signs before they are there is refused.
  const { pending } = useDecisions();
  const {
    data: view,
    error,
    isFetching,
  } = useQuery({
    ...queries.signOff(asked?.date ?? '', asked?.routeId ?? null),
    enabled: asked !== null && !pending,
    staleTime: 0,
  });
  // What was fetched for an earlier look may be old: the dialog opens on a fresh answer, and stays open from then on.
  const [opened, setOpened] = useState(asked);
  const isFresh = !pending && !isFetching && (view !== undefined || error !== null);
  if (asked !== opened && (asked === null || isFresh)) setOpened(asked);
  const close = () => signOffAsked.set(null);
  const name = view?.routeId === null ? formatDay(view.date) : view?.title;
  return (
    <Dialog
      opened={opened !== null && opened === asked}
      onClose={close}
      title={
        <span className={`one-line ${classes.title}`} title={name}>
          {name === undefined ? 'Sign off' : `Sign off ${name}`}
        </span>
      }
      size={640}
      // While the name is asked for on top, Esc belongs to that question.
      closeOnEscape={!signingIn}
      classNames={{ title: classes.titleBox }}
    >
      {view ? (
        <SignOffForm key={`${view.date} ${view.routeId}`} view={view} onClose={close} />
      ) : (
        error && (
          <div role="alert">
            <p>{asApiError(error).message}</p>
            <Button variant="default" data-autofocus onClick={close}>
              Close
            </Button>
          </div>
        )
      )}
    </Dialog>
  );
}
