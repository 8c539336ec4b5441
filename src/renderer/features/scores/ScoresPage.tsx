/** Scores. */
import { PageHeader } from '#ui/PageHeader.tsx';

export function ScoresPage() {
  return <PageHeader title="Scores" note="" />;
}
