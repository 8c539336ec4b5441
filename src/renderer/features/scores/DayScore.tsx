/** The whole day on one strip: score, way to the target, change, trend, reject reasons. */
import type { ScoresView } from '#shared/scores.ts';
import { formatScore, formatTarget } from '#ui/format.ts';
import { RejectBars } from '#ui/RejectBars.tsx';
import { TrendChart } from '#ui/TrendChart.tsx';
import { changeWords, trendFoot } from '#ui/trend.ts';
import classes from './ScoresPage.module.css';
import { settleWords } from './scoreRows.ts';

export function DayScore({ scores }: { scores: ScoresView }) {
  const { counts, podTarget, settleMore, change, trend, rejects } = scores;
  const reached = counts.podScore !== null && counts.podScore >= podTarget;
  return (
    <section className={classes.day} aria-label="The whole day">
      <div className={classes.figure}>
        <span className={classes.big}>{formatScore(counts.podScore)}</span>
        <span className={classes.settle} data-reached={reached}>
          {settleWords(settleMore, counts.opportunities, formatTarget(podTarget))}
        </span>
        <span className={classes.change}>{changeWords(change)}</span>
      </div>
      <TrendChart days={trend} target={podTarget} foot={trendFoot([trend])} size="page" />
      <RejectBars rejects={rejects} none="No picture was rejected tonight." />
    </section>
  );
}
