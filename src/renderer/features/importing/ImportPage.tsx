/** Bringing in a manifest from elsewhere. */
import { EmptyState } from '#ui/EmptyState.tsx';

export function ImportPage() {
  return <EmptyState title="Import" />;
}
