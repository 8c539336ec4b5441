/** A PDF that is being made: paper, margins, pages, and a foot on each with its number out of how many. */
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import PDFDocument from 'pdfkit';
import { createPen, ink, type Pen } from './pen.ts';

export interface Printout {
  doc: PDFKit.PDFDocument;
  pen: Pen;
  /** Of the area that may be printed on, points from the left and the top. */
  left: number;
  right: number;
  top: number;
  bottom: number;
  width: number;
  newPage(): void;
  /** Numbers the pages, writes the file's end, and resolves when the target has taken it all. */
  finish(): Promise<void>;
}

const margin = 40;
const footHeight = 22;

/** Depots of the United States, Canada and Mexico print on Letter, all others on A4. */
export function paperFor(timeZone: string): 'LETTER' | 'A4' {
  const south = /^America\/(Argentina|Sao_Paulo|Bahia|Santiago|Lima|Montevideo|La_Paz|Asuncion|Recife|Fortaleza)/;
  return /^(America|US|Canada|Mexico)\//.test(timeZone) && !south.test(timeZone) ? 'LETTER' : 'A4';
}

/**
 * `foot`: what stands at the foot of each page, left of its number. `elsewhere`: what has the characters that can’t be printed; the CSV
 * unless it is said. Bytes go to `out` as pages are made.
 */
export function createPrintout(
  options: { title: string; foot: string; timeZone: string; now: number; elsewhere?: string },
  out: Writable,
  signal: AbortSignal,
): Printout {
  const { title, foot, timeZone, now, elsewhere = 'the CSV' } = options;
  const doc = new PDFDocument({
    size: paperFor(timeZone),
    // Own places everywhere: no margin of pdfkit's may break a page behind our back.
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    lang: 'en',
    displayTitle: true,
    info: { Title: title, Creator: 'Porchlight', Producer: 'Porchlight', CreationDate: new Date(now) },
  });
  const written = pipeline(doc, out, { signal });
  // Heard again in `finish`; a disk that fills up while pages are made must not be an unheard error.
  written.catch(() => undefined);
  const pen = createPen(doc);
  doc.addPage();
  const { width, height } = doc.page;

  return {
    doc,
    pen,
    left: margin,
    right: width - margin,
    top: margin,
    bottom: height - margin - footHeight,
    width: width - 2 * margin,
    newPage: () => void doc.addPage(),

    async finish() {
      signal.throwIfAborted();
      const { start, count } = doc.bufferedPageRange();
      const lacking = pen.hasMissing
        ? ` · An empty box stands for a character that can’t be printed; ${elsewhere} has it.`
        : '';
      for (let n = 0; n < count; n++) {
        doc.switchToPage(start + n);
        const y = height - margin - 10;
        doc
          .moveTo(margin, y - 5)
          .lineTo(width - margin, y - 5)
          .lineWidth(0.5)
          .strokeColor(ink.line)
          .stroke();
        pen.text(`${foot}${lacking}`, margin, y, width - 2 * margin - 60, { size: 7.5, colour: ink.faint });
        pen.text(`${n + 1} / ${count}`, width - margin - 60, y, 60, { size: 7.5, colour: ink.faint, align: 'right' });
      }
      doc.end();
      await written;
    },
  };
}
