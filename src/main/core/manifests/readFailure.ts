/** What the file system's refusals mean to a supervisor. */

/** A sentence for a file that can't be opened or read; null for any other error, which is a bug or the sink's. */
export function readFailureSentence(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null;
  if (!['open', 'read', 'stat', 'fstat', 'close'].includes(String(error.syscall))) return null;
  switch (error.code) {
    case 'ENOENT':
      return 'The file is not there any more.';
    case 'EACCES':
    case 'EPERM':
      return 'This computer does not allow Porchlight to read the file.';
    case 'EBUSY':
      return 'Another program is writing the file; it will be read again later.';
    case 'EISDIR':
      return 'This is a folder, not a file.';
    default:
      return `The file could not be read (${String(error.code)}).`;
  }
}
