/**
 * Which photo is read next: those of the day that is on the screen, then tonight's, then older ones; within each, first come.
 * Tonight's new photo does not wait for the fifty thousand of an archive that was just copied in.
 */
import type { Priority } from '#core/imaging/contract.ts';
import { createJobQueue } from '#core/imaging/jobQueue.ts';

/** A photo that is to be read, by row number. */
export interface Unread {
  id: number;
  /** Epoch milliseconds. */
  modifiedAt: number;
  /** The day that its name or folder speaks of; null where they don't. */
  day: string | null;
}

export interface ReadingOrder {
  /** Photos that were not taken yet. */
  readonly length: number;
  add(photo: Unread): void;
  take(): { id: number; priority: Priority } | undefined;
  /** This day is on the screen. */
  show(day: string): void;
  clear(): void;
}

const oneDay = 86_400_000;

export function createReadingOrder(runningClock: () => number): ReadingOrder {
  const lanes = createJobQueue<Unread & { priority: Priority }>();
  /** Ids in the lanes that were not taken by their day before it was their turn. */
  const left = new Set<number>();
  const ofDay = new Map<string, number[]>();
  let shown: string | null = null;

  function ofShownDay(): number | undefined {
    const ids = shown === null ? undefined : ofDay.get(shown);
    // Newest last: whoever looks at a day waits for what came last.
    for (let id = ids?.pop(); id !== undefined; id = ids?.pop()) if (left.has(id)) return id;
    if (shown !== null) ofDay.delete(shown);
    return undefined;
  }

  return {
    get length() {
      return left.size;
    },
    add(photo) {
      if (left.has(photo.id)) return;
      left.add(photo.id);
      const priority = photo.modifiedAt > runningClock() - oneDay ? 'tonight' : 'backlog';
      lanes.add({ ...photo, priority }, priority);
      if (photo.day === null) return;
      const ids = ofDay.get(photo.day);
      if (ids) ids.push(photo.id);
      else ofDay.set(photo.day, [photo.id]);
    },
    take() {
      const first = ofShownDay();
      // Behind the previews that the same screen asks for, but before all else.
      if (first !== undefined) {
        left.delete(first);
        return { id: first, priority: 'tonight' };
      }
      for (let next = lanes.take(); next !== undefined; next = lanes.take()) {
        if (left.delete(next.id)) return { id: next.id, priority: next.priority };
      }
      ofDay.clear();
      return undefined;
    },
    show(day) {
      shown = day;
    },
    clear() {
      left.clear();
      ofDay.clear();
      while (lanes.take() !== undefined);
    },
  };
}
