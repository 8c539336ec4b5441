/** The words of an opt-out, for lists and sentences. */
import type { OptOutMatch, OptOutPreview, OptOutView } from '#shared/optOuts.ts';
import type { OptOutSource, OptOutTarget } from '#shared/words.ts';
import { formatAmount, formatDay } from '#ui/format.ts';

export const targetWords: Record<OptOutTarget, string> = {
  address: 'Address',
  customer: 'Customer',
  'tracking-id': 'Parcel',
};

export const sourceWords: Record<OptOutSource, string> = {
  hand: 'entered by hand',
  csv: 'from a list',
  link: 'by a link',
};

export const standingWords: Record<OptOutView['standing'], string> = {
  standing: 'Stands',
  coming: 'To come',
  ended: 'Ended',
  'taken-back': 'Taken back',
};

/** Whom it is about, on one line. */
export function whomWords({ words, postcode }: Pick<OptOutView, 'words' | 'postcode'>): string {
  return words === '' ? 'erased' : [words, postcode].filter(Boolean).join(', ');
}

/** “from Sat 21 Nov 2026”, “Sat 21 Nov 2026 to Mon 23 Nov 2026”. */
export function daysWords({ from, until }: Pick<OptOutView, 'from' | 'until'>): string {
  if (until === null) return `from ${formatDay(from)}`;
  return until < from ? 'no day' : `${formatDay(from)} to ${formatDay(until)}`;
}

export function reachWords({ stops, pictures }: Pick<OptOutView, 'stops' | 'pictures'>): string {
  if (stops === 0) return 'no stop so far';
  const hidden = pictures === 0 ? 'no picture' : formatAmount(pictures, 'picture hidden', 'pictures hidden');
  return `${formatAmount(stops, 'stop')}, ${hidden}`;
}

export const effectWords: Record<OptOutMatch['effect'], string> = {
  'not-required': 'owes no photo',
  'pictures-hidden': 'stays as it is, pictures hidden',
  nothing: 'stays as it is',
};

/** What an opt-out would mean, in a sentence or two. */
export function meaningSentence(preview: OptOutPreview, by: OptOutTarget): string {
  const { stops, addresses, customers, pictures } = preview;
  if (stops === 0) return 'No stop so far is meant. It counts for every delivery that comes.';
  const where = addresses === 1 ? 'one address' : formatAmount(addresses, 'address', 'addresses');
  const parts = [`${formatAmount(stops, 'stop')} at ${where}.`];
  if (pictures > 0) {
    parts.push(`${formatAmount(pictures, 'picture')} taken already ${pictures === 1 ? 'is' : 'are'} hidden at once.`);
  }
  if (by === 'address' && customers > 1) {
    parts.push(`All ${customers} customers there are opted out; for one of them alone, choose Customer.`);
  }
  if (by === 'customer' && addresses > 1) parts.push('Each of these addresses is meant.');
  return parts.join(' ');
}

/** Routes that were signed off before. */
export function signedSentence(routes: number): string | null {
  if (routes === 0) return null;
  return routes === 1
    ? 'One route was signed off with these stops and will show as changed. From today on, nothing that is signed changes.'
    : `${routes} routes were signed off with these stops and will show as changed. From today on, nothing that is signed changes.`;
}
