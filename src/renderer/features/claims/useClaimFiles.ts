/** Puts files to a claim: those that were dropped or chosen, one after the other. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { asApiError, upload } from '#app/client.ts';
import { noteDecision } from '#app/decisions.ts';
import { ensurePerson } from '#app/signing.ts';
import type { EntryId } from '#shared/ids.ts';
import { formatAmount } from '#ui/format.ts';

/** As in the contract's `addClaimFile`: 50 MB. */
const mostBytes = 50 * 1024 * 1024;

export interface ClaimFilesAdding {
  add(files: readonly File[]): Promise<void>;
  /** The file that is on its way; null: none. */
  adding: string | null;
  /** Those that could not be put there, each with its reason. */
  failures: readonly string[];
}

/** Hook: see {@link ClaimFilesAdding}. */
export function useClaimFiles(id: EntryId): ClaimFilesAdding {
  const client = useQueryClient();
  const [adding, setAdding] = useState<string | null>(null);
  const [failures, setFailures] = useState<readonly string[]>([]);

  async function add(files: readonly File[]): Promise<void> {
    if (files.length === 0 || adding !== null) return;
    await ensurePerson(client);
    const failed: string[] = [];
    for (const file of files) {
      setAdding(file.name);
      const failure = await put(file, id);
      if (failure !== null) failed.push(`${file.name}: ${failure}`);
    }
    setAdding(null);
    setFailures(failed);
    const added = files.length - failed.length;
    if (added > 0) noteDecision(`${formatAmount(added, 'file')} put to the claim`, 'told');
    await client.invalidateQueries({ queryKey: ['claims'] });
  }
  return { add, adding, failures };
}

/** @returns why it could not be put there; null: it is there. */
async function put(file: File, id: EntryId): Promise<string | null> {
  if (file.size > mostBytes) return 'it is larger than 50 MB.';
  try {
    // A file that was moved, or that another program holds, would fail as if Porchlight didn't answer.
    await file.slice(0, 1).arrayBuffer();
  } catch {
    return 'it can’t be opened. It may have been moved, or another program is using it.';
  }
  try {
    await upload('addClaimFile', file, { id });
    return null;
  } catch (problem) {
    return asApiError(problem).message;
  }
}
