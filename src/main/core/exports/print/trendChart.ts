/** A driver's score over the last service days as bars, against the target. */
import { dayWords } from '#core/exports/exportTimes.ts';
import type { DriverScore } from '#shared/scores.ts';
import { ink } from './pen.ts';
import type { Printout } from './printout.ts';
import { targetPercent } from './words.ts';

/** “1.2 points above the 14 days before”. */
export function changeWords({ change, trend }: Pick<DriverScore, 'change' | 'trend'>): string {
  const days = trend.slice(0, -1).filter((day) => day.podScore !== null).length;
  if (change === null || days === 0) return 'Nothing before to compare with.';
  const points = Math.round(Math.abs(change) * 1000) / 10;
  const before = days === 1 ? 'the day before' : `the ${days} days before`;
  if (points === 0) return `The same as ${before}.`;
  return `${points.toFixed(1)} points ${change > 0 ? 'above' : 'below'} ${before}.`;
}

/** Draws within `width` and returns the height. Bars begin where differences can still be seen, and the axis says where. */
export function drawTrend(
  { doc, pen }: Printout,
  score: Pick<DriverScore, 'trend' | 'change'>,
  place: { podTarget: number; x: number; y: number; width: number; height: number },
): number {
  const { podTarget, x, y, width, height } = place;
  const { trend } = score;
  let top = y + pen.text('Score by day', x, y, width, { size: 9, weight: 'bold' }) + 5;
  const known = trend.flatMap((day) => (day.podScore === null ? [] : [day.podScore]));
  // Down to a whole tenth below the worst day: scores of 97 and 99 % would look alike on an axis from 0.
  const lowest = Math.max(0, Math.floor(Math.min(podTarget, ...known) * 10 - 0.5) / 10);
  const axis = 34;
  const share = (value: number) => (value - lowest) / (1 - lowest);
  const base = top + height;
  const heightOf = (value: number) => Math.max(1.5, share(value) * height);
  const slot = (width - axis) / Math.max(15, trend.length);
  const first = x + axis + (width - axis) - slot * trend.length;
  for (const [value, word] of [
    [1, '100 %'],
    [lowest, `${Math.round(lowest * 100)} %`],
  ] as const) {
    const at = base - share(value) * height;
    doc
      .moveTo(x + axis, at)
      .lineTo(x + width, at)
      .lineWidth(0.5)
      .strokeColor(ink.line)
      .stroke();
    pen.text(word, x, at - 5, axis - 6, { size: 7, colour: ink.faint, align: 'right' });
  }
  for (const [n, day] of trend.entries()) {
    if (day.podScore === null) continue;
    const bar = heightOf(day.podScore);
    const reached = day.podScore >= podTarget - 1e-9;
    const isTonight = n === trend.length - 1;
    doc.rect(first + n * slot + 1.5, base - bar, slot - 3, bar);
    doc.fill(reached ? (isTonight ? '#0b7261' : '#93c7bc') : isTonight ? '#b83212' : '#e9ae9d');
  }
  const target = base - share(podTarget) * height;
  doc
    .moveTo(x + axis, target)
    .lineTo(x + width, target)
    .lineWidth(0.8)
    .dash(3, { space: 2 })
    .strokeColor(ink.text);
  doc.stroke().undash();
  top = base + 3;
  const from = trend[0];
  if (from && trend.length > 1) {
    pen.text(dayWords(from.date, 'short').replace(/ \d{4}$/, ''), first, top, 80, { size: 7, colour: ink.faint });
  }
  pen.text('tonight', x + width - 60, top, 60, { size: 7, colour: ink.faint, align: 'right' });
  top += 12;
  const words = `${changeWords(score)} The dashed line is the target, ${targetPercent(podTarget)}.`;
  return top + pen.text(words, x, top, width, { size: 8.5, lines: 2, colour: ink.soft }) - y;
}
