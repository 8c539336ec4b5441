/** What became different between two looks at the same sign-off. */
import type { SignOffView } from '#shared/review.ts';
import { formatScore } from '#ui/format.ts';

/** A sentence each; at least one, because the two were told apart by their fingerprints. Named stops at most five. */
export function changesBetween(before: SignOffView, now: SignOffView): string[] {
  const sentences: string[] = [];
  if (before.counts.podScore !== now.counts.podScore) {
    sentences.push(
      `The score went from ${formatScore(before.counts.podScore)} to ${formatScore(now.counts.podScore)}.`,
    );
  }
  sentences.push(
    ...cameAndWent('is settled now', before.undecided, now.undecided),
    ...cameAndWent('is undecided now', now.undecided, before.undecided),
    ...cameAndWent('is excused now', now.excused, before.excused),
    ...cameAndWent('is not excused any more', before.excused, now.excused),
    ...cameAndWent('waits for its driver now', now.followUps, before.followUps),
  );
  return sentences.length > 0 ? sentences : ['A photo or a decision changed.'];
}

interface Named {
  stopId: string;
  route: string;
  address: string;
}

/** The stops of the first list that the second doesn't have. */
function cameAndWent(what: string, has: readonly Named[], lacks: readonly Named[]): string[] {
  const known = new Set(lacks.map(({ stopId }) => stopId));
  const news = has.filter(({ stopId }) => !known.has(stopId));
  const named = news.slice(0, 5).map(({ route, address }) => `${address} (${route}) ${what}.`);
  return news.length > 5 ? [...named, `${news.length - 5} more: ${what}.`] : named;
}
