/** What the folder room gives: a reading of the tree, hints, and the rules for names. It never writes in the folder. */

/** What a name says, before any byte is read. */
export type FileClass = 'photo' | 'data' | 'placeholder' | 'ignored';

/** One file as the walk saw it. */
export interface FolderEntry {
  /** Relative to the root, with `/`, NFC as the file system gave it (never changed). */
  path: string;
  fileClass: FileClass;
  size: number;
  /** Milliseconds, whole. */
  modifiedAt: number;
  /** Milliseconds; when it came to be here, as far as the file system knows. */
  arrivedAt: number;
  /** `dev:ino` for following renames; null where the file system gives none. */
  identity: string | null;
  /** `size > 0 && blocks === 0`, or an `.icloud` stub: the bytes are not here. */
  onlineOnly: boolean;
  /** Known before reading: the name can't be opened, it is a folder called `.jpg`, it can't be statted. */
  problem: { code: 'name-not-utf8' | 'is-a-folder' | 'permission-denied' | 'read-failed'; message: string } | null;
}

/** A folder of the tree that could not be listed. */
export interface FolderGap {
  path: string;
  message: string;
}

export type RootState = 'online' | 'offline';

export interface WalkOptions {
  signal?: AbortSignal;
  /** Entries a batch; default 500. */
  batch?: number;
}

/** Yields batches; gaps (folders that could not be listed) are told at the end so that nothing under them is called gone. */
export interface Walk {
  batches: AsyncIterable<FolderEntry[]>;
  /** Resolves when the batches are through. */
  gaps: Promise<FolderGap[]>;
}

/** Hints only: "look here", never what happened. */
export interface FolderWatcher {
  start(): Promise<void>;
  /** Relative paths that may have changed; coalesced. */
  onHint(listener: (paths: string[]) => void): void;
  /** The events can't be trusted any more (error, overflow, wake): walk the tree. */
  onDistrust(listener: (reason: string) => void): void;
  close(): Promise<void>;
}
export type CreateWatcher = (root: string, options: { polling: boolean; pollingSeconds: number }) => FolderWatcher;
