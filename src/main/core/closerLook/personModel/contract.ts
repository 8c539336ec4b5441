/** What the person model takes and gives. It runs in a process of its own, which never opens a file of the watched folder. */
import type { PersonFound } from '#shared/views.ts';

/** Where the files of the model are, absolute folders. */
export interface PersonModelFiles {
  /** Holds `centernet.json`, `centernet.bin`, `blazeface.json` and `blazeface.bin`. */
  models: string;
  /** Holds the WebAssembly that runs them. */
  runtime: string;
}

/** Three channels (sRGB) of eight bits, rows without gaps, upright. */
export interface RawPicture {
  data: Uint8Array;
  width: number;
  height: number;
}

/**
 * `not-now`: the model can't look at anything, or the picture could not be read. `never`: this picture made the process die or
 * hang, and would again.
 */
export type LookResult = { ok: true; people: PersonFound[] } | { ok: false; why: 'not-now' | 'never' };

export interface PersonModel {
  /** Looks at an upright PPM picture (`imaging`'s render). Everything that may be a face or a person, best first. */
  look(picturePath: string): Promise<LookResult>;
  /** Why it can't look at all, for the supervisor; null when it can. */
  trouble(): string | null;
  /** Peak resident memory of the process, bytes, as it reports it; 0 before the first picture. */
  peakMemory(): number;
  close(): Promise<void>;
}

export type ModelRequest =
  | { kind: 'load'; files: PersonModelFiles }
  | { kind: 'look'; id: number; picturePath: string };

export type ModelReply =
  /** It runs, and waits to be told where its files are. */
  | { kind: 'started' }
  | { kind: 'ready' }
  /** It never will be, with these files on this machine. */
  | { kind: 'unusable'; why: string }
  /** Null: the picture could not be read. */
  | { kind: 'done'; id: number; people: PersonFound[] | null; memory: { resident: number; peak: number } };
