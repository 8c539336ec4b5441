/** One stop in the review: picture, head, what surrounds it, and the bar. */
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, type Ref, useState } from 'react';
import { StopClaims } from '#features/claims/StopClaims.tsx';
import { Veil } from '#features/deciding/Veil.tsx';
import { EvidenceLink } from '#features/evidence/EvidenceLink.tsx';
import { Filmstrip } from '#features/inspector/Filmstrip.tsx';
import { altOf, dragOut, RevealButton, ShotMarks, shownOf } from '#features/inspector/Inspector.tsx';
import { NoPicture } from '#features/inspector/NoPicture.tsx';
import { PhotoFacts } from '#features/inspector/PhotoFacts.tsx';
import { StopFacts } from '#features/inspector/StopFacts.tsx';
import { Keeping } from '#features/privacy/Keeping.tsx';
import { HiddenLine } from '#features/redacting/HiddenLine.tsx';
import { DoorstepMemory } from '#features/review/DoorstepMemory.tsx';
import { Glance } from '#features/review/Glance.tsx';
import { Neighbours } from '#features/review/Neighbours.tsx';
import { ReviewHead } from '#features/review/ReviewHead.tsx';
import { SmallMap } from '#features/review/SmallMap.tsx';
import type { ServiceDate, StopId } from '#shared/ids.ts';
import type { DoorstepPicture, ReviewItem } from '#shared/review.ts';
import type { Lookalike, OtherUse, StopRow } from '#shared/views.ts';
import { ErasedPicture } from '#ui/ErasedPicture.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { useFoundLabels } from '#ui/FoundLabels.tsx';
import { useFoundPeople } from '#ui/FoundPeople.tsx';
import { formatDay } from '#ui/format.ts';
import { LoadingRows } from '#ui/Loading.tsx';
import { PictureStage } from '#ui/PictureStage.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { useAhead } from './ahead.ts';
import { useTravel } from './desk.ts';
import { queries } from './queries.ts';
import classes from './ReviewDesk.module.css';
import { stagePicture } from './stagePicture.ts';
import type { StopWork } from './stopWork.ts';
import { useViewLog } from './viewLog.ts';

interface ReviewStopProps {
  date: ServiceDate;
  timeZone: string;
  item: ReviewItem | null;
  work: StopWork;
  /** What happened meanwhile. */
  news: ReactNode;
  bar: ReactNode;
  pending: boolean;
  onUndo: (entryId: string) => void;
  onGo: (stopId: StopId) => void;
  onSwipe: (by: 1 | -1) => void;
  stageRef: Ref<HTMLElement>;
}

