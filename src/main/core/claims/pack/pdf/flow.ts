/** Text that runs down pages: a place that moves, and goes on at the top of the next page where there is no room. */
import { ink, type TextStyle } from '#core/exports/print/pen.ts';
import type { Printout } from '#core/exports/print/printout.ts';

export interface Flow {
  readonly printout: Printout;
  /** Points from the top: where the next thing stands. */
  y: number;
  /** Begins a new page where less than so much is left. */
  room(height: number): void;
  gap(points: number): void;
  /** A heading never stands alone: `keep` points of what follows go with it. */
  heading(text: string, keep?: number): void;
  /** Over the whole width, or from `indent` on. */
  text(text: string, style: TextStyle, indent?: number): void;
  /** Names on the left, what they say on the right; empty ones are left out. */
  pairs(pairs: readonly (readonly [name: string, value: string | null])[], nameWidth?: number): void;
}

export function createFlow(printout: Printout): Flow {
  const { pen, doc, left, right, width, bottom, top } = printout;
  return {
    printout,
    y: top,
    room(height) {
      if (this.y + height <= bottom) return;
      printout.newPage();
      this.y = top;
    },
    gap(points) {
      this.y += points;
    },
    heading(text, keep = 40) {
      this.room(24 + keep);
      this.y += this.y === top ? 0 : 10;
      this.y += pen.text(text, left, this.y, width, { size: 12, weight: 'bold' }) + 2;
      doc.moveTo(left, this.y).lineTo(right, this.y).lineWidth(0.7).strokeColor(ink.line).stroke();
      this.y += 5;
    },
    text(text, style, indent = 0) {
      const height = pen.heightOf(text, width - indent, style);
      this.room(height);
      this.y += pen.text(text, left + indent, this.y, width - indent, style);
    },
    pairs(pairs, nameWidth = 110) {
      for (const [name, value] of pairs) {
        if (value === null || value === '') continue;
        const style = { size: 9.5, lines: 4 };
        const height = pen.heightOf(value, width - nameWidth, style);
        this.room(height + 2);
        pen.text(name, left, this.y, nameWidth - 8, { size: 9.5, colour: ink.faint });
        pen.text(value, left + nameWidth, this.y, width - nameWidth, style);
        this.y += Math.max(height, 9.5 * 1.32) + 2;
      }
    },
  };
}
