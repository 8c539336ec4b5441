/** A password or key: said where it comes from, never shown. It goes to the keychain, or comes from the environment. */
import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { asApiError, call } from '#app/client.ts';
import { queries } from '#app/queries.ts';
import type { SecretName, SecretView } from '#shared/confirmations.ts';
import classes from './SecretSetting.module.css';
import { describedInput, SettingRow } from './SettingRow.tsx';

interface SecretSettingProps {
  name: SecretName;
  label: string;
  help: ReactNode;
  /** A key that nobody has yet may be made up here, to be copied to whoever checks it. */
  mayMakeUp?: boolean;
}

export function SecretSetting({ name, label, help, mayMakeUp = false }: SecretSettingProps) {
  const client = useQueryClient();
  const { data: secrets, error } = useQuery(queries.secrets());
  const [typed, setTyped] = useState('');
  const [shown, setShown] = useState(false);
  const putting = useMutation({
    mutationFn: (value: string) => call('putSecret', { name, value }),
    onSuccess: (views) => {
      client.setQueryData(queries.secrets().queryKey, views);
      setTyped('');
      setShown(false);
    },
  });
  const secret = secrets?.find((each) => each.name === name);
  const failure = putting.error ?? (secrets ? null : error);
  const mayType = secret?.canKeep === true && secret.from !== 'environment';

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (typed !== '') putting.mutate(typed);
  }
  return (
    <SettingRow
      field={`secret.${name}`}
      wide
      label={label}
      help={help}
      group={!mayType}
      problem={failure === null ? null : asApiError(failure).message}
    >
      {(ids) => (
        <>
          <p className={classes.state} role="status" data-set={secret !== undefined && secret.from !== null}>
            {secret === undefined ? '' : secretSentence(secret)}
          </p>
          {mayType && (
            <form className={classes.line} onSubmit={submit}>
              <PasswordInput
                {...ids}
                attributes={describedInput(ids)}
                className={classes.field}
                size="sm"
                value={typed}
                error={ids['aria-invalid']}
                maxLength={2000}
                autoComplete="off"
                spellCheck={false}
                visible={shown}
                onVisibilityChange={setShown}
                visibilityToggleButtonProps={{ 'aria-label': shown ? 'Hide what is typed' : 'Show what is typed' }}
                onChange={(event) => setTyped(event.currentTarget.value)}
                onKeyDown={(event) => {
                  if (event.key === 'Escape') setTyped('');
                }}
              />
              <Button size="sm" type="submit" variant="default" disabled={typed === '' || putting.isPending}>
                {secret.from === null ? 'Keep it' : 'Keep this one instead'}
              </Button>
              {mayMakeUp && (
                <Button
                  size="sm"
                  variant="subtle"
                  color="gray"
                  onClick={() => {
                    setTyped(makeUpKey());
                    setShown(true);
                  }}
                >
                  Make one up
                </Button>
              )}
              {secret.from === 'keychain' && (
                <Button
                  size="sm"
                  variant="subtle"
                  color="gray"
                  disabled={putting.isPending}
                  onClick={() => putting.mutate('')}
                >
                  Forget it
                </Button>
              )}
            </form>
          )}
        </>
      )}
    </SettingRow>
  );
}

/** Where a secret comes from, and how it comes there. */
export function secretSentence({ from, variable, canKeep }: SecretView): string {
  if (from === 'environment') return `Set: it comes from the environment variable ${variable}, which goes before all.`;
  if (from === 'keychain') return 'Set: it is kept in this computer’s keychain. What it is can’t be seen again here.';
  if (canKeep) return 'Not set.';
  return `Not set. Where Porchlight runs in a browser it can’t keep one: put it into the environment variable ${variable} and start Porchlight again.`;
}

/** 256 bits in hex: as long as the signature made with it. */
function makeUpKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
