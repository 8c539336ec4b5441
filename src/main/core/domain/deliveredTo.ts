/**
 * What a confirmation says of address and parcels: enough for the customer to know which delivery is meant, too little for whoever
 * finds the message to learn more. Pure.
 */

/** Parts of an address that name a home inside a house; the customer knows their own. */
const unit =
  /^(?:#\s*\w|(?:apt|apartment|unit|suite|ste|flat|room|rm|floor|fl|piso|puerta|depto|dpto|departamento|wohnung|top|stiege|étage|etage|appt)\b)/i;
/** At the end of a street line: `12 Elm St Apt 4`, `12 Elm St #4`. */
const unitAtEnd =
  /\s+(?:#\s*\w+|(?:apt|apartment|unit|suite|ste|flat|room|rm|piso|puerta|depto|dpto)\b\.?\s*#?\s*[\w-]+)\s*$/i;

/**
 * Street and number of an address as a manifest gives it: no home, no town, no postcode. Empty stays empty. What can't be told apart
 * is kept up to the first comma.
 */
export function streetOf(address: string, postcode: string | null): string {
  const code = postcode?.trim();
  const without = code ? address.split(code).join(' ') : address;
  const parts = without
    .split(/[,\n]/)
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter((part) => part !== '');
  const streets = parts.filter((part) => !unit.test(part));
  const [first = parts[0] ?? '', second] = streets;
  // A firm or a house's name first, or a number that is written after a comma: “Calle Mayor, 12”.
  const street = !/\d/.test(first) && second !== undefined && /\d/.test(second) ? `${first}, ${second}` : first;
  return street.replace(unitAtEnd, '');
}

/** At most so many are named one by one. */
const mostEndings = 5;

/**
 * The ends of tracking ids, at most 4 characters and never more than half of one: the customer can compare them with a label, and
 * nobody can look the parcel up with them. `more`: those beyond the fifth.
 */
export function endingsOf(trackingIds: readonly string[]): { endings: string[]; more: number } {
  const endings = trackingIds.slice(0, mostEndings).map((id) => {
    const characters = [...id.trim()];
    return characters.slice(characters.length - Math.min(4, Math.floor(characters.length / 2))).join('');
  });
  return { endings: endings.filter((ending) => ending !== ''), more: Math.max(0, trackingIds.length - mostEndings) };
}
