/** What happened around the delivery and after it: the driver's way, decisions, what the customer was told, the claim's own history. */

import type { PlacedAttachment } from '#core/claims/pack/packAttachments.ts';
import type { PackMatter } from '#core/claims/pack/packClaim.ts';
import { stateWords } from '#core/domain/sentences.ts';
import type { ExportTask } from '#core/exports/contract.ts';
import { cellTime, clockTime, dayAndTime, dayWords } from '#core/exports/exportTimes.ts';
import { ink } from '#core/exports/print/pen.ts';
import { drawTable, type PrintColumn } from '#core/exports/print/printTable.ts';
import type { TimelineStop } from '#shared/evidence.ts';
import type { Flow } from './flow.ts';

export function drawRecord(flow: Flow, { settings }: ExportTask, { subject, attachments }: PackMatter): void {
  const { timeZone } = settings;
  const { evidence, record, variant } = subject;
  const isFull = variant === 'full';
  if (evidence && evidence.timeline.length > 0) {
    flow.heading('The driver’s stops before and after', 60);
    table(flow, evidence.timeline, timelineColumns(timeZone));
  }
  if (evidence && evidence.earlier.length > 0) {
    flow.heading('Earlier pictures of the same address');
    const days = evidence.earlier.map(
      ({ date, accepted }) => `${dayWords(date, 'short')}${accepted ? ' (accepted)' : ''}`,
    );
    flow.text(days.join(', '), { size: 9.5, lines: 3 });
  }
  const decisions = evidence?.detail.decisions ?? [];
  if (decisions.length > 0) {
    flow.heading('What was decided about the stop', 50);
    table(flow, decisions, saidColumns(timeZone, isFull));
  }
  const confirmations = evidence?.confirmations ?? [];
  if (confirmations.length > 0) {
    flow.heading('What the customer was told', 50);
    const rows = confirmations.map(({ changedAt, sentence }) => ({
      at: changedAt,
      sentence,
      person: null,
      note: null,
      undone: false,
    }));
    table(flow, rows, saidColumns(timeZone, false));
  }
  if (isFull && record.history.length > 0) {
    flow.heading('What was done about the claim', 50);
    table(flow, record.history, saidColumns(timeZone, true));
  }
  if (attachments.length > 0) {
    flow.heading('Files that were put to the claim', 50);
    table(flow, attachments, attachmentColumns(timeZone));
  }
  if (subject.attachedLeftOut > 0) {
    flow.heading('Files that were put to the claim');
    flow.text('They are left out of what the customer gets.', { size: 9.5 });
  }
  if (isFull && record.changes.length > 0) {
    flow.heading('What is otherwise than when the claim came');
    for (const sentence of record.changes) flow.text(sentence, { size: 9.5, lines: 3 });
  }
}

function table<Row>(flow: Flow, rows: readonly Row[], columns: readonly PrintColumn<Row>[]): void {
  flow.y = drawTable(flow.printout, { columns, rows, onNewPage: () => flow.printout.top }, flow.y) + 4;
}

function timelineColumns(timeZone: string): PrintColumn<TimelineStop>[] {
  const style = ({ isThis }: TimelineStop) => (isThis ? ({ weight: 'bold' } as const) : {});
  const metres = ({ isThis, metres }: TimelineStop) =>
    isThis || metres === null ? '' : metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(1)} km`;
  return [
    { head: 'Delivered', width: 56, text: ({ completedAt }) => clockTime(completedAt, timeZone) || '–', style },
    { head: 'Address', width: 0, text: ({ address, stop }) => address || `Stop ${stop}`, style },
    { head: 'Away', width: 48, align: 'right', text: metres, style },
    {
      head: 'Picture',
      width: 60,
      text: ({ photoTakenAt }) => cellTime(photoTakenAt, timeZone).slice(11) || '–',
      style,
    },
    { head: 'Stands', width: 96, text: ({ state }) => stateWords[state], style },
  ];
}

function attachmentColumns(timeZone: string): PrintColumn<PlacedAttachment>[] {
  return [
    { head: 'When', width: 112, text: ({ at }) => dayAndTime(at, timeZone) },
    { head: 'Name', width: 0, lines: 3, text: ({ fileName }) => fileName ?? 'Erased' },
    { head: 'In the pack', width: 150, lines: 3, text: ({ path, note }) => path ?? note ?? '' },
    { head: 'SHA-256', width: 96, text: ({ recordedSha256 }) => `${recordedSha256.slice(0, 12)}…` },
  ];
}

interface Said {
  at: number;
  sentence: string;
  person: string | null;
  note: string | null;
  undone: boolean;
}

function saidColumns(timeZone: string, withPeople: boolean): PrintColumn<Said>[] {
  const style = ({ undone }: Said) => (undone ? { colour: ink.faint } : {});
  const said = ({ sentence, note, undone }: Said) =>
    `${sentence}${note ? `: “${note}”` : ''}${undone ? ' (taken back)' : ''}`;
  return [
    { head: 'When', width: 112, text: ({ at }) => dayAndTime(at, timeZone), style },
    { head: 'What', width: 0, lines: 6, text: said, style },
    ...(withPeople ? [{ head: 'Who', width: 96, text: ({ person }: Said) => person ?? '–', style }] : []),
  ];
}
