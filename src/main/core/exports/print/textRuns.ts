/**
 * A line of text as it is drawn from left to right: pieces of one direction and one font, in the order in which the eye meets
 * them (Unicode Bidirectional Algorithm). Pure.
 */
import bidiFactory from 'bidi-js';

const bidi = bidiFactory();

/** A font as far as a line needs it. */
export interface Coverage {
  has(codePoint: number): boolean;
}

export interface TextRun<Font extends Coverage> {
  text: string;
  font: Font;
  /** The font lays it out from right to left by itself; all others are in drawing order already. */
  isRightToLeft: boolean;
}

export type Direction = 'ltr' | 'rtl';

const rightToLeftScript = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** Joiners belong to the letters before them; a font that lacks them loses nothing. */
const joiner = /\u200c|\u200d|[\ufe00-\ufe0f]/;

/** One line, without anything that moves the pen or turns the order by stealth. Joiners stay: Persian is spelt with them. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The direction in which a text begins; what has none is left to right. */
export function directionOf(text: string): Direction {
  return (bidi.getEmbeddingLevels(text, 'auto').paragraphs[0]?.level ?? 0) % 2 === 1 ? 'rtl' : 'ltr';
}

/**
 * `fonts` in the order in which they are asked. A character that none has is drawn by the first, as its empty box, and
 * `onMissing` is told.
 */
export function visualRuns<Font extends Coverage>(
  line: string,
  fonts: readonly Font[],
  direction: Direction,
  onMissing?: (character: string) => void,
): TextRun<Font>[] {
  const [first] = fonts;
  if (line === '' || !first) return [];
  const { levels } = bidi.getEmbeddingLevels(line, direction);
  const pieces: { text: string; font: Font; level: number }[] = [];
  let at = 0;
  for (const character of line) {
    const level = levels[at] ?? 0;
    at += character.length;
    const last = pieces.at(-1);
    const codePoint = character.codePointAt(0) ?? 0;
    // A blank after an Arabic word goes on in its font; what stands in the other direction begins anew.
    let font =
      last?.level === level && last.font.has(codePoint) ? last.font : fonts.find((each) => each.has(codePoint));
    if (!font) {
      if (joiner.test(character)) continue;
      onMissing?.(character);
      font = first;
    }
    if (last && last.font === font && last.level === level) last.text += character;
    else pieces.push({ text: character, font, level });
  }
  return inOrder(pieces).map(({ text, font, level }) => {
    if (level % 2 === 0) return { text, font, isRightToLeft: false };
    const mirrored = [...text].map((character) => bidi.getMirroredCharacter(character) ?? character);
    // Brackets and dashes alone look left to right to the font: they are turned here.
    return rightToLeftScript.test(text)
      ? { text: mirrored.join(''), font, isRightToLeft: true }
      : { text: mirrored.reverse().join(''), font, isRightToLeft: false };
  });
}

/** Rule L2: from the highest level down to the lowest odd one, every stretch of that level or above is turned round. */
function inOrder<Piece extends { level: number }>(pieces: readonly Piece[]): Piece[] {
  const ordered = [...pieces];
  const highest = Math.max(0, ...pieces.map((piece) => piece.level));
  for (let level = highest; level >= 1; level--) {
    for (let from = 0; from < ordered.length; from++) {
      if ((ordered[from]?.level ?? 0) < level) continue;
      let to = from;
      while ((ordered[to + 1]?.level ?? 0) >= level) to++;
      ordered.splice(from, to - from + 1, ...ordered.slice(from, to + 1).reverse());
      from = to;
    }
  }
  return ordered;
}
