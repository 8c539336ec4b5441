/** What the outbox says of a confirmation, for the supervisor. Pure. */
import { clockTime } from '#core/domain/clockWords.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { ConfirmationChannel, ConfirmationState } from '#shared/words.ts';

/** Where a confirmation stands, as far as a sentence needs it. */
export interface ToldConfirmation {
  channel: ConfirmationChannel;
  state: ConfirmationState;
  attempt: number;
  code: string | null;
  /** Epoch ms. */
  retryAt: number | null;
  /** The stop is in the index. */
  isKnown: boolean;
  /** Its customer wants no pictures, or the address is confidential. */
  isPrivate: boolean;
  waitsForSignOff: boolean;
}

/** What stood in the way, by its code; the ledger keeps the code. Channels add theirs here. */
const codeSentences: Record<string, string> = {
  'opted-out': 'The customer wants no pictures, or there are to be none of this address.',
  'not-confirmed': 'The stop was not confirmed any more.',
  'picture-changed': 'Another picture confirms the stop now.',
  'by-person': 'Withdrawn by hand.',
  erased: 'Withdrawn, as what was kept of this customer was erased.',
  'gave-up': 'It was tried for two days.',
  interrupted: 'Porchlight was closed before it had gone out.',
  'may-have-gone': 'Porchlight or the computer stopped at the very moment when it was handed over.',
  cancelled: 'It was stopped before it had gone out.',
  'picture-not-here': 'The picture’s file is not in the folder now.',
  'picture-unusable': 'The picture can’t be made ready for the customer.',
  'no-email': 'The manifest gives no e-mail address.',
  'several-emails': 'The manifest gives several e-mail addresses.',
  'email-unusable': 'The e-mail address can’t be used.',
  'courier-gone': 'The helper program that talks to the mail server stopped before it had gone out.',
  'disk-full': 'The disk with Porchlight’s data is full or can’t be written.',
  'no-folder': 'The folder with the pictures is not open.',
  'online-only': 'The picture’s file is only in the cloud. Bring it to this computer.',
  stopping: 'Porchlight was closed before the picture was made ready.',
  'picture-hidden': 'Everything in the picture is hidden, so there is nothing to send.',
  'no-part-drawn':
    'The settings show customers a drawn part of the picture only, and nobody has drawn one in this picture.',
  'photo-unknown': 'The picture is not in the index any more.',
  'photo-gone': 'The picture’s file is no longer in the folder.',
  'photo-unreadable': 'The picture can’t be read.',
  'pages-not-set': 'The folder for pages can’t be used as the settings name it.',
  'pages-folder-gone': 'The folder for pages is not there. Is its drive connected?',
  'pages-disk-full': 'The disk with the folder for pages is full.',
  'pages-not-written': 'The page could not be written.',
  'webhook-not-set': 'The webhook is not set up.',
  'webhook-address-refused':
    'The webhook’s address leads to this computer or into a private network. Allow that in the settings if it is meant.',
  'webhook-address-unknown': 'The webhook’s address can’t be found. Is there a connection?',
  'webhook-unreachable': 'The webhook’s receiver can’t be reached.',
  'webhook-certificate': 'The webhook’s receiver has no valid certificate for its address.',
  'webhook-too-slow': 'The webhook’s receiver took too long to answer.',
  'webhook-broken-off': 'The connection to the webhook’s receiver broke off.',
  'webhook-stopped': 'Porchlight was being closed.',
  'webhook-redirects': 'The webhook’s address sends on to another one. Enter the last address in the settings.',
  'webhook-refused': 'The webhook’s receiver refused the message.',
  'webhook-429': 'The webhook’s receiver is busy and asks to wait.',
  'ca-file': 'The file of the own certificate authority can’t be read.',
  'smtp-host-unknown': 'The mail server’s name is not known. Check its spelling and the network.',
  'smtp-unreachable': 'The mail server can’t be reached.',
  'smtp-timeout': 'The mail server did not answer in time.',
  'smtp-dropped': 'The mail server broke the connection off.',
  'smtp-no-reply': 'The mail server was given the whole message and did not say whether it took it.',
  'smtp-no-starttls': 'The mail server offers no encryption (STARTTLS) on this port. Nothing was sent.',
  'smtp-tls': 'No encrypted connection to the mail server could be made. Is this the right port?',
  'smtp-certificate-unknown':
    'The mail server’s certificate was not issued by anybody this computer trusts. An own certificate authority can be set in the settings.',
  'smtp-certificate-name': 'The mail server’s certificate is for another server than the one in the settings.',
  'smtp-certificate-expired': 'The mail server’s certificate has expired, or this computer’s clock is wrong.',
  'smtp-auth': 'The mail server does not accept the user name or the password.',
  'smtp-auth-needed': 'The mail server wants a user name and a password.',
  'smtp-sender-refused': 'The mail server does not let the depot send under its address.',
  'smtp-busy': 'The mail server is busy.',
  'smtp-greylisted': 'The mail server asks everybody new to come again later (greylisting).',
  'smtp-mailbox-full': 'The customer’s mailbox is full.',
  'smtp-later': 'The mail server did not take it for now.',
  'smtp-no-such-address': 'The mail server knows no such address.',
  'smtp-refused': 'The mail server refuses to take it.',
  'smtp-content-refused': 'The mail server refuses its content.',
  'smtp-too-large': 'The mail server finds it too large.',
  'smtp-strange': 'The mail server answers in a way that is not understood.',
};

