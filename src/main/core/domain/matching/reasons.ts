/** Why a photo is laid to a stop, in a supervisor's words. */

/** `12 s after the scan`, `3 min before the scan`, `2 h 5 min after the scan`. */
export function timeReason(secondsAfterScan: number): string {
  const seconds = Math.abs(Math.round(secondsAfterScan));
  if (seconds === 0) return 'at the moment of the scan';
  return `${duration(seconds)} ${secondsAfterScan > 0 ? 'after' : 'before'} the scan`;
}

/** `34 m from the door`, `1.2 km from the door`. */
export function distanceReason(metres: number): string {
  return `${distance(metres)} from the door`;
}

function distance(metres: number): string {
  return metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(1)} km`;
}

/** `camera clock 7 min slow, corrected`. */
export function clockReason(correctionSeconds: number): string {
  const side = correctionSeconds > 0 ? 'slow' : 'fast';
  return `camera clock ${duration(Math.abs(Math.round(correctionSeconds)))} ${side}, corrected`;
}

/** `taken by the phone of R104 at 18:42, 40 m from this stop of R117, which its own driver did not photograph`. */
export function rescueReason(rescue: {
  /** Codes of the routes that the phone worked, and of the one that it helped. */
  helper: string;
  helped: string;
  /** Epoch seconds. */
  seconds: number | null;
  metres: number | null;
  timeZone: string;
}): string {
  const { helper, helped, seconds, metres, timeZone } = rescue;
  const at = seconds === null ? '' : ` at ${clockTime(seconds, timeZone)}`;
  const where = metres === null ? 'at the time of' : `${distance(metres)} from`;
  return `taken by the phone of ${helper}${at}, ${where} this stop of ${helped}, which its own driver did not photograph`;
}

function clockTime(seconds: number, timeZone: string): string {
  return new Date(seconds * 1000).toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
}

export const sequenceReason = 'next in sequence';
export const orderReasons = {
  number: 'by its number, between pictures that a supervisor placed',
  folder: 'by its place in the folder, between pictures that a supervisor placed',
} as const;
export const unsetClockReasons = {
  placed: 'camera clock was never set, read by pictures that a supervisor placed',
  gps: 'camera clock was never set, read by the GPS time of its pictures',
} as const;

function duration(seconds: number): string {
  if (seconds < 90) return `${seconds} s`;
  const days = Math.round(seconds / 86_400);
  if (days > 2) return `${days} days`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}
