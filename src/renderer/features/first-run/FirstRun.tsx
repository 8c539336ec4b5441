/** What a supervisor sees before a folder is chosen. */
import { EmptyState } from '#ui/EmptyState.tsx';

export function FirstRun() {
  return <EmptyState title="Welcome" />;
}
