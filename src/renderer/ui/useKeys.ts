/** Keys that act wherever the focus is, except where somebody types or a dialog is open. */
import { useEffect, useRef } from 'react';

/** Key (as in `KeyboardEvent.key`, letters in lower case) → what it does. */
export type KeyBindings = Record<string, (event: KeyboardEvent) => void>;

/**
 * Binds keys for as long as the calling part is on the screen. Keys with Ctrl, ⌘ or Alt are left to the system;
 * so are keys that something nearer has taken (`preventDefault`).
 */
export function useKeys(bindings: KeyBindings, active = true): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return;
      const bound = latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!bound) return;
      event.preventDefault();
      bound(event);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [active]);
}

/** The key belongs to a field, a dialog or a menu. */
function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[aria-modal="true"]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null;
}
