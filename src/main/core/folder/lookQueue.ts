/** Paths at which something came or went, looked at one after the other, so that a burst is not asked of the disk all at once. */
export function lookQueue(lookAt: (path: string) => Promise<void>): { add(path: string): void; close(): void } {
  const paths = new Set<string>();
  let isLooking = false;

  async function lookAtAll(): Promise<void> {
    isLooking = true;
    // What is added meanwhile comes in the same round.
    for (const path of paths) {
      paths.delete(path);
      await lookAt(path);
    }
    isLooking = false;
  }

  return {
    add(path) {
      paths.add(path);
      if (!isLooking) void lookAtAll();
    },
    close: () => paths.clear(),
  };
}
