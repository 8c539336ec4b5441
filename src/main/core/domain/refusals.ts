/** Pictures that a person refused and that stay refused. */
import type { StopDecision, StopDecisions } from '#core/domain/decisions.ts';
import type { PhotoId } from '#shared/ids.ts';
import type { RejectReason } from '#shared/words.ts';

export interface Refusal {
  photo: PhotoId;
  reason: RejectReason;
  said: StopDecision;
}

/**
 * A picture that was moved to its right stop was only sorted, so it is none; of several rejections of one picture the last gave
 * the reason that holds.
 */
export function refusalsAt(stop: StopDecisions): Refusal[] {
  return [...stop.rejected].flatMap(([photo, reason]) => {
    const said = stop.history.findLast(
      (each) => !each.undone && each.photo === photo && (each.kind === 'reject' || each.kind === 'move'),
    );
    return said?.kind === 'reject' ? [{ photo, reason, said }] : [];
  });
}
