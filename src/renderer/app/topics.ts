/** Topics in, refetches out: keeps what is on the screen true without asking every second. */
import type { QueryClient } from '@tanstack/react-query';
import type { Topic } from '#shared/api.ts';
import { queryKeyOfTopic } from './queries.ts';
import { connection, session } from './session.ts';

/** Between two rounds of refetching, in ms: fast enough to feel live, slow enough for the eye and the core. */
const roundPauseMs = 250;
/** Longest wait before the event stream is tried again, in ms. */
const longestRetryMs = 5000;

/**
 * Follows the core's topics (Electron's bridge, or server-sent events) and refetches the queries they touch.
 * After a break everything shown is refetched, because topics may have been missed.
 * @returns stops following.
 */
export function followTopics(client: QueryClient): () => void {
  const refresher = createRefresher(client);
  const bridge = window.porchlight;
  if (bridge) return bridge.onTopics((topics) => refresher.add(topics));
  return followEvents(refresher);
}

interface Refresher {
  add(topics: readonly Topic[]): void;
  /** Everything may be old. */
  all(): void;
}

/**
 * Refetches in rounds, one after the other. A round that is under way is never cut short: while pictures come in at
 * eighty a second, restarting at each topic would mean that no answer ever arrives.
 */
function createRefresher(client: QueryClient): Refresher {
  const waiting = new Set<Topic>();
  let everything = false;
  let running = false;

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    while (everything || waiting.size > 0) {
      const topics = [...waiting];
      const all = everything;
      waiting.clear();
      everything = false;
      if (all) await client.invalidateQueries();
      else {
        const old = topics.map(queryKeyOfTopic);
        // A claim about one evening marks the same door on every later one.
        if (topics.includes('claims')) old.push(['day']);
        // Deliveries of any day are among what claims are counted against.
        if (topics.includes('days')) old.push(['claims', 'figures']);
        await Promise.all(old.map((queryKey) => client.invalidateQueries({ queryKey })));
      }
      await new Promise((resolve) => setTimeout(resolve, roundPauseMs));
    }
    running = false;
  }

  return {
    add(topics) {
      for (const topic of topics) waiting.add(topic);
      void run();
    },
    all() {
      everything = true;
      void run();
    },
  };
}

/** Server-sent events of the browser host: each message is a JSON list of topics. */
function followEvents(refresher: Refresher): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let stopped = false;

  function connect(): void {
    source = new EventSource('/events');
    source.onopen = () => {
      const wasBroken = failures > 0 || connection.get() === 'broken';
      failures = 0;
      connection.set('live');
      if (wasBroken) refresher.all();
    };
    source.onmessage = (event: MessageEvent<string>) => refresher.add(JSON.parse(event.data) as Topic[]);
    source.onerror = () => {
      // The browser's own reconnect gives up for good on some errors; ours doesn't.
      source?.close();
      if (stopped || session.get() === 'lost') return;
      failures += 1;
      // One hiccup is not worth a banner.
      if (failures > 1) {
        connection.set('broken');
        // The stream can't say why it failed; a call can: it may be that this page is no longer let in.
        refresher.add(['status']);
      }
      timer = setTimeout(connect, Math.min(250 * 2 ** failures, longestRetryMs));
    };
  }

  connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    source?.close();
  };
}
