/** Where the watcher's events come from: watches in this thread, in a thread of their own, or a test. */

/** Plain data, so that it can cross from a thread. */
export type SourceEvent =
  /** Everything is being watched from now on. */
  | { kind: 'ready' }
  /** Something happened at this path, relative to the root with `/`. */
  | { kind: 'path'; path: string; gone: boolean }
  /** The root itself seems to be gone. */
  | { kind: 'root-gone' }
  /** The source is of no use any more. `code` is the system's (`ENOSPC`, …) or ''. */
  | { kind: 'error'; code: string; message: string };

export interface WatchOptions {
  polling: boolean;
  pollingSeconds: number;
}

export interface EventSource {
  close(): Promise<void>;
}
export type OpenEventSource = (
  root: string,
  options: WatchOptions,
  onEvent: (event: SourceEvent) => void,
) => EventSource;
