/** From a stop to all that is known about its delivery. */
import { IconScale } from '@tabler/icons-react';
import { useTravel } from '#app/desk.ts';
import type { ServiceDate, StopId } from '#shared/ids.ts';
import { LineAction } from '#ui/LineAction.tsx';
import { useKeys } from '#ui/useKeys.ts';

/** @param stopId null: none is chosen. Who presses its key before the stop's details are here gets there all the same. */
export function EvidenceLink({ date, stopId }: { date: ServiceDate; stopId: StopId | null }) {
  const { toEvidence } = useTravel();
  const open = () => stopId !== null && toEvidence(date, stopId);
  useKeys({ q: open });
  return (
    <LineAction
      letter="Q"
      title="Everything that is known about this delivery, for and against"
      leftSection={<IconScale size={14} stroke={1.6} aria-hidden="true" />}
      aria-disabled={stopId === null}
      onClick={open}
    >
      The evidence
    </LineAction>
  );
}
