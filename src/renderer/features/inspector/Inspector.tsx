/** One stop: its pictures large, what is known about them, and what to decide. */
import { ActionIcon } from '@mantine/core';
import { IconCameraOff, IconFolderOpen, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type Ref, useState } from 'react';
import { previewUrl, thumbnailUrl } from '#app/client.ts';
import { useDecisions } from '#app/decisions.ts';
import { queries } from '#app/queries.ts';
import type { ServiceDate, StopId } from '#shared/ids.ts';
import type { StopRow } from '#shared/views.ts';
import type { ExcuseReason, RejectReason } from '#shared/words.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { FlagChip } from '#ui/FlagChip.tsx';
import { formatTime } from '#ui/format.ts';
import { LoadingRows } from '#ui/Loading.tsx';
import { PictureStage } from '#ui/PictureStage.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { ActionBar } from './ActionBar.tsx';
import { Filmstrip } from './Filmstrip.tsx';
import classes from './Inspector.module.css';
import { PhotoFacts } from './PhotoFacts.tsx';
import { StopFacts } from './StopFacts.tsx';
import { StopHead } from './StopHead.tsx';
import { type Shot, shotBeside, shotsOf } from './shots.ts';

interface InspectorProps {
  date: ServiceDate;
  stopId: StopId;
  /** The list's row, when it is in the list: enough to draw at once. */
  row: StopRow | undefined;
  timeZone: string;
  /** A decision about this stop is in the ledger: time for the next one. */
  onDecided: (stopId: StopId) => void;
  stageRef: Ref<HTMLElement>;
}

export function Inspector({ date, stopId, row: listRow, timeZone, onDecided, stageRef }: InspectorProps) {
  const { data: detail, error, refetch } = useQuery(queries.stop(date, stopId));
  const [picked, setPicked] = useState<{ stopId: StopId; photoId: string } | null>(null);
  const { decide, undo, pending } = useDecisions();

  const row = detail?.row ?? listRow;
  const shots = shotsOf(detail, listRow);
  const shot = shots.find(({ id }) => picked?.stopId === stopId && id === picked.photoId) ?? shots[0] ?? null;
  const pick = (next: Shot | null) => next && setPicked({ stopId, photoId: next.id });
  useKeys({
    ArrowLeft: () => pick(shotBeside(shots, shot?.id ?? null, -1)),
    ArrowRight: () => pick(shotBeside(shots, shot?.id ?? null, 1)),
  });

  async function settle(request: Parameters<typeof decide>[0]): Promise<void> {
    if (pending) return;
    const result = await decide(request);
    if (result) onDecided(stopId);
  }
  const withNote = (note: string) => (note === '' ? {} : { note });
  const accept = () => shot && void settle({ kind: 'accept', stopId, photoId: shot.id });
  const reject = (reason: RejectReason, note: string) =>
    shot && void settle({ kind: 'reject', stopId, photoId: shot.id, reason, ...withNote(note) });
  const excuse = (reason: ExcuseReason, note: string) =>
    void settle({ kind: 'excuse', stopId, reason, ...withNote(note) });

  if (!row) {
    if (error) return <ErrorState title="This stop can’t be shown" problem={error} onRetry={() => void refetch()} />;
    return <LoadingRows label="Loading the stop" />;
  }
  return (
    <>
      <StopHead row={row} />
      <div className={classes.picture}>
        {shot ? (
          <PictureStage
            ref={stageRef}
            thumbnailUrl={thumbnailUrl(shot.id)}
            previewUrl={previewUrl(shot.id)}
            alt={altOf(row, shot, timeZone)}
            tools={<RevealButton photoId={shot.id} />}
            {...(window.porchlight && { onDragOut: () => window.porchlight?.dragPhoto(shot.id) })}
          >
            {shot.candidate && <span className={classes.candidate}>Candidate: not tied to a stop yet</span>}
            {shot.tied?.flags.map((flag) => (
              <FlagChip key={flag} flag={flag} blocking={shot.tied?.blocking.includes(flag) ?? false} />
            ))}
          </PictureStage>
        ) : (
          <NoPicture row={row} stageRef={stageRef} />
        )}
      </div>
      {shots.length > 1 && <Filmstrip shots={shots} current={shot?.id ?? null} onPick={pick} />}
      <ActionBar
        row={row}
        shot={shot}
        pending={pending}
        onAccept={accept}
        onReject={reject}
        onExcuse={excuse}
        onUndo={() => void undo()}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: text that scrolls must be reachable by keys. */}
      <section className={classes.facts} tabIndex={0} aria-label="Facts about the stop">
        {error && !detail && (
          <ErrorState title="The facts can’t be shown" problem={error} onRetry={() => void refetch()} />
        )}
        {!detail && !error && <LoadingRows label="Loading the facts" rows={5} />}
        {detail?.advice && <p className={classes.advice}>{detail.advice}</p>}
        {shot?.facts && <PhotoFacts shot={shot} facts={shot.facts} timeZone={timeZone} />}
        {detail && <StopFacts detail={detail} pending={pending} onUndo={(entryId) => void undo(entryId)} />}
      </section>
    </>
  );
}

function altOf(row: StopRow, shot: Shot, timeZone: string): string {
  const takenAt = shot.facts?.takenAt;
  const when = takenAt ? `, taken ${formatTime(takenAt, timeZone)}` : '';
  return `${shot.candidate ? 'Candidate photo' : 'Photo'} for ${row.address}${when}`;
}

/** Only where there is a Finder or an Explorer to show it in. */
function RevealButton({ photoId }: { photoId: string }) {
  const bridge = window.porchlight;
  if (!bridge) return null;
  return (
    <ActionIcon
      aria-label="Show the file in its folder"
      title="Show the file in its folder"
      onClick={() => void bridge.revealPhoto(photoId)}
    >
      <IconFolderOpen size={16} />
    </ActionIcon>
  );
}

/** Says why there is nothing to see, in the picture's place. */
function NoPicture({ row, stageRef }: { row: StopRow; stageRef: Ref<HTMLElement> }) {
  const sentences: Record<StopRow['state'], string> = {
    missing: 'No photo came for this delivery',
    syncing: 'The photo may still be on its way',
    candidate: 'No photo is tied to this stop yet',
    'not-required': 'No photo is owed here',
    excused: 'Settled without a photo',
    'needs-review': 'The photo can’t be shown',
    confirmed: 'The photo can’t be shown',
  };
  const Icon = row.state === 'syncing' ? IconRefresh : IconCameraOff;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: Enter leads from the list to the picture's place, picture or not.
    <section className={classes.nothing} ref={stageRef} tabIndex={0} aria-label="Picture">
      <EmptyState icon={<Icon size={28} stroke={1.5} />} title={sentences[row.state]}>
        {row.state === 'not-required' && row.reason}
      </EmptyState>
    </section>
  );
}
