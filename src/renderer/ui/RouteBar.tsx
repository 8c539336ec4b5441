/** How a route (or a day) stands, as one bar: confirmed, to review, syncing, missing. */
import type { StateCounts } from '#shared/views.ts';
import { formatAmount } from './format.ts';
import classes from './RouteBar.module.css';

/** The bar of opportunities; its label says the same in words. Stops without an opportunity take no room. */
export function RouteBar({ counts }: { counts: StateCounts }) {
  const review = counts.needsReview + counts.candidate;
  const parts = [
    { name: 'confirmed', count: counts.confirmed, words: 'confirmed' },
    { name: 'review', count: review, words: 'to review' },
    { name: 'syncing', count: counts.syncing, words: 'syncing' },
    { name: 'missing', count: counts.missing, words: 'missing' },
  ];
  const label = `${formatAmount(counts.opportunities, 'photo')} owed: ${parts.map(({ count, words }) => `${count} ${words}`).join(', ')}`;
  return (
    <span className={classes.bar} role="img" aria-label={label} title={label}>
      {parts.map(({ name, count }) =>
        count > 0 ? <span key={name} className={classes.part} data-part={name} style={{ flexGrow: count }} /> : null,
      )}
    </span>
  );
}