export function ReviewStop(props: ReviewStopProps) {
  const { date, timeZone, item, work, news, bar, pending, onUndo, onGo, onSwipe, stageRef } = props;
  const { row, detail, walk, veiled } = work;
  const { shots, shot } = walk;
  const shown = shownOf(shot);
  const stopId = row?.id ?? null;
  const { data: surroundings } = useQuery({ ...queries.surroundings(date, stopId ?? ''), enabled: stopId !== null });
  const [beside, setBeside] = useState<{ stopId: StopId | null; picture: Beside } | null>(null);
  const compared = beside?.stopId === stopId ? beside.picture : null;
  const compare = (picture: Beside | null) => setBeside(picture && { stopId, picture });
  const [newest] = surroundings?.earlier ?? [];
  const twin = veiled ? undefined : shot?.tied?.lookalikes.find(({ use }) => !use?.isProtected);
  // What may have been used twice is looked at before what a good picture of this door looks like.
  const toCompare = twin ? twinBeside(twin) : newest ? earlierBeside(newest) : null;
  const { toStopAnywhere } = useTravel();
  useRouteNeighbours(work, date, onGo);
  useKeys({
    ArrowLeft: () => walk.step(-1),
    ArrowRight: () => walk.step(1),
    c: () => compare(compared ? null : toCompare),
    ...(compared && { Escape: () => compare(null) }),
  });

  const onCloser = useViewLog({ photoId: shown?.id ?? null, stopId, date, veiled, lifted: work.lifted });
  const onComparedCloser = useViewLog({
    ...{ photoId: compared?.photoId ?? null, stopId: null, date: null, veiled: false, lifted: false },
  });
  const people = useFoundPeople(veiled ? null : (shot?.facts ?? null));
  const labels = useFoundLabels(veiled ? null : (shot?.facts ?? null));
  const goToUse = (use: OtherUse) => (use.date === date ? onGo(use.stopId) : toStopAnywhere(use));
  const metres = shot?.tied?.metresFromStop ?? null;
  return (
    <>
      <div className={classes.picture}>
        <ReviewHead
          row={row ?? null}
          item={item}
          route={detail?.route.route ?? item?.route ?? null}
          advice={detail?.advice ?? null}
        />
        <div className={classes.stages} data-two={compared !== null}>
          <PictureStage
            ref={stageRef}
            {...stagePicture(shown && (shown.facts ?? { id: shown.id }))}
            alt={row && shot ? altOf(row, shot, timeZone) : ''}
            instead={shot ? <ErasedPicture /> : row ? <NoPicture row={row} /> : <NotHere work={work} />}
            veil={veiled && <Veil onLift={work.liftVeil} />}
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
          {compared && (
            <PictureStage
              label={compared.label}
              {...stagePicture({ id: compared.photoId })}
              alt={compared.alt}
              onCloser={onComparedCloser}
            >
              <span className={classes.when}>{compared.caption}</span>
            </PictureStage>
          )}
          {news}
        </div>
        {bar}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: text that scrolls must be reachable by keys. */}
      <aside className={classes.side} tabIndex={0} aria-label="Facts about the stop">
        <Glance row={row ?? null} shot={shot} timeZone={timeZone} />
        <div className={classes.strip}>
          <Filmstrip shots={shots} current={shot?.id ?? null} veiled={veiled} onPick={walk.pick} />
        </div>
        <SmallMap
          stop={row?.position ?? null}
          photo={shot?.facts?.position ?? null}
          before={surroundings?.before?.position ?? null}
          after={surroundings?.after?.position ?? null}
          hasPicture={shot !== null}
          metres={metres}
        />
        <Neighbours surroundings={surroundings} timeZone={timeZone} onGo={onGo} />
        <DoorstepMemory
          surroundings={surroundings}
          compared={compared?.photoId ?? null}
          onCompare={(picture) => compare(picture && earlierBeside(picture))}
        />
        <Keeping date={date} detail={detail} shot={shot} timeZone={timeZone} />
        <HiddenLine date={date} row={row} shot={veiled ? null : shot} />
        <StopClaims detail={detail}>
          <EvidenceLink date={date} stopId={stopId} />
        </StopClaims>
        {detail?.advice && <p className={classes.advice}>{detail.advice}</p>}
        {shot?.facts && (
          <PhotoFacts
            shot={shot}
            facts={shot.facts}
            routeId={detail?.route.id}
            timeZone={timeZone}
            veiled={veiled}
            brief
            onGo={goToUse}
          />
        )}
        {detail && <StopFacts detail={detail} pending={pending} onUndo={onUndo} />}
        {!detail && !work.problem && <LoadingRows label="Loading the facts" rows={4} />}
      </aside>
    </>
  );
}

/** A picture that lies beside tonight's. */
interface Beside {
  photoId: string;
  label: string;
  alt: string;
  caption: string;
}

function earlierBeside({ photoId, date, route, accepted }: DoorstepPicture): Beside {
  const caption = `${formatDay(date)}, route ${route}${accepted ? ', accepted' : ''}`;
  return { photoId, label: 'Earlier picture', alt: `The same door on ${formatDay(date)}`, caption };
}

function twinBeside({ photoId, use, sentence }: Lookalike): Beside {
  const caption = use
    ? `${formatDay(use.date)}, ${use.address || `stop ${use.stop}`}, route ${use.route}`
    : 'without a stop';
  return { photoId, label: 'The picture’s other use', alt: sentence, caption };
}

/** The stop is on its way, or can't be had; the stage stays, and with it the focus. */
function NotHere({ work }: { work: StopWork }) {
  if (!work.problem) return <LoadingRows label="Loading the stop" rows={1} />;
  return <ErrorState title="This stop can’t be shown" problem={work.problem} onRetry={work.retry} />;
}

const noStops: readonly StopRow[] = [];

/** Up and down: the stops before and after in the order of the route, whether they wait or not. */
function useRouteNeighbours({ row }: StopWork, date: ServiceDate, onGo: (stopId: StopId) => void): void {
  const { data: route } = useQuery({ ...queries.route(date, row?.routeId ?? ''), enabled: row !== undefined });
  useAhead(date, route?.stops ?? noStops, row?.id ?? null);
  const go = (by: 1 | -1) => {
    const here = route?.stops.findIndex(({ id }) => id === row?.id) ?? -1;
    const to = here < 0 ? undefined : route?.stops[here + by];
    if (to) onGo(to.id);
  };
  useKeys({ ArrowUp: () => go(-1), ArrowDown: () => go(1) });
}
