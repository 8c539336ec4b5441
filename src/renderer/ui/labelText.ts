/** What stands on a label, so that it can be shown: anybody may have printed it. */

/** More than three lines say nothing more to a supervisor. */
const shownCharacters = 160;

/**
 * Control characters as their pictures (␝ parts the fields of carriers' codes), without the invisible ones that turn the
 * direction of a whole line; cut where it grows long.
 */
export function labelText(text: string): string {
  const visible = text
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Cc}/gu, (control) => String.fromCodePoint(controlPictures + ((control.codePointAt(0) ?? 0) & 0x1f)));
  const characters = [...visible];
  return characters.length > shownCharacters ? `${characters.slice(0, shownCharacters).join('')}…` : visible;
}

/** Unicode's block of pictures for control characters. */
const controlPictures = 0x2400;
