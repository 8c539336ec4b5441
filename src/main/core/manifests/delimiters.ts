/** Which character parts the cells of a table, by what the first lines hold outside their quotes. */

export type Delimiter = ',' | ';' | '\t';
const delimiters: readonly Delimiter[] = [',', ';', '\t'];

/**
 * The delimiter of a table by the evidence of its first lines: the one that cuts the header into the most cells, where
 * lines after it agree; a comma when nothing speaks for another. `sep=;` as Excel writes it decides at once.
 */
export function chooseDelimiter(lines: readonly string[]): Delimiter {
  const declared = declaredDelimiter(lines[0] ?? '');
  if (declared) return declared;
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const counts = lines.filter((line) => line.trim() !== '').map((line) => countOutsideQuotes(line, delimiter));
    const header = counts[0] ?? 0;
    // An address may hold commas of its own, so agreement with the header weighs as much as the number of cells.
    const agreement = counts.length === 0 ? 0 : counts.filter((count) => count === header).length / counts.length;
    const score = header * (0.5 + agreement);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** The delimiter of a `sep=;` line, which Excel reads and does not show; null for any other line. */
export function declaredDelimiter(line: string): Delimiter | null {
  const character = /^"?sep=([,;\t])"?$/i.exec(line.trimStart())?.[1];
  return delimiters.find((delimiter) => delimiter === character) ?? null;
}

function countOutsideQuotes(line: string, delimiter: Delimiter): number {
  let count = 0;
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === delimiter && !quoted) count += 1;
  }
  return count;
}
