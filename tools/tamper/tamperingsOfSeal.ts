/** The manifest, the signature, the key and the time stamp. */
import { createHash, generateKeyPairSync } from 'node:crypto';
import { packPaths } from '#pack/format.ts';
import { bitFlipped, fileOf, manifestAfter, type PackParts, sealedByAnother, zipWith } from './packParts.ts';
import type { Tampering } from './tamperings.ts';

/** A stamp tells which of two files was changed; without one there is no knowing. */
const changedOr = (code: 'manifest-changed' | 'signature-changed') => (parts: PackParts) =>
  parts.isStamped ? code : 'signature-invalid';

/** All characters of a GeneralizedTime: the two bytes before them, tag and length, stand in one of a thousand hashes as well. */
const generalizedTime = /\d{14}Z/;
/** Where in it the last digit of its year stands. */
const lastOfYear = 3;

export const tamperingsOfSeal: readonly Tampering[] = [
  {
    name: 'manifest-one-digit',
    code: changedOr('manifest-changed'),
    file: packPaths.manifest,
    make: (parts) =>
      zipWith(parts, {
        [packPaths.manifest]: manifestAfter(parts, (manifest) => {
          manifest.madeAt = manifest.madeAt.replace(/^\d{4}/, (year) => String(Number(year) - 1));
        }),
      }),
  },
  {
    name: 'manifest-of-another-claim',
    code: 'claim-contradicts',
    file: packPaths.claim,
    make: (parts) =>
      zipWith(parts, {
        [packPaths.manifest]: manifestAfter(parts, (manifest) => {
          manifest.claim = `${manifest.claim}0`;
        }),
      }),
  },
  {
    name: 'manifest-removed',
    code: 'manifest-missing',
    file: packPaths.manifest,
    make: (parts) => zipWith(parts, { [packPaths.manifest]: null }),
  },
  {
    name: 'manifest-garbled',
    code: 'manifest-unreadable',
    file: packPaths.manifest,
    make: (parts) => zipWith(parts, { [packPaths.manifest]: fileOf(parts, packPaths.manifest).subarray(1) }),
  },
  {
    name: 'signature-one-bit',
    code: changedOr('signature-changed'),
    file: (parts) => (parts.isStamped ? packPaths.signature : packPaths.manifest),
    make: (parts) =>
      zipWith(parts, { [packPaths.signature]: bitFlipped(fileOf(parts, packPaths.signature), parts.random) }),
  },
  {
    name: 'signature-cut',
    code: 'signature-changed',
    file: packPaths.signature,
    make: (parts) => zipWith(parts, { [packPaths.signature]: fileOf(parts, packPaths.signature).subarray(0, 63) }),
  },
  {
    name: 'signature-removed',
    code: 'signature-missing',
    file: packPaths.signature,
    make: (parts) => zipWith(parts, { [packPaths.signature]: null }),
  },
  {
    name: 'key-exchanged',
    code: 'key-swapped',
    file: packPaths.key,
    make: (parts) =>
      zipWith(parts, {
        [packPaths.key]: Buffer.from(generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' })),
      }),
  },
  {
    name: 'key-of-another-kind',
    code: 'key-unreadable',
    file: packPaths.key,
    make: (parts) =>
      zipWith(parts, {
        [packPaths.key]: Buffer.from(
          generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' }),
        ),
      }),
  },
  {
    name: 'signed-anew-by-another',
    code: 'key-unexpected',
    file: packPaths.key,
    needsFingerprint: true,
    make: (parts) => zipWith(parts, sealedByAnother(parts, { named: true })),
  },
  {
    name: 'signed-anew-by-another-key-not-named',
    code: 'key-swapped',
    file: packPaths.key,
    make: (parts) => zipWith(parts, sealedByAnother(parts, { named: false })),
  },
  {
    name: 'stamp-of-another-pack',
    code: 'time-stamp-other',
    file: packPaths.timeStamp,
    needsStamp: true,
    make(parts) {
      const stamp = Buffer.from(fileOf(parts, packPaths.timeStamp));
      for (const hash of ['sha256', 'sha384', 'sha512']) {
        const at = stamp.indexOf(createHash(hash).update(fileOf(parts, packPaths.signature)).digest());
        if (at >= 0) stamp.set(createHash(hash).update('the signature of another pack').digest(), at);
      }
      return zipWith(parts, { [packPaths.timeStamp]: stamp });
    },
  },
  {
    name: 'stamp-of-an-earlier-time',
    code: 'time-stamp-invalid',
    file: packPaths.timeStamp,
    needsStamp: true,
    make(parts) {
      const stamp = Buffer.from(fileOf(parts, packPaths.timeStamp));
      const digit = stamp.toString('latin1').search(generalizedTime) + lastOfYear;
      stamp[digit] = stamp[digit] === 0x30 ? 0x31 : (stamp[digit] ?? 0) - 1;
      return zipWith(parts, { [packPaths.timeStamp]: stamp });
    },
  },
  {
    name: 'stamp-removed',
    code: 'time-stamp-missing',
    file: packPaths.timeStamp,
    needsStamp: true,
    make: (parts) => zipWith(parts, { [packPaths.timeStamp]: null }),
  },
  {
    name: 'stamp-garbled',
    code: 'time-stamp-invalid',
    file: packPaths.timeStamp,
    needsStamp: true,
    make: (parts) => zipWith(parts, { [packPaths.timeStamp]: fileOf(parts, packPaths.timeStamp).subarray(0, -20) }),
  },
];
