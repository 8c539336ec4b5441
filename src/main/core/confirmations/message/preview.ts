/** A confirmation as its customer sees it, before any goes out: of a stop, or made up. */
import { readFile } from 'node:fs/promises';
import type { ConfirmationFacts, ConfirmationMessage } from '#core/confirmations/contract.ts';
import type { ConfirmationPreview } from '#shared/confirmations.ts';
import type { StopDetail } from '#shared/views.ts';
import { type MessageComposer, previewId, type WordsAsTyped } from './composer.ts';
import { withPicturesInside } from './inlinePictures.ts';
import { shippedResource } from './languages.ts';

/** Drawn by the sample's own renderer (`npm run make-sample`): no place that there is. */
const samplePicture = 'resources/confirmation-sample.jpg';
const noPhoto = '0'.repeat(64);

/** @param detail null: a made-up delivery; `now` in epoch ms */
export async function previewOf(
  composer: MessageComposer,
  detail: { stop: StopDetail; date: string } | null,
  typed: WordsAsTyped,
  now: number,
): Promise<ConfirmationPreview> {
  const facts = detail ? factsOf(detail.stop, detail.date) : madeUpFacts(now);
  const problems: string[] = [];
  let picture: { bytes: Buffer; partsAreHidden: boolean } | null = null;
  if (detail) {
    const made =
      facts.photo === noPhoto
        ? { ok: false as const, message: 'This stop has no picture.' }
        : await composer.picture(facts.photo);
    if (made.ok) picture = made;
    else problems.push(`Nothing would be sent now: ${made.message} The picture below is made up.`);
  }
  picture ??= { bytes: await readFile(shippedResource(samplePicture)), partsAreHidden: false };
  const written = await composer.write(facts, picture, typed);
  const { language, subject, text } = written.message;
  return {
    ...{ language, subject, text },
    html: withPicturesInside(written.message),
    problems: [...problems, ...written.problems],
  };
}

/** A made-up confirmation as a channel gets it, to try the channel with. */
export async function sampleMessage(composer: MessageComposer, now: number): Promise<ConfirmationMessage> {
  const bytes = await readFile(shippedResource(samplePicture));
  return (await composer.write(madeUpFacts(now), { bytes, partsAreHidden: false })).message;
}

export function madeUpFacts(now: number): ConfirmationFacts {
  const anHourAgo = now - 3_600_000;
  return {
    confirmation: previewId,
    stop: { date: new Date(now).toISOString().slice(0, 10), route: 'R104', stop: '041' },
    ...{ photo: noPhoto, customer: null, address: '12 Elm Street', postcode: null, position: null },
    trackingIds: ['SAMPLE004821', 'SAMPLE004822'],
    ...{ deliveredAt: anHourAgo, takenAt: anHourAgo, handover: 'doorstep' },
  };
}

function factsOf({ row, packageList, photos }: StopDetail, date: string): ConfirmationFacts {
  const photo = photos.find(({ id }) => id === row.photoIds[0]);
  return {
    confirmation: previewId,
    stop: { date, route: '', stop: row.stop },
    photo: photo?.id ?? noPhoto,
    ...{ customer: row.customer, address: row.address, postcode: row.postcode, position: row.position },
    trackingIds: packageList.filter(({ outcome }) => outcome === 'delivered').map(({ trackingId }) => trackingId),
    ...{ deliveredAt: row.completedAt, takenAt: photo?.takenAt ?? null, handover: row.handover },
  };
}
