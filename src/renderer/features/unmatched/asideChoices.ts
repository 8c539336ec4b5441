/** Why a photo is no delivery, with the key of each reason. */
import { type AsideReason, asideReasons } from '#shared/words.ts';

const words: Record<AsideReason, string> = {
  'vehicle-or-equipment': 'Vehicle or equipment',
  'damaged-parcel': 'Damaged parcel',
  'test-picture': 'Test picture',
  private: 'Private picture',
  other: 'Other…',
};

export const asideChoices = asideReasons.map((reason, index) => ({
  reason,
  word: words[reason],
  digit: String(index + 1),
}));

/** As it stands in a list, after the choice. */
export function asideWord(reason: AsideReason): string {
  return reason === 'other' ? 'Other reason' : words[reason];
}
