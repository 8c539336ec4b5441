/** What is undecided, excused and asked for, stop by stop, and the sign-offs before. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { RouteId, ServiceDate, StopId } from '#shared/ids.ts';
import type { SignOffView } from '#shared/review.ts';
import { formatAmount, formatCount, formatMoment } from '#ui/format.ts';
import { StateMark } from '#ui/StateMark.tsx';
import classes from './SignOffDialog.module.css';

interface SignOffListsProps {
  view: SignOffView;
  /** A link leads away: the dialog closes. */
  onLeave: () => void;
  /** Stands under what is undecided: the reason for it. */
  children: ReactNode;
}

export function SignOffLists({ view, onLeave, children }: SignOffListsProps) {
  const { undecided, undecidedTotal, excused, followUps, unmatchedPhotos } = view;
  const wholeDay = view.routeId === null;
  const place = (stop: { route: string; stop: string }) => (wholeDay ? `${stop.route} · ${stop.stop}` : stop.stop);
  const unlisted = undecidedTotal - undecided.length;
  return (
    <>
      {undecidedTotal > 0 && (
        <StopGroup
          title={`${formatAmount(undecidedTotal, 'stop')} undecided`}
          aside={
            <Link
              className={classes.link}
              to="/review"
              search={{ day: view.date, ...(view.routeId !== null && { route: view.routeId }) }}
              onClick={onLeave}
            >
              Review {undecidedTotal === 1 ? 'it' : 'them'}
            </Link>
          }
        >
          {undecided.map((stop) => (
            <li key={stop.stopId}>
              <StateMark state={stop.state} bare />
              <StopLink date={view.date} stop={stop} onLeave={onLeave} />
              <span className={classes.detail}>{place(stop)}</span>
            </li>
          ))}
          {unlisted > 0 && <li className={classes.more}>and {formatCount(unlisted)} more</li>}
        </StopGroup>
      )}
      {children}
      {excused.length > 0 && (
        <StopGroup title={`${formatAmount(excused.length, 'stop')} excused`}>
          {excused.map((stop) => (
            <li key={stop.stopId}>
              <StateMark state="excused" bare />
              <StopLink date={view.date} stop={stop} onLeave={onLeave} />
              <span className={classes.detail} dir="auto">
                {wholeDay && `${stop.route} · `}
                {stop.sentence}
              </span>
            </li>
          ))}
        </StopGroup>
      )}
      {followUps.length > 0 && (
        <StopGroup title={`${formatAmount(followUps.length, 'stop')} asked of the driver`}>
          {followUps.map((stop) => (
            <li key={stop.stopId}>
              <span className={classes.dot} aria-hidden="true" />
              <StopLink date={view.date} stop={stop} onLeave={onLeave} />
              <span className={classes.detail} dir="auto">
                {[place(stop), stop.driver].filter(Boolean).join(' · ')}
              </span>
            </li>
          ))}
        </StopGroup>
      )}
      {unmatchedPhotos > 0 && (
        <p className={classes.strays}>
          {formatAmount(unmatchedPhotos, 'photo')} of this day {unmatchedPhotos === 1 ? 'belongs' : 'belong'} to no
          stop.{' '}
          <Link className={classes.link} to="/unmatched" search={{ day: view.date }} onClick={onLeave}>
            Look at {unmatchedPhotos === 1 ? 'it' : 'them'}
          </Link>
        </p>
      )}
    </>
  );
}

/** The sign-offs before, those that were taken back among them. */
export function SignOffHistory({ view }: { view: SignOffView }) {
  if (view.history.length === 0) return null;
  return (
    <details className={classes.history}>
      <summary>Signed off {view.history.length === 1 ? 'once' : `${view.history.length} times`} before</summary>
      <ul>
        {view.history.map(({ entryId, at, person, sentence, undone }) => (
          <li key={entryId} data-undone={undone}>
            {formatMoment(at, view.timeZone)} · <bdi>{person ?? 'no name'}</bdi> · <bdi>{sentence}</bdi>
            {undone && ' (taken back)'}
          </li>
        ))}
      </ul>
    </details>
  );
}

interface StopLinkProps {
  date: ServiceDate;
  stop: { stopId: StopId; routeId: RouteId; address: string };
  onLeave: () => void;
}

/** To the stop on the desk. */
function StopLink({ date, stop, onLeave }: StopLinkProps) {
  return (
    <Link
      className={`one-line ${classes.address}`}
      title={stop.address}
      dir="auto"
      to="/"
      search={{ day: date, route: stop.routeId, stop: stop.stopId }}
      onClick={onLeave}
    >
      {stop.address}
    </Link>
  );
}

function StopGroup({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.group} aria-label={title}>
      <h3>
        {title} {aside}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keys. */}
      <ul tabIndex={0} aria-label={title}>
        {children}
      </ul>
    </section>
  );
}
