/** Whether somebody is asking for something at this moment: work that has time leaves the machine to them. */
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';

export interface Attention {
  /** A page asked for something. @param path of the question; pages ask for the status by themselves, and nobody waits for it. */
  asked(path: string): void;
  /**
   * Between two pieces of work: lets questions in; while they keep coming it waits as long as the piece took, so that the work
   * takes half of this process at most.
   */
  giveWay(): Promise<void>;
}

/** Milliseconds: somebody who types or goes from picture to picture asks again within it. */
const stillThere = 500;
/** Milliseconds that are waited at most: what a piece waited for itself (a slow share) is not its work. */
const waitAtMost = 20;

/** @param clock milliseconds, from any start. */
export function createAttention(
  clock: () => number = () => performance.now(),
  wait: (ms: number) => Promise<unknown> = delay,
): Attention {
  let askedAt = Number.NEGATIVE_INFINITY;
  let pieceBegan = clock();
  return {
    asked(path) {
      if (path.startsWith('/api/') && path !== '/api/status') askedAt = clock();
    },
    async giveWay() {
      const worked = clock() - pieceBegan;
      await nextTurn();
      if (clock() - askedAt < stillThere) await wait(Math.min(worked, waitAtMost));
      pieceBegan = clock();
    },
  };
}
