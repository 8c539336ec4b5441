/** Fetching a day again after decisions: once for many, and known to be done. */
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { ServiceDate } from '#shared/ids.ts';

export interface Reload {
  /**
   * Makes everything of the day old and fetches what is shown. While one round runs, those who come share the next.
   * @param onDone called when every answer was asked for after this call.
   */
  day(client: QueryClient, date: ServiceDate, onDone: () => void): Promise<void>;
}

/** Makes a {@link Reload}. */
export function createReload(): Reload {
  let waiting: { date: ServiceDate; onDone: () => void }[] = [];
  let running = false;

  return {
    async day(client, date, onDone) {
      waiting.push({ date, onDone });
      if (running) return;
      running = true;
      while (waiting.length > 0) {
        const round = waiting;
        waiting = [];
        for (const day of new Set(round.map((each) => each.date))) await fetchAgain(client, ['day', day]);
        for (const each of round) each.onDone();
      }
      running = false;
    },
  };
}

async function fetchAgain(client: QueryClient, queryKey: QueryKey): Promise<void> {
  await client.invalidateQueries({ queryKey });
  // A topic may have cut the round short and started another: that one counts.
  await untilFetched(client, queryKey);
}

/** Resolves when nothing under the key is being fetched. */
function untilFetched(client: QueryClient, queryKey: QueryKey): Promise<void> {
  const isQuiet = () => client.isFetching({ queryKey, type: 'active' }) === 0;
  return new Promise((resolve) => {
    if (isQuiet()) return resolve();
    const stop = client.getQueryCache().subscribe(() => {
      if (!isQuiet()) return;
      stop();
      resolve();
    });
  });
}
