/** The PIN of a known name. */
import { Button } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import { PinField } from './PinField.tsx';
import classes from './SignInDialog.module.css';

interface PinStepProps {
  name: string;
  locked: boolean;
  pending: boolean;
  /** Why the last PIN was refused. */
  failure: string | null;
  /** Somebody is at the desk, who may take a name off it. */
  canForget: boolean;
  onPin: (pin: string) => void;
  onForget: () => void;
}

/** The fourth digit signs in. A wrong PIN empties the field and leaves the focus in it. */
export function PinStep({ name, locked, pending, failure, canForget, onPin, onForget }: PinStepProps) {
  const [pin, setPin] = useState('');
  const [forgetting, setForgetting] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const messageId = useId();
  useEffect(() => {
    field.current?.focus();
  }, []);
  useEffect(() => {
    if (failure !== null && !pending) setPin('');
  }, [failure, pending]);

  return (
    <>
      <p className={`one-line ${classes.chosen}`} title={name} dir="auto">
        {name}
      </p>
      <PinField
        ref={field}
        label="PIN, four digits"
        value={pin}
        disabled={locked || pending}
        invalid={failure !== null}
        describedBy={messageId}
        onChange={setPin}
        onComplete={onPin}
      />
      <p id={messageId} className={classes.message} role="status">
        {locked ? '' : failure}
      </p>
      {forgetting ? (
        <div className={classes.forget}>
          <p>
            {canForget
              ? 'Take this name and its PIN off the desk, and enter it anew? What it has decided keeps the name; the ledger keeps everything.'
              : 'Whoever is at the desk can take the name off, so that it can be entered anew with another PIN: sign in with another name, then “Hand over”.'}
          </p>
          {canForget && (
            <Button variant="default" disabled={pending} onClick={onForget}>
              Take it off
            </Button>
          )}
          <Button variant="subtle" color="gray" onClick={() => setForgetting(false)}>
            {canForget ? 'Keep it' : 'I see'}
          </Button>
        </div>
      ) : (
        <Button className={classes.forgot} variant="transparent" size="compact-xs" onClick={() => setForgetting(true)}>
          PIN forgotten?
        </Button>
      )}
    </>
  );
}
