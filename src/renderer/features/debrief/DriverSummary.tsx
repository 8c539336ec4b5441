/** The driver's figures, reject reasons and open stops. */
import { Link } from '@tanstack/react-router';
import type { Debrief } from '#shared/scores.ts';
import { formatAmount, formatScore, formatTarget, formatTime } from '#ui/format.ts';
import { RejectBars } from '#ui/RejectBars.tsx';
import { RouteBar } from '#ui/RouteBar.tsx';
import { StateMark } from '#ui/StateMark.tsx';
import { TrendChart } from '#ui/TrendChart.tsx';
import { changeWords, trendFoot } from '#ui/trend.ts';
import classes from './DebriefPage.module.css';

export function DriverSummary({ debrief }: { debrief: Debrief }) {
  const { date, score, podTarget, open, timeZone } = debrief;
  const { counts, trend, change, rejects, settleMore } = score;
  const reached = counts.podScore !== null && counts.podScore >= podTarget;
  return (
    <section className={classes.summary} aria-label="How the driver stands">
      <p className={classes.score}>
        <span className={classes.big}>{formatScore(counts.podScore)}</span>
        <span className={classes.target} data-reached={reached}>
          {reached ? `${formatTarget(podTarget)} is reached` : `${settleMore} more for ${formatTarget(podTarget)}`}
        </span>
      </p>
      <RouteBar counts={counts} />
      <p className={classes.about}>
        {formatAmount(counts.opportunities, 'photo')} owed, {counts.confirmed} confirmed; {changeWords(change)}.
      </p>
      <TrendChart days={trend} target={podTarget} foot={trendFoot([trend])} size="page" />
      <h3 className={classes.title}>Why pictures were rejected, these days</h3>
      <RejectBars rejects={rejects} none="None was rejected." />
      <h3 className={classes.title}>
        {open.length === 0 ? 'No stop is open' : `${formatAmount(open.length, 'stop')} without a good picture`}
      </h3>
      {open.length > 0 && (
        <ul className={classes.open}>
          {open.map(({ stopId, routeId, route, stop, address, completedAt, state, followUp }) => (
            <li key={stopId}>
              <StateMark state={state} bare />
              <Link
                className={`one-line ${classes.stop}`}
                title={address}
                dir="auto"
                to="/"
                search={{ day: date, route: routeId, stop: stopId }}
              >
                {address}
              </Link>
              <span className={classes.place}>
                {[route, stop, completedAt === null ? null : formatTime(completedAt, timeZone)]
                  .filter(Boolean)
                  .join(' · ')}
                {followUp && ' · asked'}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
