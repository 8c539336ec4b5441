/** Why an export came to nothing, for the supervisor. */
import { basename } from 'node:path';

/** An export that says itself, in a sentence, why it can't be. */
export class ExportRefusal extends Error {
  override readonly name = 'ExportRefusal';
}

export function exportFailureSentence(error: unknown, folder: string): string {
  if (error instanceof ExportRefusal) return error.message;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  const name = basename(folder) || folder;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'SQLITE_FULL':
      return `The disk of “${name}” is full. Nothing half was left behind: make room and start the export again.`;
    case 'EFBIG':
      return `The disk of “${name}” takes no file of this size. Choose a folder on another disk in the settings, or export route by route.`;
    case 'EACCES':
    case 'EPERM':
      return `Porchlight may not write into “${name}”. Choose another folder for exports in the settings.`;
    case 'EROFS':
      return `“${name}” is on a disk that can only be read. Choose another folder for exports in the settings.`;
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EEXIST':
      return `The folder “${name}” can’t be used for exports any more. Choose another one in the settings.`;
    case 'ENODEV':
    case 'EIO':
    case 'ENXIO':
      return `The disk of “${name}” does not answer. Check that it is connected, and start the export again.`;
    default:
      return 'The export could not be made; the log says why. Nothing half was left behind.';
  }
}
