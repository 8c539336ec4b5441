/** One page a driver, to be talked over before the next shift: the score and its trend, rejected pictures and why, open stops. */
import type { Writable } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import { rejectSentences, stateWords } from '#core/domain/sentences.ts';
import type { Debrief, DriverScore } from '#shared/scores.ts';
import { dateOf, type ExportTask } from './contract.ts';
import { driversOf } from './driversOf.ts';
import { driverWords } from './driverWords.ts';
import { clockTime, dayAndTime, dayWords } from './exportTimes.ts';
import { ink } from './print/pen.ts';
import { createPrintout, type Printout } from './print/printout.ts';
import { drawStateMark } from './print/stateMarks.ts';
import { drawTrend } from './print/trendChart.ts';
import { countWords, percent, targetWords } from './print/words.ts';
import { printPicture } from './printPictures.ts';

export async function writeDebriefPdf(task: ExportTask, out: Writable): Promise<null> {
  const { settings, now, signal } = task;
  const date = dateOf(task);
  const printout = createPrintout(
    {
      title: `Debrief, ${dayWords(date, 'short')}`,
      foot: `${settings.depotName} · ${dayWords(date, 'short')} · Made ${dayAndTime(now, settings.timeZone)}`,
      timeZone: settings.timeZone,
      now,
    },
    out,
    signal,
  );
  const drivers = driversOf(task);
  for (const [n, driver] of drivers.entries()) {
    const debrief = task.depot.queries.scores.debrief(date, driver);
    if (n > 0) printout.newPage();
    if (debrief) await drawDebrief(printout, task, debrief);
    task.progress((n + 1) / (drivers.length + 1));
    await breathe();
  }
  if (drivers.length === 0) {
    const none = `No driver had a route on ${dayWords(date, 'long')}.`;
    printout.pen.text(none, printout.left, printout.top, printout.width, { size: 12 });
  }
  await printout.finish();
  return null;
}

/** Two rows: more are counted, so that it stays one page. */
const picturesShown = 8;
const inARow = 4;
/** Two rows leave room for the open stops only when they are lower. */
const pictureHeights = { oneRow: 132, twoRows: 92 } as const;
/** Reason, address, three lines of a note, and air. */
const captionHeight = 62;

async function drawDebrief(printout: Printout, task: ExportTask, debrief: Debrief): Promise<void> {
  const { pen, left, width } = printout;
  const { score, podTarget, timeZone } = debrief;
  let y = printout.top;
  const isNamed = score.driver !== score.driverName;
  const name = driverWords({ driver: isNamed ? score.driver : null, driverName: score.driverName });
  pen.text(name, left, y, width - 170, { size: 20, weight: 'bold' });
  pen.text(percent(score.counts.podScore), left, y, width, { size: 20, weight: 'bold', align: 'right' });
  y += 28;
  const routes = score.routes.map((route) => route.route).join(', ');
  pen.text(`Debrief of ${dayWords(debrief.date, 'long')} · ${routes}`, left, y, width - 200, {
    size: 10,
    colour: ink.soft,
  });
  pen.text(targetWords(podTarget, score.settleMore, score.counts.podScore), left, y, width, {
    ...{ size: 10, colour: ink.soft, align: 'right' },
  });
  y += 26;

  const half = (width - 24) / 2;
  const trendHeight = drawTrend(printout, score, { podTarget, x: left, y, width: half, height: 92 });
  const reasonsHeight = drawReasons(printout, score, left + half + 24, y, half);
  y += Math.max(trendHeight, reasonsHeight) + 16;

  y = await drawPictures(printout, task, debrief, y);
  drawOpen(printout, debrief, y, timeZone);
}

/** Bars of the reject reasons over the trend's days; returns the height. */
function drawReasons({ doc, pen }: Printout, { rejects }: DriverScore, x: number, y: number, width: number): number {
  let at =
    y + pen.text('Rejected pictures by reason, 14 days and tonight', x, y, width, { size: 9, weight: 'bold' }) + 5;
  if (rejects.length === 0) {
    return at - y + pen.text('None was rejected by a person.', x, at, width, { size: 9, colour: ink.soft });
  }
  const most = Math.max(...rejects.map((each) => each.pictures));
  const bar = width - 150;
  for (const { reason, pictures } of rejects) {
    pen.text(reasonWord(rejectSentences[reason]), x, at, 116, { size: 8.5 });
    doc.roundedRect(x + 122, at + 2.5, Math.max(3, (pictures / most) * bar), 7, 1.5).fill('#d9502c');
    pen.text(String(pictures), x + 122 + bar, at, width - 122 - bar, { size: 8.5, align: 'right' });
    at += 14;
  }
  return at - y;
}

