/** The POD score against its target. */
import { formatScore, formatTarget } from './format.ts';
import classes from './ScoreMeter.module.css';

interface ScoreMeterProps {
  /** 0 to 1; null without an opportunity. */
  score: number | null;
  /** 0 to 1. */
  target: number;
}

/**
 * `POD 96.4 %` over a thin meter with a tick at the target. The meter shows 80 to 100 %: a day lives in that last fifth,
 * and a meter from zero would look full all year.
 */
export function ScoreMeter({ score, target }: ScoreMeterProps) {
  const reached = score !== null && score >= target;
  return (
    <span
      className={classes.meter}
      data-reached={reached}
      title={`Photo on delivery; the target is ${formatTarget(target)}`}
    >
      <span className={classes.figure}>
        <span className={classes.word}>POD</span>
        <span className={classes.score}>{formatScore(score)}</span>
      </span>
      <span className={classes.track} aria-hidden="true">
        <span className={classes.fill} style={{ width: `${placeOf(score ?? 0)}%` }} />
        <span className={classes.tick} style={{ left: `${placeOf(target)}%` }} />
      </span>
    </span>
  );
}

/** Where a score stands on the meter, 0 to 100. */
function placeOf(score: number): number {
  const lowest = 0.8;
  return Math.min(100, Math.max(0, ((score - lowest) / (1 - lowest)) * 100));
}
