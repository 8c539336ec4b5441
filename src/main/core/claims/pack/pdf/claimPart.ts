/** The first page: what is claimed, what was to be delivered, and the summary with what speaks for the delivery and against it. */

import { type PackMatter, unseenSentence } from '#core/claims/pack/packClaim.ts';
import { allegationWords } from '#core/domain/activity.ts';
import type { ExportTask } from '#core/exports/contract.ts';
import { dayAndTime, dayWords } from '#core/exports/exportTimes.ts';
import { ink } from '#core/exports/print/pen.ts';
import type { Bearing, Evidence } from '#shared/evidence.ts';
import type { ClaimAsker, ClaimState } from '#shared/words.ts';
import type { Flow } from './flow.ts';

const askerWords: Record<ClaimAsker, string> = {
  customer: 'the customer',
  carrier: 'the carrier',
  sender: 'the sender',
  police: 'the police',
  other: 'somebody else',
};
const stateWords: Record<ClaimState, string> = {
  open: 'Open',
  answered: 'Answered',
  upheld: 'Upheld: the customer was right',
  rejected: 'Rejected',
  withdrawn: 'Withdrawn',
};

export function drawClaim(flow: Flow, { settings, now }: ExportTask, matter: PackMatter): void {
  const { printout } = flow;
  const { pen, left, width } = printout;
  const { subject, clock, broken } = matter;
  const { claim } = subject.record;
  const { timeZone } = settings;
  const isFull = subject.variant === 'full';
  pen.text(`Claim ${claim.number}`, left, flow.y, width - 170, { size: 22, weight: 'bold' });
  if (!isFull) pen.text('For the customer', left, flow.y + 8, width, { size: 11, align: 'right', colour: ink.soft });
  flow.gap(30);
  flow.text(`${settings.depotName} · made ${dayAndTime(now, timeZone)} (${timeZone})`, { size: 10, colour: ink.soft });
  for (const sentence of [
    ...clock,
    ...(broken ? [`The depot’s ledger does not hold from entry ${broken.seq} on. ${broken.sentence}`] : []),
  ]) {
    flow.gap(4);
    flow.text(sentence, { size: 9.5, weight: 'bold', lines: 3 });
  }

  flow.heading('The claim');
  const says = allegationWords[claim.allegation];
  flow.pairs([
    ['Says', says.charAt(0).toUpperCase() + says.slice(1)],
    ['Asked by', `${claim.askedBy ? `${claim.askedBy}, ` : ''}${askerWords[claim.asker]}`],
    ['In their words', claim.words],
    ['Received', dayWords(claim.received, 'short')],
    ['Due', claim.due === null ? null : dayWords(claim.due, 'short')],
    ['Stands', stateWords[claim.state]],
  ]);

  flow.heading('The delivery');
  const { evidence } = subject;
  if (!evidence) {
    flow.text(`${unseenSentence(claim.lostStop)}.`, { size: 10, lines: 3 });
    return;
  }
  flow.pairs(deliveryPairs(evidence, timeZone));
  drawSummary(flow, evidence);
}

function deliveryPairs({ detail }: Evidence, timeZone: string) {
  const { row, route, packageList } = detail;
  const driver = [route.driverName, route.driver].filter(Boolean).join(' · ');
  return [
    ['Address', [row.address, row.postcode].filter(Boolean).join(', ') || 'Erased'],
    ['Customer', row.customer],
    ['Parcels', packageList.map(({ trackingId, outcome }) => `${trackingId} (${outcome})`).join(', ')],
    ['Delivered', row.completedAt === null ? 'No time was told' : dayAndTime(row.completedAt, timeZone)],
    [
      'Left',
      packageList
        .map(({ leftAt, handover }) => leftAt ?? handover ?? '')
        .filter(Boolean)
        .join(', '),
    ],
    ['Route', `${route.route} of ${dayWords(route.date, 'long')}, stop ${row.stop}`],
    ['Driver', driver],
  ] as const;
}

const groups: readonly (readonly [Bearing, string])[] = [
  ['for', 'Speaks for the delivery'],
  ['against', 'Speaks against it'],
  ['neutral', 'Also known'],
];

function drawSummary(flow: Flow, { summary }: Evidence): void {
  flow.heading('Summary');
  for (const [bearing, title] of groups) {
    const sentences = summary.filter((sentence) => sentence.bearing === bearing);
    if (sentences.length === 0 && bearing === 'neutral') continue;
    flow.room(34);
    flow.text(title, { size: 9.5, weight: 'bold', colour: ink.soft });
    flow.gap(1);
    if (sentences.length === 0) {
      flow.text('Nothing that is known.', { size: 9.5, colour: ink.soft }, 14);
    }
    for (const { text } of sentences) {
      const style = { size: 9.5, lines: 4 };
      flow.room(flow.printout.pen.heightOf(text, flow.printout.width - 14, style));
      drawBearing(flow, bearing);
      flow.text(/[.!?]$/.test(text) ? text : `${text}.`, style, 14);
      flow.gap(1.5);
    }
    flow.gap(5);
  }
}

/** A plus, a minus or a dot: what a colour would say, for a printout without any. */
function drawBearing({ printout, y }: Flow, bearing: Bearing): void {
  const { doc, left } = printout;
  const [x, middle] = [left + 4.5, y + 6.5];
  if (bearing === 'neutral') {
    doc.circle(x, middle, 1.4).fill(ink.faint);
    return;
  }
  doc.lineWidth(1.4).strokeColor(bearing === 'for' ? '#0b7261' : '#b83212');
  doc.moveTo(x - 3.2, middle).lineTo(x + 3.2, middle);
  if (bearing === 'for') doc.moveTo(x, middle - 3.2).lineTo(x, middle + 3.2);
  doc.stroke();
}
