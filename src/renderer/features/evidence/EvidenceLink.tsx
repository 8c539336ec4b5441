/** From a stop to all that is known about its delivery. */
import { Button } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useTravel } from '#app/desk.ts';
import type { StopDetail } from '#shared/views.ts';
import { Key } from '#ui/Key.tsx';
import { useKeys } from '#ui/useKeys.ts';

/** @param detail undefined until it is here. */
export function EvidenceLink({ detail }: { detail: StopDetail | undefined }) {
  const { toEvidence } = useTravel();
  const open = () => detail && toEvidence(detail.route.date, detail.row.id);
  useKeys({ q: open });
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      color="gray"
      aria-keyshortcuts="Q"
      title="Everything that is known about this delivery, for and against"
      leftSection={<IconScale size={14} stroke={1.6} aria-hidden="true" />}
      rightSection={<Key>Q</Key>}
      aria-disabled={!detail}
      onClick={open}
    >
      The evidence
    </Button>
  );
}
