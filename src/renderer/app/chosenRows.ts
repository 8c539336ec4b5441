/** Which rows of a list are chosen together: Shift takes all up to here, Ctrl or ⌘ one more or less. */
import { useMemo, useState } from 'react';
import type { Choosing } from '#ui/choosing.ts';

export interface ChosenRows {
  /** The row that is shown, and from which arrows lead on. */
  active: string | null;
  /** Where a range begins: the last row that was chosen by itself. */
  anchor: string | null;
  /** Empty where only the active one is chosen. */
  keys: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

/** One row alone. */
export function onlyRow(key: string | null): ChosenRows {
  return { active: key, anchor: key, keys: none };
}

/** What is chosen after `key` was. @param order all rows' keys, as they are shown. */
export function chooseRow(now: ChosenRows, key: string, how: Choosing, order: readonly string[]): ChosenRows {
  if (how === 'one') return onlyRow(key);
  if (how === 'range') {
    const from = order.indexOf(now.anchor ?? key);
    const to = order.indexOf(key);
    if (from < 0 || to < 0) return onlyRow(key);
    return atLeastTwo(key, now.anchor ?? key, order.slice(Math.min(from, to), Math.max(from, to) + 1));
  }
  const before = now.keys.size > 0 ? now.keys : new Set(now.active === null ? [] : [now.active]);
  const keys = before.has(key) ? [...before].filter((other) => other !== key) : [...before, key];
  if (keys.length === 0) return onlyRow(key);
  const active = keys.includes(key) ? key : (keys.at(-1) ?? key);
  return atLeastTwo(active, key, keys);
}

function atLeastTwo(active: string, anchor: string, keys: readonly string[]): ChosenRows {
  return { active, anchor, keys: keys.length < 2 ? none : new Set(keys) };
}

/** Hook: choosing several rows of a list whose active row is somebody else's to keep. */
export function useChosenRows(
  rows: readonly { id: string }[],
  activeId: string | null,
  onActive: (id: string) => void,
): { chosen: ReadonlySet<string>; choose: (id: string, how: Choosing) => void } {
  const [held, setHeld] = useState<ChosenRows>(onlyRow(activeId));
  // A row that was reached by another way stands alone.
  const now = held.active === activeId ? held : onlyRow(activeId);
  const order = useMemo(() => rows.map(({ id }) => id), [rows]);
  return {
    chosen: now.keys,
    choose(id, how) {
      const next = chooseRow(now, id, how, order);
      setHeld(next);
      if (next.active !== null) onActive(next.active);
    },
  };
}
