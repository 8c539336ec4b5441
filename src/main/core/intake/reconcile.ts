/**
 * Holds what a walk or a hint saw against what the index knows, and decides for each file: nothing new, to be read, to wait,
 * or gone. Both feed this same step, and doing it twice changes nothing.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { dayOfPhoto } from '#core/domain/days.ts';
import type { FolderEntry } from '#core/folder/contract.ts';
import { sameFile, sameSighting, settle } from '#core/folder/settle.ts';
import type { DirtyDays } from '#core/index/dirtyDays.ts';
import type { FileState, FileStore, KnownFile } from '#core/index/fileStore.ts';
import type { Unread } from './readingOrder.ts';

export interface Reconciliation {
  /** Photos and data files (by row number) that are ready to be read. */
  photos: Unread[];
  data: number[];
  /** Paths to look at again, and when (epoch ms of the running clock). */
  lookAgain: Array<{ path: string; at: number }>;
  /** Photos whose file, or whose sidecar, has another name now: their place has to be worked out again. */
  moved: number[];
  /** Rows that changed, for the screens. */
  changed: boolean;
}

export interface Reconciler {
  /** One batch, in one transaction. */
  see(entries: readonly FolderEntry[]): Reconciliation;
  /** A path that is no file any more. True when it was known. */
  miss(path: string): boolean;
  /** Begins a walk: remembers from here what was seen. */
  beginWalk(): void;
  /**
   * Ends a walk: what was not seen and does not lie under a gap is gone. Resolves to how many. In slices, between which a page is
   * answered: a million files take more than a second. An aborted one leaves the rest to the next walk.
   */
  endWalk(gaps: readonly string[], signal: AbortSignal): Promise<number>;
}

