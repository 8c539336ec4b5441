/** How a route's syncing reads: its mark, what to leave out, and what is odd about its files and clocks. Pure. */
import type { DeviceClockView } from '#shared/clocks.ts';
import type { SyncRow } from '#shared/sync.ts';
import type { StopState } from '#shared/words.ts';
import { formatAmount } from '#ui/format.ts';

/** Shape and word of each health; the shapes are those of the stops' states. */
export const healthMarks: Record<SyncRow['health'], { state: StopState; word: string }> = {
  nothing: { state: 'missing', word: 'Nothing yet' },
  behind: { state: 'syncing', word: 'Behind' },
  synced: { state: 'confirmed', word: 'Synced' },
  'none-owed': { state: 'not-required', word: 'None owed' },
};

/** Pictures of this route are still on their way, as far as can be told. */
export function isBehind({ health }: Pick<SyncRow, 'health'>): boolean {
  return health === 'nothing' || health === 'behind';
}

/** Shape and word of how surely a clock is known. */
export const clockMarks: Record<DeviceClockView['state'], { state: StopState; word: string }> = {
  sure: { state: 'confirmed', word: 'Sure' },
  unsure: { state: 'needs-review', word: 'Not sure' },
  confirmed: { state: 'confirmed', word: 'Confirmed' },
  overruled: { state: 'excused', word: 'Overruled' },
  unknown: { state: 'not-required', word: 'Not known' },
};

/** A clock in the list: `clock 7 min 20 s slow`, `clock jumps`; null where there is nothing to say. */
export function clockNote({
  seconds,
  measured,
  set,
}: Pick<DeviceClockView, 'seconds' | 'measured' | 'set'>): string | null {
  if (!set && measured && measured.steps.length > 0) return 'clock jumps';
  if (!set && measured && measured.driftPerHour !== 0) return 'clock drifts';
  const words = clockWords(seconds);
  return words === null ? null : `clock ${words}`;
}

/** What a phone is called; pictures without a name have one too. */
export function phoneName(device: string): string {
  return device === '' ? 'Phone not named' : device;
}

type FileCounts = Pick<SyncRow, 'partlySynced' | 'onlineOnly' | 'unreadable' | 'conflictCopies'>;

/** `3 online only`, `1 unreadable`, …: only what there is. */
export function oddFiles({ partlySynced, onlineOnly, unreadable, conflictCopies }: FileCounts): readonly string[] {
  return [
    partlySynced > 0 && `${partlySynced} partly synced`,
    onlineOnly > 0 && `${onlineOnly} online only`,
    unreadable > 0 && `${unreadable} unreadable`,
    conflictCopies > 0 && formatAmount(conflictCopies, 'conflict copy', 'conflict copies'),
  ].filter((words) => words !== false);
}

/** `7 min 20 s slow`; null where nothing was corrected. @param seconds slow (+) or fast (−). */
export function clockWords(seconds: number | null): string | null {
  if (seconds === null || Math.round(seconds) === 0) return null;
  return `${span(Math.abs(Math.round(seconds)))} ${seconds > 0 ? 'slow' : 'fast'}`;
}

/** `45 s`, `7 min 20 s`, `1 h 05 min`, `365 days`: seconds matter, because photos lie seconds apart. */
function span(seconds: number): string {
  if (seconds >= 2 * 86_400) return `${Math.round(seconds / 86_400)} days`;
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (hours > 0) return `${hours} h ${String(minutes).padStart(2, '0')} min`;
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}
