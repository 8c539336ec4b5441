/** The review's window: the queue, the picture as large as it goes, and beside it what a decision is made from. */
import { useQuery } from '@tanstack/react-query';
import { useCanGoBack, useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { DecideBar } from '#features/deciding/DecideBar.tsx';
import { subjectOfRow } from '#features/deciding/verdicts.ts';
import { QueueEnd } from '#features/review/QueueEnd.tsx';
import { QueueList } from '#features/review/QueueList.tsx';
import { ReviewTop } from '#features/review/ReviewTop.tsx';
import type { BatchDecision } from '#shared/deciding.ts';
import type { RouteId } from '#shared/ids.ts';
import type { ReviewItem, ReviewQueue } from '#shared/review.ts';
import type { DayView } from '#shared/views.ts';
import { takeKeys } from '#ui/arrival.ts';
import { formatDay } from '#ui/format.ts';
import { useKeys } from '#ui/useKeys.ts';
import { forward, useReviewAhead } from './ahead.ts';
import { useChosenRows } from './chosenRows.ts';
import { useDecisions } from './decisions.ts';
import { useTravel } from './desk.ts';
import type { Place } from './place.ts';
import { queries } from './queries.ts';
import classes from './ReviewDesk.module.css';
import { ReviewNews } from './ReviewNews.tsx';
import { ReviewStop } from './ReviewStop.tsx';
import { useReviewWalk } from './reviewWalk.ts';
import { signOffAsked } from './signing.ts';
import { useStopWork } from './stopWork.ts';

interface ReviewDeskProps {
  day: DayView;
  /** Null: the whole day. */
  routeId: RouteId | null;
  queue: ReviewQueue;
}

export function ReviewDesk({ day, routeId, queue }: ReviewDeskProps) {
  const { date } = day;
  const [withDecided, setWithDecided] = useState(false);
  const all = useQuery({ ...queries.review(date, routeId, 'show'), enabled: withDecided }).data;
  const walk = useReviewWalk(date, withDecided && all ? all.items : queue.items);
  const { stopId, item, waiting } = walk;
  const work = useStopWork(date, stopId, item?.row);
  const { undo, pending } = useDecisions();
  const next = useNextRoute(day, routeId, waiting.length);
  useReviewAhead(date, [...rowsAhead(waiting, stopId), ...next.rows].slice(0, forward));

  const list = walk.shown.map(({ row }) => row);
  const { chosen, choose } = useChosenRows(list, stopId, walk.choose);
  const several = list.filter(({ id }) => chosen.has(id));
  const subjects = several.length > 1 ? several.map(subjectOfRow) : work.subject ? [work.subject] : [];
  function decide(decisions: BatchDecision[]): void {
    walk.leave(work.decide(decisions));
  }

  const stage = useRef<HTMLElement>(null);
  const end = useRef<HTMLElement>(null);
  const ended = stopId === null;
  useEffect(() => {
    // Who comes here wants to decide: the picture has the keys. At the end it gives them to what stands in its place.
    const place = ended ? end.current : stage.current;
    if (!ended || document.activeElement === document.body) takeKeys(place);
  }, [ended]);

  const leave = useLeave();
  const { toMap, toReview } = useTravel();
  const routeOnMap = work.row?.routeId ?? routeId;
  const map = () => routeOnMap !== null && toMap(date, routeOnMap, stopId);
  const askSignOff = () => signOffAsked.set({ date, routeId });
  const showDecided = () => setWithDecided((shown) => !shown);
  useKeys({
    j: () => walk.step(1),
    k: () => walk.step(-1),
    h: showDecided,
    s: askSignOff,
    g: map,
    Escape: () => (chosen.size > 1 && stopId !== null ? choose(stopId, 'one') : leave()),
  });

  const summary = day.routes.find(({ id }) => id === routeId);
  const signOff = routeId === null ? day.signOff : (summary?.signOff ?? null);
  const what = routeId === null ? formatDay(date) : `Route ${summary?.route ?? ''}`;
  return (
    <div className={classes.review}>
      <ReviewTop
        title={routeId === null ? `Review of ${what}` : `Review of ${summary?.route ?? 'the route'}`}
        driver={[summary?.driver, summary?.driverName].filter(Boolean).join(' ')}
        left={waiting.length}
        decided={Math.max(0, queue.decided + queue.undecided - waiting.length)}
        withDecided={withDecided}
        onShowDecided={showDecided}
        onMap={routeOnMap === null ? null : map}
        onSignOff={askSignOff}
        onLeave={leave}
      />
      <div className={classes.panes}>
        <nav className={classes.queue} aria-label="Queue">
          <QueueList
            items={walk.shown}
            withRoutes={routeId === null}
            selectedId={stopId}
            chosen={chosen}
            onSelect={choose}
          />
        </nav>
        {work.row === undefined && ended ? (
          <section ref={end} className={classes.end} tabIndex={-1} aria-label="End of the review">
            <QueueEnd
              what={what}
              waiting={waiting.length}
              onGoOn={() => walk.step(1)}
              syncing={(summary ?? day).counts.syncing}
              next={next.route?.route ?? null}
              onNext={() => next.route && toReview(date, next.route.id, null, true)}
              signed={signOff !== null && !signOff.changed}
              onSignOff={askSignOff}
            />
          </section>
        ) : (
          <ReviewStop
            date={date}
            timeZone={queue.timeZone}
            item={item}
            work={work}
            stageRef={stage}
            news={<ReviewNews walk={walk} work={work} timeZone={queue.timeZone} />}
            bar={<DecideBar date={date} subjects={subjects} onDecide={decide} onUndo={() => void undo()} />}
            pending={pending}
            onUndo={(entryId) => void undo(entryId)}
            onGo={walk.choose}
            onSwipe={walk.step}
          />
        )}
      </div>
    </div>
  );
}

/** The rows after the shown one, round to it again. */
function rowsAhead(waiting: readonly ReviewItem[], stopId: string | null) {
  const rows = waiting.map(({ row }) => row);
  const here = rows.findIndex(({ id }) => id === stopId);
  return [...rows.slice(here + 1), ...rows.slice(0, Math.max(0, here))];
}

/** The next route with something to decide, and its first stops; asked for only when this one is nearly through. */
function useNextRoute(day: DayView, routeId: RouteId | null, left: number) {
  const enabled = routeId !== null && left <= forward;
  const { data } = useQuery({ ...queries.review(day.date, null), enabled });
  const others = enabled ? (data?.items ?? []).filter(({ row }) => row.routeId !== routeId) : [];
  const waiting = new Set(others.map(({ row }) => row.routeId));
  const route = day.routes.find(({ id }) => waiting.has(id)) ?? null;
  return { route, rows: others.filter(({ row }) => row.routeId === route?.id).map(({ row }) => row) };
}

/** Hook: back to where one came from; the desk for who came by a link. */
function useLeave(): () => void {
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const navigate = useNavigate();
  return () => {
    if (canGoBack) router.history.back();
    else void navigate({ to: '/', search: (place: Place) => place });
  };
}
