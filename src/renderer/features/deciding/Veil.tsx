/** Before a picture that is not to be seen (opted out, confidential): it is shown only to who asks for it. */
import { Button } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { EmptyState } from '#ui/EmptyState.tsx';
import { Key } from '#ui/Key.tsx';
import { useKeys } from '#ui/useKeys.ts';

export function Veil({ onLift }: { onLift: () => void }) {
  useKeys({ v: onLift });
  return (
    <EmptyState
      icon={<IconEyeOff size={28} stroke={1.5} />}
      title="No photos of this address"
      actions={
        <Button variant="default" aria-keyshortcuts="V" rightSection={<Key>V</Key>} onClick={onLift}>
          Show the picture
        </Button>
      }
    >
      The customer wants none, or the address is confidential. It can be decided without looking.
    </EmptyState>
  );
}
