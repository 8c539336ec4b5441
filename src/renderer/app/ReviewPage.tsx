/** The review: one picture at a time, worst first; of a route, or of the whole day. */
import { useQuery } from '@tanstack/react-query';
import type { RouteId, ServiceDate } from '#shared/ids.ts';
import { ErrorState } from '#ui/ErrorState.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { usePlace, useServiceDate } from './desk.ts';
import { queries } from './queries.ts';
import { ReviewDesk } from './ReviewDesk.tsx';

export function ReviewPage() {
  const date = useServiceDate();
  const { route = null } = usePlace();
  if (date === null) return <LoadingRows label="Loading the review" rows={20} />;
  return <Review key={`${date} ${route}`} date={date} routeId={route} />;
}

function Review({ date, routeId }: { date: ServiceDate; routeId: RouteId | null }) {
  const { data: day, error: dayProblem, refetch: retryDay } = useQuery(queries.day(date));
  const { data: queue, error, refetch } = useQuery(queries.review(date, routeId));
  const problem = (!day && dayProblem) || (!queue && error);
  if (problem) {
    const retry = () => void Promise.all([retryDay(), refetch()]);
    return <ErrorState title="The review can’t be shown" problem={problem} onRetry={retry} />;
  }
  if (!day || !queue) return <LoadingRows label="Loading the review" rows={20} />;
  return <ReviewDesk day={day} routeId={routeId} queue={queue} />;
}
