/** “Who is at the desk?”: a known name or a new one, and its PIN. Asked once an evening, before the first decision. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { queries } from '#app/queries.ts';
import { type SignInQuestion, signInQuestion, signOffAsked, usePerson } from '#app/signing.ts';
import type { AtDesk } from '#shared/people.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { NameList } from './NameList.tsx';
import { NewPerson } from './NewPerson.tsx';
import { PinStep } from './PinStep.tsx';
import classes from './SignInDialog.module.css';
import { useOnceFocusRests } from './settledFocus.ts';
import { useDeskCalls, waitWords } from './signIn.ts';

/** Shown while `signInQuestion` is open. Esc and “Not now” let the decision go without a name. */
export function SignInDialog() {
  const question = useOnceFocusRests(signInQuestion.use());
  const { data: desk } = useQuery(queries.atDesk());
  const open = question !== null && desk !== undefined;
  return (
    <Dialog opened={open} onClose={() => question?.answer(false)} title="Who is at the desk?" size={400} zIndex={300}>
      {open && <Question question={question} desk={desk} />}
    </Dialog>
  );
}

/** What the dialog is about: which name, and whether it is a new one. */
type Step = { kind: 'names' } | { kind: 'pin'; name: string } | { kind: 'new' };

function Question({ question, desk }: { question: SignInQuestion; desk: AtDesk }) {
  const [step, setStep] = useState<Step>(desk.known.length > 0 ? { kind: 'names' } : { kind: 'new' });
  const calls = useDeskCalls();
  const person = usePerson();
  const lockedMs = useTimeUntil(desk.lockedUntil);
  const goTo = (next: Step) => {
    calls.clear();
    setStep(next);
  };
  const signIn = async (name: string, pin: string, isNew: boolean) => {
    if (await calls.signIn({ name, pin, isNew })) question.answer(true);
  };
  const backToNames = desk.known.length > 0 ? () => goTo({ kind: 'names' }) : null;

  const buttons = (
    <div className={classes.buttons}>
      {step.kind !== 'names' && backToNames && (
        <Button variant="subtle" color="gray" onClick={backToNames}>
          {step.kind === 'pin' ? 'Someone else' : 'Known names'}
        </Button>
      )}
      <Button className={classes.notNow} variant="default" onClick={() => question.answer(false)}>
        {question.needed ? 'Cancel' : 'Not now'}
      </Button>
    </div>
  );

  return (
    <>
      <p className={classes.why}>{whyAsked(question.needed)}</p>
      {lockedMs > 0 && (
        <p className={classes.locked} role="alert">
          Five wrong PINs. Nobody can sign in for {waitWords(lockedMs)}.
        </p>
      )}
      {step.kind === 'names' && (
        <NameList
          known={desk.known}
          onChoose={(name) => goTo({ kind: 'pin', name })}
          onNew={() => goTo({ kind: 'new' })}
        />
      )}
      {step.kind === 'pin' && (
        <PinStep
          name={step.name}
          locked={lockedMs > 0}
          pending={calls.pending}
          failure={calls.failure?.message ?? null}
          canForget={person != null}
          onPin={(pin) => void signIn(step.name, pin, false)}
          onForget={async () => {
            if (await calls.forget(step.name)) goTo({ kind: 'new' });
          }}
        />
      )}
      {step.kind === 'new' && (
        <NewPerson
          known={desk.known}
          locked={lockedMs > 0}
          pending={calls.pending}
          failure={calls.failure?.message ?? null}
          onSignIn={(name, pin) => void signIn(name, pin, true)}
          onKnown={(name) => goTo({ kind: 'pin', name })}
        >
          {buttons}
        </NewPerson>
      )}
      {step.kind !== 'new' && buttons}
    </>
  );
}

function whyAsked(needed: boolean): string {
  if (!needed) return 'This evening’s decisions carry the name. Porchlight asks once.';
  return signOffAsked.get() === null ? 'Decisions from now on carry the name.' : 'A sign-off names who signs.';
}

/** Hook: ms until `moment`, counted down once a second; 0 when it has come or there is none. */
function useTimeUntil(moment: number | null): number {
  const [now, setNow] = useState(Date.now);
  const left = moment === null ? 0 : Math.max(0, moment - Math.max(now, 0));
  useEffect(() => {
    if (moment === null || moment <= Date.now()) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    const end = setTimeout(() => clearInterval(timer), moment - Date.now() + 2000);
    return () => {
      clearInterval(timer);
      clearTimeout(end);
    };
  }, [moment]);
  return left;
}
