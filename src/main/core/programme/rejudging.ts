/**
 * Judges routes anew whose rules changed while their pictures did not: where the programme runs decides about years of routes at
 * once. One route at a time, the newest day first, and everything else may happen in between. What waits is marked in the index,
 * so a process that ends in between goes on at its next start.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Log } from '#core/contract.ts';
import { isDamaged } from '#core/index/openIndex.ts';
import type { StateWriter } from '#core/index/stateWriter.ts';
import { createWorkLoop } from '#core/workLoop.ts';
import type { ServiceDate } from '#shared/ids.ts';

export interface Rejudging {
  /** Something was marked: begin, if nothing runs. */
  wake(): void;
  readonly busy: boolean;
  idle(): Promise<void>;
  /** Resolves when a date's routes are judged: whoever looks at it now does not wait for its turn. */
  day(date: ServiceDate): Promise<void>;
  close(): Promise<void>;
}

export function createRejudging(parts: {
  states: StateWriter;
  clock: () => number;
  onDay: (date: ServiceDate) => void;
  onDamaged: () => void;
  log: Log;
}): Rejudging {
  const { states } = parts;
  let closed = false;

  async function judge(date: ServiceDate): Promise<boolean> {
    const routes = states.routesUnjudged(date, null);
    for (const route of routes) {
      if (closed) return false;
      states.refreshRoute(route, parts.clock());
      await nextTurn();
    }
    return routes.length > 0;
  }

  const loop = createWorkLoop(async () => {
    try {
      for (let date = states.newestUnjudged(); date !== null && !closed; date = states.newestUnjudged()) {
        if (await judge(date)) parts.onDay(date);
      }
    } catch (error) {
      // What is left stays marked: the next change, or the next start, comes back to it.
      if (isDamaged(error)) parts.onDamaged();
      parts.log.error('Routes could not be judged anew', { error: String(error) });
    }
  });

  return {
    wake: loop.run,
    get busy() {
      return loop.busy;
    },
    idle: loop.idle,
    async day(date) {
      if (await judge(date)) parts.onDay(date);
    },
    async close() {
      closed = true;
      await loop.close();
    },
  };
}
