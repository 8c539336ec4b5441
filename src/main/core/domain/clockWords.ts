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

/** `45 s`, `7 min`, `3 h 5 min`, `2 days`: as exact as it matters to whoever looks at a picture. */
export function spanWords(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.round(hours / 24)} days`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}
