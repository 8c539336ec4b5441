/** One stop: its pictures large, what is known about them, and what to decide. */
import { ActionIcon } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import type { ReactNode, Ref } from 'react';
import type { Shot, ShotWalk } from '#app/shots.ts';
import { stagePicture } from '#app/stagePicture.ts';
import { useViewLog } from '#app/viewLog.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { OtherUse, StopDetail, StopRow } from '#shared/views.ts';
import { ErasedPicture } from '#ui/ErasedPicture.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { FlagChip } from '#ui/FlagChip.tsx';
import { useFoundLabels } from '#ui/FoundLabels.tsx';
import { useFoundPeople } from '#ui/FoundPeople.tsx';
import { formatTime } from '#ui/format.ts';
import { LoadingRows } from '#ui/Loading.tsx';
import { PictureStage } from '#ui/PictureStage.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { Filmstrip } from './Filmstrip.tsx';
import classes from './Inspector.module.css';
import { NoPicture } from './NoPicture.tsx';
import { PhotoFacts } from './PhotoFacts.tsx';
import { StopFacts } from './StopFacts.tsx';
import { StopHead } from './StopHead.tsx';

interface InspectorProps {
  date: ServiceDate;
  /** Undefined until the stop is here, or when it can't be had. */
  row: StopRow | undefined;
  detail: StopDetail | undefined;
  problem: Error | null;
  onRetry: () => void;
  timeZone: string;
  walk: ShotWalk;
  /** What can be decided. */
  bar: ReactNode;
  /** Hides a picture that must not be seen unasked. */
  veil: ReactNode;
  /** A veil was before it, and somebody lifted it. */
  lifted: boolean;
  /** How long it is kept, and what holds it. */
  keeping: ReactNode;
  /** A decision is on its way. */
  pending: boolean;
  onUndo: (entryId: string) => void;
  /** To another stop that stands on the same picture. */
  onGo: (use: OtherUse) => void;
  /** A finger swept over the picture. */
  onSwipe: (by: 1 | -1) => void;
  stageRef: Ref<HTMLElement>;
}

export function Inspector(props: InspectorProps) {
  const { row, detail, problem, onRetry, timeZone, walk, bar, veil, pending, onUndo, onGo, onSwipe, stageRef } = props;
  const { shots, shot } = walk;
  const shown = shownOf(shot);
  useKeys({ ArrowLeft: () => walk.step(-1), ArrowRight: () => walk.step(1) });
  const onCloser = useViewLog({
    ...{ photoId: shown?.id ?? null, stopId: row?.id ?? null, date: props.date },
    ...{ veiled: Boolean(veil), lifted: props.lifted },
  });
  const people = useFoundPeople(veil ? null : (shot?.facts ?? null));
  const labels = useFoundLabels(veil ? null : (shot?.facts ?? null));

  if (!row) {
    if (problem) return <ErrorState title="This stop can’t be shown" problem={problem} onRetry={onRetry} />;
    return <LoadingRows label="Loading the stop" />;
  }
  return (
    <>
      <StopHead row={row} />
      <div className={classes.picture}>
        <PictureStage
          ref={stageRef}
          {...stagePicture(shown && (shown.facts ?? { id: shown.id }))}
          alt={shot ? altOf(row, shot, timeZone) : ''}
          instead={shot ? <ErasedPicture /> : <NoPicture row={row} />}
          veil={veil}
          overlay={
            <>
              {people.overlay}
              {labels.overlay}
            </>
          }
          tools={
            shot && (
              <>
                {labels.tool}
                {people.tool}
                <RevealButton photoId={shot.id} onReveal={onCloser} />
              </>
            )
          }
          onSwipe={onSwipe}
          onCloser={onCloser}
          {...(shot && window.porchlight && { onDragOut: dragOut(shot.id, onCloser) })}
        >
          {shot && <ShotMarks shot={shot} />}
        </PictureStage>
      </div>
      {shots.length > 1 && (
        <Filmstrip shots={shots} current={shot?.id ?? null} veiled={Boolean(veil)} onPick={walk.pick} />
      )}
      {bar}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: text that scrolls must be reachable by keys. */}
      <section className={classes.facts} tabIndex={0} aria-label="Facts about the stop">
        {props.keeping}
        {problem && !detail && <ErrorState title="The facts can’t be shown" problem={problem} onRetry={onRetry} />}
        {!detail && !problem && <LoadingRows label="Loading the facts" rows={5} />}
        {detail?.advice && <p className={classes.advice}>{detail.advice}</p>}
        {shot?.facts && (
          <PhotoFacts
            shot={shot}
            facts={shot.facts}
            routeId={detail?.route.id}
            timeZone={timeZone}
            veiled={Boolean(veil)}
            onGo={onGo}
          />
        )}
        {detail && <StopFacts detail={detail} pending={pending} onUndo={onUndo} />}
      </section>
    </>
  );
}

/** Null: there is none, or it was erased. */
export function shownOf(shot: Shot | null): Shot | null {
  return shot?.facts?.erased ? null : shot;
}

/** For screen readers: what the picture is of. */
export function altOf(row: StopRow, shot: Shot, timeZone: string): string {
  const takenAt = shot.facts?.takenAt;
  const when = takenAt ? `, taken ${formatTime(takenAt, timeZone)}` : '';
  return `${shot.candidate ? 'Candidate photo' : 'Photo'} for ${row.address}${when}`;
}

/** What is known about the picture, over its corner. */
export function ShotMarks({ shot }: { shot: Shot }) {
  return (
    <>
      {shot.candidate && <span className={classes.candidate}>Candidate: not tied to a stop yet</span>}
      {shot.facts && !shot.facts.present && <span className={classes.gone}>The file is gone from the folder</span>}
      {shot.tied?.flags.map((flag) => (
        <FlagChip key={flag} flag={flag} blocking={shot.tied?.blocking.includes(flag) ?? false} />
      ))}
    </>
  );
}

/** The file itself leaves the window: whoever gets it looks at it at full size. */
export function dragOut(photoId: string, onCloser: () => void): () => void {
  return () => {
    onCloser();
    window.porchlight?.dragPhoto(photoId);
  };
}

/** Only where there is a Finder or an Explorer to show it in. */
export function RevealButton({ photoId, onReveal }: { photoId: string; onReveal: () => void }) {
  const bridge = window.porchlight;
  if (!bridge) return null;
  return (
    <ActionIcon
      aria-label="Show the file in its folder"
      title="Show the file in its folder"
      onClick={() => {
        onReveal();
        void bridge.revealPhoto(photoId);
      }}
    >
      <IconFolderOpen size={16} />
    </ActionIcon>
  );
}
