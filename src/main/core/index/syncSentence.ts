/** Says in words how far a driver's phone has synced. */

import { clockTime } from '#core/domain/clockWords.ts';
import { exactSpanWords } from '#shared/spanWords.ts';

export interface SyncFacts {
  label: string;
  /** Corrected time of the last picture that has arrived, epoch ms. */
  lastTakenAt: number | null;
  photos: number;
  /** Delivered stops that owe a photo, after that picture. */
  deliveriesSince: number;
  correctionSeconds: number | null;
}

export function syncSentence(facts: SyncFacts, timeZone: string): string {
  const clock =
    facts.correctionSeconds === null
      ? ''
      : ` The phone's clock is ${exactSpanWords(facts.correctionSeconds)} ${facts.correctionSeconds > 0 ? 'slow' : 'fast'}; its times were corrected.`;
  const deliveries = `${facts.deliveriesSince} ${facts.deliveriesSince === 1 ? 'delivery' : 'deliveries'}`;
  if (facts.lastTakenAt === null) {
    return facts.deliveriesSince === 0
      ? `${facts.label}: no pictures and none owed.`
      : `${facts.label}: no picture has arrived yet for ${deliveries}; probably still on the phone.`;
  }
  const at = clockTime(facts.lastTakenAt, timeZone);
  return facts.deliveriesSince === 0
    ? `${facts.label}: in sync, last picture at ${at}.${clock}`
    : `${facts.label}: nothing since ${at}, ${deliveries} after that; probably still on the phone.${clock}`;
}

/** Files that are no pictures (yet), or second files of one. */
export interface FileCounts {
  partlySynced: number;
  onlineOnly: number;
  unreadable: number;
  conflictCopies: number;
}

/** A route's sentence for the sync page: how far its phone is, then what is wrong with its files. */
export function syncRowSentence(facts: SyncFacts, files: FileCounts, timeZone: string): string {
  return [syncSentence(facts, timeZone), ...fileSentences(files)].join(' ');
}

/** Files of the day that no route claims; `hasRoutes` is false on a day without a manifest. */
export function elsewhereSentence(photos: number, files: FileCounts, hasRoutes: boolean): string {
  const sentences = fileSentences(files);
  if (photos === 0 && sentences.length === 0) return 'Every file of this day belongs to a route.';
  const why = hasRoutes ? '' : ': no manifest of it has been read';
  const belong = photos === 1 ? 'belongs' : 'belong';
  const pictures = photos === 0 ? [] : [`${counted(photos, 'picture')} of this day ${belong} to no route${why}.`];
  return [...pictures, ...sentences].join(' ');
}

function fileSentences({ partlySynced, onlineOnly, unreadable, conflictCopies }: FileCounts): string[] {
  const verb = (n: number, one: string, many: string) => `${counted(n, 'file')} ${n === 1 ? one : many}`;
  return [
    partlySynced > 0 ? `${verb(partlySynced, 'is', 'are')} only partly here.` : '',
    onlineOnly > 0 ? `${verb(onlineOnly, 'is', 'are')} online only.` : '',
    unreadable > 0 ? `${counted(unreadable, 'file')} can’t be read.` : '',
    conflictCopies > 0 ? `${verb(conflictCopies, 'is a conflict copy', 'are conflict copies')}.` : '',
  ].filter((sentence) => sentence !== '');
}

function counted(n: number, thing: string): string {
  return `${n} ${thing}${n === 1 ? '' : 's'}`;
}
