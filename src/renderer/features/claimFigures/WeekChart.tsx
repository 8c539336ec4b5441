/** Claims in a thousand deliveries, week by week: a column a week, with its numbers in words. */
import type { ServiceDate } from '#shared/ids.ts';
import { formatAmount, formatDay } from '#ui/format.ts';
import { perThousand } from './figureWords.ts';
import classes from './WeekChart.module.css';

interface WeekChartProps {
  weeks: readonly ServiceDate[];
  claimed: readonly number[];
  deliveries: readonly number[];
}

const width = 380;
const height = 46;
const foot = 2;

export function WeekChart({ weeks, claimed, deliveries }: WeekChartProps) {
  const rates = weeks.map((_, n) => (deliveries[n] ? (claimed[n] ?? 0) / (deliveries[n] ?? 1) : null));
  const top = Math.max(...rates.map((rate) => rate ?? 0));
  const stride = width / weeks.length;
  const told = weeks.map((week, n) => {
    const rate = rates[n] ?? null;
    const counts = `${formatAmount(claimed[n] ?? 0, 'claim')} in ${formatAmount(deliveries[n] ?? 0, 'delivery', 'deliveries')}`;
    return rate === null
      ? `${formatDay(week)}: no delivery`
      : `${formatDay(week)}: ${counts}, ${perThousand(rate)} in a thousand`;
  });
  const words = top === 0 ? 'No claim in these weeks.' : `Weeks from ${told.join('; ')}.`;
  return (
    <figure className={classes.figure}>
      <svg
        className={classes.chart}
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-label={words}
      >
        <line className={classes.foot} x1={0} x2={width} y1={height - 1} y2={height - 1} />
        {rates.map((rate, n) => {
          const tall = rate === null || top === 0 ? 0 : Math.max(foot, (rate / top) * (height - 4));
          return (
            <rect
              key={weeks[n]}
              className={classes.week}
              data-none={rate === 0}
              x={n * stride + stride * 0.15}
              width={stride * 0.7}
              y={height - 1 - tall}
              height={tall}
            >
              <title>{told[n]}</title>
            </rect>
          );
        })}
      </svg>
      <figcaption className={classes.caption}>
        {top === 0 ? words : `Claims by week of delivery; the tallest: ${perThousand(top)} in a thousand`}
      </figcaption>
    </figure>
  );
}
