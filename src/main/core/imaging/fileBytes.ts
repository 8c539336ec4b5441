/** The one read of a file: opened once, checked by its own descriptor, into one buffer. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { type Failed, failureOfReadError, failures } from './imageFailure.ts';

/** A pipe called `.jpg` must not hold the worker at `open`; Windows has neither such pipes nor the flag. */
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Larger ones are few, and not worth their memory between two pictures. */
const largestSpare = 16_000_000;
/** A buffer whose picture is done: the next is read into it, as fresh memory costs more than the reading (0.4 against 0.17 ms a MB). */
let spare: Buffer | null = null;

function bufferOf(size: number): Buffer {
  const taken = spare !== null && spare.length >= size ? spare : Buffer.allocUnsafeSlow(size);
  if (taken === spare) spare = null;
  return taken.subarray(0, size);
}

/** Nobody looks at these bytes of {@link readFileBytes} any more. */
export function giveBack(bytes: Buffer): void {
  const whole = Buffer.from(bytes.buffer);
  if (whole.length <= largestSpare && whole.length > (spare?.length ?? 0)) spare = whole;
}

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

    const bytes = bufferOf(before.size);
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
