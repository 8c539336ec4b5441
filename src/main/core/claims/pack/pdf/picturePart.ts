/** The pictures, two in a row, each with what is known of it and the hash that was recorded when it was first seen. */

import type { PackMatter, PlacedPicture } from '#core/claims/pack/packClaim.ts';
import { methodWords } from '#core/domain/sentences.ts';
import type { ExportTask } from '#core/exports/contract.ts';
import { cellTime } from '#core/exports/exportTimes.ts';
import { ink } from '#core/exports/print/pen.ts';
import { countWords } from '#core/exports/print/words.ts';
import { printPicture } from '#core/exports/printPictures.ts';
import type { PictureStanding } from '#pack/format.ts';
import type { EvidencePhoto } from '#shared/evidence.ts';
import type { Flow } from './flow.ts';

const pictureHeight = 190;
const gap = 16;
/** What a page of pictures can still be looked through; the pack has all of them. */
const mostDrawn = 24;

const standingWords: Record<PictureStanding, string> = {
  same: 'The very bytes that were recorded',
  changed: 'Changed in the folder since it was recorded',
  gone: 'Not to be had any more',
  erased: 'Erased',
  redacted: 'A copy; parts may be made unreadable',
};

export async function drawPictures(flow: Flow, task: ExportTask, { subject, pictures }: PackMatter): Promise<void> {
  const { printout } = flow;
  const { left, width } = printout;
  flow.heading(pictures.length === 1 ? 'The picture' : 'The pictures', pictures.length === 0 ? 20 : pictureHeight + 90);
  if (pictures.length === 0 && subject.withheld.length === 0) {
    flow.text('There is no picture of this delivery.', { size: 10 });
  }
  const cell = (width - gap) / 2;
  for (let at = 0; at < Math.min(pictures.length, mostDrawn); at += 2) {
    const row = pictures.slice(at, at + 2);
    const captions = row.map((picture) => captionOf(picture, subject.evidence?.photos ?? [], task));
    const height = pictureHeight + 4 + Math.max(...captions.map((caption) => captionHeight(flow, caption, cell))) + 10;
    flow.room(height);
    for (const [n, picture] of row.entries()) {
      const x = left + n * (cell + gap);
      await drawPicture(flow, task, picture, { x, cell, number: at + n + 1, of: pictures.length });
      let under = flow.y + pictureHeight + 4;
      for (const line of captions[n] ?? []) under += printout.pen.text(line.text, x, under, cell, line.style);
    }
    flow.y += height;
  }
  if (pictures.length > mostDrawn) {
    flow.text(`and ${countWords(pictures.length - mostDrawn, 'more picture')} in the pack.`, { size: 9.5 });
  }
  for (const { photo, why } of subject.withheld) {
    flow.text(`Left out: ${photo.slice(0, 16)}… ${why}.`, { size: 8.5, colour: ink.soft, lines: 2 });
  }
}

async function drawPicture(
  { printout, y }: Flow,
  task: ExportTask,
  { photo, standing }: PlacedPicture,
  place: { x: number; cell: number; number: number; of: number },
): Promise<void> {
  const { doc, pen } = printout;
  const { x, cell } = place;
  const printed =
    standing === 'erased' ? ({ ok: false, why: 'Erased' } as const) : await printPicture(task, photo, 'print');
  doc.rect(x, y, cell, pictureHeight).fill(ink.wash);
  if (printed.ok) {
    doc.image(printed.jpeg, x, y, { fit: [cell, pictureHeight], align: 'center', valign: 'center' });
  } else {
    const style = { size: 9, align: 'center', colour: ink.faint } as const;
    pen.text(printed.why, x + 8, y + pictureHeight / 2 - 6, cell - 16, style);
  }
  if (place.of < 2) return;
  // Its number in the summary, on whatever the picture shows there.
  doc.circle(x + 12, y + 12, 8).fill('#211e19');
  pen.text(String(place.number), x + 4, y + 6.3, 16, { size: 8.5, weight: 'bold', colour: '#ffffff', align: 'center' });
}

interface CaptionLine {
  text: string;
  style: { size: number; colour?: string; weight?: 'bold'; lines?: number };
}

function captionOf(picture: PlacedPicture, known: readonly EvidencePhoto[], { settings }: ExportTask): CaptionLine[] {
  const photo = known.find(({ id }) => id === picture.photo);
  const lines: CaptionLine[] = [];
  if (photo) {
    const at = photo.correctedAt ?? photo.takenAt;
    const taken = at === null ? 'Taken at an unknown time' : `Taken ${cellTime(at, settings.timeZone)}`;
    lines.push({ text: taken, style: { size: 9, weight: 'bold' } });
    const metres = photo.metresFromStop === null ? null : `${Math.round(photo.metresFromStop)} m from the address`;
    const seconds = photo.secondsAfterScan === null ? null : `${Math.round(photo.secondsAfterScan)} s after the scan`;
    const decided = photo.decision && `${photo.decision} by a supervisor`;
    const facts = [seconds, metres, methodWords[photo.method], decided].filter(Boolean).join(' · ');
    lines.push({ text: facts, style: { size: 8.5, lines: 2 } });
  }
  lines.push({ text: standingWords[picture.standing], style: { size: 8.5, lines: 2 } });
  const note = picture.note ?? '';
  if (note !== '' && picture.standing !== 'redacted')
    lines.push({ text: note, style: { size: 8, colour: ink.soft, lines: 3 } });
  const proof = picture.recordedBy.map(({ entry }) => entry);
  const recorded =
    proof.length === 0 ? 'no entry of the ledger holds it' : `in ledger entry ${proof.slice(0, 6).join(', ')}`;
  lines.push({ text: `Recorded SHA-256, ${recorded}:`, style: { size: 7.5, colour: ink.faint, lines: 2 } });
  lines.push(...hashLines(picture.photo));
  if (picture.standing === 'changed' && picture.sha256) {
    lines.push({ text: 'SHA-256 of the file as it is now, in this pack:', style: { size: 7.5, colour: ink.faint } });
    lines.push(...hashLines(picture.sha256));
  }
  return lines;
}

const captionHeight = ({ printout }: Flow, caption: readonly CaptionLine[], cell: number): number =>
  caption.reduce((sum, { text, style }) => sum + printout.pen.heightOf(text, cell, style), 0);

/** Two lines of four groups: two hashes can be compared by eye. */
const hashLines = (sha256: string): CaptionLine[] =>
  (sha256.match(/.{32}/g) ?? []).map((half) => ({
    text: half.match(/.{8}/g)?.join(' ') ?? half,
    style: { size: 7.5, colour: ink.soft },
  }));
