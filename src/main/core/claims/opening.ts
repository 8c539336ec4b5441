/**
 * Opens the claims of a list as one batch. Three things go on at a time: the list is read, what was read is written into the ledger, and
 * what was written is taken into the index.
 */
import { type BodiesText, bodiesIn, type LedgerPart } from '#core/ledger/contract.ts';
import type { EntryId } from '#shared/ids.ts';
import type { ListEnd, ListReading } from './listReading.ts';

/**
 * Claims written together, after the first part, which goes at once so that the index has something to take in. A commit of the ledger
 * costs the same whatever is in it; who decides something meanwhile waits for one of them, some 150 ms.
 */
const together = 2000;

export interface Opened<Refusal> {
  end: ListEnd;
  /** The entry that an undo of all of them names. */
  first: EntryId | null;
  /** Claims that were opened. */
  written: number;
  /** Why not all of them were; what was opened before stays. */
  refusal: Refusal | null;
}

/**
 * @param parts.write into the ledger, all of it or nothing.
 * @param parts.show brings what was written into the index.
 */
export async function openClaims<Refusal extends { ok: false }>(
  reading: ListReading,
  parts: {
    write: (
      some: readonly BodiesText[],
    ) => Promise<{ ok: true; value: { first: EntryId; parts: LedgerPart[] } } | Refusal>;
    show: (parts: readonly LedgerPart[]) => Promise<void>;
  },
): Promise<Opened<Refusal>> {
  const opened: Omit<Opened<Refusal>, 'end'> = { first: null, written: 0, refusal: null };
  let waiting: BodiesText[] = [];
  let shown = Promise.resolve();

  async function writeWaiting(): Promise<void> {
    const [some, claims] = [waiting, bodiesIn(waiting)];
    waiting = [];
    const written = await parts.write(some);
    if (!written.ok) {
      opened.refusal = written;
      return;
    }
    opened.first ??= written.value.first;
    opened.written += claims;
    const before = shown;
    // At once: what is decided from here on comes after it in the ledger, and so in the index.
    shown = parts.show(written.value.parts);
    // No further ahead of the index than by one part.
    await before;
  }

  for (;;) {
    const next = await reading.next();
    // After a refusal the list is read to its end all the same: what it comes to is told.
    if (!next.done && opened.refusal === null) waiting.push(next.value);
    const isEnough = bodiesIn(waiting) >= (opened.written === 0 ? 1 : together);
    if (isEnough || (next.done && waiting.length > 0)) await writeWaiting();
    if (!next.done) continue;
    await shown;
    return { end: next.value, ...opened };
  }
}
