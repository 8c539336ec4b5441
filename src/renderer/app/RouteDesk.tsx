/** The right two thirds of the desk: one route's stops, and the inspector of the chosen one. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { StopClaims } from '#features/claims/StopClaims.tsx';
import { DecideBar } from '#features/deciding/DecideBar.tsx';
import { Veil } from '#features/deciding/Veil.tsx';
import { subjectOfRow } from '#features/deciding/verdicts.ts';
import { EvidenceLink } from '#features/evidence/EvidenceLink.tsx';
import { Inspector } from '#features/inspector/Inspector.tsx';
import { Keeping } from '#features/privacy/Keeping.tsx';
import { HiddenLine } from '#features/redacting/HiddenLine.tsx';
import { StopList } from '#features/stops/StopList.tsx';
import type { BatchDecision } from '#shared/deciding.ts';
import type { RouteId } from '#shared/ids.ts';
import type { DayView, RouteView } from '#shared/views.ts';
import { ErrorState } from '#ui/ErrorState.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { useAhead } from './ahead.ts';
import { useChosenRows } from './chosenRows.ts';
import { useChosenStop } from './chosenStop.ts';
import classes from './DeskPage.module.css';
import { noteDecision, settling, useDecisions, useTakenBack } from './decisions.ts';
import { usePlace, useTravel } from './desk.ts';
import type { Panes } from './panes.ts';
import type { StopFilter } from './place.ts';
import { queries } from './queries.ts';
import { useStopWork } from './stopWork.ts';
import { filterStops, nextRoute, nextStop } from './undecided.ts';

interface RouteDeskProps {
  day: DayView;
  routeId: RouteId;
  panes: Panes;
}

export function RouteDesk({ day, routeId, panes }: RouteDeskProps) {
  const { data: route, error, refetch } = useQuery(queries.route(day.date, routeId));
  if (error && !route) {
    return (
      <div className={classes.rest}>
        <ErrorState title="This route can’t be shown" problem={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (!route) {
    return (
      <div className={classes.rest}>
        <LoadingRows label="Loading the stops" rows={20} />
      </div>
    );
  }
  return <Stops day={day} route={route} panes={panes} />;
}

function Stops({ day, route, panes }: { day: DayView; route: RouteView; panes: Panes }) {
  const { filter = 'all' } = usePlace();
  const { toRoute, toFilter, toMap, toReview, toStopAnywhere } = useTravel();
  const [wanted, toStop] = useChosenStop('/');
  const leftOut = settling.use();
  const stops = useMemo(() => filterStops(route.stops, filter), [route.stops, filter]);
  const row = route.stops.find(({ id }) => id === wanted);
  const stopId = row?.id ?? null;
  useAhead(day.date, stops, stopId);

  // A route opens at the first stop that waits for a decision.
  const first = (nextStop(route.stops, filter, null) ?? stops[0] ?? route.stops[0])?.id ?? null;
  useEffect(() => {
    if (stopId === null && first !== null) toStop(first);
  }, [stopId, first, toStop]);

  const { chosen, choose } = useChosenRows(stops, stopId, toStop);
  const work = useStopWork(day.date, stopId, row);
  const several = stops.filter(({ id }) => chosen.has(id));
  const subjects = several.length > 1 ? several.map(subjectOfRow) : work.subject ? [work.subject] : [];
  const { undo, pending } = useDecisions();

  useTakenBack(({ date, routeId, stopId: back }) => {
    if (back === null || routeId === null || date !== day.date) return;
    if (routeId === route.summary.id) toStop(back);
    else toStopAnywhere({ date, routeId, stopId: back });
  });

  function decide(decisions: BatchDecision[]): void {
    const settled = new Set(work.decide(decisions));
    if (stopId === null || !settled.has(stopId)) return;
    const next = nextStop(route.stops, filter, stopId, { leftOut: new Set([...leftOut.keys(), ...settled]) });
    if (next) {
      toStop(next.id);
      return;
    }
    const further = nextRoute(day.routes, route.summary.id);
    noteDecision(
      further
        ? `Nothing else to decide on ${route.summary.route}. J goes to ${further.route}.`
        : 'Nothing else to decide today.',
      'undone',
    );
  }

  /** The next (or previous) stop to decide; past the last one, the next route. */
  function goOn(by: 1 | -1): void {
    const next = nextStop(route.stops, filter, stopId, { by, leftOut });
    const further = nextRoute(day.routes, route.summary.id);
    if (next) toStop(next.id);
    else if (further && by === 1) toRoute(day.date, further.id);
  }

  /** The row above or below, wherever the focus is. */
  function step(by: 1 | -1): void {
    const beside = stops[stops.findIndex(({ id }) => id === stopId) + by];
    if (beside) toStop(beside.id);
  }

  /** Under a filter that doesn't show the chosen stop, the next one that it shows is chosen. */
  function show(wantedFilter: StopFilter): void {
    const stays = filterStops(route.stops, wantedFilter).some(({ id }) => id === stopId);
    const next = stays ? stopId : (nextStop(route.stops, wantedFilter, stopId)?.id ?? stopId);
    toFilter(wantedFilter, next);
  }

  const review = () => toReview(day.date, route.summary.id, stopId);
  const map = () => toMap(day.date, route.summary.id, stopId);
  useKeys({
    j: () => goOn(1),
    k: () => goOn(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    g: map,
    Escape: () => {
      if (chosen.size > 1 && stopId !== null) choose(stopId, 'one');
      else panes.show(panes.stops.current === document.activeElement ? 'routes' : 'stops');
    },
  });

  return (
    <>
      <div className={classes.stops}>
        <StopList
          route={route}
          filter={filter}
          onFilter={show}
          selectedId={stopId}
          chosen={chosen}
          onSelect={choose}
          onOpen={review}
          onMap={map}
          listRef={panes.stops}
        />
      </div>
      <aside className={classes.inspector} aria-label="Inspector">
        {stopId !== null && (
          <Inspector
            date={day.date}
            row={work.row}
            detail={work.detail}
            problem={work.problem}
            onRetry={work.retry}
            timeZone={route.timeZone}
            walk={work.walk}
            veil={work.veiled && <Veil onLift={work.liftVeil} />}
            lifted={work.lifted}
            keeping={
              <>
                <Keeping date={day.date} detail={work.detail} shot={work.walk.shot} timeZone={route.timeZone} />
                <HiddenLine date={day.date} row={work.row} shot={work.veiled ? null : work.walk.shot} />
                <StopClaims detail={work.detail}>
                  <EvidenceLink date={day.date} stopId={stopId} />
                </StopClaims>
              </>
            }
            bar={<DecideBar date={day.date} subjects={subjects} onDecide={decide} onUndo={() => void undo()} />}
            pending={pending}
            onUndo={(entryId) => void undo(entryId)}
            onGo={toStopAnywhere}
            onSwipe={goOn}
            stageRef={panes.picture}
          />
        )}
      </aside>
    </>
  );
}
