/** The desk: routes, the route's stops, and the inspector side by side. */
import { EmptyState } from '#ui/EmptyState.tsx';

export function DeskPage() {
  return <EmptyState title="The desk" />;
}
