/** The one hand that writes the outbox's entries: what a step follows on is read in the same moment in which it is written. */
import type { ConfirmationEvent } from '#core/domain/confirmations.ts';
import { stepAfter } from '#core/domain/confirmations.ts';
import type { ConfirmationStore, StoredConfirmation } from '#core/index/confirmationStore.ts';
import type { Ledger, LedgerBody, LedgerEntry } from '#core/ledger/contract.ts';

export interface OutboxRecord {
  /**
   * Appends what `decide` says, and brings it into the index. `decide` sees the outbox as it stands when it is written: nothing
   * comes between. Rejects with `LedgerWriteError` when the disk refuses; nothing was written then.
   */
  write(decide: () => readonly LedgerBody[], person?: string | null): Promise<LedgerEntry[]>;
  /** Entries are in the ledger and not in the index: the disk is full. Nothing may be sent by what the index says. */
  isBehind(): boolean;
}

export function createOutboxRecord(parts: {
  ledger: Ledger;
  /** Brings entries into the index; throws when it can't be written. */
  apply: (entries: readonly LedgerEntry[]) => void;
  clock: () => number;
}): OutboxRecord {
  const { ledger, apply, clock } = parts;
  let turn: Promise<unknown> = Promise.resolve();
  let unapplied: LedgerEntry[] = [];

  /** Again and again until the index takes them: entries that come twice do nothing. */
  function catchUp(): void {
    if (unapplied.length === 0) return;
    apply(unapplied);
    unapplied = [];
  }

  async function append(decide: () => readonly LedgerBody[], person: string | null): Promise<LedgerEntry[]> {
    catchUp();
    const bodies = decide();
    if (bodies.length === 0) return [];
    const at = clock();
    const entries = await ledger.appendAll(bodies.map((body) => ({ body, person, at })));
    unapplied = entries;
    try {
      catchUp();
    } catch {
      // They are safe where they count; the next step begins with them.
    }
    return entries;
  }

  return {
    write(decide, person = null) {
      const written = turn.then(() => append(decide, person));
      turn = written.catch(() => undefined);
      return written;
    },
    isBehind: () => unapplied.length > 0,
  };
}

/** The rest of a step: what the receiver's server said, our name for it, and when it is tried again (epoch ms). */
export interface StepDetails {
  code?: string;
  reply?: string | null;
  retryAt?: number;
}

/** Personal, and written for a person to read once: more than this says nothing more. */
const longestReply = 500;

/** The entry of an event, or none where it can't happen to the confirmation as it stands in `store`. */
export function stepBody(
  store: ConfirmationStore,
  confirmation: string,
  event: ConfirmationEvent,
  details: StepDetails = {},
): Array<Extract<LedgerBody, { kind: 'confirmation-step' }>> {
  const standing = store.byId(confirmation);
  const step = standing && stepAfter(standing.state, event, standing.channel);
  if (!standing || !step) return [];
  const { code, reply, retryAt } = details;
  return [
    {
      ...{ kind: 'confirmation-step', confirmation, stop: standing.stop, step },
      attempt: standing.attempt + (event === 'try' ? 1 : 0),
      ...(code === undefined ? {} : { code }),
      ...(reply ? { reply: reply.slice(0, longestReply) } : {}),
      ...(retryAt === undefined ? {} : { retryAt }),
    },
  ];
}

/** Whether it still stands as it did. */
export function standsAs(store: ConfirmationStore, { confirmation, state, attempt }: StoredConfirmation): boolean {
  const now = store.byId(confirmation);
  return now?.state === state && now.attempt === attempt;
}
