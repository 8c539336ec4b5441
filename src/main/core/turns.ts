/** Work that is done one after the other. */
import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Whoever asks first is first; at once, if nobody is. Whoever waited for a work can act on what came of it before the next begins:
 * what was written first is shown first.
 */
export function createTurns(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = waiting === 0 ? work() : last.then(work);
    waiting++;
    last = mine
      .catch(() => undefined)
      .then(() => nextTurn())
      .finally(() => waiting--);
    return mine;
  };
}
