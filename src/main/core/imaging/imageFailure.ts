/** Why a file gave no picture: the code for the program, a sentence for the supervisor. */
import type { FileProblemCode } from '#shared/words.ts';
import type { ImageFailure } from './contract.ts';

export interface Failed {
  ok: false;
  failure: ImageFailure;
}

/** A file that is wrong as it stands; reading it again gives the same. */
export function refused(code: FileProblemCode, message: string): Failed {
  return { ok: false, failure: { code, message, mayStillArrive: false } };
}

/** A file that may be whole a little later: the sync client is still at it, or the disk was busy. */
export function notYet(code: FileProblemCode, message: string): Failed {
  return { ok: false, failure: { code, message, mayStillArrive: true } };
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export const failures = {
  emptyFile: () => notYet('empty-file', 'The file is empty (0 bytes). It may still be syncing.'),
  cutShort: () => notYet('truncated', 'The picture stops before its end. It may still be syncing.'),
  stillWritten: () => notYet('truncated', 'The file changed while it was being read. It is still being written.'),
  blankStart: () => notYet('truncated', 'The file has its size but no content yet. It may still be syncing.'),
  notAPicture: () => refused('not-a-picture', 'This is not a picture, whatever its name says.'),
  unsupported: (kind: string) =>
    refused('unsupported-format', `Porchlight can’t show ${kind}. Save it as an ordinary JPEG.`),
  damaged: () => refused('damaged-picture', 'The picture is damaged and can’t be shown.'),
  tooManyPixels: (width: number, height: number, megapixels: number) =>
    refused(
      'too-many-pixels',
      `The picture claims ${whole.format(width)} × ${whole.format(height)} pixels; the limit is ${whole.format(megapixels)} megapixels.`,
    ),
  tooManyBytes: (bytes: number, megabytes: number) =>
    refused(
      'too-many-bytes',
      `The file has ${whole.format(bytes / 1_000_000)} MB; the limit is ${whole.format(megabytes)} MB.`,
    ),
  tooLong: (seconds: number) =>
    refused(
      'took-too-long',
      `Reading the picture took longer than ${seconds === 1 ? 'a second' : `${whole.format(seconds)} seconds`}.`,
    ),
  crashed: () => refused('reader-crashed', 'The picture made the reader crash three times. It was set aside.'),
  cannotStart: () =>
    notYet('reader-crashed', 'Porchlight’s picture reader does not start. The picture waits; restart Porchlight.'),
  isAFolder: () => refused('is-a-folder', 'This is a folder with the name of a picture.'),
  notAFile: () => refused('not-a-picture', 'This is a device or a pipe with the name of a picture.'),
  permissionDenied: () => refused('permission-denied', 'Porchlight is not allowed to read this file.'),
  gone: () => refused('read-failed', 'The file is not there any more.'),
  busy: () => notYet('read-failed', 'Another program has the file open. It will be tried again.'),
  readFailed: (code: string) => notYet('read-failed', `The file could not be read (${code}). It will be tried again.`),
  diskFull: (): Failed => ({
    ok: false,
    failure: {
      code: 'read-failed',
      message: 'The disk is full, so the small picture could not be kept.',
      mayStillArrive: true,
      diskFull: true,
    },
  }),
  writeFailed: (code: string): Failed =>
    code === 'ENOSPC' || code === 'EDQUOT'
      ? failures.diskFull()
      : notYet('read-failed', `The small picture could not be kept (${code}).`),
};

/** Turns an error of opening or reading a file into its failure. */
export function failureOfReadError(error: unknown): Failed {
  const code = errorCode(error);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return failures.gone();
    case 'EACCES':
    case 'EPERM':
      return failures.permissionDenied();
    case 'EISDIR':
      return failures.isAFolder();
    case 'ENXIO':
      return failures.notAFile();
    case 'EBUSY':
    case 'EAGAIN':
      return failures.busy();
    default:
      return failures.readFailed(code);
  }
}

/** The `code` of a system error, else `unknown`. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
