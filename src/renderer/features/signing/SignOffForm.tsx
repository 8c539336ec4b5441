/** What the sign-off says, the reason for what is left, and the button. */
import { Button, Textarea } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { askWhoIsThere, usePerson } from '#app/signing.ts';
import type { SignOffView } from '#shared/review.ts';
import { formatAmount, formatMoment, formatScore } from '#ui/format.ts';
import { commandKey, Key } from '#ui/Key.tsx';
import { Notice } from '#ui/Notice.tsx';
import classes from './SignOffDialog.module.css';
import { SignOffFigures } from './SignOffFigures.tsx';
import { SignOffHistory, SignOffLists } from './SignOffLists.tsx';
import { useSigningOff } from './signOff.ts';

interface SignOffFormProps {
  view: SignOffView;
  onClose: () => void;
}

/** Ctrl or ⌘ with Enter signs from anywhere in it; Enter on the button too. */
export function SignOffForm({ view, onClose }: SignOffFormProps) {
  const [reason, setReason] = useState('');
  const [missed, setMissed] = useState(false);
  const person = usePerson();
  const { sign, takeBack, pending, failure, meanwhile } = useSigningOff(view);
  const { last } = view;
  const signedAsItStands = last !== null && !last.changed;
  const needsReason = view.undecidedTotal > 0;

  async function finish(): Promise<void> {
    if (pending || signedAsItStands) return;
    if (needsReason && reason.trim() === '') return setMissed(true);
    if (await sign(needsReason ? reason.trim() : null)) onClose();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void finish();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens for the one key that signs, wherever the focus is.
    <div className={classes.form} onKeyDown={onKeyDown}>
      {last?.changed && (
        <section className={classes.changed} aria-label="Changed since sign-off">
          <h3>
            Changed since <bdi>{last.person ?? 'somebody'}</bdi> signed it off on {formatMoment(last.at, view.timeZone)}{' '}
            with {formatScore(last.podScore)}
          </h3>
          <ul>
            {view.changes.map(({ sentence, stopId }) => (
              <li key={`${stopId} ${sentence}`} dir="auto">
                {sentence}
              </li>
            ))}
          </ul>
        </section>
      )}
      {meanwhile.length > 0 && !signedAsItStands && (
        <Notice level="warning">While this was open: {meanwhile.join(' ')}</Notice>
      )}
      {failure !== null && <Notice level="error">{failure}</Notice>}
      <SignOffFigures view={view} />
      <SignOffLists view={view} onLeave={onClose}>
        {needsReason && !signedAsItStands && (
          <Textarea
            label={`Why ${view.undecidedTotal === 1 ? 'is this stop' : 'are these stops'} left undecided?`}
            description="It stands in the sign-off and in the evening report."
            value={reason}
            error={missed && reason.trim() === '' ? 'A sign-off with open stops needs a reason.' : null}
            maxLength={10_000}
            autosize
            minRows={2}
            maxRows={5}
            dir="auto"
            data-autofocus
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
      </SignOffLists>
      <SignOffHistory view={view} />
      {signedAsItStands ? (
        <div className={classes.foot}>
          <p className={classes.who}>
            Signed off by <bdi>{last.person ?? 'somebody'}</bdi> on {formatMoment(last.at, view.timeZone)}, and nothing
            has changed since.
          </p>
          <Button variant="subtle" color="gray" disabled={pending} onClick={() => void takeBack(last.entryId)}>
            Take it back
          </Button>
          <Button variant="default" data-autofocus onClick={onClose}>
            Close
          </Button>
        </div>
      ) : (
        <div className={classes.foot}>
          <p className={classes.who}>
            {person ? (
              <>
                Signs: <bdi className={classes.name}>{person.name}</bdi>{' '}
                <button type="button" className={classes.other} onClick={() => void askWhoIsThere(true)}>
                  someone else
                </button>
              </>
            ) : (
              'Nobody is at the desk: you are asked for your name first.'
            )}
          </p>
          <Button
            aria-keyshortcuts="Control+Enter Meta+Enter"
            rightSection={<Key>{`${commandKey} Enter`}</Key>}
            // Disabled would throw the focus away, and a refusal needs it here.
            aria-disabled={pending}
            {...(!needsReason && { 'data-autofocus': true })}
            onClick={() => void finish()}
          >
            {signWord(view)}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What the button says: never less than what is signed. */
function signWord({ last, undecidedTotal }: SignOffView): string {
  const verb = last === null ? 'Sign off' : 'Sign again';
  return undecidedTotal === 0 ? verb : `${verb} with ${formatAmount(undecidedTotal, 'stop')} open`;
}
