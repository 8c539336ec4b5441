/** Sends a made-up confirmation through a channel, and says in words what came of it. */
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { asApiError, call } from '#app/client.ts';
import type { ConfirmationChannel } from '#shared/words.ts';
import { isMailbox } from './channelWords.ts';
import { describedInput, SettingRow } from './SettingRow.tsx';
import classes from './TryChannel.module.css';

interface TryChannelProps {
  channel: ConfirmationChannel;
  help: ReactNode;
  /** Somebody's address is needed. */
  toAddress?: boolean;
}

export function TryChannel({ channel, help, toAddress = false }: TryChannelProps) {
  const [to, setTo] = useState('');
  const [refused, setRefused] = useState(false);
  const trying = useMutation({
    mutationFn: () => call('tryChannel', { channel, ...(toAddress && { to: to.trim() }) }),
  });
  const result = trying.isPending ? null : resultOf(trying.data, trying.error);
  function submit(event: FormEvent): void {
    event.preventDefault();
    const isWrong = toAddress && !isMailbox(to.trim());
    setRefused(isWrong);
    if (!isWrong) trying.mutate();
  }
  return (
    <SettingRow
      field={`try.${channel}`}
      wide
      label="Try it"
      help={help}
      group={!toAddress}
      problem={refused ? 'An e-mail address such as you@example.com is needed here.' : null}
    >
      {(ids) => (
        <form className={classes.line} onSubmit={submit}>
          {toAddress && (
            <TextInput
              {...ids}
              attributes={describedInput(ids)}
              className={classes.field}
              inputMode="email"
              autoComplete="email"
              placeholder="you@example.com"
              maxLength={320}
              value={to}
              error={ids['aria-invalid']}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
          )}
          <Button size="sm" type="submit" variant="default" disabled={trying.isPending}>
            {trying.isPending
              ? 'Trying…'
              : toAddress
                ? 'Send one there'
                : channel === 'pages'
                  ? 'Write one'
                  : 'Send one'}
          </Button>
          <p className={classes.result} role="status" data-ok={result?.ok}>
            {trying.isPending ? 'This may take half a minute if nobody answers.' : (result?.sentence ?? '')}
          </p>
        </form>
      )}
    </SettingRow>
  );
}

function resultOf(answer: { ok: boolean; sentence: string } | undefined, problem: Error | null) {
  return problem ? { ok: false, sentence: asApiError(problem).message } : (answer ?? null);
}
