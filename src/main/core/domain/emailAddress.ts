/** The e-mail address in what a manifest gives as a customer's contact: “ana@example.com · +1 503 555 0100”. */

export type FoundAddress =
  | { ok: true; address: string }
  | { ok: false; code: 'no-email' | 'several-emails' | 'email-unusable' };

/** RFC 5321 4.5.3.1: 254 characters in all fit between angle brackets, 64 before the @. */
const longest = 254;
const longestLocal = 64;

/** Dot-atom of RFC 5322: quoted names and comments are legal, used by nobody, and a door for whoever writes manifests. */
const local = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const label = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;

/** Line breaks and whatever else steers a mail server or a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * Exactly one address, or why there is none. The same address twice is one; two different ones are none, as nobody can tell
 * which of them the customer reads. A text with a line break is refused whole, whatever else it holds.
 */
export function addressIn(contact: string | null): FoundAddress {
  if (contact === null || !contact.includes('@')) return { ok: false, code: 'no-email' };
  if (control.test(contact.trim())) return { ok: false, code: 'email-unusable' };
  const words = contact.split(/[\s,;|·]+/).filter((word) => word.includes('@'));
  const found = new Map<string, string>();
  for (const word of words) {
    const bare = word.replace(/^(?:mailto:)?[<("']*/i, '').replace(/[>)"'.]*$/, '');
    if (!isAddress(bare)) return { ok: false, code: 'email-unusable' };
    found.set(bare.toLowerCase(), bare);
  }
  const [address, another] = found.values();
  if (address === undefined) return { ok: false, code: 'no-email' };
  return another === undefined ? { ok: true, address } : { ok: false, code: 'several-emails' };
}

/** An address that can stand in an envelope and in a header as it is. */
export function isAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  const [name, domain] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 1 || text.length > longest || name.length > longestLocal || !local.test(name)) return false;
  const labels = domain.split('.');
  return labels.length > 1 && labels.every((each) => label.test(each));
}
