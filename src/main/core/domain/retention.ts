/**
 * How long what belongs to a stop is kept: the date in whose night it is erased, what is due now, what a hold keeps. Dates are
 * the depot's local dates; times are epoch milliseconds.
 */
import { Temporal } from 'temporal-polyfill';
import type { EntryId, ServiceDate } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { RetentionKind } from '#shared/words.ts';
import type { StopName } from './decisions.ts';

/** Nobody waits for a report then, and the night is over before the first van is loaded. */
const quietTime = '03:30';

const settingOf = {
  picture: 'picture',
  thumbnail: 'thumbnail',
  confirmation: 'confirmation',
  'customer-data': 'customerData',
} as const satisfies Record<RetentionKind, keyof Settings['retention']>;

/** Days that a kind is kept after the service date; null: until somebody erases it. */
export function daysKept(kind: RetentionKind, retention: Settings['retention']): number | null {
  return retention[settingOf[kind]];
}

/** The date in whose night it is erased; null: none. */
export function keptUntil(date: ServiceDate, days: number | null): ServiceDate | null {
  return days === null ? null : Temporal.PlainDate.from(date).add({ days }).toString();
}

/** The last service date whose time is up; null: no date's ever is. */
export function dueUpTo(today: ServiceDate, days: number | null): ServiceDate | null {
  return days === null ? null : Temporal.PlainDate.from(today).subtract({ days }).toString();
}

/** “In 12 days”, “tomorrow”, “tonight”; of a date that has passed: “at the next run”. */
export function countdownWords(until: ServiceDate, today: ServiceDate): string {
  const days = Temporal.PlainDate.from(today).until(until).days;
  if (days <= 0) return 'at the next run';
  return days === 1 ? 'tomorrow' : `in ${days} days`;
}

/** What keeps a stop, in words that go on with “keeps it”: “a hold”, “claim 2026-0012”; null: nothing does. */
export function heldByWords(holds: readonly { claim?: { number: string } | undefined }[]): string | null {
  if (holds.some(({ claim }) => claim === undefined)) return 'a hold';
  const [first] = holds;
  return first?.claim ? `claim ${first.claim.number}` : null;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What is said of one kind of what is kept of a stop; `dayWords` writes the date, `heldBy` is of {@link heldByWords}. */
export function keptSentence(
  kept: { erased: boolean; until: ServiceDate | null; heldBy: string | null },
  today: ServiceDate,
  dayWords: (date: ServiceDate) => string,
): string {
  const { erased, until, heldBy } = kept;
  if (erased) return 'Erased';
  if (heldBy !== null)
    return until !== null && until <= today ? `Its time is up; ${heldBy} keeps it` : capital(`${heldBy} keeps it`);
  if (until === null) return 'Kept until somebody erases it';
  const when = countdownWords(until, today);
  return `Erased ${when}${until > today ? `, on ${dayWords(until)}` : ''}`;
}

/** The next quiet hour after a moment. */
export function nextRunAfter(now: number, zone: string): number {
  const today = Temporal.Instant.fromEpochMilliseconds(Math.floor(now)).toZonedDateTimeISO(zone).toPlainDate();
  for (let days = 0; ; days++) {
    const at = today.add({ days }).toZonedDateTime({ timeZone: zone, plainTime: quietTime }).epochMilliseconds;
    if (at > now) return at;
  }
}

/** A quiet hour has passed since the last run (null: there was none), as the machine slept or was off. */
export function isRunMissed(lastRunAt: number | null, now: number, zone: string): boolean {
  if (lastRunAt === null) return true;
  // A clock that was set back must not stop the erasing until it has caught up.
  return lastRunAt > now || nextRunAfter(lastRunAt, zone) <= now;
}

/** Part of a ledger entry that holds are folded from. */
export interface HoldEntry {
  id: EntryId;
  at: number;
  person: string | null;
  body: { kind: 'hold'; stop: StopName; note: string } | { kind: 'release-hold'; hold: EntryId };
}

/** A hold that stands. */
export interface StandingHold {
  entry: EntryId;
  at: number;
  person: string | null;
  stop: StopName;
  note: string;
}

/** Holds without a release; `isUndone` says which entries were taken back. In the order of the ledger. */
export function standingHolds(entries: readonly HoldEntry[], isUndone: (entry: EntryId) => boolean): StandingHold[] {
  const standing = entries.filter((entry) => !isUndone(entry.id));
  const released = new Set(standing.flatMap(({ body }) => (body.kind === 'release-hold' ? [body.hold] : [])));
  return standing.flatMap(({ id, at, person, body }) =>
    body.kind === 'hold' && !released.has(id) ? [{ entry: id, at, person, stop: body.stop, note: body.note }] : [],
  );
}
