/** The scores of the last service days: a dot a day, lines between days on end, a dashed line at the target. */
import type { TrendDay } from '#shared/scores.ts';
import { formatDay, formatScore, formatTarget } from './format.ts';
import classes from './TrendChart.module.css';
import { trendPoints, trendRuns, trendWords } from './trend.ts';

interface TrendChartProps {
  days: readonly TrendDay[];
  /** 0 to 1. */
  target: number;
  /** Share at the foot of the scale, see `trendFoot`; the top is 100 %. */
  foot: number;
  /** `row`: a small one without words. `page`: with its scale and dates. */
  size: 'row' | 'page';
}

const sizes = { row: { width: 112, height: 26, dot: 2 }, page: { width: 380, height: 72, dot: 2.6 } } as const;

/** Its text says the same in words. */
export function TrendChart({ days, target, foot, size }: TrendChartProps) {
  const { width, height, dot } = sizes[size];
  const words = trendWords(days);
  const points = trendPoints(days, foot);
  const edge = dot + 2;
  const span = points.at(-1)?.x ?? 0;
  // A short trend stands at the right, where tonight is, with the stride of a full one.
  const stride = (width - 2 * edge) / Math.max(13, span);
  const xOf = (x: number) => width - edge - (span - x) * stride;
  const yOf = (y: number) => height - edge - y * (height - 2 * edge);
  const targetAt = yOf(Math.max(0, (target - foot) / (1 - foot)));
  const scored = points.filter(({ y }) => y !== null).length;
  if (scored < 2 && size === 'row') {
    return (
      <span className={classes.none} style={{ width, height }} title={words}>
        {scored === 0 ? 'none owed' : 'one day only'}
      </span>
    );
  }

  const picture = (
    <svg
      className={classes.chart}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={words}
    >
      {size === 'row' && <title>{words}</title>}
      <line className={classes.target} x1={0} x2={width} y1={targetAt} y2={targetAt} />
      {trendRuns(points).map((run) => (
        <polyline
          key={run[0]?.day.date}
          className={classes.line}
          points={run.map(({ x, y }) => `${xOf(x).toFixed(1)},${yOf(y ?? 0).toFixed(1)}`).join(' ')}
        />
      ))}
      {points.map(({ day, x, y }, index) =>
        y === null ? null : (
          <circle
            key={day.date}
            className={classes.dot}
            data-reached={(day.podScore ?? 0) >= target}
            data-last={index === points.length - 1}
            cx={xOf(x)}
            cy={yOf(y)}
            r={index === points.length - 1 ? dot * 1.5 : dot}
          >
            {size === 'page' && <title>{`${formatDay(day.date)}: ${formatScore(day.podScore)}`}</title>}
          </circle>
        ),
      )}
    </svg>
  );
  if (size === 'row') return picture;
  const first = days[0];
  return (
    <figure className={classes.figure}>
      <span className={classes.scale} aria-hidden="true">
        <span>100 %</span>
        <span>{formatTarget(foot)}</span>
      </span>
      {picture}
      <figcaption className={classes.caption}>
        {scored < 2
          ? words
          : `${formatDay(first?.date ?? '')} to ${formatDay(days.at(-1)?.date ?? '')}; dashed: the target of ${formatTarget(target)}`}
      </figcaption>
    </figure>
  );
}
