/**
 * The ledger's port: append-only, hash-chained. SQLite today; a depot with several desks will share one on PostgreSQL, so
 * every call is asynchronous and nothing here knows SQL.
 */
import type { EntryId, PhotoId, ServiceDate } from '#shared/ids.ts';
import type { ColumnMapping } from '#shared/importing.ts';
import type { ExcuseReason, RejectReason } from '#shared/words.ts';

/** A stop as the ledger names it: words that outlive every index. */
export interface StopRef {
  date: ServiceDate;
  route: string;
  stop: string;
}

/** What people decided. Later issues add kinds; a kind is never changed or removed. */
export type LedgerBody =
  | { kind: 'accept'; stop: StopRef; photo: PhotoId }
  | { kind: 'reject'; stop: StopRef; photo: PhotoId; reason: RejectReason; note?: string }
  | { kind: 'excuse'; stop: StopRef; reason: ExcuseReason; note?: string }
  | { kind: 'undo'; entry: EntryId }
  | {
      kind: 'import-manifest';
      sha256: string;
      fileName: string;
      mapping: ColumnMapping | null;
      serviceDate: ServiceDate | null;
    }
  | { kind: 'save-profile'; name: string; headers: string[]; mapping: ColumnMapping; serviceDate: ServiceDate | null };

export interface LedgerEntry {
  seq: number;
  id: EntryId;
  /** Epoch ms by the desk's clock. */
  at: number;
  /** Which desk wrote it (random id of the data folder). */
  desk: string;
  person: string | null;
  body: LedgerBody;
  hash: string;
  /** Personal fields that were erased since (`person`, `note`): they read as null or absent. Absent when none was. */
  erased?: readonly string[];
}

const kindsKnown: Record<LedgerBody['kind'], true> = {
  accept: true,
  reject: true,
  excuse: true,
  undo: true,
  'import-manifest': true,
  'save-profile': true,
};

/** Every kind that this version knows; entries of other kinds are kept in the chain and not told. */
export const ledgerKinds: ReadonlySet<string> = new Set(Object.keys(kindsKnown));

/** The disk refused (full, read-only, busy): nothing was written. The message is a sentence for the supervisor. */
export class LedgerWriteError extends Error {
  override readonly name = 'LedgerWriteError';
}

export interface LedgerVerdict {
  ok: boolean;
  entries: number;
  /** Hash of the last good entry; null when empty. */
  head: string | null;
  /** First entry that does not hold, and why, as a sentence. */
  broken: { seq: number; message: string } | null;
}

export interface Ledger {
  /** Durable when it resolves (the file is synced). Rejects with {@link LedgerWriteError} when the disk refuses. */
  append(entry: { body: LedgerBody; person: string | null; at: number }): Promise<LedgerEntry>;
  /** In order of seq, from after `seq`. On a ledger whose verdict is not ok it may throw at the broken entry. */
  entries(after?: number): AsyncIterable<LedgerEntry>;
  verify(): Promise<LedgerVerdict>;
  close(): Promise<void>;
}
