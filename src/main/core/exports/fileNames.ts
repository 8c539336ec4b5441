/** Names for files that go out: the same name must be good on Windows, macOS and in a ZIP, whatever a manifest calls a route. */

/** Windows refuses them with any extension (field notes, "Files"). */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i;

/**
 * One part of a path made of `text`: no separators, no characters that Windows refuses, none that can't be seen, no dots or
 * spaces at its ends, never reserved, at most `longest` characters. `instead` stands for a text of which nothing is left.
 */
export function safeName(text: string, longest = 80, instead = 'unnamed'): string {
  const name = cut(
    text
      .normalize('NFC')
      // Controls, and marks that turn the order of what is read: "gpj.exe" must not look like "exe.jpg".
      .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, ' ')
      .replace(/[<>:"/\\|?*]/g, '-')
      .replace(/\s+/g, ' '),
    longest,
  ).replace(/^[. ]+|[. ]+$/g, '');
  if (name === '') return instead;
  return reserved.test(name.split('.', 1)[0]?.trimEnd() ?? '') ? `_${name}` : name;
}

/** At most so many UTF-16 units, and no half of a character: file systems count 255 of them or of bytes. */
function cut(text: string, longest: number): string {
  let result = '';
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    // Three bytes a character at most for what people write: a limit of 80 stays within every file system's 255.
    if (result.length + character.length > longest || bytes > longest * 3) break;
    result += character;
  }
  return result;
}

/** `name`, else `name (2)`, `name (3)`, … until `isTaken` says no; the number goes before the extension. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${stem} (${n})${extension}`;
    if (!isTaken(candidate)) return candidate;
  }
}
