/** Map. */
import { PageHeader } from '#ui/PageHeader.tsx';

export function MapPage() {
  return <PageHeader title="Map" note="" />;
}
