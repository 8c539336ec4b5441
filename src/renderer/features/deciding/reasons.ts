/** Reasons with the keys that choose them: a digit by place, a letter by memory. */
import { type ExcuseReason, excuseReasons, type RejectReason, rejectReasons } from '#shared/words.ts';
import type { ReasonChoice } from '#ui/ReasonMenu.tsx';
import { excuseWords, rejectWords } from '#ui/words.ts';

const rejectLetters: Record<RejectReason, string> = {
  blurry: 'b',
  'too-dark': 'd',
  'too-bright': 'l',
  'no-package-visible': 'n',
  'package-in-hand': 'h',
  'package-in-vehicle': 'v',
  'too-close': 'c',
  'person-in-picture': 'p',
  'wrong-address': 'w',
  other: 'o',
};

const excuseLetters: Record<ExcuseReason, string> = {
  'handed-to-person': 'h',
  'access-problem': 'n',
  'customer-asked-for-none': 'c',
  'device-fault': 'p',
  other: 'o',
};

function choicesOf<Reason extends string>(
  reasons: readonly Reason[],
  words: Record<Reason, string>,
  letters: Record<Reason, string>,
): ReasonChoice<Reason>[] {
  return reasons.map((reason, index) => ({
    reason,
    word: words[reason],
    digit: String((index + 1) % 10),
    letter: letters[reason],
  }));
}

export const rejectChoices = choicesOf(rejectReasons, rejectWords, rejectLetters);
export const excuseChoices = choicesOf(excuseReasons, excuseWords, excuseLetters);
