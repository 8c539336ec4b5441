/** Placeholders while an answer is on its way. They appear only after a moment: most answers are faster than the eye. */
import classes from './Loading.module.css';

interface LoadingRowsProps {
  /** What is being fetched, for screen readers: "Loading the stops". */
  label: string;
  rows?: number;
  /** Height of one row in pixels. */
  rowHeight?: number;
}

/** Grey rows in the shape of a list. */
export function LoadingRows({ label, rows = 12, rowHeight = 32 }: LoadingRowsProps) {
  return (
    <div className={classes.rows} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move.
        <div key={row} className={classes.row} style={{ height: rowHeight }}>
          <span className={classes.block} style={{ width: 34 }} />
          <span className={classes.block} style={{ width: `${38 + ((row * 17) % 40)}%` }} />
        </div>
      ))}
    </div>
  );
}

/** A grey box of the given height. */
export function LoadingBlock({ label, height }: { label: string; height: number | string }) {
  return (
    <div className={classes.rows} role="status" aria-label={label}>
      <span className={classes.block} style={{ height, width: '100%' }} />
    </div>
  );
}
