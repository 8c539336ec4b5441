/**
 * A picture as it goes into a pack: its bytes as they are in the folder now, held against the hash that was recorded when Porchlight
 * first saw it; or, for the customer, a copy in which parts are hidden.
 */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportTask } from '#core/exports/contract.ts';
import { type BytesLacking, readOriginal } from '#core/exports/originalBytes.ts';
import { statEntry } from '#core/folder/statEntry.ts';
import { isErased } from '#core/index/erasedStops.ts';
import type { PictureStanding } from '#pack/format.ts';
import type { FolderState } from '#shared/evidence.ts';
import type { PhotoId } from '#shared/ids.ts';
import type { ClaimPackVariant } from '#shared/words.ts';

export interface PackPicture {
  photo: PhotoId;
  standing: PictureStanding;
  /** Null: no bytes of it go into the pack. */
  bytes: Buffer | null;
  /** With its dot. */
  extension: string;
  sha256: string | null;
  /** What is in the folder now, for the facts. */
  folder: FolderState;
  /** Names of its files, without their folders. */
  fileNames: string[];
  /** What is worth knowing about it, in a sentence. */
  note: string | null;
  /** The preview that Porchlight still keeps, where the original's bytes can't be had. */
  preview: Buffer | null;
}

const lackingNotes: Record<BytesLacking, string> = {
  gone: 'No file of the folder has these bytes any more: it was deleted, or changed since',
  changed: 'Its file was changed since Porchlight first saw it; the pack has it as it is now',
  'online-only': 'Its file is only in the cloud: bring it to this computer and make the pack again',
  unreadable: 'Its file can’t be read',
  erased: 'It was erased by the depot’s rules',
};
const elsewhereNote = 'Its file has another picture since, which belongs elsewhere and is not in the pack';
const movedNote = 'Its file was moved in the folder since Porchlight first saw it; the bytes are the same';
const coveredNote = 'A copy for the customer; parts may be made unreadable in it';
const unseenNote = `${coveredNote}. Nobody has looked for faces in it yet`;

/** @param own the claim's pictures: what lies in a changed file and belongs to another stop is nobody's to see here. */
export async function packPicture(
  task: ExportTask,
  photo: PhotoId,
  variant: ClaimPackVariant,
  own: readonly PhotoId[],
): Promise<PackPicture> {
  const { photos } = task.depot.queries;
  const row = photos.byId(photo);
  const files = row ? photos.filesOf(row.id) : [];
  const paths = photos.pathsOf(photo);
  const fileNames = [...new Set(paths.map((path) => path.slice(path.lastIndexOf('/') + 1)))];
  const none = { photo, bytes: null, extension: '', sha256: null, fileNames, preview: null };
  if (isErased(row?.erased, 'picture')) {
    return { ...none, standing: 'erased', folder: 'not-checked', note: lackingNotes.erased };
  }
  if (variant === 'customer') return copyForCustomer(task, none);
  const read = row
    ? await readOriginal(task.depot.root, { photoId: photo, bytes: row.bytes, paths }, task.signal)
    : ({ ok: false, why: paths.length > 0 ? 'changed' : 'gone' } as const);
  if (read.ok) {
    const isMoved = files.some(({ present }) => present === 0) && files.some(({ present }) => present === 1);
    return {
      ...{ ...none, bytes: read.bytes, extension: extensionOf(paths[0] ?? ''), sha256: photo },
      ...{ standing: 'same', folder: 'same', note: isMoved ? movedNote : null },
    };
  }
  if (read.why !== 'changed') return missing(task, none, read.why);
  const shown = paths.filter((path) => mayShow(task, path, own));
  if (shown.length === 0) return { ...(await missing(task, none, 'changed')), folder: 'changed', note: elsewhereNote };
  const changed = await readChanged(task, shown);
  if (!changed) return missing(task, none, row ? 'unreadable' : 'gone');
  return {
    ...{ ...none, bytes: changed.bytes, extension: extensionOf(changed.path), sha256: hashOf(changed.bytes) },
    ...{ standing: 'changed', folder: 'changed', note: lackingNotes.changed },
    preview: await keptPreview(task, photo),
  };
}

function mayShow({ depot }: ExportTask, path: string, own: readonly PhotoId[]): boolean {
  const now = depot.queries.photos.inFile(path);
  if (now === null) return true;
  return !isErased(now.erased, 'picture') && (own.includes(now.id) || !now.isTied);
}

type None = Omit<PackPicture, 'standing' | 'folder' | 'note'>;

async function missing(task: ExportTask, none: None, why: BytesLacking): Promise<PackPicture> {
  const preview = await keptPreview(task, none.photo);
  return {
    ...{ ...none, standing: 'gone', preview },
    folder: why === 'gone' ? 'gone' : 'not-checked',
    note: preview ? `${lackingNotes[why]}. The preview that Porchlight kept of it is in the pack` : lackingNotes[why],
  };
}

/** Never made anew: it is what Porchlight showed when the file was still there. */
async function keptPreview({ pictures, signal }: ExportTask, photo: PhotoId): Promise<Buffer | null> {
  const kept = await pictures.read(photo, 'preview', { priority: 'backlog', onlyKept: true });
  signal.throwIfAborted();
  return kept.ok ? kept.bytes : null;
}

async function copyForCustomer(task: ExportTask, none: None): Promise<PackPicture> {
  const hidden = task.depot.queries.hiddenParts(none.photo);
  const copy = await task.pictures.read(none.photo, 'confirmation', { hidden, priority: 'backlog' });
  task.signal.throwIfAborted();
  if (!copy.ok) {
    return { ...none, fileNames: [], standing: 'gone', folder: 'not-checked', note: copy.message };
  }
  return {
    ...{ ...none, fileNames: [], bytes: copy.bytes, extension: '.jpg', sha256: hashOf(copy.bytes) },
    ...{ standing: 'redacted', folder: 'not-checked', note: hidden.unseen ? unseenNote : coveredNote },
  };
}

/** The first file that lies where the picture's was, as far as it is not larger than any picture may be. */
async function readChanged(
  { depot, settings, signal }: ExportTask,
  paths: readonly string[],
): Promise<{ path: string; bytes: Buffer } | null> {
  for (const path of paths) {
    const entry = await statEntry(depot.root, path);
    signal.throwIfAborted();
    if (!entry || entry.problem || entry.onlineOnly || entry.size > settings.limits.megabytes * 1_000_000) continue;
    const handle = await open(join(depot.root, path)).catch(() => null);
    if (!handle) continue;
    try {
      return { path, bytes: await handle.readFile({ signal }) };
    } catch {
      signal.throwIfAborted();
    } finally {
      await handle.close();
    }
  }
  return null;
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const extensionOf = (path: string): string => /\.[a-z0-9]{3,5}$/i.exec(path)?.[0].toLowerCase() ?? '.jpg';
