/** Which entries of a claim can be taken back. Pure. */
import type { ClaimDetail } from '#shared/claims.ts';

type Entry = Pick<ClaimDetail['history'][number], 'kind' | 'undone'>;

/** A file that was put there and a pack that was made happened; what somebody decided can be taken back. */
const takenBackKinds: ReadonlySet<string> = new Set(['open-claim', 'settle-claim', 'amend-claim', 'claim-note']);

export const canBeTakenBack = ({ kind, undone }: Entry): boolean => !undone && takenBackKinds.has(kind);

/** What U takes back: the latest that can be, but never the claim itself, which one key must not make disappear. */
export function latestToTakeBack<Each extends Entry>(history: readonly Each[]): Each | null {
  return history.findLast((entry) => canBeTakenBack(entry) && entry.kind !== 'open-claim') ?? null;
}
