/** Files and manifest rows that need a look. */
import { EmptyState } from '#ui/EmptyState.tsx';

export function ProblemsPage() {
  return <EmptyState title="Problems" />;
}
