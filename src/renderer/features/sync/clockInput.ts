/** What a supervisor types about a phone's clock, read and answered in words. Pure. */

/** Which way the clock is off. */
export type ClockSide = 'slow' | 'right' | 'fast';

export interface ClockInput {
  side: ClockSide;
  /** As typed. */
  minutes: string;
  seconds: string;
}

export type ReadClock =
  | { ok: true /** Slow (+) or fast (-). */; seconds: number }
  | { ok: false; field: 'minutes' | 'seconds'; message: string };

/** No zone is further away; a clock that is off by days is taught by a picture at its stop, which tells the day too. */
const mostMinutes = 14 * 60;

/** An empty field is a nought, but not both of them. */
export function readClock({ side, minutes, seconds }: ClockInput): ReadClock {
  if (side === 'right') return { ok: true, seconds: 0 };
  const whole = wholeNumber(minutes);
  const rest = wholeNumber(seconds);
  const wrong = (field: 'minutes' | 'seconds', message: string): ReadClock => ({ ok: false, field, message });
  if (whole === null) return wrong('minutes', 'Minutes are a whole number, like 7.');
  if (rest === null) return wrong('seconds', 'Seconds are a whole number from 0 to 59.');
  if (rest > 59) return wrong('seconds', 'Seconds go from 0 to 59; a minute more goes to the minutes.');
  if (whole * 60 + rest === 0) return wrong('minutes', `How much is it ${side}? If it isn’t, choose “right”.`);
  if (whole > mostMinutes || (whole === mostMinutes && rest > 0)) {
    return wrong(
      'minutes',
      'That is more than 14 hours. Lay one of its pictures to its stop instead: that tells the day, too.',
    );
  }
  return { ok: true, seconds: (side === 'slow' ? 1 : -1) * (whole * 60 + rest) };
}

function wholeNumber(text: string): number | null {
  const typed = text.trim();
  if (typed === '') return 0;
  return /^\d{1,6}$/.test(typed) ? Number(typed) : null;
}

/** What the dialog begins with. */
export function inputOf(seconds: number | null): ClockInput {
  const whole = Math.abs(Math.round(seconds ?? 0));
  const side = seconds === null || whole === 0 ? 'slow' : seconds > 0 ? 'slow' : 'fast';
  if (whole === 0) return { side, minutes: '', seconds: '' };
  return { side, minutes: String(Math.floor(whole / 60)), seconds: String(whole % 60) };
}
