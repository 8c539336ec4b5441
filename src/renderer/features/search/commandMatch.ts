/** Finds commands by their words. Pure. */

export interface Named {
  name: string;
  /** Other words that people use for it. */
  also?: string;
}

/** Every typed word begins a word of the command; or one of them does so but for a slip of the finger. */
export type Likeness = 'exact' | 'near';

/** How a command answers to what was typed; null when it doesn't. */
export function likeness(typed: string, { name, also = '' }: Named): Likeness | null {
  const wanted = wordsOf(typed);
  const words = wordsOf(`${name} ${also}`);
  if (wanted.length === 0) return null;
  if (wanted.every((part) => words.some((word) => word.startsWith(part)))) return 'exact';
  return wanted.every((part) => words.some((word) => word.startsWith(part) || isNear(part, word))) ? 'near' : null;
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Five letters at least (shorter words are near too many others), and one of them wrong, missing, too many, or in its neighbour's place. */
function isNear(part: string, word: string): boolean {
  if (part.length < 5) return false;
  return [part.length - 1, part.length, part.length + 1].some((length) => isOneSlip(part, word.slice(0, length)));
}

function isOneSlip(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  if (Math.max(one.length, other.length) - shorter > 1) return false;
  let same = 0;
  while (same < shorter && one[same] === other[same]) same += 1;
  const [restOne, restOther] = [one.slice(same), other.slice(same)];
  return (
    restOne.slice(1) === restOther.slice(1) ||
    restOne === restOther.slice(1) ||
    restOne.slice(1) === restOther ||
    (restOne[0] === restOther[1] && restOne[1] === restOther[0] && restOne.slice(2) === restOther.slice(2))
  );
}
