/** What stands where an answer failed: the sentence, and the way to try again. */
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { EmptyState } from './EmptyState.tsx';

interface ErrorStateProps {
  /** What could not be shown: "The routes of this day can’t be shown". */
  title: string;
  /** Its message is shown as it is: a sentence for the supervisor. */
  problem: Error;
  onRetry?: () => void;
}

/** Fills its pane like an {@link EmptyState}. */
export function ErrorState({ title, problem, onRetry }: ErrorStateProps) {
  const retry = onRetry && (
    <Button variant="default" onClick={onRetry}>
      Try again
    </Button>
  );
  return (
    <div role="alert" style={{ display: 'contents' }}>
      <EmptyState icon={<IconAlertTriangle size={28} stroke={1.5} />} title={title} actions={retry}>
        {problem.message}
      </EmptyState>
    </div>
  );
}
