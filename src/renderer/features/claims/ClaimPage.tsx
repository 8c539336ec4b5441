/** One claim: what is claimed and where it stands on the left, the evidence about its delivery on the right. */
import { ActionIcon, Button } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconMapPinOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useClaiming } from '#app/claiming.ts';
import { asApiError } from '#app/client.ts';
import { noteDecision, useDecisions } from '#app/decisions.ts';
import { useTravel } from '#app/desk.ts';
import { keepDay } from '#app/place.ts';
import { queries } from '#app/queries.ts';
import type { ClaimDetail, ClaimStop } from '#shared/claims.ts';
import type { EntryId } from '#shared/ids.ts';
import { ClaimMark } from '#ui/ClaimMark.tsx';
import { useDroppedFile } from '#ui/droppedFile.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { DropTarget, useFileField } from '#ui/FileField.tsx';
import { Key } from '#ui/Key.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { ClaimActions } from './ClaimActions.tsx';
import { ClaimCandidates } from './ClaimCandidates.tsx';
import { ClaimFacts } from './ClaimFacts.tsx';
import { ClaimFiles } from './ClaimFiles.tsx';
import { ClaimHistory } from './ClaimHistory.tsx';
import { ClaimPacks } from './ClaimPacks.tsx';
import classes from './ClaimPage.module.css';
import { isWaiting } from './claimWords.ts';
import { DueMark } from './DueMark.tsx';
import { chosenClaim, claimFilter } from './listState.ts';
import { latestToTakeBack } from './takingBack.ts';
import { useClaimFiles } from './useClaimFiles.ts';
import { useClaims } from './useClaims.ts';

interface ClaimPageProps {
  id: EntryId;
  /** What is known about a delivery. */
  evidence: (stop: ClaimStop) => ReactNode;
}

export function ClaimPage({ id, evidence }: ClaimPageProps) {
  const { data: detail, error, refetch } = useQuery(queries.claim(id));
  const { data: status } = useQuery(queries.status());
  const navigate = useNavigate();
  const toList = () => void navigate({ to: '/claims', search: keepDay });
  useKeys({ Escape: toList });
  if (error && !detail) {
    return (
      <>
        <PageHeader title="Claim" actions={<BackButton onBack={toList} />} />
        <ErrorState title="This claim can’t be shown" problem={asApiError(error)} onRetry={() => void refetch()} />
      </>
    );
  }
  if (!detail || !status) return <LoadingRows label="Loading the claim" rowHeight={48} />;
  return <Claim key={id} detail={detail} today={status.today} evidence={evidence} onLeave={toList} />;
}

interface ClaimProps {
  detail: ClaimDetail;
  today: string;
  evidence: ClaimPageProps['evidence'];
  onLeave: () => void;
}

