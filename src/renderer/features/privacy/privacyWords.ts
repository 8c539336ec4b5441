/** The privacy clock in a supervisor's words. */
import type { PrivacyRun, PrivacyView } from '#shared/privacy.ts';
import type { RetentionKind } from '#shared/words.ts';
import { formatAmount, formatMoment } from '#ui/format.ts';

export const kindNames: Record<RetentionKind, string> = {
  picture: 'Pictures',
  thumbnail: 'Small copies',
  confirmation: 'Confirmations',
  'customer-data': 'Customer data',
};

/** What belongs to a kind. */
export const kindWhere: Record<RetentionKind, string> = {
  picture: 'large copies, times, positions and what was read in them',
  thumbnail: 'the small pictures of lists',
  confirmation: 'messages to customers and what became of them',
  'customer-data': 'names, addresses, contacts, parcels and notes',
};

/** “90 days”, “until erased by hand”. */
export function daysWords(days: number | null): string {
  return days === null ? 'until erased by hand' : formatAmount(days, 'day');
}

/** “Pictures of 12,400 stops and small copies of 3 stops are erased.” */
export function dueSentence({ kinds }: Pick<PrivacyView, 'kinds'>): string {
  const parts = kinds
    .filter(({ due, held }) => due > held)
    .map(({ kind, due, held }) => `${kindNames[kind].toLowerCase()} of ${formatAmount(due - held, 'stop')}`);
  const held = Math.max(0, ...kinds.map((kind) => kind.held));
  const kept =
    held === 0 ? '' : ` ${formatAmount(held, 'stop')} ${held === 1 ? 'is held and stays' : 'are held and stay'}.`;
  return `${listed(parts)} go.${kept}`;
}

/** What the last run did, or that there was none. */
export function runSentence({ lastRun, waiting }: Pick<PrivacyView, 'lastRun' | 'waiting'>, timeZone: string): string {
  const rest = waiting === 0 ? '' : ` ${formatAmount(waiting, 'stop')} still to be cleaned up behind it.`;
  if (lastRun === null) return `No nightly run has been yet.${rest}`;
  return `${ranWords(lastRun, timeZone)}${rest}`;
}

function ranWords({ startedAt, endedAt, stops, photos }: PrivacyRun, timeZone: string): string {
  const when = formatMoment(endedAt ?? startedAt, timeZone);
  if (endedAt === null) return `A run began ${formatMoment(startedAt, timeZone)} and is still at work.`;
  if (stops === 0 && photos === 0) return `Last run ${when}: nothing was due.`;
  return `Last run ${when}: erased from ${formatAmount(stops, 'stop')} and ${formatAmount(photos, 'picture')}.`;
}

/** “Pictures, small copies and confirmations”, with a capital. */
function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? 'nothing';
  const said = parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
  return said.charAt(0).toUpperCase() + said.slice(1);
}
