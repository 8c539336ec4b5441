/** A claim with the evidence about its delivery beside it. */
import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { ClaimPage } from '#features/claims/ClaimPage.tsx';
import { stopWords } from '#features/claims/claimWords.ts';
import type { ClaimStop } from '#shared/claims.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { Key } from '#ui/Key.tsx';
import { useTravel } from './desk.ts';

export function ClaimDesk() {
  const { claim } = useParams({ from: '/claims/$claim' });
  return <ClaimPage id={claim} evidence={(stop) => <ToStop stop={stop} />} />;
}

function ToStop({ stop }: { stop: ClaimStop }) {
  const { toStopAnywhere } = useTravel();
  return (
    <EmptyState
      title={stopWords(stop)}
      actions={
        <Button variant="default" rightSection={<Key>G</Key>} onClick={() => toStopAnywhere(stop)}>
          Open the stop
        </Button>
      }
    >
      Its pictures, their times and where they were taken are shown there.
    </EmptyState>
  );
}
