/** Photos whose files went away. */
import { IconFolderQuestion } from '@tabler/icons-react';
import { EmptyState } from '#ui/EmptyState.tsx';
import { formatAmount } from '#ui/format.ts';

export function MissingFiles({ count }: { count: number }) {
  return (
    <EmptyState
      icon={<IconFolderQuestion size={28} stroke={1.5} />}
      title={`${formatAmount(count, 'photo is', 'photos are')} not in the folder any more`}
    >
      Somebody moved or deleted them, or the sync program took them away. Their stops keep what the photos proved; only
      the large picture may be gone. Put a file back, and it is known again at once.
    </EmptyState>
  );
}
