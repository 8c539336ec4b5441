/** Text from manifests and settings, made fit for a subject, a page and a plain message: whatever it holds, it stays text. */

/** Longer than any address or name; ten thousand characters are a mistake or a trick. */
const longestLine = 160;

/**
 * Characters that nobody sees and that change what others look like: controls, marks that turn the reading order, halves of
 * characters. Joiners (U+200C, U+200D) stay: Persian and emoji need them.
 */
const unseen = /[\p{Cc}\p{Cs}\u061C\u200B\u200E\u200F\u2028\u2029\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/gu;

/** One line, no longer than `longest` characters; a line break in it can't begin a header. */
export function oneLine(text: string, longest = longestLine): string {
  const line = text.replace(unseen, ' ').replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= longest
    ? line
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
}

/** The lines of a text, without empty ones at its ends; one empty line parts two paragraphs. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => oneLine(line, 2000));
  const kept = lines.filter((line, i) => line !== '' || (i > 0 && lines[i - 1] !== ''));
  while (kept.at(-1) === '') kept.pop();
  return kept[0] === '' ? kept.slice(1) : kept;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** For element content and quoted attributes alike. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** An address that a customer may be led to: `https:` or `http:`, without a name or password in it. Null for anything else. */
export function webAddress(text: string): string | null {
  const url = URL.parse(text.trim());
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  return url.username === '' && url.password === '' ? url.href : null;
}
