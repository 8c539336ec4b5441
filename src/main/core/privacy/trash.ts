/** Moves files of the synced folder to the system's trash, because a person confirmed it; the only thing that ever takes one away. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Depot } from '#core/depot.ts';
import type { TrashResult } from '#shared/privacy.ts';

/** Moves one file (absolute path) to the system's trash; rejects when it could not. */
export type MoveToTrash = (path: string) => Promise<void>;

/** Only files whose time is up, and only as they were when they were read; what became of each that stays is told. */
export async function trashDue(
  depot: Depot,
  fileIds: readonly string[],
  moveToTrash: MoveToTrash,
): Promise<TrashResult> {
  const result: TrashResult = { trashed: 0, failed: [] };
  const gone: string[] = [];
  for (const id of fileIds) {
    const file = depot.erasing.retention.dueFile(Number(id));
    const fail = (message: string) => result.failed.push({ id, path: file?.path ?? '', message });
    if (!file) {
      fail('This file is not among those whose time is up.');
      continue;
    }
    const path = join(depot.root, file.path);
    const facts = await stat(path).catch(() => null);
    if (!facts?.isFile()) {
      gone.push(file.path);
      fail('This file is not there any more.');
    } else if (facts.size !== file.bytes) {
      gone.push(file.path);
      fail('This file holds something else since; it stays.');
    } else {
      try {
        await moveToTrash(path);
        // Some trashes pass over in silence what they can't take.
        if (await stat(path).catch(() => null)) fail('The system’s trash did not take this file.');
        else result.trashed++;
        gone.push(file.path);
      } catch (error) {
        fail(`The system’s trash did not take this file (${(error as Error).message}).`);
      }
    }
  }
  if (gone.length > 0) await depot.intake.look(gone);
  return result;
}
