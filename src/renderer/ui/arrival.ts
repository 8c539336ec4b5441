/** A page that has just come gives the keys to the part that one came for, but never takes them out of an open dialog. */

/** What came while a dialog had the keys: it gets them when the dialog goes. */
let waiting: HTMLElement | null = null;

/** The keys go here at once; while a dialog is open, it keeps them. */
export function takeKeys(place: HTMLElement | null | undefined): void {
  if (!place) return;
  const dialog = document.querySelector('[aria-modal="true"]');
  if (dialog && !dialog.contains(place)) waiting = place;
  else place.focus({ preventScroll: true });
}

/**
 * Called when a dialog opens that gives the keys back by itself.
 * @returns to be called when it is closed: what came meanwhile has the keys, else what had them before.
 */
export function keepKeys(): () => void {
  const before = document.activeElement;
  waiting = null;
  return () => {
    const place = waiting?.isConnected ? waiting : before;
    waiting = null;
    if (place instanceof HTMLElement) place.focus({ preventScroll: true });
  };
}
