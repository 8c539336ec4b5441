/** Topics of a burst go out together: a page that refetches ten times a second is fast enough. */
import type { Topic } from '#shared/api.ts';

const burstMs = 100;

export interface TopicTeller {
  tell(...topics: Topic[]): void;
  /** What was not announced yet is not announced any more. */
  close(): void;
}

export function createTopicTeller(announce: (topics: Topic[]) => void): TopicTeller {
  const topics = new Set<Topic>();
  let timer: NodeJS.Timeout | null = null;
  return {
    tell(...told) {
      for (const topic of told) topics.add(topic);
      timer ??= setTimeout(() => {
        timer = null;
        announce([...topics].sort());
        topics.clear();
      }, burstMs);
    },
    close() {
      if (timer) clearTimeout(timer);
    },
  };
}
