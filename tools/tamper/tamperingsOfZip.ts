/** The ZIP itself: what a program that trusts it would unpack wrongly, endlessly or elsewhere. */
import { packPaths } from '#pack/format.ts';
import { fileOf, zipWith } from './packParts.ts';
import type { Tampering } from './tamperings.ts';

const words = Buffer.from('not from the depot');
const symbolicLink = 0o120777;

function addedEntry(name: string, code: 'path-unsafe' | 'not-a-file', path: string, mode?: number): Tampering {
  return {
    ...{ name, code, file: path },
    make: (parts) => zipWith(parts, {}, { extra: [{ name: path, bytes: words, ...(mode && { mode }) }] }),
  };
}

export const tamperingsOfZip: readonly Tampering[] = [
  addedEntry('path-climbs', 'path-unsafe', '../../x'),
  addedEntry('path-absolute', 'path-unsafe', '/etc/cron.d/x'),
  addedEntry('path-of-a-drive', 'path-unsafe', 'C:\\Windows\\x.dll'),
  addedEntry('link-to-outside', 'not-a-file', 'pictures/link.jpg', symbolicLink),
  {
    name: 'name-twice',
    code: 'name-twice',
    file: packPaths.pdf,
    make: (parts) => zipWith(parts, {}, { extra: [{ name: packPaths.pdf, bytes: words }] }),
  },
  {
    name: 'name-twice-in-capitals',
    code: 'name-twice',
    file: 'CLAIM.PDF',
    make: (parts) => zipWith(parts, {}, { extra: [{ name: 'CLAIM.PDF', bytes: words }] }),
  },
  {
    name: 'bomb',
    code: 'zip-bomb',
    file: 'files/large.bin',
    make: (parts) =>
      zipWith(parts, {}, { extra: [{ name: 'files/large.bin', bytes: Buffer.alloc(8 * 1024 ** 2), deflate: true }] }),
  },
  {
    name: 'size-lies-small',
    code: 'size-lies',
    file: packPaths.ledger,
    make: (parts) =>
      zipWith(parts, {}, { entry: (entry) => (entry.name === packPaths.ledger ? { ...entry, declared: 10 } : entry) }),
  },
  {
    name: 'size-lies-large',
    code: 'size-lies',
    file: packPaths.claim,
    make: (parts) =>
      zipWith(
        parts,
        {},
        {
          entry: (entry) =>
            entry.name === packPaths.claim ? { ...entry, declared: entry.bytes.length + 1000 } : entry,
        },
      ),
  },
  {
    name: 'encrypted',
    code: 'encrypted',
    file: packPaths.claim,
    make: (parts) =>
      zipWith(parts, {}, { entry: (entry) => (entry.name === packPaths.claim ? { ...entry, flags: 1 } : entry) }),
  },
  {
    name: 'two-names-for-one-file',
    code: 'zip-ambiguous',
    file: packPaths.pdf,
    make: (parts) =>
      zipWith(
        parts,
        {},
        { entry: (entry) => (entry.name === packPaths.pdf ? { ...entry, localName: 'other.pdf' } : entry) },
      ),
  },
  {
    name: 'second-name-in-extra-field',
    code: 'zip-ambiguous',
    file: packPaths.pdf,
    make(parts) {
      const outside = { name: 'other.pdf', unicodeName: packPaths.pdf };
      return zipWith(
        parts,
        {},
        { entry: (entry) => (entry.name === packPaths.pdf ? { ...entry, ...outside } : entry) },
      );
    },
  },
  {
    name: 'two-files-of-the-same-bytes',
    code: 'zip-ambiguous',
    file: 'files/again.txt',
    make(parts) {
      const again = { name: 'files/again.txt', bytes: fileOf(parts, packPaths.readme), deflate: true };
      return zipWith(parts, {}, { extra: [{ ...again, sharedWith: packPaths.readme }] });
    },
  },
  {
    name: 'bytes-before',
    code: 'zip-ambiguous',
    file: null,
    make: (parts) => zipWith(parts, {}, { before: Buffer.from('#!/bin/sh\nexit 0\n') }),
  },
  {
    name: 'bytes-after',
    code: 'zip-ambiguous',
    file: null,
    make: (parts) => zipWith(parts, {}, { after: Buffer.from('and one thing more') }),
  },
  {
    name: 'bytes-between',
    code: 'zip-hidden-bytes',
    file: null,
    make: (parts) => zipWith(parts, {}, { hidden: words }),
  },
  {
    name: 'comment',
    code: 'zip-hidden-bytes',
    file: null,
    make: (parts) => zipWith(parts, {}, { comment: 'The depot admits everything.' }),
  },
  {
    name: 'cut-off',
    code: 'zip-cut-off',
    file: null,
    make(parts) {
      const whole = zipWith(parts);
      return whole.subarray(0, Math.floor(whole.length / 2));
    },
  },
  {
    name: 'no-zip',
    code: 'not-a-pack',
    file: null,
    make: (parts) => Buffer.concat([Buffer.from('\xff\xd8', 'latin1'), fileOf(parts, packPaths.readme)]),
  },
];
