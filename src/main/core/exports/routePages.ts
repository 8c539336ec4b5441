/** One route on paper: how it stands, what is still open with its pictures, what was excused and by whom. */

import { settleMore } from '#core/domain/score.ts';
import { rejectSentences, stateWords } from '#core/domain/sentences.ts';
import type { EveningStop } from '#core/index/eveningQuery.ts';
import type { RouteSummary } from '#shared/views.ts';
import { dateOf, type ExportTask } from './contract.ts';
import { driverWords } from './driverWords.ts';
import { clockTime, dayWords } from './exportTimes.ts';
import { ink } from './print/pen.ts';
import type { Printout } from './print/printout.ts';
import { drawTable, type PrintColumn } from './print/printTable.ts';
import { drawLegend, drawStateBar, drawStateMark, stateColours } from './print/stateMarks.ts';
import { countWords, percent, signOffWords, targetWords } from './print/words.ts';
import { type PrintPicture, printPicture } from './printPictures.ts';

interface ShownStop extends EveningStop {
  picture: PrintPicture | null;
}

const stamp = { width: 58, height: 44 };
/** Worst first, then in the order of the route. */
const openStates = ['missing', 'needs-review', 'candidate', 'syncing'] as const;

/** Begins on the page that is open and takes as many as it needs. */
export async function drawRoutePages(printout: Printout, task: ExportTask, route: RouteSummary): Promise<void> {
  const { timeZone } = task.settings;
  const stops = task.depot.queries.evening.stops(route.id);
  const again = () => {
    const text = `${route.route} · ${driverWords(route)} · ${dayWords(dateOf(task), 'short')}, continued`;
    return (
      printout.top +
      printout.pen.text(text, printout.left, printout.top, printout.width, {
        ...{ size: 9, colour: ink.soft },
      }) +
      8
    );
  };
  let y = drawHead(printout, task, route);

  const open: ShownStop[] = [];
  for (const state of openStates) {
    for (const stop of stops) {
      if (stop.row.state !== state) continue;
      const [photoId] = stop.row.photoIds;
      // Whose customer asked for no photos since: none is printed. Where none was to be taken, the stop is “not required” and never here.
      const isProtected = stop.row.flags.includes('photo-despite-opt-out');
      const picture = photoId === undefined || isProtected ? null : await printPicture(task, photoId, 'small-print');
      open.push({ ...stop, picture });
    }
  }
  if (open.length === 0) {
    y += printout.pen.text('Nothing is open on this route.', printout.left, y, printout.width, { size: 10 }) + 14;
  } else {
    y = section(printout, `Still open: ${countWords(open.length, 'stop')}`, y, again);
    y = drawTable(printout, { columns: openColumns(printout, timeZone), rows: open, onNewPage: again }, y) + 16;
  }

  const excused = stops.filter((stop) => stop.row.state === 'excused');
  if (excused.length > 0) {
    y = section(printout, `Excused: ${countWords(excused.length, 'stop')}`, y, again);
    y = drawTable(printout, { columns: excusedColumns(timeZone), rows: excused, onNewPage: again }, y) + 16;
  }

  const forbidden = stops.filter(
    ({ row }) => row.state === 'not-required' && row.flags.includes('photo-despite-opt-out'),
  );
  if (forbidden.length > 0) {
    y = section(
      printout,
      `Photographed although no photo was to be taken: ${countWords(forbidden.length, 'stop')}`,
      y,
      again,
    );
    drawTable(printout, { columns: forbiddenColumns(timeZone), rows: forbidden, onNewPage: again }, y);
  }
}

/** A heading; it moves on to the next page where nothing of its table would stand under it. */
function section(printout: Printout, title: string, y: number, again: () => number): number {
  const room = 70;
  let at = y;
  if (at + room > printout.bottom) {
    printout.newPage();
    at = again();
  }
  return at + printout.pen.text(title, printout.left, at, printout.width, { size: 11, weight: 'bold' }) + 6;
}

