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

/** One token in upper case, as most ids are written: seeing that costs a tenth of cutting it. */
const plainId = /^[0-9A-Z]+$/;

/** The form in which ids are compared: tokens joined by `-`, upper case, so that `tba_1-2` and `TBA-1 2` are one. */
export function canonicalId(id: string): string {
  if (plainId.test(id)) return id;
  return tokensOf(id)
    .map((token) => token.text)
    .join('-');
}

/** Name without its folder and its extension (`NAME.EXT`); dots elsewhere belong to the name. */
export function stemOf(fileName: string): string {
  return fileName.replace(/\.[A-Za-z0-9]{1,5}$/, '');
}

const begin = String.raw`(?<![\p{L}\p{N}])`;
const end = String.raw`(?![\p{L}\p{N}])`;
const month = '(?:0[1-9]|1[0-2])';
const dayOfMonth = String.raw`(?:0[1-9]|[12]\d|3[01])`;
const day = String.raw`(?:20\d{2}[-_.]?${month}[-_.]?${dayOfMonth}|${dayOfMonth}[-_.]${month}[-_.]20\d{2})`;
const time = String.raw`(?:[-_ T.]| at )?(?:[01]\d|2[0-3])[-_.:]?[0-5]\d[-_.:]?[0-5]\d(?:[-_.]?\d{3})?`;
const camera =
  '(?:IMG|IMGP|IMAGE|DSC[FN]?|_DSC|PXL|MVIMG|VID|PANO|BURST|SCREENSHOT|PHOTO|PICTURE|CAMERA|SNAPCHAT|FB_IMG|RECEIVED|SIGNAL|WA)';
/** A second picture in one second, a copy: `_1`, `~2`, ` 2`. Behind a camera's own name it is never a stop. */
const copy = String.raw`(?:[-_~ ]\d)?`;

const counter = new RegExp(
  [
    // What cameras, messengers and phones count: IMG_1234, DSC01234, PXL_20230112_042504123, -WA0007.
    `${begin}${camera}[-_ ]?(?:${day}(?:${time}${copy})?|E?\\d+${copy})${end}`,
    // Days, and days with a time.
    `${begin}${day}(?:${time}${copy})?${end}`,
    // What a copy is called.
    String.raw`\(\d{1,3}\)`,
    String.raw`\.sync-conflict-\d{8}-\d{6}-[A-Z0-9]{7}`,
  ].join('|'),
  'giu',
);

/** The text with camera counters, days, times and copy marks blanked out by spaces, so that they are no ids. */
export function withoutCounters(text: string): string {
  return text.replace(counter, (found) => ' '.repeat(found.length));
}

// A day below its month needs no leading zero: there is nothing else that `2026/1/2` could mean.
const looseMonth = '(?:0?[1-9]|1[0-2])';
const looseDay = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const dayFolders = new RegExp(
  String.raw`(?<=^|/)(?:20\d{2}[-_./]${looseMonth}(?:/${looseDay})?|${looseDay}/${looseMonth}/20\d{2})(?=/)`,
  'g',
);

/** Folders (each with its `/`) with those blanked out that spell a day or month together: `2026/11/21`, `2026-11/21`, `2026/11`. */
export function withoutDayFolders(folders: string): string {
  return folders.replace(dayFolders, (found) => found.replace(/[^/]/g, ' '));
}

/** Whether a token can be a tracking id on its own: at least six characters with a digit among them. */
export function isIdentifying(canonical: string): boolean {
  return canonical.length >= 6 && /\d/.test(canonical);
}
