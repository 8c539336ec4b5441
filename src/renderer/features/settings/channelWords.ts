/** What is lacking or wrong in the settings of a channel, in sentences. Pure. */
import type { Settings } from '#shared/settings.ts';

/** Looks like one mailbox: something, an at sign, a domain, and nothing that could begin another line or another address. */
export function isMailbox(text: string): boolean {
  return text.length <= 320 && /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\.]+(\.[^\s@<>,;:"()[\]\\.]+)+$/.test(text);
}

/** What is wrong with a sender that may be left empty: an address alone, or after a name. */
export function mailboxProblem(text: string): string | null {
  const address = /^[^<>\r\n@]*<([^<>]*)>$/.exec(text)?.[1] ?? text;
  return text === '' || isMailbox(address)
    ? null
    : 'One e-mail address, such as deliveries@example.com or Maple Depot <deliveries@example.com>.';
}

/** What is wrong with the name of a server. */
export function hostProblem(text: string): string | null {
  if (text === '' || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?\.?$|^\[?[0-9a-f:.]+\]?$/i.test(text)) return null;
  return 'The server’s name alone, such as smtp.example.com; no “https://”, and the port stands below.';
}

/** What is wrong with an address on the web that may be left empty. @param secure only `https:` is taken. */
export function webAddressProblem(text: string, secure: boolean): string | null {
  if (text === '') return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && (url.protocol === 'https:' || (!secure && url.protocol === 'http:'))) return null;
  return secure
    ? 'An address that begins with https:// is needed here.'
    : 'An address that begins with https:// or http:// is needed here.';
}

/** What keeps e-mail from being sent; null: nothing. @param passwordIsSet undefined: not known yet. */
export function emailLack(email: Settings['email'], passwordIsSet: boolean | undefined): string | null {
  const { on, host, from, user } = email;
  if (!on) return null;
  if (host === '') return 'Nothing can be sent yet: the mail server is not named.';
  if (from === '') return 'Nothing can be sent yet: the sender’s address is not named.';
  if (user !== '' && passwordIsSet === false) return 'Nothing can be sent yet: the password is not set.';
  return null;
}

/** What keeps the webhook from being called; null: nothing. @param keyIsSet whether its key is there; undefined: not known yet. */
export function webhookLack({ on, url }: Settings['webhook'], keyIsSet: boolean | undefined): string | null {
  if (!on) return null;
  if (url === '') return 'Nothing can be sent yet: the address is not named.';
  if (keyIsSet === false) return 'Nothing can be sent yet: the key that signs each call is not set.';
  return null;
}

/** The port that goes with a kind of encryption (RFC 8314: 465; RFC 6409: 587; RFC 5321: 25). */
export const usualPorts: Record<Settings['email']['security'], number> = { tls: 465, starttls: 587, none: 25 };

/** Another encryption; the port goes along where it was the usual one of the encryption before. */
export function withSecurity(email: Settings['email'], security: Settings['email']['security']): Settings['email'] {
  const port = email.port === usualPorts[email.security] ? usualPorts[security] : email.port;
  return { ...email, security, port };
}
