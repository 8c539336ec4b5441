/** Why a photo is laid to a stop, in a supervisor's words. */

/** `12 s after the scan`, `3 min before the scan`, `2 h 5 min after the scan`. */
export function timeReason(secondsAfterScan: number): string {
  const seconds = Math.abs(Math.round(secondsAfterScan));
  if (seconds === 0) return 'at the moment of the scan';
  return `${duration(seconds)} ${secondsAfterScan > 0 ? 'after' : 'before'} the scan`;
}

/** `34 m from the door`, `1.2 km from the door`. */
export function distanceReason(metres: number): string {
  return metres < 1000 ? `${Math.round(metres)} m from the door` : `${(metres / 1000).toFixed(1)} km from the door`;
}

/** `camera clock 7 min slow, corrected`. */
export function clockReason(correctionSeconds: number): string {
  const side = correctionSeconds > 0 ? 'slow' : 'fast';
  return `camera clock ${duration(Math.abs(Math.round(correctionSeconds)))} ${side}, corrected`;
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
