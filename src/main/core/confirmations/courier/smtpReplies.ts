/** What a mail server's refusal means, by its enhanced status code (RFC 3463) where it gives one, else by its reply code (RFC 5321). */

/** As nodemailer tells it. */
export interface SmtpFailure {
  /** `EAUTH`, `EDNS`, `ETLS`, `ESOCKET`, … */
  code?: string | undefined;
  /** Of the socket or of OpenSSL. */
  originalCode?: unknown;
  responseCode?: number | undefined;
  response?: string | undefined;
  command?: string | undefined;
  /** Which wait was too long. */
  timeoutType?: string | undefined;
  message: string;
}

export interface SmtpVerdict {
  code: string;
  retry: 'later' | 'never';
  /** The server can't be used at all: no other message would fare better. */
  everyone?: true;
  /** Milliseconds. */
  afterMs?: number;
}

/** RFC 6647 4.9: most servers that greylist take a second try after a few minutes. */
const greylistedMs = 5 * 60_000;

const everyone = (code: string): SmtpVerdict => ({ code, retry: 'later', everyone: true });
const later = (code: string): SmtpVerdict => ({ code, retry: 'later' });
const never = (code: string): SmtpVerdict => ({ code, retry: 'never' });

/** Why it did not work; only for what was surely not taken. */
export function verdictOf(failure: SmtpFailure): SmtpVerdict {
  if (failure.responseCode) return verdictOfReply(failure.responseCode, failure.response ?? '', failure.command ?? '');
  const cause = String(failure.originalCode ?? failure.code ?? '');
  const certificate = certificateCode(cause);
  if (certificate) return everyone(certificate);
  switch (failure.code) {
    case 'EDNS':
      return everyone('smtp-host-unknown');
    case 'EAUTH':
    case 'ENOAUTH':
      return everyone('smtp-auth');
    case 'ETLS':
      return everyone(/STARTTLS/i.test(failure.message) ? 'smtp-no-starttls' : 'smtp-tls');
    case 'ESOCKET':
      return everyone(/^(ERR_SSL|EPROTO)/.test(cause) ? 'smtp-tls' : 'smtp-unreachable');
    case 'ETIMEDOUT':
      return failure.timeoutType === 'SOCKET_TIMEOUT' ? later('smtp-timeout') : everyone('smtp-timeout');
    case 'ECONNECTION':
      return /STARTTLS/i.test(failure.message) ? everyone('smtp-no-starttls') : later('smtp-dropped');
    case 'EMESSAGE':
      return never('smtp-too-large');
    case 'EPROTOCOL':
      return later('smtp-strange');
    case 'EENVELOPE':
      return never('email-unusable');
    default:
      return later('smtp-dropped');
  }
}

/** OpenSSL's names (Node's documentation of TLS, "X509 certificate error codes"). */
function certificateCode(cause: string): string | null {
  if (cause === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'smtp-certificate-name';
  if (cause === 'CERT_HAS_EXPIRED' || cause === 'CERT_NOT_YET_VALID') return 'smtp-certificate-expired';
  const unknown =
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|ERROR_IN_CERT)/;
  return unknown.test(cause) ? 'smtp-certificate-unknown' : null;
}

function verdictOfReply(reply: number, text: string, command: string): SmtpVerdict {
  const enhanced = /^\d{3}[ -]([245])\.(\d{1,3}\.\d{1,3})\b/.exec(text)?.[2] ?? '';
  const isForNow = reply < 500;
  if (/^AUTH/.test(command)) return everyone(isForNow ? 'smtp-busy' : 'smtp-auth');
  if (command === 'STARTTLS') return everyone('smtp-no-starttls');
  // RFC 4954: 530 and 5.7.0 want a password first, before any message of anybody.
  if (reply === 530 || reply === 535 || reply === 538) return everyone('smtp-auth-needed');
  if (command === 'CONN' || command === 'EHLO' || command === 'HELO') return everyone('smtp-busy');
  if (reply === 421) return everyone('smtp-busy');
  if (isForNow) {
    if (enhanced === '2.2') return later('smtp-mailbox-full');
    const isGreylisted = enhanced === '7.1' || enhanced === '7.25' || /gr[ae]y.?list/i.test(text);
    if (isGreylisted) return { ...later('smtp-greylisted'), afterMs: greylistedMs };
    return later('smtp-later');
  }
  if (enhanced === '2.2') return never('smtp-mailbox-full');
  if (enhanced === '3.4' || enhanced === '2.3') return never('smtp-too-large');
  // Who sends is the same in every message: nobody can have been meant.
  if (command === 'MAIL FROM') return everyone('smtp-sender-refused');
  if (/^1\.([0-36]|10)$/.test(enhanced) || enhanced === '2.1') return never('smtp-no-such-address');
  if (command === 'RCPT TO') {
    return never(enhanced === '' && (reply === 550 || reply === 553) ? 'smtp-no-such-address' : 'smtp-refused');
  }
  return never(/^6\.|^7\./.test(enhanced) || reply === 554 ? 'smtp-content-refused' : 'smtp-refused');
}
