/** Nothing is left to decide: what comes now. */
import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { EmptyState } from '#ui/EmptyState.tsx';
import { formatAmount } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { useKeys } from '#ui/useKeys.ts';

interface QueueEndProps {
  /** `Route R104`, or the day. */
  what: string;
  /** Came back, or came in, since the last one was decided. */
  waiting: number;
  onGoOn: () => void;
  /** Their pictures may still come by themselves. */
  syncing: number;
  /** The next route with something to decide; null when there is none. */
  next: string | null;
  onNext: () => void;
  /** Signed as it stands: nothing to sign. */
  signed: boolean;
  onSignOff: () => void;
}

export function QueueEnd(props: QueueEndProps) {
  const { what, waiting, onGoOn, syncing, next, onNext, signed, onSignOff } = props;
  useKeys({ Enter: () => (waiting > 0 ? onGoOn() : next !== null && onNext()) });
  if (waiting > 0) {
    return (
      <EmptyState
        title={`${formatAmount(waiting, 'stop waits', 'stops wait')} again`}
        actions={
          <Button aria-keyshortcuts="Enter" rightSection={<Key>Enter</Key>} onClick={onGoOn}>
            Go on
          </Button>
        }
      >
        Something came in or came back while you decided.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconCircleCheck size={36} stroke={1.4} />}
      title={signed ? `${what} is settled and signed off` : `${what} is settled`}
      actions={
        <>
          {!signed && (
            <Button aria-keyshortcuts="S" rightSection={<Key>S</Key>} onClick={onSignOff}>
              Sign it off
            </Button>
          )}
          {next !== null && (
            <Button
              {...(!signed && { variant: 'default' })}
              aria-keyshortcuts="Enter"
              rightSection={<Key>Enter</Key>}
              onClick={onNext}
            >
              Go to {next}
            </Button>
          )}
        </>
      }
    >
      {syncing > 0 &&
        `${formatAmount(syncing, 'stop is', 'stops are')} still syncing; the sign-off asks why ${syncing === 1 ? 'it is' : 'they are'} left. `}
      {endSentence(signed, next)}
    </EmptyState>
  );
}

function endSentence(signed: boolean, next: string | null): string {
  const sign = signed ? '' : 'S signs it off';
  const go = next === null ? '' : `Enter goes to ${next}`;
  const keys = [sign, go].filter(Boolean).join(', ');
  return keys === '' ? 'Nothing else waits for a decision.' : `Nothing else waits here. ${keys}.`;
}
