/** Breaks a text into lines of a width, and ends with `…` what does not fit. Pure. */

/** More characters than any place on a page holds: 10,000 of them must not cost a second. */
const longestPerLine = 300;

/**
 * At most `maxLines` lines, each at most `width` wide by `measure`. Breaks at blanks, inside words only where a word alone is
 * wider than the line.
 */
export function wrapText(text: string, width: number, maxLines: number, measure: (line: string) => number): string[] {
  const longest = longestPerLine * maxLines;
  const wasCut = text.length > longest;
  const words = (wasCut ? text.slice(0, longest).toWellFormed() : text).split(' ');
  const lines: string[] = [];
  let line = '';
  while (words.length > 0) {
    const word = words[0] as string;
    const longer = line === '' ? word : `${line} ${word}`;
    if (measure(longer) <= width) {
      line = longer;
      words.shift();
      continue;
    }
    if (line === '') {
      // One word that is wider than the line.
      const head = fitting(word, width, measure);
      line = head;
      words[0] = word.slice(head.length);
    }
    if (lines.length + 1 === maxLines) {
      lines.push(withEllipsis(line, width, measure));
      return lines;
    }
    lines.push(line);
    line = '';
  }
  if (line !== '') lines.push(wasCut ? withEllipsis(line, width, measure) : line);
  return lines;
}

/** The longest beginning that fits, at least one character. */
function fitting(word: string, width: number, measure: (line: string) => number): string {
  const characters = [...word];
  let low = 1;
  let high = characters.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(characters.slice(0, middle).join('')) <= width) low = middle;
    else high = middle - 1;
  }
  return characters.slice(0, low).join('');
}

function withEllipsis(line: string, width: number, measure: (line: string) => number): string {
  if (measure(`${line}…`) <= width) return `${line}…`;
  const room = (text: string) => measure(`${text}…`);
  return `${fitting(line, width, room).trimEnd()}…`;
}
