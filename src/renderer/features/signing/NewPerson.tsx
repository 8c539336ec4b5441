/** A new name, and its PIN twice. */
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { PinField } from './PinField.tsx';
import classes from './SignInDialog.module.css';
import { isKnown } from './signIn.ts';

interface NewPersonProps {
  known: readonly string[];
  locked: boolean;
  pending: boolean;
  failure: string | null;
  onSignIn: (name: string, pin: string) => void;
  /** The name is known after all: its PIN is asked for. */
  onKnown: (name: string) => void;
  /** The other ways out, beside the one that signs in. */
  children: ReactNode;
}

/** Enter goes from field to field, the fourth digit too; the eighth signs in. */
export function NewPerson({ known, locked, pending, failure, onSignIn, onKnown, children }: NewPersonProps) {
  const [name, setName] = useState('');
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const fields = {
    name: useRef<HTMLInputElement>(null),
    pin: useRef<HTMLInputElement>(null),
    again: useRef<HTMLInputElement>(null),
  };
  const messageId = useId();
  const nameField = fields.name;
  useEffect(() => {
    nameField.current?.focus();
  }, [nameField]);

  const twin = known.find((other) => isKnown(name, [other]));
  const differs = again.length === 4 && again !== pin;
  const message = differs ? 'The two PINs differ. Type the second one again.' : locked ? '' : failure;

  function finish(second: string): void {
    if (name.trim() === '') fields.name.current?.focus();
    else if (pin.length < 4) fields.pin.current?.focus();
    else if (second !== pin) fields.again.current?.select();
    else if (!locked && !pending) onSignIn(name.trim(), pin);
  }
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (twin !== undefined) onKnown(twin);
    else if (document.activeElement === fields.name.current && pin.length < 4) fields.pin.current?.focus();
    else finish(again);
  }

  return (
    <form className={classes.form} onSubmit={onSubmit}>
      <TextInput
        ref={fields.name}
        // The dialog gives the focus to this one when it opens.
        data-autofocus
        label="Your name"
        description="As it shall stand beside your decisions"
        value={name}
        maxLength={100}
        autoComplete="off"
        dir="auto"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {twin === undefined ? (
        <div className={classes.pins}>
          <PinField
            ref={fields.pin}
            label="New PIN, four digits"
            value={pin}
            disabled={pending}
            onChange={setPin}
            onComplete={() => fields.again.current?.focus()}
          />
          <PinField
            ref={fields.again}
            label="The PIN again"
            value={again}
            disabled={pending}
            invalid={differs || failure !== null}
            describedBy={messageId}
            onChange={setAgain}
            onComplete={finish}
          />
        </div>
      ) : (
        <p className={classes.twin}>
          This desk knows <bdi>{twin}</bdi>.
        </p>
      )}
      <p id={messageId} className={classes.message} role="status">
        {message}
      </p>
      <div className={classes.answers}>
        <Button type="submit" aria-disabled={locked || pending}>
          {twin === undefined ? 'Sign in' : 'Go on with the PIN'}
        </Button>
        {children}
      </div>
    </form>
  );
}
