/** Several photos chosen at once: by Shift as a range, by Ctrl or Cmd one by one. Pure. */
import type { UnmatchedPhoto } from '#shared/views.ts';
import type { Stray } from './strayRows.ts';

/** What one batch of decisions may hold. */
export const mostAtOnce = 500;

export interface Marks {
  /** Chosen one by one; row keys. */
  picked: ReadonlySet<string>;
  /** Where a range begins, and how far it reaches. Both stay where they are while photos between them come and go. */
  anchor: string | null;
  head: string | null;
  /** Every row of the list, also those that come. */
  all: boolean;
}

/** Nothing is chosen but the row one stands on. */
export const noMarks: Marks = { picked: new Set(), anchor: null, head: null, all: false };

/** Every photo of the list. */
export const allMarks: Marks = { ...noMarks, all: true };

/** The range from where one stood (or where it began already) to `to`. */
export function extendTo(marks: Marks, current: string | null, to: string): Marks {
  return { ...marks, anchor: marks.anchor ?? current ?? to, head: to, all: false };
}

/**
 * One more, or one less; the row one stands on belongs to the choice from the start. Picked rows that are not in the list at
 * this moment stay picked: while a day is matched anew, photos come and go.
 */
export function toggle(marks: Marks, rows: readonly Stray[], current: string | null, key: string): Marks {
  const picked = new Set([...marks.picked, ...rowsMarked(marks, rows).map((row) => row.key)]);
  if (picked.size === 0 && current !== null && current !== key) picked.add(current);
  if (!picked.delete(key)) picked.add(key);
  return { picked, anchor: key, head: null, all: false };
}

/** The rows that are chosen, in their order; some may not be fetched yet. */
export function rowsMarked({ picked, anchor, head, all }: Marks, rows: readonly Stray[]): readonly Stray[] {
  if (all) return rows;
  if (picked.size === 0 && head === null) return [];
  const from = head === null ? -1 : rows.findIndex(({ key }) => key === anchor);
  const to = head === null ? -1 : rows.findIndex(({ key }) => key === head);
  const [first, last] = from < 0 || to < 0 ? [-1, -2] : [Math.min(from, to), Math.max(from, to)];
  return rows.filter(({ key }, index) => picked.has(key) || (index >= first && index <= last));
}

/** What a batch on the chosen photos would do: each to its own first stop, and which fit none. */
export function firstStops(photos: readonly UnmatchedPhoto[]) {
  const fitting = photos.flatMap((photo) => {
    const [candidate] = photo.candidates;
    return candidate ? [{ photo, candidate }] : [];
  });
  return { fitting, without: photos.length - fitting.length };
}
