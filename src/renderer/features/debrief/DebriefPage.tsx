/** Debrief. */
import { PageHeader } from '#ui/PageHeader.tsx';

export function DebriefPage() {
  return <PageHeader title="Debrief" note="" />;
}
