/**
 * What one examiner still has to look at: what is on the screen, then tonight's newest, then everything else in the order of
 * the rows. (A first walk brings the newest pictures first, so that they have the lowest numbers.) Nothing of it is kept but
 * a mark below which nothing is left: after a kill the rest is found again.
 */

import type { Priority } from '#core/imaging/contract.ts';
import type { LookStore } from '#core/index/lookStore.ts';
import type { PhotoId, ServiceDate } from '#shared/ids.ts';

/** Pictures that a page shows at once; who pages on does not wait for those before. */
const screenMost = 8;
/** Two evenings of a large depot; what is more is found in its turn. */
const tonightMost = 50_000;
/** Steps of the search between two turns of the event loop. */
const stepsAtOnce = 4;

export interface Task {
  photo: number;
  photoId: PhotoId;
  relativePath: string;
  day: ServiceDate;
  priority: Priority;
}

export interface LookLane {
  /** The next picture; `search-on`: call again in a moment, `none`: there is nothing. */
  take(allowed: { older: boolean; others: boolean }): Task | 'search-on' | 'none';
  /** It was looked at, or will not be before the next start. */
  done(task: Task, wasLookedAt: boolean): void;
  /** It could not be kept: in its turn again. */
  putBack(task: Task): void;
  added(photos: readonly number[], tonight: ServiceDate): void;
  first(photoId: PhotoId): void;
  /** Looks for tonight's pictures anew. */
  startTonight(tonight: ServiceDate): void;
  waiting(older: boolean): number;
}

export function createLookLane(store: LookStore): LookLane {
  let screen: number[] = [];
  /** Taken from its end. */
  let tonight: number[] = [];
  /** What the search found, in order, read from `head`. */
  let found: number[] = [];
  let head = 0;
  let searched = store.mark();
  let highest = store.highest();
  let written = searched;
  /** The lowest number that the mark must not pass: its picture is to be looked at after the next start. */
  let leftOut = Number.POSITIVE_INFINITY;
  /** Looked at although the search has not come to them: tonight's, and what was on the screen. */
  let doneAhead = 0;
  const inHand = new Set<number>();
  const passedOver = new Set<number>();

  function taskOf(photo: number, priority: Priority): Task | null {
    if (inHand.has(photo) || passedOver.has(photo)) return null;
    const picture = store.lacking(photo);
    if (picture === 'looked-at') return null;
    if (picture === 'gone') {
      leftOut = Math.min(leftOut, photo);
      return null;
    }
    inHand.add(photo);
    return { photo, ...picture, priority };
  }

  function fromLists(others: boolean): Task | null {
    for (let photo = screen.pop(); photo !== undefined; photo = screen.pop()) {
      const task = taskOf(photo, 'screen');
      if (task) return task;
    }
    if (!others) return null;
    for (let photo = tonight.pop(); photo !== undefined; photo = tonight.pop()) {
      const task = taskOf(photo, 'tonight');
      if (task) return task;
    }
    return null;
  }

  function fromSearch(): Task | 'search-on' | 'none' {
    for (let step = 0; step < stepsAtOnce; step++) {
      while (head < found.length) {
        const task = taskOf(found[head++] as number, 'backlog');
        if (task) return task;
      }
      if (searched >= highest) {
        writeMark();
        return 'none';
      }
      const next = store.search(searched);
      found = next.photos;
      head = 0;
      writeMark();
      const last = Math.min(next.last, highest);
      doneAhead = Math.max(0, doneAhead - (last - searched - found.length));
      searched = last;
    }
    return 'search-on';
  }

  /** Everything that was searched and found is done, but what is in hand. */
  function writeMark(): void {
    const mark = Math.min(searched, leftOut - 1, ...[...inHand].map((photo) => photo - 1));
    if (mark === written) return;
    store.setMark(mark);
    written = mark;
  }

  return {
    take({ older, others }) {
      const task = fromLists(others);
      if (task) return task;
      return older && others ? fromSearch() : 'none';
    },
    done({ photo }, wasLookedAt) {
      inHand.delete(photo);
      if (photo > searched) doneAhead++;
      if (wasLookedAt) return;
      passedOver.add(photo);
      leftOut = Math.min(leftOut, photo);
    },
    putBack({ photo }) {
      inHand.delete(photo);
      tonight.push(photo);
    },
    added(photos, date) {
      for (const photo of photos) {
        const picture = store.lacking(photo);
        if (typeof picture === 'string') continue;
        // The number of a picture that went may come back with another one.
        if (photo <= searched) {
          searched = photo - 1;
          writeMark();
        }
        highest = Math.max(highest, photo);
        if (picture.day >= date && tonight.length < tonightMost) tonight.push(photo);
      }
    },
    first(photoId) {
      const photo = store.numberOf(photoId);
      if (photo === undefined || typeof store.lacking(photo) === 'string') return;
      screen = [...screen.filter((other) => other !== photo), photo].slice(-screenMost);
    },
    startTonight(date) {
      tonight = store.since(date, tonightMost);
    },
    waiting(older) {
      const listed = inHand.size + screen.length + tonight.length;
      if (!older) return listed;
      // Most of the listed ones are ahead of the search, which counts them too.
      return Math.max(listed, found.length - head + (highest - searched) - doneAhead);
    },
  };
}
