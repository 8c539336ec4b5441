/** The clock alone turns `syncing` into `missing`, and begins and ends opt-outs. */
import type { Clock, Log } from '#core/contract.ts';
import type { OptOutRegister } from '#core/optOuts/register.ts';
import type { Topic } from '#shared/api.ts';
import { isDamaged } from './openIndex.ts';
import type { StateWriter } from './stateWriter.ts';

const lookEveryMs = 30_000;

export function followClock(parts: {
  states: StateWriter;
  optOuts: OptOutRegister;
  /** Works out the states of routes again, and tells their days. */
  refreshRoutes: (routes: readonly number[]) => void;
  /** Days have to be matched again. */
  onRematch: () => void;
  clock: Clock;
  tell: (...topics: Topic[]) => void;
  onDamaged: () => void;
  log: Log;
}): { follow(): void; close(): void } {
  const { states, clock, tell } = parts;

  function follow(): void {
    const { routes, dates } = parts.optOuts.followDay();
    if (dates.size > 0) {
      parts.refreshRoutes([...routes]);
      tell('opt-outs', ...[...dates].map((date) => `day:${date}` as const));
      parts.onRematch();
    }
    for (const route of states.routesTurnedBy(clock())) {
      if (states.refreshRoute(route, clock())) tell('days', 'status', `day:${states.dateOf(route)}`);
    }
  }

  // A database that a full disk refuses is told by the queue; the clock simply tries again.
  const timer = setInterval(() => {
    try {
      follow();
    } catch (error) {
      if (isDamaged(error)) parts.onDamaged();
      parts.log.warn('The states could not follow the clock', { error: String(error) });
    }
  }, lookEveryMs);
  timer.unref();
  return { follow, close: () => clearInterval(timer) };
}
