/** Cutting names, paths and texts into tokens that can be ids. Letters and digits make a token, everything else parts them. */

export interface Token {
  /** Upper case. */
  text: string;
  start: number;
  end: number;
}

/** All runs of letters and digits, in any script. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const found of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    tokens.push({ text: found[0].toUpperCase(), start: found.index, end: found.index + found[0].length });
  }
  return tokens;
}

/** The form in which ids are compared: tokens joined by `-`, upper case, so that `tba_1-2` and `TBA-1 2` are one. */
export function canonicalId(id: string): string {
  return tokensOf(id)
    .map((token) => token.text)
    .join('-');
}

/** Name without its folder and its extension (`NAME.EXT`); dots elsewhere belong to the name. */
export function stemOf(fileName: string): string {
  return fileName.replace(/\.[A-Za-z0-9]{1,5}$/, '');
}

const spelledTime = new RegExp(
  [
    // What cameras, messengers and phones count: IMG_1234, DSC01234, PXL_…, -WA0007, "~2", "(1)".
    String.raw`(?<![\p{L}\p{N}])(?:IMG|IMGP|IMAGE|DSC[FN]?|_DSC|PXL|MVIMG|VID|PANO|BURST|SCREENSHOT|PHOTO|PICTURE|CAMERA|SNAPCHAT|FB_IMG|RECEIVED|SIGNAL|WA)[-_ ]?(?:E)?\d+(?![\p{L}\p{N}])`,
    String.raw`(?<![\p{L}\p{N}])WA\d{4}(?![\p{L}\p{N}])`,
    // Days, and days with a time.
    String.raw`(?<!\d)20\d{2}([-_.]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?:[-_ T.]?(?:[01]\d|2[0-3])[-_.:]?[0-5]\d[-_.:]?[0-5]\d(?:[-_.]?\d{3})?)?(?![\p{L}\p{N}])`,
    String.raw`(?<!\d)(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.20\d{2}(?!\d)`,
    // What a copy is called.
    String.raw`\(\d{1,3}\)`,
    String.raw`\.sync-conflict-\d{8}-\d{6}-[A-Z0-9]{7}`,
  ].join('|'),
  'giu',
);

/** The text with camera counters, days, times and copy marks blanked out by spaces, so that they are no ids. */
export function withoutCounters(text: string): string {
  return text.replace(spelledTime, (found) => ' '.repeat(found.length));
}

/** Whether a token can be a tracking id on its own: at least six characters with a digit among them. */
export function isIdentifying(canonical: string): boolean {
  return canonical.length >= 6 && /\d/.test(canonical);
}
