/** A stop's state on paper: the screen's shapes and colours, so that a printout without colour can still be read. */
import { stateWords } from '#core/domain/sentences.ts';
import type { StateCounts } from '#shared/views.ts';
import type { StopState } from '#shared/words.ts';
import type { Printout } from './printout.ts';

/** The screen's colours of the light scheme (`ui/tokens.css`). */
export const stateColours: Record<StopState, string> = {
  confirmed: '#0b7261',
  'needs-review': '#8a5a00',
  candidate: '#2459b5',
  syncing: '#6a4fa3',
  missing: '#b83212',
  excused: '#4d5a66',
  'not-required': '#6b655b',
};

/** In the order in which bars and legends show them. */
export const shownStates = [
  ['confirmed', 'confirmed', '#2f9683'],
  ['needs-review', 'needsReview', '#e9a93a'],
  ['candidate', 'candidate', '#7ba2e6'],
  ['syncing', 'syncing', '#a792d6'],
  ['missing', 'missing', '#d9502c'],
  ['excused', 'excused', '#9aa6b1'],
  ['not-required', 'notRequired', '#d9d4ca'],
] as const satisfies readonly (readonly [StopState, keyof StateCounts, string])[];

/** The shape of a state in a square of `size`; its word stands beside it. */
export function drawStateMark({ doc }: Printout, state: StopState, x: number, y: number, size: number): void {
  const colour = stateColours[state];
  doc
    .save()
    .translate(x, y)
    .scale(size / 14)
    .lineWidth(1.7)
    .lineCap('round')
    .lineJoin('round');
  doc.fillColor(colour).strokeColor(colour);
  switch (state) {
    case 'confirmed':
      doc.circle(7, 7, 6.5).fill();
      doc.strokeColor('#ffffff').path('M4 7.2 L6.2 9.4 L10.2 4.9').stroke();
      break;
    case 'missing':
      doc.roundedRect(0.75, 0.75, 12.5, 12.5, 2.5).fill();
      doc.strokeColor('#ffffff').path('M4.4 4.4 L9.6 9.6 M9.6 4.4 L4.4 9.6').stroke();
      break;
    case 'needs-review':
      doc.path('M7 0.2 L13.8 7 L7 13.8 L0.2 7 Z').fill();
      doc.strokeColor('#ffffff').path('M7 3.8 L7 7.6 M7 10.1 L7 10.15').stroke();
      break;
    case 'candidate':
      doc
        .path('M1.5 4.6 L11.5 4.6 M8.8 1.9 L11.5 4.6 L8.8 7.3 M12.5 9.6 L2.5 9.6 M5.2 6.9 L2.5 9.6 L5.2 12.3')
        .stroke();
      break;
    case 'syncing':
      doc.dash(2.2, { space: 2.2 }).circle(7, 7, 5.6).stroke().undash();
      doc.path('M7 4.2 L7 7.3 L9 8.6').stroke();
      break;
    case 'excused':
      doc.circle(7, 7, 5.9).stroke();
      doc.path('M4.4 7.1 L6.3 9 L9.7 5.2').stroke();
      break;
    case 'not-required':
      doc.path('M3 7 L11 7').stroke();
  }
  doc.restore();
}

/** One bar in parts as long as their counts; states without stops take no room. */
export function drawStateBar(
  { doc }: Printout,
  counts: StateCounts,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  doc
    .save()
    .roundedRect(x, y, width, height, height / 3)
    .clip();
  doc.rect(x, y, width, height).fill('#eeeae3');
  let at = x;
  for (const [, name, colour] of shownStates) {
    const part = counts.stops === 0 ? 0 : (counts[name] / counts.stops) * width;
    if (part > 0) doc.rect(at, y, part, height).fill(colour);
    at += part;
  }
  doc.restore();
}

/** Swatch, count and word of each state that occurs, over as many lines as it takes; returns the height. */
export function drawLegend({ doc, pen }: Printout, counts: StateCounts, x: number, y: number, width: number): number {
  const style = { size: 9 } as const;
  let at = x;
  let top = y;
  for (const [state, name, colour] of shownStates) {
    if (counts[name] === 0) continue;
    const text = `${counts[name]} ${stateWords[state].toLowerCase()}`;
    const taken = pen.widthOf(text, style) + 24;
    if (at + taken > x + width && at > x) {
      at = x;
      top += 14;
    }
    doc.roundedRect(at, top + 2.5, 7, 7, 1.5).fill(colour);
    pen.text(text, at + 11, top, taken, style);
    at += taken;
  }
  return top - y + 14;
}