function drawHead(printout: Printout, task: ExportTask, route: RouteSummary): number {
  const { doc, pen, left, width } = printout;
  const { podTarget, timeZone } = task.settings;
  const { counts } = route;
  let y = printout.top;
  pen.text(route.route, left, y, width - 170, { size: 20, weight: 'bold' });
  pen.text(percent(counts.podScore), left, y, width, { size: 20, weight: 'bold', align: 'right' });
  y += 28;
  pen.text(driverWords(route), left, y, width - 220, { size: 11, colour: ink.soft });
  pen.text(targetWords(podTarget, settleMore(counts, podTarget), counts.podScore), left, y, width, {
    ...{ size: 10, colour: ink.soft, align: 'right' },
  });
  y += 22;
  drawStateBar(printout, counts, left, y, width, 10);
  y += 16;
  y += drawLegend(printout, counts, left, y, width);
  const facts = [
    countWords(counts.stops, 'stop'),
    countWords(route.packages, 'package'),
    countWords(route.photos, 'photo'),
    ...(route.lastCompletedAt === null ? [] : [`last delivery ${clockTime(route.lastCompletedAt, timeZone)}`]),
    ...(route.followUps > 0 ? [`the driver is asked about ${countWords(route.followUps, 'stop')}`] : []),
  ];
  y += pen.text(facts.join(' · '), left, y + 2, width, { size: 9, colour: ink.soft }) + 8;
  const sync = task.depot.queries.days.deviceSync(route.id);
  if (sync && !sync.synced) y += pen.text(sync.sentence, left, y, width, { size: 9, lines: 2 }) + 6;
  const signed = signOffWords(route.signOff, timeZone);
  const style = { size: 9.5, lines: 4 } as const;
  const height = pen.heightOf(signed, width - 16, style) + 12;
  doc.roundedRect(left, y, width, height, 4).fill(ink.wash);
  pen.text(signed, left + 8, y + 6, width - 16, style);
  return y + height + 14;
}

const order: PrintColumn<EveningStop> = {
  ...{ head: '#', width: 26, align: 'right', lines: 1 },
  text: ({ row }) => (row.sequence === null ? '' : String(row.sequence)),
};
const address: PrintColumn<EveningStop> = {
  ...{ head: 'Address', width: 0, lines: 3 },
  text: ({ row }) => [row.address || `Stop ${row.stop}`, row.customer].filter(Boolean).join(', '),
};
const note: PrintColumn<EveningStop> = { head: 'Note', width: 110, lines: 4, text: (stop) => stop.notes.join(' · ') };

function openColumns(printout: Printout, timeZone: string): PrintColumn<ShownStop>[] {
  const { doc, pen } = printout;
  return [
    order,
    address,
    { head: 'Left at', width: 34, lines: 1, text: ({ row }) => clockTime(row.completedAt, timeZone) },
    {
      ...{ head: 'State', width: 128, text: () => '' },
      drawnHeight: (stop) => 13 + pen.heightOf(why(stop), 114, { size: 8, lines: 3 }),
      draw(stop, x, y, width) {
        drawStateMark(printout, stop.row.state, x, y + 1.5, 9);
        pen.text(stateWords[stop.row.state], x + 14, y, width - 14, {
          ...{ size: 8.5, weight: 'bold', colour: stateColours[stop.row.state] },
        });
        return 13 + pen.text(why(stop), x + 14, y + 12, width - 14, { size: 8, lines: 3, colour: ink.soft });
      },
    },
    note,
    {
      ...{ head: 'Picture', width: stamp.width, text: () => '' },
      drawnHeight: ({ picture }) => (picture ? stamp.height : 0),
      draw({ picture }, x, y, width) {
        if (picture?.ok) doc.image(picture.jpeg, x, y, { fit: [width, stamp.height] });
        else if (picture) pen.text(picture.why, x, y, width, { size: 7.5, lines: 3, colour: ink.faint });
        return stamp.height;
      },
    },
  ];
}

/** What a supervisor reads under the state. */
function why({ row, refused }: EveningStop): string {
  // “Rejected” alone says nothing that stands not there already.
  const refusals = new Set(refused.flatMap(({ reason }) => (reason === 'other' ? [] : [rejectSentences[reason]])));
  return [row.reason, ...refusals, row.followUp ? 'The driver is asked' : null].filter(Boolean).join('. ');
}

/** “Excused: no access” under a heading that says so already. */
function reasonWords(sentence: string | null): string {
  const words = (sentence ?? '').split(': ')[1] ?? 'another reason';
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const excusedColumns = (timeZone: string): PrintColumn<EveningStop>[] => [
  order,
  address,
  { head: 'Reason', width: 140, text: ({ row }) => reasonWords(row.reason) },
  {
    ...{ head: 'By', width: 90 },
    text: ({ decided }) => (decided ? `${decided.person ?? 'Somebody'}, ${clockTime(decided.at, timeZone)}` : ''),
  },
  { ...note, width: 120 },
];

const forbiddenColumns = (timeZone: string): PrintColumn<EveningStop>[] => [
  order,
  address,
  { head: 'Left at', width: 34, lines: 1, text: ({ row }) => clockTime(row.completedAt, timeZone) },
  { head: 'Why none', width: 180, text: ({ row }) => row.reason ?? '' },
  { head: 'Photos', width: 40, align: 'right', text: ({ row }) => String(row.photoCount) },
];