function Claim({ detail, today, evidence, onLeave }: ClaimProps) {
  const { claim, timeZone, history, files, packs, candidates, changes } = detail;
  const claiming = useClaiming();
  const { undo, pending } = useDecisions();
  const { toStopAnywhere } = useTravel();
  const adding = useClaimFiles(claim.id);
  const { choose: chooseFiles, field } = useFileField({
    ...{ label: 'Files of the claim', multiple: true },
    onFiles: (files) => void adding.add(files),
  });
  const hovering = useDroppedFile((dropped) => {
    if (dropped.ok) void adding.add(dropped.files);
    else noteDecision(dropped.message, 'failed');
  });
  const beside = useBeside(claim.id);
  const { stop } = claim;
  const openStop = () => stop !== null && toStopAnywhere(stop);
  const latest = latestToTakeBack(history);
  async function takeBack(entryId: EntryId | undefined): Promise<void> {
    if (entryId === undefined || pending) return;
    const result = await undo(entryId);
    if (result !== null && entryId === claim.id) onLeave();
  }
  useKeys({ f: chooseFiles, g: openStop, j: () => beside.go(1), k: () => beside.go(-1) });

  const others = (
    <ClaimCandidates
      candidates={candidates}
      isTied={stop !== null}
      pending={claiming.pending}
      onTie={(stopId) => void claiming.change({ kind: 'tie', id: claim.id, stopId })}
    />
  );

  return (
    <div className={classes.page}>
      <PageHeader
        title={`Claim ${claim.number}`}
        note={
          <span className={classes.standing}>
            <ClaimMark state={claim.state} />
            <DueMark due={claim.due} today={today} isWaiting={isWaiting(claim)} />
            <bdi className={classes.sentence}>{claim.sentence}</bdi>
          </span>
        }
        actions={
          <>
            <ActionIcon
              aria-label="The claim before"
              aria-keyshortcuts="K"
              title="The claim before (K)"
              disabled={!beside.hasBefore}
              onClick={() => beside.go(-1)}
            >
              <IconChevronUp size={18} stroke={1.6} />
            </ActionIcon>
            <ActionIcon
              aria-label="The next claim"
              aria-keyshortcuts="J"
              title="The next claim (J)"
              disabled={!beside.hasNext}
              onClick={() => beside.go(1)}
            >
              <IconChevronDown size={18} stroke={1.6} />
            </ActionIcon>
            <BackButton onBack={onLeave} />
          </>
        }
      />
      <ClaimActions
        claim={claim}
        today={today}
        claiming={claiming}
        takesBack={latest?.sentence ?? null}
        onTakeBack={() => void takeBack(latest?.entryId)}
      />
      <div className={classes.columns}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard. */}
        <section className={classes.claim} aria-label="What is claimed" tabIndex={0}>
          <ClaimFacts claim={claim} timeZone={timeZone} changes={changes} onOpenStop={openStop} />
          {stop === null && others}
          <ClaimPacks claim={claim} packs={packs} timeZone={timeZone} />
          {stop !== null && others}
          <ClaimFiles claim={claim.id} files={files} timeZone={timeZone} adding={adding} onChoose={chooseFiles} />
          <ClaimHistory
            history={history}
            timeZone={timeZone}
            pending={pending}
            onTakeBack={(entryId) => void takeBack(entryId)}
          />
        </section>
        <section className={classes.evidence} aria-label="The evidence">
          {stop === null ? <NoDelivery lost={claim.lostStop} candidates={candidates.length} /> : evidence(stop)}
        </section>
      </div>
      {field}
      {hovering && <DropTarget>Drop the files of claim {claim.number} here</DropTarget>}
    </div>
  );
}

function BackButton({ onBack }: { onBack: () => void }) {
  return (
    <Button variant="default" aria-keyshortcuts="Escape" rightSection={<Key>Esc</Key>} onClick={onBack}>
      All claims
    </Button>
  );
}

const noDeliveryTitle = (lost: string | null) =>
  lost === null ? 'Porchlight never saw this parcel' : 'Its stop is not in the index any more';
const noDeliveryWords = (lost: string | null) =>
  lost === null
    ? 'No manifest and no picture names it, so there is no evidence to show. When its manifest comes later, tie the claim to its stop.'
    : `It was about ${lost}. What was there when the claim came stands in the ledger.`;

/** `candidates`: deliveries that nearly match what was asked for, listed beside it. */
function NoDelivery({ lost, candidates }: { lost: string | null; candidates: number }) {
  const isNear = lost === null && candidates > 0;
  return (
    <EmptyState
      icon={<IconMapPinOff size={28} stroke={1.5} />}
      title={isNear ? 'Tied to no stop yet' : noDeliveryTitle(lost)}
      actions={
        <span>
          <Key>M</Key> ties it to a stop
        </span>
      }
    >
      {isNear
        ? `${candidates === 1 ? 'One delivery' : `${candidates} deliveries`} may be meant: look under “It may mean” and tie the claim to the right one.`
        : noDeliveryWords(lost)}
    </EmptyState>
  );
}

/** Hook: the claims before and after in the list, as it is filtered. */
function useBeside(id: EntryId) {
  const navigate = useNavigate();
  const { rows: claims, fetchMore, show } = useClaims(claimFilter.use());
  const here = claims.findIndex((claim) => claim.id === id);
  const next = here < 0 ? undefined : claims[here + 1];
  const before = here < 0 ? undefined : claims[here - 1];
  const isLast = here >= 0 && next === undefined;
  useEffect(() => {
    chosenClaim.set(id);
  }, [id]);
  useEffect(() => show(claims.slice(Math.max(0, here - 1), here + 2)), [show, claims, here]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: more is asked for when the end is reached, not at each answer.
  useEffect(() => {
    if (isLast) fetchMore();
  }, [isLast]);
  return {
    hasNext: next !== undefined,
    hasBefore: before !== undefined,
    go(by: 1 | -1) {
      const claim = by === 1 ? next : before;
      if (claim) void navigate({ to: '/claims/$claim', params: { claim: claim.id }, search: keepDay, replace: true });
    },
  };
}
