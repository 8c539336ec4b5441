/** A claim with the evidence about its delivery beside it. */
import { useParams } from '@tanstack/react-router';
import { ClaimPage } from '#features/claims/ClaimPage.tsx';
import { EvidenceView } from '#features/evidence/EvidenceView.tsx';
import { veilOf } from './EvidenceDesk.tsx';

export function ClaimDesk() {
  const { claim } = useParams({ from: '/claims/$claim' });
  return (
    <ClaimPage id={claim} evidence={({ date, stopId }) => <EvidenceView date={date} stopId={stopId} veil={veilOf} />} />
  );
}
