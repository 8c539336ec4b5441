/** Where the photo programme runs: its areas, and what they mean for the day's stops, before and after they are saved. */
import { useQuery } from '@tanstack/react-query';
import { asApiError } from '#app/client.ts';
import { useServiceDate } from '#app/desk.ts';
import { queries } from '#app/queries.ts';
import { ErrorState } from '#ui/ErrorState.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
import { ProgrammeDesk } from './ProgrammeDesk.tsx';

export function ProgrammePage() {
  const date = useServiceDate();
  const { data: saved, error, refetch } = useQuery(queries.programme());
  if (error && !saved) {
    return (
      <ErrorState title="The programme can’t be shown" problem={asApiError(error)} onRetry={() => void refetch()} />
    );
  }
  if (!saved || date === null) {
    return (
      <>
        <PageHeader title="Programme" />
        <LoadingRows label="Loading the areas" />
      </>
    );
  }
  return <ProgrammeDesk saved={saved} date={date} />;
}
