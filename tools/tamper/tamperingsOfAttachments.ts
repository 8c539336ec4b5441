/** Files that were put to the claim: changed, taken out, exchanged with all hashes made to fit. */
import { type Manifest, packPaths } from '#pack/format.ts';
import { bitFlipped, fileOf, listAs, manifestAfter, type PackParts, sha256, zipWith } from './packParts.ts';
import type { Tampering } from './tamperings.ts';

const first = ({ attachments }: PackParts) => attachments[0] ?? '';

function replaced(parts: PackParts, change: (manifest: Manifest, other: Buffer) => void): Buffer {
  const path = first(parts);
  const other = bitFlipped(fileOf(parts, path), parts.random);
  return zipWith(parts, {
    [path]: other,
    [packPaths.manifest]: manifestAfter(parts, (manifest) => {
      listAs(manifest, path, other);
      change(manifest, other);
    }),
  });
}

export const tamperingsOfAttachments: readonly Tampering[] = [
  {
    name: 'attachment-one-bit',
    needsAttachments: 1,
    code: 'file-changed',
    file: first,
    make: (parts) => zipWith(parts, { [first(parts)]: bitFlipped(fileOf(parts, first(parts)), parts.random) }),
  },
  {
    name: 'attachment-removed',
    needsAttachments: 1,
    code: 'file-missing',
    file: first,
    make: (parts) => zipWith(parts, { [first(parts)]: null }),
  },
  {
    name: 'attachment-replaced-hashes-recomputed',
    needsAttachments: 1,
    code: 'attachment-not-recorded',
    file: first,
    make: (parts) => replaced(parts, () => undefined),
  },
  {
    name: 'attachment-replaced-all-hashes-recomputed',
    needsAttachments: 1,
    // The ledger recorded another one.
    code: 'attachment-not-recorded',
    file: first,
    make: (parts) =>
      replaced(parts, (manifest, other) => {
        const attachment = manifest.attachments?.find(({ path }) => path === first(parts));
        if (attachment) attachment.recordedSha256 = sha256(other);
      }),
  },
  {
    name: 'attachment-said-of-another-entry',
    needsAttachments: 1,
    code: 'attachment-not-recorded',
    file: first,
    make: (parts) =>
      zipWith(parts, {
        [packPaths.manifest]: manifestAfter(parts, ({ attachments, ledger }) => {
          const [attachment] = attachments ?? [];
          if (attachment) attachment.entry = ledger.entries.find((seq) => seq !== attachment.entry) ?? 0;
        }),
      }),
  },
];
