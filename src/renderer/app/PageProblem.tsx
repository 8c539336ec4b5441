/** What stands in place of a page that broke: a bug of ours, said as one. */
import { Button } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { EmptyState } from '#ui/EmptyState.tsx';

/** Error boundary of every page. */
export function PageProblem({ error, reset }: ErrorComponentProps) {
  return (
    <EmptyState
      title="This page stumbled"
      actions={
        <>
          <Button onClick={reset}>Try again</Button>
          <Button variant="default" onClick={() => location.reload()}>
            Reload
          </Button>
        </>
      }
    >
      That is a fault in Porchlight, not in your data: photos and decisions are safe. It said “
      {error instanceof Error ? error.message : String(error)}”.
    </EmptyState>
  );
}
