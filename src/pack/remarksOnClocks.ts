/** What the times in a pack say of the depot's clock: it may have been set back before the pack was signed. */
import type { Remark } from './finding.ts';
import { type LedgerExcerpt, type Manifest, packPaths } from './format.ts';
import type { TimeStampFacts } from './timeStamp.ts';

/** Clocks of desks drift by minutes, and an authority may be asked again later when it did not answer at once. */
const toleranceMs = 10 * 60_000;

export function remarksOnClocks(
  { madeAt }: Manifest,
  excerpt: LedgerExcerpt | null,
  timeStamp: TimeStampFacts | null,
): Remark[] {
  const remarks: Remark[] = [];
  const made = Date.parse(madeAt);
  if (timeStamp && Math.abs(timeStamp.at - made) > toleranceMs) {
    remarks.push({
      code: 'clock-differs',
      file: packPaths.timeStamp,
      sentence: `By the depot’s clock the pack was made at ${iso(made)}; the authority saw it at ${iso(timeStamp.at)}. The authority’s time is the one that nobody at the depot can set.`,
    });
  }
  const entries = excerpt ? [...excerpt.entries, excerpt.head] : [];
  const latest = entries.reduce((newest, { stored }) => Math.max(newest, stored.at), Number.NEGATIVE_INFINITY);
  if (latest - made > toleranceMs) {
    remarks.push({
      code: 'clock-set-back',
      file: packPaths.ledger,
      sentence: `The depot’s clock was set back: the ledger has an entry of ${iso(latest)}, which was there when the pack was made, at ${iso(made)} by that clock.`,
    });
  }
  const back = entries.find(({ stored }, at) => stored.at < (entries[at - 1]?.stored.at ?? stored.at) - toleranceMs);
  if (back) {
    remarks.push({
      code: 'clock-set-back',
      file: packPaths.ledger,
      sentence: `The depot’s clock was set back before entry ${back.stored.seq} of the ledger: it is dated ${iso(back.stored.at)}, before an entry that it follows.`,
    });
  }
  return remarks;
}

/** Times of a pack may be anything that somebody typed. */
function iso(epochMs: number): string {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime())
    ? 'no time at all'
    : date.toISOString().replace('T', ' ').slice(0, 16).concat(' UTC');
}
