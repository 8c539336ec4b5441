/** The evidence page, with the veil that stands before what must not be seen unasked. */
import { useQuery } from '@tanstack/react-query';
import { useCanGoBack, useNavigate, useParams, useRouter } from '@tanstack/react-router';
import { Veil } from '#features/deciding/Veil.tsx';
import { EvidencePage } from '#features/evidence/EvidencePage.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { useServiceDate, useTravel } from './desk.ts';
import { keepDay } from './place.ts';
import { queries } from './queries.ts';

export const veilOf = (onLift: () => void) => <Veil onLift={onLift} />;

export function EvidenceDesk() {
  const { stop } = useParams({ from: '/evidence/$stop' });
  const date = useServiceDate();
  const { toStopAnywhere } = useTravel();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const navigate = useNavigate();
  const { data: evidence } = useQuery({ ...queries.evidence(date ?? '', stop), enabled: date !== null });
  if (date === null) return <LoadingRows label="Loading the evidence" rows={12} />;
  const openStop = () => {
    if (evidence) toStopAnywhere({ date: evidence.date, routeId: evidence.detail.row.routeId, stopId: stop });
  };
  const back = () => (canGoBack ? router.history.back() : void navigate({ to: '/', search: keepDay }));
  return <EvidencePage date={date} stopId={stop} veil={veilOf} onBack={back} onOpenStop={openStop} />;
}
