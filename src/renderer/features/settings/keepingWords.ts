/** What a shorter time means, before it is set. */
import type { PrivacyView } from '#shared/privacy.ts';
import type { Settings } from '#shared/settings.ts';
import type { RetentionKind } from '#shared/words.ts';
import { formatAmount } from '#ui/format.ts';

export interface Shortening {
  kind: keyof Settings['retention'];
  label: string;
  /** As they would be, and as they are; null: kept until erased by hand. */
  days: number;
  before: number | null;
}

const kindOf: Record<keyof Settings['retention'], RetentionKind> = {
  picture: 'picture',
  thumbnail: 'thumbnail',
  confirmation: 'confirmation',
  customerData: 'customer-data',
};

/** @param due null: it is still being counted. */
export function shorteningSentence(
  { kind, label, days, before }: Shortening,
  due: PrivacyView['kinds'] | null,
): string {
  const now = before === null ? 'until somebody erases them' : `for ${formatAmount(before, 'day')}`;
  if (due === null) return `They are kept ${now}. Counting what a shorter time means tonight…`;
  const row = due.find((each) => each.kind === kindOf[kind]);
  const going = row ? row.due - row.held : 0;
  const held = row && row.held > 0 ? ` ${formatAmount(row.held, 'stop')} held by a claim stay.` : '';
  if (going === 0)
    return `They are kept ${now}. Nothing is older than ${formatAmount(days, 'day')}: tonight erases nothing.${held}`;
  return `They are kept ${now}. Tonight would erase ${label.toLowerCase()} of ${formatAmount(going, 'stop')}, for good: nothing brings them back.${held}`;
}
