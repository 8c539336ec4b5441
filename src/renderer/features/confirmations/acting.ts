/** What can be done with the chosen confirmations, and what must be asked before. Pure. */
import type { ConfirmationAction, ConfirmationView } from '#shared/confirmations.ts';
import type { ConfirmationState } from '#shared/words.ts';
import { formatAmount, formatCount } from '#ui/format.ts';

/** One action on those of the chosen that allow it. */
export interface Plan {
  action: ConfirmationAction;
  ids: readonly string[];
  /** What must be asked first; null: it can be taken back, or reaches nobody. */
  question: Question | null;
}

export interface Question {
  title: string;
  text: string;
  confirm: string;
}

/** The customer may have it. */
const goneOut: ReadonlySet<ConfirmationState> = new Set(['sent', 'delivered', 'uncertain']);

/** Null when none of the chosen allows it. */
export function planFor(chosen: readonly ConfirmationView[], action: ConfirmationAction): Plan | null {
  const meant = chosen.filter(({ actions }) => actions.includes(action));
  if (meant.length === 0) return null;
  return { action, ids: meant.map(({ id }) => id), question: questionOf(meant, action) };
}

/** H: holds what can be held; where all of that is held, lets it go. */
export function planForHold(chosen: readonly ConfirmationView[]): Plan | null {
  return planFor(chosen, 'hold') ?? planFor(chosen, 'release');
}

function questionOf(meant: readonly ConfirmationView[], action: ConfirmationAction): Question | null {
  const out = meant.filter(({ state }) => goneOut.has(state));
  if (out.length === 0) return null;
  if (action === 'resend') return askBeforeResend(meant, out);
  if (action === 'withdraw') return askBeforeWithdrawal(meant, out);
  return null;
}

function askBeforeResend(meant: readonly ConfirmationView[], out: readonly ConfirmationView[]): Question {
  const unsure = out.filter(({ state }) => state === 'uncertain').length;
  const why =
    unsure === out.length
      ? 'Whether it went out before is not known'
      : unsure > 0
        ? 'They went out before, or may have'
        : out.length === 1
          ? 'It went out before'
          : 'They went out before';
  const who = out.length === 1 ? 'the customer may get it twice' : 'these customers may get it twice';
  const others = meant.length - out.length;
  const rest = others === 0 ? '' : ` ${formatCount(others)} of them ${others === 1 ? 'has' : 'have'} not gone out yet.`;
  return {
    title: meant.length === 1 ? 'Send it again?' : `Send ${formatCount(meant.length)} again?`,
    text: `${why}: ${who}.${rest}`,
    confirm: 'Send again',
  };
}

function askBeforeWithdrawal(meant: readonly ConfirmationView[], out: readonly ConfirmationView[]): Question {
  const pages = out.filter(({ channel }) => channel === 'pages').length;
  const handed = out.filter(({ channel }) => channel !== 'pages');
  const sentences: string[] = [];
  if (handed.length > 0) {
    const mail = handed.every(({ channel }) => channel === 'email') ? 'an e-mail' : 'what was handed over';
    const who =
      handed.length === 1 ? 'It may have gone out' : `${formatCount(handed.length)} of them may have gone out`;
    sentences.push(`${who}, and ${mail} can’t be called back: whoever has it keeps it.`);
  }
  if (pages > 0) {
    sentences.push(
      pages === 1
        ? 'Its page is taken out of the folder, and is gone from the web once you publish again.'
        : `${formatAmount(pages, 'page')} are taken out of the folder, and are gone from the web once you publish again.`,
    );
  }
  const others = meant.length - out.length;
  if (others > 0) {
    sentences.push(`${formatCount(others)} that ${others === 1 ? 'has' : 'have'} not gone out will not go out.`);
  }
  return {
    title: meant.length === 1 ? 'Withdraw it?' : `Withdraw ${formatCount(meant.length)}?`,
    text: sentences.join(' '),
    confirm: 'Withdraw',
  };
}

/** Why one that has gone out can't be withdrawn; null where it can, or has not gone out. */
export function whyNotWithdrawn({ state, channel, actions }: ConfirmationView): string | null {
  if ((state !== 'sent' && state !== 'delivered') || actions.includes('withdraw')) return null;
  return channel === 'email'
    ? 'An e-mail that has gone out can’t be called back.'
    : 'What your program has taken can’t be called back.';
}

const doneWords: Record<ConfirmationAction, string> = {
  hold: 'put on hold',
  release: 'released',
  resend: 'sent again',
  withdraw: 'withdrawn',
};

/** What came of more than the core takes with one call. */
export function doneSentence(action: ConfirmationAction, changed: number): string {
  return `${formatAmount(changed, 'confirmation')} ${doneWords[action]}`;
}

/** As many as the core takes with one call (`confirmationActionSchema`). */
export const idsPerCall = 500;

/** The ids in portions of {@link idsPerCall}. */
export function portions(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / idsPerCall) }, (_, index) =>
    ids.slice(index * idsPerCall, (index + 1) * idsPerCall),
  );
}