/** “Rejected: too dark” → “too dark”; a bare “Rejected” had a note for a reason. */
const reasonWord = (sentence: string) => sentence.split(': ')[1] ?? 'another reason';
const capitalised = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

async function drawPictures(printout: Printout, task: ExportTask, debrief: Debrief, from: number): Promise<number> {
  const { doc, pen, left, width } = printout;
  const { pictures, timeZone } = debrief;
  const title =
    pictures.length === 0
      ? 'No picture was rejected tonight'
      : `${countWords(pictures.length, 'picture')} rejected tonight`;
  let y = from + pen.text(title, left, from, width, { size: 11, weight: 'bold' }) + 6;
  if (debrief.withheld > 0) {
    const words = `${countWords(debrief.withheld, 'picture')} not shown: the customer asked for no photos.`;
    y += pen.text(words, left, y, width, { size: 9, colour: ink.soft }) + 6;
  }
  if (pictures.length === 0) return y + 6;
  const pictureHeight = pictures.length > inARow ? pictureHeights.twoRows : pictureHeights.oneRow;
  const gap = 12;
  const cell = (width - gap * (inARow - 1)) / inARow;
  for (const [n, picture] of pictures.slice(0, picturesShown).entries()) {
    const x = left + (n % inARow) * (cell + gap);
    const row = y + Math.floor(n / inARow) * (pictureHeight + captionHeight);
    const printed = await printPicture(task, picture.photoId, 'print');
    doc.rect(x, row, cell, pictureHeight).fill(ink.wash);
    if (printed.ok) doc.image(printed.jpeg, x, row, { fit: [cell, pictureHeight], align: 'center', valign: 'center' });
    else
      pen.text(printed.why, x + 8, row + pictureHeight / 2 - 6, cell - 16, {
        size: 9,
        align: 'center',
        colour: ink.faint,
      });
    let under = row + pictureHeight + 4;
    under += pen.text(capitalised(reasonWord(picture.sentence)), x, under, cell, { size: 9, weight: 'bold' });
    // The time first: a long address may be cut, a time may not.
    const where = [clockTime(picture.takenAt, timeZone), picture.address || `Stop ${picture.stop}`]
      .filter(Boolean)
      .join(' · ');
    under += pen.text(where, x, under, cell, { size: 8.5 });
    if (picture.note) pen.text(`“${picture.note}”`, x, under, cell, { size: 8, lines: 3, colour: ink.soft });
  }
  const rows = Math.ceil(Math.min(pictures.length, picturesShown) / inARow);
  y += rows * (pictureHeight + captionHeight);
  const more = pictures.length - picturesShown;
  if (more > 0)
    y +=
      pen.text(`and ${countWords(more, 'more picture')}; the CSV lists them all.`, left, y, width, {
        size: 9,
        colour: ink.soft,
      }) + 6;
  return y;
}

/** In two columns down to the foot of the page; what has no room is counted. */
function drawOpen(printout: Printout, { open }: Debrief, from: number, timeZone: string): void {
  const { pen, left, width, bottom } = printout;
  const title = open.length === 0 ? 'No stop is open' : `${countWords(open.length, 'stop')} without a good picture`;
  const y = from + pen.text(title, left, from, width, { size: 11, weight: 'bold' }) + 6;
  if (open.length === 0) return;
  const step = 14;
  const half = (width - 24) / 2;
  const factsWidth = 118;
  const inAColumn = Math.max(1, Math.floor((bottom - 14 - y) / step));
  const shown = open.slice(0, inAColumn * 2);
  const perColumn = Math.min(inAColumn, Math.max(4, Math.ceil(shown.length / 2)));
  for (const [n, stop] of shown.entries()) {
    const x = left + Math.floor(n / perColumn) * (half + 24);
    const row = y + (n % perColumn) * step;
    drawStateMark(printout, stop.state, x, row + 1.5, 9);
    pen.text(stop.address || `Stop ${stop.stop}`, x + 15, row, half - 15 - factsWidth, { size: 9 });
    const facts = [stateWords[stop.state], clockTime(stop.completedAt, timeZone), stop.followUp ? 'asked' : ''];
    pen.text(facts.filter(Boolean).join(' · '), x + half - factsWidth, row + 0.7, factsWidth, {
      ...{ size: 8, colour: ink.soft, align: 'right' },
    });
  }
  if (shown.length < open.length) {
    const more = `and ${countWords(open.length - shown.length, 'more stop')}; the CSV lists them all.`;
    pen.text(more, left, bottom - 12, width, { size: 9, colour: ink.soft });
  }
}
