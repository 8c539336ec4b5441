/** What is left to decide at a stop, told before the core has answered. */
import type { BatchDecision } from '#shared/deciding.ts';
import type { StopDetail } from '#shared/views.ts';

/**
 * What a decision leaves at its stop, as far as the screen knows. `settled`: nothing. `bare`: no picture, so the stop waits on
 * as a missing one, for its turn among those. `more`: more to decide at once; refusing a candidate leaves the others, or the
 * question why there is no picture; refusing one of several doubtful pictures leaves the next.
 */
export function afterDeciding(decision: BatchDecision, detail: StopDetail | undefined): 'settled' | 'bare' | 'more' {
  if (decision.kind === 'note' || decision.kind === 'put-aside') return 'more';
  if (decision.kind !== 'reject' && decision.kind !== 'move') return 'settled';
  if (!detail || detail.row.id !== decision.stopId) return 'bare';
  if (detail.candidates.some(({ photoId }) => photoId === decision.photoId)) {
    return decision.kind === 'move' ? 'bare' : 'more';
  }
  // No photo is owed: with the one that must not be, the question goes.
  if (detail.row.state === 'not-required') return 'settled';
  const others = detail.photos.filter(({ id, decision: verdict }) => id !== decision.photoId && verdict !== 'rejected');
  if (others.some(({ blocking, decision: verdict }) => verdict === 'accepted' || blocking.length === 0))
    return 'settled';
  return others.length > 0 ? 'more' : 'bare';
}
