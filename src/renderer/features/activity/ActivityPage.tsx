/** Activity. */
import { PageHeader } from '#ui/PageHeader.tsx';

export function ActivityPage() {
  return <PageHeader title="Activity" note="" />;
}
