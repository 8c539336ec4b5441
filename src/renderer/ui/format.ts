/** Numbers, times and dates as the supervisor reads them: in the depot's zone, whatever this computer's is. */

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs more than using it a thousand times: each is made once. */
function formatter(timeZone: string, shape: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${shape} ${timeZone}`;
  let known = formatters.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat('en-GB', { ...options, timeZone });
    formatters.set(key, known);
  }
  return known;
}

/** `14:32` in the depot's zone. @param at epoch ms. */
export function formatTime(at: number, timeZone: string): string {
  return formatter(timeZone, 'time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** `14:32:07` in the depot's zone. @param at epoch ms. */
export function formatTimeWithSeconds(at: number, timeZone: string): string {
  return formatter(timeZone, 'seconds', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

/** `Sat 21 Nov 14:32` in the depot's zone. @param at epoch ms. */
export function formatMoment(at: number, timeZone: string): string {
  return formatter(timeZone, 'moment', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
    .format(at)
    .replaceAll(',', '');
}

/** `Sat 21 Nov 2026`. A service date has no zone: it is a day, not a moment. */
export function formatDay(date: string): string {
  const day = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  return formatter('UTC', 'day', day)
    .format(Date.parse(`${date}T00:00:00Z`))
    .replaceAll(',', '');
}

const whole = new Intl.NumberFormat('en-US');

/** `12,480`. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** `1 photo`, `3 photos`; the plural is the word with an s unless it is given. */
export function formatAmount(count: number, word: string, plural = `${word}s`): string {
  return `${formatCount(count)} ${count === 1 ? word : plural}`;
}

/** `96.4 %`; rounded down, so that 97.96 % never reads as a reached 98. Null: no opportunity. @param share 0 to 1. */
export function formatScore(share: number | null): string {
  if (share === null) return '–';
  // 0.29 * 1000 is 289.99…: without the nudge a whole figure would lose a tenth.
  return `${(Math.floor(share * 1000 + 1e-6) / 10).toFixed(1)} %`;
}

/** `98 %` or `99.5 %`. @param share 0 to 1. */
export function formatTarget(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}

/** `850 m`, `1.2 km`, `34 km`. */
export function formatDistance(metres: number): string {
  if (metres < 1000) return `${Math.round(metres)} m`;
  const kilometres = metres / 1000;
  return `${kilometres < 10 ? kilometres.toFixed(1) : Math.round(kilometres)} km`;
}

/** `22 s`, `4 min`, `2 h 05 min`. @param seconds any sign; the sign is left out. */
export function formatDuration(seconds: number): string {
  const length = Math.abs(Math.round(seconds));
  if (length < 90) return `${length} s`;
  const minutes = Math.round(length / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${String(minutes % 60).padStart(2, '0')} min` : `${Math.round(hours / 24)} days`;
}

/** `22 s after the scan`, `4 min before the scan`, `at the scan`. @param seconds positive = after. */
export function formatAgainstScan(seconds: number): string {
  if (Math.round(seconds) === 0) return 'at the scan';
  return `${formatDuration(seconds)} ${seconds > 0 ? 'after' : 'before'} the scan`;
}

/** `3.4 MB`, `812 kB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** How sure a match is, in whole per cent, rounded down: nothing that was worked out is a hundred per cent sure. */
export function percentSure(confidence: number): number {
  return Math.floor(confidence * 100);
}

/** A key's fingerprint as it is read out on the telephone: `3f2a 91c0 …`. */
export const formatFingerprint = (hex: string): string => hex.match(/.{1,4}/g)?.join(' ') ?? '';
