/** Spans of time to the second, as rules and screens both say them. */

/** `7 min 20 s`, `45 s`, `1 h 5 min`, `400 days`: to the second where seconds matter. */
export function exactSpanWords(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  if (whole >= 2 * 86_400) return `${Math.round(whole / 86_400)} days`;
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
