/** The walk through the queue: what is shown, and what comes next when it is decided. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ServiceDate, StopId } from '#shared/ids.ts';
import type { ReviewItem } from '#shared/review.ts';
import { useChosenStop } from './chosenStop.ts';
import { settling, useTakenBack } from './decisions.ts';
import { nextWaiting } from './nextWaiting.ts';
import type { LeftOut } from './undecided.ts';

export interface ReviewWalk {
  /** What the list shows, in the queue's order. */
  shown: readonly ReviewItem[];
  /** Those of them that wait for a decision. */
  waiting: readonly ReviewItem[];
  /** Null at the end: nothing is left, or nobody has looked at what came since. */
  stopId: StopId | null;
  /** The queue's word about the stop; what it was last, where the stop has left the queue; null for one that never was in it. */
  item: ReviewItem | null;
  /** The stop was in the queue while it was shown, and has left it without a decision of this window. */
  decidedElsewhere: boolean;
  choose: (stopId: StopId) => void;
  /** To the next (or previous) stop that waits. */
  step: (by: 1 | -1) => void;
  /** One need not stay at these stops: on to the next one that waits, if the shown stop is among them. */
  leave: (stopIds: readonly StopId[]) => void;
}

/** Hook: walks through a queue. @param items as the core has it; undefined until it is here. */
export function useReviewWalk(date: ServiceDate, items: readonly ReviewItem[] | undefined): ReviewWalk {
  const leftOut = settling.use();
  const [chosen, choose] = useChosenStop('/review');
  const [ended, setEnded] = useState(false);
  const shown = useMemo(
    () => (items ?? []).filter(({ row, decided }) => decided || !leftOut.has(row.id)),
    [items, leftOut],
  );
  const waiting = useMemo(() => shown.filter(({ decided }) => decided === null), [shown]);
  const stopId = ended ? null : (chosen ?? waiting[0]?.row.id ?? null);

  // The first one is chosen, too: when somebody else decides it, it must not turn into the next under the eye.
  useEffect(() => {
    if (chosen === null && stopId !== null) choose(stopId);
  }, [chosen, stopId, choose]);

  // The order is remembered from when the stop was in it: decided elsewhere, it leaves the queue and keeps its place here.
  const found = items?.find(({ row }) => row.id === stopId);
  const [last, setLast] = useState<{ item: ReviewItem; order: readonly StopId[] } | null>(null);
  if (found && items && (last?.item !== found || last.order.length !== items.length)) {
    setLast({ item: found, order: items.map(({ row }) => row.id) });
  }
  const known = last?.item.row.id === stopId ? last : null;
  const wasWaiting = known !== null && known.item.decided === null;
  // A decision of this window is no news, whether it is still on its way or was made when the stop was passed.
  const ownDecisions = useRef(new Set<StopId>());
  useEffect(() => {
    for (const id of leftOut.keys()) ownDecisions.current.add(id);
  }, [leftOut]);
  const isOwn = stopId !== null && (leftOut.has(stopId) || ownDecisions.current.has(stopId));

  function go(next: StopId | null): void {
    setEnded(next === null);
    choose(next);
  }
  useTakenBack(({ date: day, stopId: back }) => {
    if (back === null || day !== date) return;
    ownDecisions.current.delete(back);
    go(back);
  });

  const order = known?.order ?? items?.map(({ row }) => row.id) ?? [];
  const next = (by: 1 | -1, without: LeftOut = new Set<StopId>()) =>
    nextWaiting(order, new Set(waiting.map(({ row }) => row.id).filter((id) => !without.has(id))), stopId, by);
  return {
    shown,
    waiting,
    stopId,
    item: found ?? known?.item ?? null,
    decidedElsewhere: items !== undefined && wasWaiting && (found === undefined || found.decided !== null) && !isOwn,
    choose: go,
    step(by) {
      const to = next(by) ?? (stopId === null ? (waiting[0]?.row.id ?? null) : null);
      if (to !== null) go(to);
    },
    leave(stopIds) {
      if (stopId === null || !stopIds.includes(stopId)) return;
      // Alone and not settled (its picture was refused): it waits on, as a missing one.
      const staysAlone = !settling.get().has(stopId) && waiting.length === 1;
      go(next(1, new Set(stopIds)) ?? (staysAlone ? stopId : null));
    },
  };
}
