/** Files changed, added, taken out, renamed. */
import { packPaths } from '#pack/format.ts';
import { bitFlipped, fileOf, listAs, manifestAfter, type PackParts, sha256, zipWith } from './packParts.ts';
import type { Tampering } from './tamperings.ts';

const firstPicture = ({ pictures }: PackParts) => pictures[0] ?? '';
const lastPicture = ({ pictures }: PackParts) => pictures.at(-1) ?? '';

export const tamperingsOfFiles: readonly Tampering[] = [
  {
    name: 'picture-one-bit',
    needsPictures: 1,
    code: 'file-changed',
    file: firstPicture,
    make: (parts) =>
      zipWith(parts, { [firstPicture(parts)]: bitFlipped(fileOf(parts, firstPicture(parts)), parts.random, 64) }),
  },
  {
    name: 'pictures-exchanged',
    needsPictures: 2,
    code: 'file-changed',
    file: lastPicture,
    make: (parts) =>
      zipWith(parts, {
        [firstPicture(parts)]: fileOf(parts, lastPicture(parts)),
        [lastPicture(parts)]: fileOf(parts, firstPicture(parts)),
      }),
  },
  {
    name: 'picture-replaced-hashes-recomputed',
    needsPictures: 1,
    code: 'picture-not-recorded',
    file: firstPicture,
    make(parts) {
      const path = firstPicture(parts);
      const other = bitFlipped(fileOf(parts, path), parts.random, 64);
      return zipWith(parts, {
        [path]: other,
        [packPaths.manifest]: manifestAfter(parts, (manifest) => listAs(manifest, path, other)),
      });
    },
  },
  {
    name: 'picture-replaced-all-hashes-recomputed',
    needsPictures: 1,
    code: ({ isStamped }) => (isStamped ? 'manifest-changed' : 'signature-invalid'),
    file: packPaths.manifest,
    make(parts) {
      const path = firstPicture(parts);
      const other = bitFlipped(fileOf(parts, path), parts.random, 64);
      return zipWith(parts, {
        [path]: other,
        [packPaths.manifest]: manifestAfter(parts, (manifest) => {
          listAs(manifest, path, other);
          const picture = manifest.pictures.find((one) => one.path === path);
          if (picture) picture.recordedSha256 = sha256(other);
        }),
      });
    },
  },
  {
    name: 'claim-edited',
    code: 'file-changed',
    file: packPaths.claim,
    make(parts) {
      const claim = JSON.parse(fileOf(parts, packPaths.claim).toString()) as { summary: string[] };
      claim.summary.push('Nobody was at home.');
      return zipWith(parts, { [packPaths.claim]: Buffer.from(JSON.stringify(claim)) });
    },
  },
  {
    name: 'pdf-replaced',
    code: 'file-changed',
    file: packPaths.pdf,
    make: (parts) => zipWith(parts, { [packPaths.pdf]: Buffer.from('%PDF-1.7\n% another paper\n%%EOF\n') }),
  },
  {
    name: 'checker-replaced',
    code: 'file-changed',
    file: packPaths.verifier,
    make: (parts) => zipWith(parts, { [packPaths.verifier]: Buffer.from('<h1>All is well</h1>') }),
  },
  {
    name: 'file-added',
    code: 'file-added',
    file: 'pictures/99.jpg',
    make: (parts) => zipWith(parts, { 'pictures/99.jpg': Buffer.from('not from the depot') }),
  },
  {
    name: 'file-removed',
    code: 'file-missing',
    file: packPaths.pdf,
    make: (parts) => zipWith(parts, { [packPaths.pdf]: null }),
  },
  {
    name: 'picture-removed',
    needsPictures: 1,
    code: 'file-missing',
    file: lastPicture,
    make: (parts) => zipWith(parts, { [lastPicture(parts)]: null }),
  },
  {
    name: 'file-renamed',
    needsPictures: 1,
    code: 'file-renamed',
    file: firstPicture,
    make: (parts) =>
      zipWith(parts, { [firstPicture(parts)]: null, 'pictures/17.jpg': fileOf(parts, firstPicture(parts)) }),
  },
];
