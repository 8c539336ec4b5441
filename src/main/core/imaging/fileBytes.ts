/** The one read of a file: opened once, checked by its own descriptor, into one buffer. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { type Failed, failureOfReadError, failures } from './imageFailure.ts';

/** A pipe called `.jpg` must not hold the worker at `open`; Windows has neither such pipes nor the flag. */
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Reads a whole regular file of at most `megabytes` (of 1,000,000 bytes). The size is asked of the open descriptor
 * before a byte is read, and again afterwards: a file that changed meanwhile is still being written.
 */
export function readFileBytes(path: string, megabytes: number): { ok: true; bytes: Buffer } | Failed {
  let descriptor: number;
  try {
    descriptor = openSync(path, openFlags);
  } catch (error) {
    return failureOfReadError(error);
  }
  try {
    const before = fstatSync(descriptor);
    if (before.isDirectory()) return failures.isAFolder();
    if (!before.isFile()) return failures.notAFile();
    if (before.size === 0) return failures.emptyFile();
    if (before.size > megabytes * 1_000_000) return failures.tooManyBytes(before.size, megabytes);

    const bytes = Buffer.allocUnsafeSlow(before.size);
    let filled = 0;
    while (filled < bytes.length) {
      const count = readSync(descriptor, bytes, filled, bytes.length - filled, null);
      if (count === 0) return failures.stillWritten();
      filled += count;
    }
    const after = fstatSync(descriptor);
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) return failures.stillWritten();
    return { ok: true, bytes };
  } catch (error) {
    return failureOfReadError(error);
  } finally {
    closeSync(descriptor);
  }
}
