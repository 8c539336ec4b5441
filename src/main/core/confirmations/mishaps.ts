/** What keeps the outbox from working on this machine: a disk without room, a bug; and the outcomes that could not be written down yet. */
import type { Log } from '#core/contract.ts';
import { isRefused } from '#core/index/openIndex.ts';
import { LedgerWriteError } from '#core/ledger/contract.ts';
import type { OutboxRecord } from './outboxRecord.ts';

export interface Mishaps {
  stumbled(what: string, error: unknown): void;
  /** Writes it, now or when there is room again: until then nothing else goes out. */
  writeSurely(note: () => Promise<void>): Promise<void>;
  /** Writes what waits for room; rejects where there is none yet. */
  catchUp(): Promise<void>;
  /** Something waits to be written down. */
  isBehind(): boolean;
  /** The disk took nothing, as a caller found out that goes on trying. */
  diskRefused(): void;
  /** A whole turn went well: the disk can be written. */
  wentWell(): void;
  /** Settings or secrets are others: what went wrong before may not any more. */
  forgive(): void;
  /** In sentences. */
  troubles(): string[];
}

interface MishapParts {
  record: OutboxRecord;
  log: Log;
  isClosed: () => boolean;
  onDamaged: (error: unknown) => void;
  /** Something waits for room on the disk. */
  onWaiting: () => void;
}

export function createMishaps({ record, log, isClosed, onDamaged, onWaiting }: MishapParts): Mishaps {
  const unwritten: Array<() => Promise<void>> = [];
  let diskTrouble = false;
  /** A bug of ours: the log says which. */
  let isFaulty = false;
  const isBehind = () => record.isBehind() || unwritten.length > 0;

  return {
    stumbled(what, error) {
      const isDisk = error instanceof LedgerWriteError || isRefused(error);
      if (isDisk) diskTrouble = true;
      else isFaulty = true;
      onDamaged(error);
      if (!isClosed()) log.error(what, { error: error instanceof Error && !isDisk ? error.stack : String(error) });
    },

    async writeSurely(note) {
      try {
        await note();
      } catch (error) {
        log.error('An outcome could not be written down yet', { error: String(error) });
        diskTrouble = true;
        unwritten.push(note);
        onWaiting();
      }
    },

    async catchUp() {
      while (unwritten.length > 0) {
        await unwritten[0]?.();
        unwritten.shift();
      }
      if (record.isBehind()) await record.write(() => []);
    },

    isBehind,

    diskRefused() {
      diskTrouble = true;
    },

    wentWell() {
      diskTrouble = false;
    },

    forgive() {
      isFaulty = false;
    },

    troubles() {
      const found: string[] = [];
      if (diskTrouble || isBehind()) {
        found.push('The disk with Porchlight’s data is full or can’t be written: nothing is sent until there is room.');
      }
      if (isFaulty) found.push('Something went wrong inside Porchlight with a confirmation; the log says what.');
      return found;
    },
  };
}
