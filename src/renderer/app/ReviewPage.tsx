/** The review: one picture at a time, worst first. */
import { PageHeader } from '#ui/PageHeader.tsx';

export function ReviewPage() {
  return <PageHeader title="Review" note="" />;
}
