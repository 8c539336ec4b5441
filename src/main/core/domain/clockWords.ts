/** Times of day as a supervisor says them: `20:41`, in the depot's zone. */

const clocks = new Map<string, Intl.DateTimeFormat>();

/** `20:41`. Making a formatter costs a hundred times what using it does, and a day has two hundred routes: they are kept. */
export function clockTime(at: number, timeZone: string): string {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
    clocks.set(timeZone, clock);
  }
  return clock.format(at);
}
