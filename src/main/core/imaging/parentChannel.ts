/** The worker's line to whoever started it: Node's fork, or Electron's utilityProcess, told apart by what is there. */

/** What `process.parentPort` is in a utility process; Electron itself is never imported here. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

export interface ParentChannel {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** Null when the file was started by hand, with no parent to answer. */
export function parentChannel(): ParentChannel | null {
  const { parentPort } = process as typeof process & { parentPort?: ParentPort };
  if (parentPort !== undefined && parentPort !== null) {
    return {
      send: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data)),
    };
  }
  if (process.send === undefined) return null;
  return {
    send: (message) => process.send?.(message),
    onMessage: (listener) => process.on('message', listener),
  };
}
