/**
 * Runs in the page (the renderer's tsconfig, not Node's): what is timed here is free of the way to and from the bench's process.
 * It knows the page as a screen reader does, by roles and labels. `browserPage.ts` puts it in before the page's own scripts.
 */
export function installStopwatches(): void {
  const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  const press = (key: string) => {
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  };
  const stopList = () => document.querySelector('[role="listbox"][aria-label^="Stops of route"]');
  const preview = () =>
    [...document.querySelectorAll<HTMLImageElement>('section[aria-label="Picture"] img')].find((image) =>
      image.src.endsWith('/preview'),
    );

  /** Epoch milliseconds at which the stop of this address was painted as confirmed. */
  function confirmedAt(address: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const isConfirmed = () =>
        [...document.querySelectorAll('[role="option"]')].some(
          (row) => row.textContent?.includes(address) && row.textContent.includes('Confirmed'),
        );
      if (isConfirmed()) reject(new Error(`${address} is confirmed before its photo came`));
      const observer = new MutationObserver(() => {
        if (!isConfirmed()) return;
        observer.disconnect();
        // After the next frame was handed over for painting.
        requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      setTimeout(() => reject(new Error(`${address} was not confirmed within 30 s`)), 30_000);
    });
  }

  /** Milliseconds from the key to the painted rows of the next route; the list of routes has the focus. */
  async function openNextRoute(): Promise<number> {
    const before = stopList()?.getAttribute('aria-label');
    const started = performance.now();
    press('j');
    for (;;) {
      await nextFrame();
      const list = stopList();
      if (list && list.getAttribute('aria-label') !== before && list.querySelector('[role="option"]')) break;
      if (performance.now() - started > 5000) throw new Error('The next route did not open');
    }
    return performance.now() - started;
  }

  /** Milliseconds from the key to the large picture of the next stop; null when that stop has none. The page has the keys. */
  async function nextPhoto(key: string): Promise<number | null> {
    const before = preview()?.src;
    const started = performance.now();
    press(key);
    for (;;) {
      await nextFrame();
      const image = preview();
      if (image && image.src !== before && image.complete && image.naturalWidth > 0) break;
      if (performance.now() - started > 1500) return null;
    }
    return performance.now() - started;
  }

  let frames: number[] = [];
  let recording = false;
  const record = (now: number) => {
    frames.push(now);
    if (recording) requestAnimationFrame(record);
  };
  function startFrames(): void {
    frames = [];
    recording = true;
    requestAnimationFrame(record);
  }
  /** Frames that were due at 60 a second and did not come, in percent. */
  function stopFrames(): number {
    recording = false;
    const gaps = frames.slice(1).map((at, index) => at - (frames[index] ?? at));
    const dropped = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / (1000 / 60)) - 1), 0);
    return (100 * dropped) / Math.max(1, dropped + gaps.length);
  }

  Object.assign(window, { bench: { confirmedAt, openNextRoute, nextPhoto, startFrames, stopFrames } });
}