/** The sentence of a code; null where there is none. */
export function codeSentence(code: string | null): string | null {
  if (code === null) return null;
  const status = /^webhook-(\d{3})$/.exec(code)?.[1];
  const known = codeSentences[code] ?? (status && `The webhook’s receiver could not take it (${status}).`);
  return known ?? `It did not go out (${code}).`;
}

const sentWords: Record<ConfirmationChannel, string> = {
  email: 'The mail server has taken it.',
  webhook: 'The receiver has taken it.',
  pages: 'The page was written.',
};
const deliveredWords: Record<ConfirmationChannel, string> = {
  email: 'The customer’s mail server has it.',
  webhook: 'The receiver has it.',
  pages: 'The page is in the published folder.',
};

export function confirmationSentence(told: ToldConfirmation, timeZone: string): string {
  const why = codeSentence(told.code);
  const parts = ((): Array<string | null> => {
    switch (told.state) {
      case 'ready':
        return readyParts(told, why, timeZone);
      case 'held':
        return ['Held: it goes out when it is released.'];
      case 'sending':
        return ['On its way.'];
      case 'sent':
        return [sentWords[told.channel], despiteOptOut(told)];
      case 'delivered':
        return [deliveredWords[told.channel], despiteOptOut(told)];
      case 'failed':
        return ['Not sent.', why, told.code === 'gave-up' ? 'Send it again if it still helps.' : null];
      case 'uncertain':
        return ['It may have gone out.', why, 'It is not sent again by itself.'];
      case 'withdrawn':
        return [why ?? 'Withdrawn.', withdrawnWords(told)];
    }
  })();
  return parts.filter((part) => part !== null).join(' ');
}

function withdrawnWords({ code, channel, attempt }: ToldConfirmation): string | null {
  if (channel === 'pages' && attempt > 0) return 'Its page was taken away.';
  return code === 'by-person' || code === 'erased' ? null : 'It was not sent.';
}

function readyParts(told: ToldConfirmation, why: string | null, timeZone: string): Array<string | null> {
  if (!told.isKnown) return ['Waits until its stop has been read from the manifest again.'];
  if (told.waitsForSignOff) return ['Waits until the route is signed off as it stands.'];
  if (why === null) return ['Goes out next.'];
  return [
    why,
    told.retryAt === null ? 'It is tried again soon.' : `Tried again at ${clockTime(told.retryAt, timeZone)}.`,
  ];
}

/** The customer opted out when it was too late. */
function despiteOptOut({ isPrivate }: ToldConfirmation): string | null {
  return isPrivate ? 'It had left before the customer opted out.' : null;
}

/** Why a confirmed stop gets none. */
export type WithoutCode =
  | 'nobody'
  | 'before'
  | 'no-channel'
  | 'no-email'
  | 'several-emails'
  | 'email-unusable'
  | 'not-signed'
  | 'soon';

export function withoutSentence(code: WithoutCode, stops: number, from: ServiceDate | null): string {
  const of = stops === 1 ? '1 stop' : `${stops} stops`;
  const sentences: Record<WithoutCode, string> = {
    nobody: 'no confirmations are sent; the settings name no first day.',
    before: `confirmations begin with ${from}.`,
    'no-channel': 'no way to the customer is switched on.',
    'no-email': 'the manifest gives no e-mail address.',
    'several-emails': 'the manifest gives several e-mail addresses, and nobody can tell which is read.',
    'email-unusable': 'the e-mail address can’t be used.',
    'not-signed': 'the route is not signed off as it stands.',
    soon: 'the confirmation is about to be made.',
  };
  return `${of}: ${sentences[code]}`;
}
