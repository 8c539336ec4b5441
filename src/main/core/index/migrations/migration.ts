import type { Database } from 'better-sqlite3';

/** One step of the index from one version to the next. Numbered by tens, one test each, never edited after a release. */
export interface Migration {
  version: number;
  name: string;
  up(db: Database): void;
}