export function createReconciler(parts: {
  db: Database;
  files: FileStore;
  dirty: DirtyDays;
  root: string;
  settings: () => { timeZone: string };
  /** The running clock: a file written this morning is old news even when the report speaks of last Tuesday. */
  runningClock: () => number;
}): Reconciler {
  const { files, dirty } = parts;
  /** Days that the names of unread files speak of; null = of no day, so of any. */
  const unreadDays = new Set<string | null>();
  /** When a file that is still changing was first seen as it is now. */
  const quietSince = new Map<string, { size: number; modifiedAt: number; since: number }>();
  let seen: Uint8Array | null = null;

  function markSeen(id: number): void {
    if (!seen) return;
    if (id >= seen.length) {
      const larger = new Uint8Array(Math.max(id + 1, seen.length * 2));
      larger.set(seen);
      seen = larger;
    }
    seen[id] = 1;
  }

  /** The same bytes under a new name, when the old name is gone. What was not read yet is simply read under its new name. */
  function renamedFrom(entry: FolderEntry): KnownFile | null {
    if (entry.identity === null) return null;
    for (const known of files.byIdentity(entry.identity)) {
      const before = { size: known.size, modifiedAt: known.modified_at, identity: known.identity };
      if (known.path === entry.path || !sameFile(before, entry)) continue;
      if (known.state !== 'photo' && known.state !== 'manifest' && known.state !== 'sidecar') continue;
      if (known.class === entry.fileClass && !existsSync(join(parts.root, known.path))) return known;
    }
    return null;
  }

  function isUnchanged(known: KnownFile, entry: FolderEntry): boolean {
    if (known.present === 0 || known.class !== entry.fileClass) return false;
    if (!sameSighting({ size: known.size, modifiedAt: known.modified_at }, entry)) return false;
    if (known.state !== 'waiting') return true;
    return known.code === 'online-only' && (entry.onlineOnly || entry.fileClass === 'placeholder');
  }

  /** What the file is to become, with its reason. */
  function admit(entry: FolderEntry, known: KnownFile | undefined, result: Reconciliation): number {
    const now = parts.runningClock();
    let day: string | null = null;
    const put = (state: FileState, code?: string, message?: string) => {
      const needsDay =
        state === 'waiting' || state === 'unreadable' || (state === 'queued' && entry.fileClass === 'photo');
      // Of a file that can't be read only name and folder tell the day: its own time is when it was copied.
      day = needsDay ? dayOfPhoto(null, [entry.path], parts.settings().timeZone) : null;
      // A file that only settles is read in a moment: it turns no other day over.
      if (state === 'unreadable' || (state === 'waiting' && (day !== null || code !== 'settling'))) unreadDays.add(day);
      if (known) dirty.addOfFile(known.id);
      return files.admit(entry, state, { ...(code ? { code } : {}), ...(message ? { message } : {}), day });
    };
    result.changed = true;
    if (entry.fileClass === 'ignored') return put('ignored');
    if (entry.problem) return put('unreadable', entry.problem.code, entry.problem.message);
    const current = { size: entry.size, modifiedAt: entry.modifiedAt };
    const waited = quietSince.get(entry.path);
    const quiet = waited && sameSighting(waited, current) ? waited.since : now;
    const verdict = settle({
      fileClass: entry.fileClass,
      onlineOnly: entry.onlineOnly,
      previous: waited ?? (known && known.present === 1 ? { size: known.size, modifiedAt: known.modified_at } : null),
      current,
      unchangedSince: quiet,
      now,
    });
    if (verdict.kind === 'wait') {
      quietSince.set(entry.path, { ...current, since: quiet });
      result.lookAgain.push({ path: entry.path, at: verdict.until });
      return put('waiting', 'settling');
    }
    quietSince.delete(entry.path);
    if (verdict.kind === 'pending') return put('waiting', verdict.reason);
    const id = put('queued');
    if (entry.fileClass === 'data') result.data.push(id);
    else result.photos.push({ id, modifiedAt: entry.modifiedAt, day });
    return id;
  }

  function seeOne(entry: FolderEntry, result: Reconciliation): void {
    const known = files.byPath(entry.path);
    if (known && isUnchanged(known, entry)) {
      markSeen(known.id);
      return;
    }
    const cameBack =
      known?.present === 0 &&
      known.state === 'photo' &&
      sameSighting({ size: known.size, modifiedAt: known.modified_at }, entry);
    if (known && cameBack) {
      files.setPresent(known.id, true);
      markSeen(known.id);
      result.changed = true;
      return;
    }
    const before = known ? null : renamedFrom(entry);
    if (before) {
      files.rename(before, entry);
      markSeen(before.id);
      if (before.photo !== null) result.moved.push(before.photo);
      if (before.state === 'sidecar') {
        result.moved.push(...files.photosBeside(before.path), ...files.photosBeside(entry.path));
      }
      result.changed = true;
      return;
    }
    markSeen(admit(entry, known, result));
  }

  const see = parts.db.transaction((entries: readonly FolderEntry[]) => {
    const result: Reconciliation = { photos: [], data: [], lookAgain: [], moved: [], changed: false };
    for (const entry of entries) seeOne(entry, result);
    dirty.add([...unreadDays].filter((day) => day !== null));
    if (unreadDays.has(null)) dirty.addEach();
    unreadDays.clear();
    return result;
  });

  /** Those that do not lie under a gap are gone. */
  const leave = parts.db.transaction((unseen: readonly number[], gaps: readonly string[]) => {
    let gone = 0;
    for (const id of unseen) {
      const path = files.byId(id)?.path ?? '';
      if (gaps.some((gap) => isUnder(path, gap))) continue;
      dirty.addOfFile(id);
      files.setPresent(id, false);
      quietSince.delete(path);
      gone++;
    }
    return gone;
  });

  const isUnder = (path: string, gap: string) => gap === '' || path === gap || path.startsWith(`${gap}/`);

  return {
    see,
    miss(path) {
      quietSince.delete(path);
      const known = files.byPath(path);
      if (!known || known.present === 0) return false;
      dirty.addOfFile(known.id);
      files.setPresent(known.id, false);
      return true;
    },
    beginWalk() {
      seen = new Uint8Array(65_536);
    },
    async endWalk(gaps, signal) {
      let gone = 0;
      if (!gaps.includes('')) {
        for (let ids = files.presentAfter(0); ids.length > 0; ids = files.presentAfter(ids.at(-1) ?? 0)) {
          gone += leave(
            ids.filter((id) => seen?.[id] !== 1),
            gaps,
          );
          await nextTurn();
          if (signal.aborted) break;
        }
      }
      seen = null;
      return gone;
    },
  };
}
