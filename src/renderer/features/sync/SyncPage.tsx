/** Sync. */
import { PageHeader } from '#ui/PageHeader.tsx';

export function SyncPage() {
  return <PageHeader title="Sync" note="" />;
}
