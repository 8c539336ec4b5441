import { expect, test } from 'vitest';
import { failureOfReadError, failures } from '#core/imaging/imageFailure.ts';

const systemError = (code: string) => Object.assign(new Error(code), { code });

test.each([
  ['ENOENT', 'read-failed', false],
  ['EACCES', 'permission-denied', false],
  ['EPERM', 'permission-denied', false],
  ['EISDIR', 'is-a-folder', false],
  ['EBUSY', 'read-failed', true],
  ['EIO', 'read-failed', true],
])('%s on reading is %s and may still arrive: %s', (code, expected, mayStillArrive) => {
  expect(failureOfReadError(systemError(code))).toMatchObject({
    ok: false,
    failure: { code: expected, mayStillArrive },
  });
});

test('every failure is a plain sentence', () => {
  const all = [
    failures.emptyFile(),
    failures.cutShort(),
    failures.stillWritten(),
    failures.blankStart(),
    failures.notAPicture(),
    failures.unsupported('a GIF'),
    failures.damaged(),
    failures.tooManyPixels(50_000, 50_000, 250),
    failures.tooManyBytes(200_000_000, 100),
    failures.tooLong(20),
    failures.crashed(),
    failures.cannotStart(),
    failures.isAFolder(),
    failures.notAFile(),
    failures.permissionDenied(),
    failures.gone(),
    failures.busy(),
    failures.readFailed('EIO'),
    failures.writeFailed('ENOSPC'),
  ];
  for (const { failure } of all) expect(failure.message).toMatch(/^[A-Z][^{}]{15,}\.$/);
});

test('a full disk is named', () => {
  expect(failures.writeFailed('ENOSPC').failure.message).toContain('disk is full');
});
