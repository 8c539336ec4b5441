/** What erasing asks of rooms that keep something of their own about a stop, and of the host. */
import type { StopRef } from '#core/ledger/contract.ts';

/** A room that keeps something about stops beside index and ledger: confirmations, pages. */
export interface KeepsStops {
  /** Takes away what it keeps of these stops; again: does nothing. Rejects when it could not: it is asked again. */
  forget(stops: readonly StopRef[]): Promise<void>;
}
