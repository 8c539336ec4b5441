/** Some rows of a file, in a table that scrolls by itself. */
import type { ReactNode } from 'react';
import classes from './SampleTable.module.css';

interface SampleTableProps {
  /** For screen readers. */
  label: string;
  /** Under the table: how many of how many. */
  caption?: ReactNode;
  /** What is its own: heights, widths, sizes of letters. */
  className: string | undefined;
  /** `thead` and `tbody`. */
  children: ReactNode;
}

export function SampleTable({ label, caption, className, children }: SampleTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard.
    <section className={classes.scroller} tabIndex={0} aria-label={label}>
      <table className={`${classes.table} ${className}`}>
        {caption !== undefined && <caption className={classes.caption}>{caption}</caption>}
        {children}
      </table>
    </section>
  );
}
