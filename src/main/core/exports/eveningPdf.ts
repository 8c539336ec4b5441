/** The evening on paper: a summary to sign, then a page (or more) for each route, worst first. */
import type { Writable } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import type { DayView, RouteSummary } from '#shared/views.ts';
import { dateOf, type ExportTask } from './contract.ts';
import { driverWords } from './driverWords.ts';
import { dayAndTime, dayWords } from './exportTimes.ts';
import { ink } from './print/pen.ts';
import { createPrintout, type Printout } from './print/printout.ts';
import { drawTable, type PrintColumn } from './print/printTable.ts';
import { drawLegend, drawStateBar } from './print/stateMarks.ts';
import { countWords, percent, signedCell, signOffWords, targetWords } from './print/words.ts';
import { drawRoutePages } from './routePages.ts';
import { routesWorstFirst } from './routesOf.ts';

export async function writeEveningPdf(task: ExportTask, out: Writable): Promise<null> {
  const { settings, now, signal } = task;
  const { timeZone } = settings;
  const date = dateOf(task);
  const made = dayAndTime(now, timeZone);
  const printout = createPrintout(
    {
      title: `Evening report, ${dayWords(date, 'short')}`,
      foot: `${settings.depotName} · ${dayWords(date, 'short')} · Made ${made}`,
      timeZone,
      now,
    },
    out,
    signal,
  );
  const routes = routesWorstFirst(task);
  if (task.routeId === null) drawSummary(printout, task, task.depot.queries.days.day(date), made);
  for (const [n, route] of routes.entries()) {
    if (n > 0 || task.routeId === null) printout.newPage();
    await drawRoutePages(printout, task, route);
    task.progress((n + 1) / (routes.length + 1));
    await breathe();
  }
  await printout.finish();
  return null;
}

/** Problems beyond these are counted: the screen lists them all. */
const mostProblems = 12;

function drawSummary(printout: Printout, task: ExportTask, day: DayView, made: string): void {
  const { doc, pen, left, width } = printout;
  const { counts, podTarget, settleMore, timeZone } = day;
  let y = printout.top;
  pen.text('Evening report', left, y, width - 200, { size: 22, weight: 'bold' });
  pen.text(percent(counts.podScore), left, y, width, { size: 22, weight: 'bold', align: 'right' });
  y += 31;
  const place = `${day.depotName} · ${dayWords(day.date, 'long')}`;
  pen.text(place, left, y, width - 200, { size: 11, colour: ink.soft });
  pen.text(targetWords(podTarget, settleMore, counts.podScore), left, y, width, {
    ...{ size: 10, colour: ink.soft, align: 'right' },
  });
  y += 24;
  drawStateBar(printout, counts, left, y, width, 12);
  y += 19;
  y += drawLegend(printout, counts, left, y, width);
  const facts = [
    countWords(day.routes.length, 'route'),
    countWords(counts.stops, 'stop'),
    countWords(day.packages, 'package'),
    countWords(day.photos, 'photo'),
    `${countWords(counts.opportunities, 'opportunity', 'opportunities')}, ${counts.confirmed} confirmed`,
  ];
  y += pen.text(facts.join(' · '), left, y + 2, width, { size: 9, colour: ink.soft }) + 10;

  const signed = signOffWords(day.signOff, timeZone);
  const style = { size: 10, lines: 4 } as const;
  const height = pen.heightOf(signed, width - 20, style) + 14;
  doc.roundedRect(left, y, width, height, 4).fill(ink.wash);
  pen.text(signed, left + 10, y + 7, width - 20, style);
  y += height + 16;

  const again = () => {
    const text = `Evening report · ${dayWords(day.date, 'short')} · made ${made}`;
    return printout.top + pen.text(text, left, printout.top, width, { size: 9, colour: ink.soft }) + 8;
  };
  if (day.routes.length === 0) {
    const none = 'No manifest has come in for this day, so no stop is known and nothing can be counted.';
    y += pen.text(none, left, y, width, { size: 10, lines: 2 }) + 12;
  } else {
    y = drawTable(printout, { columns: routeColumns(timeZone), rows: day.routes, onNewPage: again }, y) + 16;
  }
  drawLooseEnds(printout, task, day, y, again);
}

const number = (head: string, width: number, of: (route: RouteSummary) => number): PrintColumn<RouteSummary> => ({
  ...{ head, width, align: 'right', lines: 1 },
  text: (route) => (of(route) === 0 ? '·' : String(of(route))),
  style: (route) => (of(route) === 0 ? { colour: ink.faint } : {}),
});

const routeColumns = (timeZone: string): PrintColumn<RouteSummary>[] => [
  { head: 'Route', width: 50, lines: 1, text: (route) => route.route, style: () => ({ weight: 'bold' }) },
  { head: 'Driver', width: 0, text: driverWords },
  { head: 'Score', width: 42, align: 'right', lines: 1, text: (route) => percent(route.counts.podScore) },
  {
    ...{ head: 'Confirmed', width: 46, align: 'right', lines: 1 },
    text: ({ counts }) => `${counts.confirmed} / ${counts.opportunities}`,
  },
  number('Review', 32, ({ counts }) => counts.needsReview + counts.candidate),
  number('Syncing', 36, ({ counts }) => counts.syncing),
  number('Missing', 36, ({ counts }) => counts.missing),
  number('Excused', 38, ({ counts }) => counts.excused),
  { head: 'Signed off', width: 78, text: (route) => signedCell(route.signOff, timeZone) },
];

/** What belongs to no route: strays, files that could not be read, rows that were not understood. */
function drawLooseEnds(
  printout: Printout,
  task: ExportTask,
  day: DayView,
  from: number,
  onNewPage: () => number,
): void {
  const { problems, evening } = task.depot.queries;
  const unreadable = problems
    .unsettled(task.now)
    .unreadable.filter((file) => file.day === null || file.day === day.date)
    .map((file) => ({ what: file.path, why: file.message ?? 'It could not be read as a picture.' }));
  const rows = evening.manifestProblems(day.date, mostProblems + 1).map(({ file, line, message }) => ({
    what: line === null ? file : `${file}, line ${line}`,
    why: message,
  }));
  const listed = [
    ...(day.unmatchedPhotos > 0
      ? [{ what: countWords(day.unmatchedPhotos, 'photo'), why: 'No stop yet: see “Unmatched”.' }]
      : []),
    ...unreadable.slice(0, mostProblems),
    ...(unreadable.length > mostProblems
      ? [{ what: `${unreadable.length - mostProblems} more files`, why: 'could not be read: see “Problems”.' }]
      : []),
    ...rows.slice(0, mostProblems),
    ...(rows.length > mostProblems
      ? [{ what: 'More rows of manifests', why: 'were not understood: see “Problems”.' }]
      : []),
  ];
  if (listed.length === 0) return;
  const columns: PrintColumn<(typeof listed)[number]>[] = [
    { head: 'Loose ends', width: 210, text: (row) => row.what },
    { head: '', width: 0, text: (row) => row.why },
  ];
  drawTable(printout, { columns, rows: listed, onNewPage }, from);
}
