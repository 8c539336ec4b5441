/** A driver as printed pages call one. */

/** `D-117 Dana Ruiz`, whichever of the two is known. */
export function driverWords(of: { driver: string | null; driverName: string | null }): string {
  const names = new Set([of.driver, of.driverName].filter((each) => each !== null && each !== ''));
  return [...names].join(' ') || 'No driver named';
}
