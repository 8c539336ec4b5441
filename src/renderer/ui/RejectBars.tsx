/** Why pictures were rejected: a bar a reason, most frequent first. */
import type { RejectReason } from '#shared/words.ts';
import { formatAmount } from './format.ts';
import classes from './RejectBars.module.css';
import { rejectWords } from './words.ts';

interface RejectBarsProps {
  rejects: readonly { reason: RejectReason; pictures: number }[];
  /** What stands where nothing was rejected. */
  none: string;
}

export function RejectBars({ rejects, none }: RejectBarsProps) {
  const counted = rejects.filter(({ pictures }) => pictures > 0).toSorted((a, b) => b.pictures - a.pictures);
  const most = counted[0]?.pictures ?? 1;
  if (counted.length === 0) return <p className={classes.none}>{none}</p>;
  return (
    <ul className={classes.list} aria-label="Reject reasons">
      {counted.map(({ reason, pictures }) => (
        <li key={reason} className={classes.reason}>
          <span>{rejectWords[reason].replace('…', '')}</span>
          <span className={classes.track} aria-hidden="true">
            <span className={classes.bar} style={{ width: `${(100 * pictures) / most}%` }} />
          </span>
          <span className={classes.count} title={formatAmount(pictures, 'picture')}>
            {pictures}
          </span>
        </li>
      ))}
    </ul>
  );
}
