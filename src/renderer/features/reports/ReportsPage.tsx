/** Reports. */
import { PageHeader } from '#ui/PageHeader.tsx';

export function ReportsPage() {
  return <PageHeader title="Reports" note="" />;
}
