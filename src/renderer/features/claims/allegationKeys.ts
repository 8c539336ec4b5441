/** The digit of each allegation: its place. */
import { type ClaimAllegation, claimAllegations } from '#shared/words.ts';

export function allegationOfKey(key: string): ClaimAllegation | null {
  return /^[1-9]$/.test(key) ? (claimAllegations[Number(key) - 1] ?? null) : null;
}
