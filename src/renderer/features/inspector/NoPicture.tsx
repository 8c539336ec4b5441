/** Says why there is nothing to see, in the picture's place. */
import { IconCameraOff, IconRefresh } from '@tabler/icons-react';
import type { StopRow } from '#shared/views.ts';
import type { StopState } from '#shared/words.ts';
import { EmptyState } from '#ui/EmptyState.tsx';

const sentences: Record<StopState, string> = {
  missing: 'No photo came for this delivery',
  syncing: 'The photo may still be on its way',
  candidate: 'No photo is tied to this stop yet',
  'not-required': 'No photo is owed here',
  excused: 'Settled without a photo',
  'needs-review': 'The photo can’t be shown',
  confirmed: 'The photo can’t be shown',
};

export function NoPicture({ row }: { row: StopRow }) {
  const Icon = row.state === 'syncing' ? IconRefresh : IconCameraOff;
  return (
    <EmptyState icon={<Icon size={28} stroke={1.5} />} title={sentences[row.state]}>
      {row.state === 'not-required' && row.reason}
    </EmptyState>
  );
}
