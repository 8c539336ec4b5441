/** A pack taken apart for tampering: its files by name, and the few things that a forger can do with them. */
import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { LedgerExcerpt, Manifest, ProvenEntry } from '#pack/format.ts';
import { attachmentsFolder, packPaths, picturesFolder } from '#pack/format.ts';
import { hashedText, type StoredEntry } from '#pack/ledgerEntry.ts';
import { manifestText } from '#pack/manifestText.ts';
import type { Random } from '#tests/fixtures/seededRandom.ts';
import { type RawEntry, type RawZipOptions, rawZip } from './rawZip.ts';

export interface PackParts {
  files: ReadonlyMap<string, Buffer>;
  random: Random;
  isStamped: boolean;
  /** Paths of its pictures, in order. */
  pictures: string[];
  /** Paths of the files that were put to the claim, in order. */
  attachments: string[];
}

export function partsOf(files: ReadonlyMap<string, Buffer>, random: Random): PackParts {
  const { attachments = [] } = JSON.parse(files.get(packPaths.manifest)?.toString() ?? '{}') as Partial<Manifest>;
  return {
    ...{ files, random, isStamped: files.has(packPaths.timeStamp) },
    pictures: [...files.keys()].filter((path) => path.startsWith(picturesFolder)),
    attachments: attachments.flatMap(({ path }) => path ?? []),
  };
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function fileOf({ files }: PackParts, path: string): Buffer {
  const bytes = files.get(path);
  if (!bytes) throw new Error(`The pack has no ${path}, so it can't be tampered with`);
  return bytes;
}

/** The pack as a ZIP, with these files changed (null: taken out) or added. */
export function zipWith(
  { files }: PackParts,
  changes: Record<string, Uint8Array | null> = {},
  options: RawZipOptions & { extra?: RawEntry[]; entry?: (entry: RawEntry) => RawEntry } = {},
): Buffer {
  const entries: RawEntry[] = [];
  for (const [name, bytes] of [...files, ...Object.entries(changes).filter(([path]) => !files.has(path))]) {
    const now = name in changes ? changes[name] : bytes;
    const isStored = name.startsWith(picturesFolder) || name.startsWith(attachmentsFolder);
    if (now) entries.push({ name, bytes: now, deflate: !isStored });
  }
  return rawZip([...entries.map((entry) => options.entry?.(entry) ?? entry), ...(options.extra ?? [])], options);
}

/** One bit of one byte turned, somewhere from `from` on. */
export function bitFlipped(bytes: Buffer, random: Random, from = 0): Buffer {
  const changed = Buffer.from(bytes);
  const at = from + random.below(bytes.length - from);
  changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8));
  return changed;
}

const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

/** manifest.json after `change`; not signed anew. */
export function manifestAfter(parts: PackParts, change: (manifest: Manifest) => void): Buffer {
  const manifest = JSON.parse(fileOf(parts, packPaths.manifest).toString()) as Manifest;
  change(manifest);
  return Buffer.from(manifestText(manifest));
}

/** Makes the manifest's line about a file fit these bytes. */
export function listAs(manifest: Manifest, path: string, bytes: Uint8Array): void {
  const file = manifest.files.find((one) => one.path === path);
  if (!file) throw new Error(`The manifest does not list ${path}`);
  Object.assign(file, { bytes: bytes.length, sha256: sha256(bytes) });
}

/** ledger.json after `change`. */
export function excerptAfter(parts: PackParts, change: (excerpt: LedgerExcerpt) => void): Buffer {
  const excerpt = JSON.parse(fileOf(parts, packPaths.ledger).toString()) as LedgerExcerpt;
  change(excerpt);
  return json(excerpt);
}

/** Any of the excerpt's entries. */
export function someEntry({ entries }: LedgerExcerpt, random: Random): ProvenEntry {
  const entry = random.pick(entries);
  if (!entry) throw new Error('The excerpt has no entries');
  return entry;
}

/** As a forger does who knows how the ledger hashes. */
export function hashAnew(stored: StoredEntry): void {
  stored.hash = createHash('sha256').update(hashedText(stored)).digest('hex');
}

/** What a forger with a key of their own puts in the place of the depot's seal. */
export function sealedByAnother(parts: PackParts, { named }: { named: boolean }): Record<string, Uint8Array | null> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicKey = createPublicKey(privateKey);
  const fingerprint = sha256(publicKey.export({ type: 'spki', format: 'der' }));
  const manifest = manifestAfter(parts, (one) => {
    if (named) one.keyFingerprint = fingerprint;
    // The authority's stamp is over the depot's signature, and no longer fits.
    one.timeStamped = false;
  });
  return {
    [packPaths.manifest]: manifest,
    [packPaths.signature]: sign(null, manifest, privateKey),
    [packPaths.key]: Buffer.from(publicKey.export({ type: 'spki', format: 'pem' })),
    [packPaths.timeStamp]: null,
  };
}
