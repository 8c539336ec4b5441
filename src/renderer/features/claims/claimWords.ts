/** How claims and their stops read, in lists and sentences. Pure. */
import type { ClaimColumn, ClaimPage, ClaimStop, ClaimView } from '#shared/claims.ts';
import { formatAmount, formatDay } from '#ui/format.ts';

/** Where it stood, for the eye: the address of its stop, else what was written when it was opened. */
export function placeOf({ stop, lostStop, words }: Pick<ClaimView, 'stop' | 'lostStop' | 'words'>): string {
  if (stop !== null && stop.address !== '') return [stop.address, stop.postcode].filter(Boolean).join(', ');
  return lostStop ?? (words || erasedWords);
}

export const erasedWords = '(erased)';

/** `R104, stop 17, Sat 21 Nov 2026`. */
export function stopWords({ route, stop, date }: Pick<ClaimStop, 'route' | 'stop' | 'date'>): string {
  return `${route}, stop ${stop}, ${formatDay(date)}`;
}

/** Neither answered nor closed: somebody waits for the depot. */
export const isWaiting = ({ state }: Pick<ClaimView, 'state'>): boolean => state === 'open';

export const isClosed = ({ state }: Pick<ClaimView, 'state'>): boolean => state !== 'open' && state !== 'answered';

/** “12 open, 3 answered, 2 overdue”, or that there is none. */
export function countsSentence({ counts, overdue }: Pick<ClaimPage, 'counts' | 'overdue'>): string {
  const closed = counts.upheld + counts.rejected + counts.withdrawn;
  if (counts.open + counts.answered + closed === 0) return '';
  const parts = [`${formatAmount(counts.open, 'open', 'open')}`];
  if (counts.answered > 0) parts.push(`${formatAmount(counts.answered, 'answered', 'answered')}`);
  if (closed > 0) parts.push(`${formatAmount(closed, 'closed', 'closed')}`);
  if (overdue > 0) parts.push(`${formatAmount(overdue, 'overdue', 'overdue')}`);
  return parts.join(', ');
}

export const columnWords: Record<ClaimColumn, string> = {
  trackingId: 'Tracking id',
  date: 'Day of the delivery',
  address: 'Address',
  customer: 'Customer',
  allegation: 'What they say',
  askedBy: 'Who asked',
  received: 'Received on',
  due: 'Due on',
  note: 'Note',
};
