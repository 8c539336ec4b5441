/** Draws text of any script at a place on a page, within a width and a number of lines. Lengths are points (1/72 inch). */
import { type FontWeight, fontsOf, type PrintFont } from './fontFiles.ts';
import { type Direction, directionOf, oneLine, visualRuns } from './textRuns.ts';
import { wrapText } from './wrapText.ts';

export interface TextStyle {
  size: number;
  weight?: FontWeight;
  colour?: string;
  align?: 'left' | 'right' | 'center';
  /** Lines at most; the last ends with `…` when more was said. Default 1. */
  lines?: number;
}

export interface Pen {
  /** Draws and returns the height that it took. `y` is the top of the first line. */
  text(text: string, x: number, y: number, width: number, style: TextStyle): number;
  /** The height that the text would take. */
  heightOf(text: string, width: number, style: TextStyle): number;
  /** The width of one line, however long. */
  widthOf(text: string, style: Pick<TextStyle, 'size' | 'weight'>): number;
  /** Characters that no font has were drawn as empty boxes. */
  readonly hasMissing: boolean;
}

export const ink = { text: '#211e19', soft: '#57524a', faint: '#6b655b', line: '#d5d0c6', wash: '#f3f0ea' } as const;

const lineHeight = 1.32;
/** From a line's top to its baseline, in shares of its size: the same for all families, so that mixed lines stand on one line. */
const ascent = 1.02;
/** Words whose widths are kept: addresses repeat their streets, and ten thousand others must not fill the memory. */
const widthsKept = 5000;

export function createPen(doc: PDFKit.PDFDocument): Pen {
  for (const weight of ['regular', 'bold'] as const) {
    for (const font of fontsOf(weight)) doc.registerFont(font.name, font.bytes);
  }
  const widths = new Map<string, number>();
  let hasMissing = false;

  const runsOf = (line: string, weight: FontWeight, direction: Direction) =>
    visualRuns(line, fontsOf(weight), direction, () => {
      hasMissing = true;
    });
  /** An empty list of features, unlike none, makes pdfkit hand a run over whole: else it would draw Hebrew words in Latin order. */
  const featuresOf = (isRightToLeft: boolean) => (isRightToLeft ? { features: [] } : {});

  function runWidth(text: string, font: PrintFont, isRightToLeft: boolean, size: number): number {
    const key = `${font.name} ${text}`;
    let ofOne = widths.get(key);
    if (ofOne === undefined) {
      ofOne = doc.font(font.name).fontSize(100).widthOfString(text, featuresOf(isRightToLeft)) / 100;
      if (widths.size >= widthsKept) widths.clear();
      widths.set(key, ofOne);
    }
    return ofOne * size;
  }

  function measure(line: string, { size, weight = 'regular' }: Pick<TextStyle, 'size' | 'weight'>): number {
    return line
      .split(/(?= )/)
      .flatMap((word) => runsOf(word, weight, 'ltr'))
      .reduce((sum, run) => sum + runWidth(run.text, run.font, run.isRightToLeft, size), 0);
  }

  const linesOf = (text: string, width: number, style: TextStyle) =>
    wrapText(oneLine(text), width, style.lines ?? 1, (line) => measure(line, style));

  return {
    get hasMissing() {
      return hasMissing;
    },
    widthOf: (text, style) => measure(oneLine(text), style),
    heightOf: (text, width, style) => linesOf(text, width, style).length * style.size * lineHeight,

    text(text, x, y, width, style) {
      const { size, weight = 'regular', colour = ink.text, align = 'left' } = style;
      const lines = linesOf(text, width, style);
      const direction = directionOf(lines[0] ?? '');
      // A text that begins at the right is read from there, as `dir="auto"` does on a screen.
      const side = align === 'left' && direction === 'rtl' ? 'right' : align;
      for (const [n, line] of lines.entries()) {
        const runs = runsOf(line, weight, direction).map((run) => ({
          ...run,
          width: runWidth(run.text, run.font, run.isRightToLeft, size),
        }));
        const taken = runs.reduce((sum, run) => sum + run.width, 0);
        let at = x + (side === 'right' ? width - taken : side === 'center' ? (width - taken) / 2 : 0);
        for (const run of runs) {
          doc
            .font(run.font.name)
            .fontSize(size)
            .fillColor(colour)
            .text(run.text, at, y + n * size * lineHeight + size * ascent, {
              ...featuresOf(run.isRightToLeft),
              lineBreak: false,
              baseline: 'alphabetic',
            });
          at += run.width;
        }
      }
      return lines.length * size * lineHeight;
    },
  };
}
