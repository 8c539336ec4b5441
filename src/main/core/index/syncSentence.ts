/** Says in words how far a driver's phone has synced. */

import { clockTime } from '#core/domain/clockWords.ts';

export interface SyncFacts {
  label: string;
  /** Corrected time of the last picture that has arrived, epoch ms. */
  lastTakenAt: number | null;
  photos: number;
  /** Delivered stops that owe a photo, after that picture. */
  deliveriesSince: number;
  correctionSeconds: number | null;
}

/** `7 min 20 s`, `45 s`, `1 h 5 min`. */
export function formatSpan(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = whole % 60;
  const parts = [
    hours > 0 ? `${hours} h` : '',
    minutes > 0 ? `${minutes} min` : '',
    rest > 0 && hours === 0 ? `${rest} s` : '',
  ];
  return parts.filter((part) => part !== '').join(' ') || '0 s';
}

export function syncSentence(facts: SyncFacts, timeZone: string): string {
  const clock =
    facts.correctionSeconds === null
      ? ''
      : ` The phone's clock is ${formatSpan(facts.correctionSeconds)} ${facts.correctionSeconds > 0 ? 'slow' : 'fast'}; its times were corrected.`;
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
