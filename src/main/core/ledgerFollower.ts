/** Brings the ledger into the index: all that it does not know yet at a start, and each entry as soon as it is written. */
import { createApplying } from '#core/applying.ts';
import type { DepotKey } from '#core/depotKey/depotKey.ts';
import type { DepotStores } from '#core/depotStores.ts';
import { isAboutClaims } from '#core/domain/claims.ts';
import type { ImportMemory } from '#core/intake/importMemory.ts';
import type { Ledger, LedgerBody, LedgerEntry } from '#core/ledger/contract.ts';
import { isAboutOptOuts } from '#core/optOuts/optOuts.ts';
import type { Topic } from '#shared/api.ts';

/** Entries that a start brings into the index in one transaction: some 100 ms. */
const entriesAtOnce = 500;
/** Told by the ledger at each start; other entries that the index knows are not applied twice. */
const livesInMemory: ReadonlySet<LedgerBody['kind']> = new Set(['save-profile', 'import-manifest', 'signing-key']);

export function createLedgerFollower(parts: {
  ledger: Ledger;
  stores: DepotStores;
  imports: ImportMemory;
  matching: { wake(): void };
  rejudging: { wake(): void };
  /** The depot's key lives outside the index, and longer. */
  depotKey: Pick<DepotKey, 'remember'>;
  tell: (...topics: Topic[]) => void;
}) {
  const { ledger, imports, matching, rejudging, depotKey, tell } = parts;
  const { programme, projection, moves, decisions, entries: indexed } = parts.stores;
  /** What was decided before this start moves nothing that anybody watches. */
  let isOpen = false;

  function applyNow(entries: readonly LedgerEntry[]): void {
    const ranWhere = programme.current();
    const dates = projection.apply(entries);
    for (const entry of entries) {
      imports.remember(entry);
      depotKey.remember(entry);
      if (isOpen) moves.decided(entry);
    }
    matching.wake();
    if (programme.current() !== ranWhere) {
      tell('programme');
      rejudging.wake();
    }
    if (dates.size > 0) tell('days', ...[...dates].map((date) => `day:${date}` as const));
    tell('activity');
    const about = entries.map(({ body }) => (body.kind === 'undo' ? decisions.about(body).body : body));
    if (about.some(isAboutOptOuts)) tell('opt-outs');
    if (about.some(({ kind }) => kind === 'redact')) tell('confirmations');
    if (about.some(({ kind }) => kind === 'hold' || kind === 'release-hold')) tell('privacy');
    // A claim that is opened or closed is a hold that is put or released.
    if (about.some(isAboutClaims)) tell('claims', 'privacy');
  }

  const applying = createApplying(applyNow);

  return {
    applyAll: applying.atOnce,
    applyAtLeisure: applying.atLeisure,

    async catchUp(): Promise<void> {
      const known = indexed.lastSeq();
      const unapplied: LedgerEntry[] = [];
      for await (const entry of ledger.entries()) {
        if (entry.seq > known || livesInMemory.has(entry.body.kind)) unapplied.push(entry);
        // Together: a route whose hundred decisions come at once is judged once, not a hundred times.
        if (unapplied.length === entriesAtOnce) applying.atOnce(unapplied.splice(0));
      }
      applying.atOnce(unapplied);
      for await (const entry of ledger.unknown()) indexed.addUnknown(entry);
      isOpen = true;
    },
  };
}
