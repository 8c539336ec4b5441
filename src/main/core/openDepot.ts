/** Opens a folder's index, or makes one, and joins the depot around it. */
import type { StartFailure } from '#core/contract.ts';
import { assembleDepot, type Depot, type DepotParts } from '#core/depot.ts';
import { belongsHere, deleteIndex } from '#core/index/indexOwner.ts';
import { isDamaged, openIndex, putAside } from '#core/index/openIndex.ts';

export type OpenDepotResult = { ok: true; depot: Depot } | { ok: false; failure: StartFailure };

export async function openDepot(parts: DepotParts): Promise<OpenDepotResult> {
  const { index } = parts.paths;
  let firstEntry: string | null = null;
  let entries = 0;
  for await (const entry of parts.ledger.entries()) {
    firstEntry ??= entry.id;
    entries = entry.seq;
  }
  for (let isNew = false; ; isNew = true) {
    const opened = openIndex(index);
    if (!opened.ok) {
      const code = opened.code === 'index-too-new' ? 'data-folder-too-new' : 'data-folder-unusable';
      return { ok: false, failure: { code, message: opened.message } };
    }
    try {
      if (belongsHere(opened.db, parts.root, { entries, firstEntry })) {
        return { ok: true, depot: await assembleDepot(parts, opened.db) };
      }
      opened.db.close();
      deleteIndex(index);
    } catch (error) {
      opened.db.close();
      if (isNew || !isDamaged(error)) throw error;
      parts.log.warn('The index is damaged and is made anew', { error: String(error) });
      putAside(index);
    }
  }
}
