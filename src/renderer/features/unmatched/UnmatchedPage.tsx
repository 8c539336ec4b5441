/** Photos of the day that belong to no stop. */
import { EmptyState } from '#ui/EmptyState.tsx';

export function UnmatchedPage() {
  return <EmptyState title="Unmatched photos" />;
}
