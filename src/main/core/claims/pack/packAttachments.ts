/** Files that were put to the claim as they go into its pack: the very bytes that the ledger recorded, or none and why. */
import type { ExportTask } from '#core/exports/contract.ts';
import type { PackedAttachment } from '#pack/format.ts';
import { attachmentsFolder } from '#pack/format.ts';
import type { PackSubject } from './packSubject.ts';

export interface PlacedAttachment extends PackedAttachment {
  /** Null: it was erased. */
  fileName: string | null;
  bytes: number;
  /** Epoch ms: when it was put to the claim. */
  at: number;
  /** Why the pack has none of its bytes, in a sentence. */
  note: string | null;
}

const gone = 'The depot’s copy is gone or is not the same any more';
const erased = 'It was erased by the depot’s rules';

/** One file in memory at a time. Stored as they are: what packs well would look like a bomb to whoever checks. */
export async function addAttachments(
  task: ExportTask,
  { attached }: PackSubject,
  add: (path: string, bytes: Buffer) => Promise<void>,
): Promise<PlacedAttachment[]> {
  const placed: PlacedAttachment[] = [];
  for (const [n, { seq, at, body }] of attached.entries()) {
    task.signal.throwIfAborted();
    const { sha256, fileName, bytes } = body;
    const about = { recordedSha256: sha256, entry: seq, fileName: fileName || null, bytes, at };
    const read = fileName === '' ? null : await task.claimFiles.read(body);
    if (!read) {
      const isErased = fileName === '';
      placed.push({
        ...{ ...about, path: null, standing: isErased ? 'erased' : 'gone', note: isErased ? erased : gone },
      });
      continue;
    }
    // Whatever it was called, every system can unpack it; its own name is in claim.json.
    const path = `${attachmentsFolder}${String(n + 1).padStart(2, '0')}-${sha256.slice(0, 12)}${extensionOf(fileName)}`;
    await add(path, read);
    placed.push({ ...about, path, standing: 'same', note: null });
  }
  return placed;
}

/** Its copy was erased since it was read: a pack must not hold it. */
export function isAnyErasedSince(
  { depot }: ExportTask,
  { record }: PackSubject,
  placed: readonly PlacedAttachment[],
): boolean {
  const now = new Map(depot.claims.details.byId(record.claim.id)?.files.map((file) => [file.sha256, file.fileName]));
  return placed.some(({ standing, recordedSha256 }) => standing === 'same' && !now.get(recordedSha256));
}

const extensionOf = (fileName: string): string => /\.[a-z0-9]{1,5}$/i.exec(fileName)?.[0].toLowerCase() ?? '';
