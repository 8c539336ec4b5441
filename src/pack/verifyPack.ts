/**
 * Checks a claim pack: whole, unchanged since it was signed, and part of the ledger that it names. Runs in Node and in a page, offline,
 * over a pack of any size; reads each byte once and writes nothing.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { type Archive, openArchive } from './archive.ts';
import { checkAttachments, remarksOnAttachments } from './checkAttachments.ts';
import { checkClaim } from './checkClaim.ts';
import { checkFiles, checkPictures, remarksOnPictures } from './checkFiles.ts';
import { checkExpectedKey, checkSeal, parseJson, readManifest } from './checkSeal.ts';
import { checkExcerpt } from './excerpt.ts';
import type { Finding, Remark } from './finding.ts';
import {
  type AttachmentStanding,
  type LedgerExcerpt,
  ledgerExcerptSchema,
  type Manifest,
  type PictureStanding,
  packPaths,
} from './format.ts';
import { type Contents, readContents } from './readContents.ts';
import { remarksOnClocks } from './remarksOnClocks.ts';
import type { PackSource, RunningHash } from './source.ts';
import { checkTimeStamp, type TimeStampFacts, type TimeStampResult } from './timeStamp.ts';

export interface VerifyOptions {
  /** The key that the reader expects, 64 hex digits (`readFingerprint`), as the depot told it on another way. */
  expectedFingerprint?: string | undefined;
  /** Certificates (DER) of authorities that the reader trusts for time stamps. */
  trustedAuthorities?: readonly Uint8Array[] | undefined;
  newHash?: () => RunningHash;
  /** Bytes read so far, of the unpacked whole. */
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

/** What the pack says of itself. It is worth something only when the pack is whole. */
export interface PackFacts {
  packId: string;
  claim: string;
  depot: string;
  /** ISO 8601, by the depot's clock. */
  madeAt: string;
  madeBy: string;
  variant: Manifest['variant'];
  files: number;
  pictures: Record<PictureStanding, number>;
  /** Files that were put to the claim. */
  attachments: Record<AttachmentStanding | 'leftOut', number>;
  ledger: { size: number; head: string; root: string; entries: number };
}

export interface PackVerdict {
  /** Nothing was found against it. */
  ok: boolean;
  /** By kind; of each kind the first twenty, and how many more there are. */
  findings: Finding[];
  remarks: Remark[];
  /** Null: the manifest can't be read. */
  facts: PackFacts | null;
  /** Of the key in the pack, 64 hex digits; null when it has none. */
  fingerprint: string | null;
  /** The reader named a key, and this is it. */
  isExpectedKey: boolean;
  timeStamp: TimeStampFacts | null;
}

/** Rejects only when the source can't be read or the check was called off; everything about the pack is in the verdict. */
export async function verifyPack(source: PackSource, options: VerifyOptions = {}): Promise<PackVerdict> {
  const opened = await openArchive(source);
  if (opened.archive === null) return unreadable(opened.findings);
  const { archive } = opened;
  const contents = await readContents(archive, {
    newHash: options.newHash ?? (() => sha256.create()),
    onProgress: progressOver(archive, options.onProgress),
    signal: options.signal,
  });
  const told = new Set([...archive.refused, ...contents.unread]);
  const stamp = await readStamp(contents, options.trustedAuthorities);
  const { manifest, fault } = readManifestIn(contents);
  const seal = checkSeal(
    {
      manifestBytes: contents.kept.get(packPaths.manifest),
      signature: contents.kept.get(packPaths.signature),
      keyPem: contents.kept.get(packPaths.key),
      told,
    },
    manifest,
    stamp,
  );
  const excerpt = readExcerptIn(contents);
  const findings = [
    ...opened.findings,
    ...contents.findings,
    ...archive.findGaps(),
    ...(fault ? [fault] : []),
    ...seal.findings,
    ...(options.expectedFingerprint ? checkExpectedKey(seal.key, options.expectedFingerprint) : []),
    ...(manifest ? checkFiles(manifest, { read: contents.read, told }) : []),
    ...(manifest ? checkPictures(manifest) : []),
    ...(manifest ? checkAttachments(manifest, excerpt.excerpt) : []),
    ...excerpt.findings,
    ...(excerpt.excerpt ? checkExcerpt(excerpt.excerpt, manifest?.ledger ?? null) : []),
    ...checkClaim(contents.kept.get(packPaths.claim), manifest),
    ...stampFindings(stamp, manifest, seal.findings.length === 0, contents, told),
  ];
  const timeStamp = stamp?.ok ? stamp.facts : null;
  return {
    ok: findings.length === 0,
    findings: foremost(findings),
    remarks: remarksOn(manifest, excerpt.excerpt, stamp, options, findings.length === 0),
    facts: manifest && factsOf(manifest),
    fingerprint: seal.key?.fingerprint ?? null,
    isExpectedKey: seal.key !== null && seal.key.fingerprint === options.expectedFingerprint,
    timeStamp,
  };
}

/** Nobody reads ten thousand findings of one kind, and a hostile pack may well make as many. */
const mostOfOneKind = 20;

function foremost(findings: readonly Finding[]): Finding[] {
  const byCode = new Map<string, Finding[]>();
  // Map.groupBy is younger than some browsers that can do everything else here.
  for (const finding of findings) {
    const same = byCode.get(finding.code);
    if (same) same.push(finding);
    else byCode.set(finding.code, [finding]);
  }
  return [...byCode.values()].flatMap((same) => {
    const more = same.length - mostOfOneKind;
    const last = same[mostOfOneKind];
    if (!last || more < 2) return same;
    return [...same.slice(0, mostOfOneKind), { ...last, sentence: `And ${more} more of the same kind.` }];
  });
}

function unreadable(findings: Finding[]): PackVerdict {
  return { ok: false, findings, remarks: [], facts: null, fingerprint: null, isExpectedKey: false, timeStamp: null };
}

function progressOver(archive: Archive, onProgress: VerifyOptions['onProgress']): (bytes: number) => void {
  const total = [...archive.files.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  return (bytes) => {
    done += bytes;
    onProgress?.(done, total);
  };
}

function readManifestIn({ kept }: Contents): { manifest: Manifest | null; fault: Finding | null } {
  const bytes = kept.get(packPaths.manifest);
  return bytes ? readManifest(bytes) : { manifest: null, fault: null };
}

function readExcerptIn({ kept }: Contents): { excerpt: LedgerExcerpt | null; findings: Finding[] } {
  const bytes = kept.get(packPaths.ledger);
  // That it is missing is told with the other files.
  if (!bytes) return { excerpt: null, findings: [] };
  const { data } = ledgerExcerptSchema.safeParse(parseJson(bytes));
  if (data) return { excerpt: data, findings: [] };
  const sentence = 'ledger.json is no excerpt of a ledger any more: it was changed.';
  return { excerpt: null, findings: [{ code: 'ledger-unreadable', file: packPaths.ledger, sentence }] };
}

async function readStamp(
  { kept }: Contents,
  trusted: VerifyOptions['trustedAuthorities'],
): Promise<TimeStampResult | null> {
  const response = kept.get(packPaths.timeStamp);
  const signature = kept.get(packPaths.signature);
  return response && signature ? await checkTimeStamp(response, signature, trusted) : null;
}

function stampFindings(
  stamp: TimeStampResult | null,
  manifest: Manifest | null,
  isSealWhole: boolean,
  { kept }: Contents,
  told: ReadonlySet<string>,
): Finding[] {
  const file = packPaths.timeStamp;
  if (stamp === null) {
    if (!manifest?.timeStamped || kept.has(file) || told.has(file)) return [];
    return [
      { code: 'time-stamp-missing', file, sentence: 'timestamp.tsr is missing: the pack was made with a time stamp.' },
    ];
  }
  // Beside a signature that was changed it says nothing new that the stamp is of another one.
  if (stamp.ok || (stamp.code === 'other' && !isSealWhole)) return [];
  return [{ code: `time-stamp-${stamp.code}`, file, sentence: `timestamp.tsr ${stamp.words}` }];
}

function remarksOn(
  manifest: Manifest | null,
  excerpt: LedgerExcerpt | null,
  stamp: TimeStampResult | null,
  { expectedFingerprint }: VerifyOptions,
  isWhole: boolean,
): Remark[] {
  if (manifest === null) return [];
  const timeStamp = stamp?.ok ? stamp.facts : null;
  const remarks = [...remarksOnPictures(manifest.pictures), ...remarksOnAttachments(manifest)];
  const about = (code: Remark['code'], file: string, sentence: string) => remarks.push({ code, file, sentence });
  if (excerpt?.broken) {
    const { seq, sentence } = excerpt.broken;
    about(
      'ledger-broken',
      packPaths.ledger,
      `The depot’s ledger did not hold from entry ${seq} on when the pack was made, and the pack says so: ${sentence}`,
    );
  }
  remarks.push(...remarksOnClocks(manifest, excerpt, timeStamp));
  if (isWhole && !expectedFingerprint) {
    about(
      'key-not-compared',
      packPaths.key,
      'The signature shows that nothing was changed since somebody with this key signed. That it was the depot, only the fingerprint shows: compare it with the one in the depot’s settings, and ask for that in another way than you got this pack.',
    );
  }
  if (stamp === null && !manifest.timeStamped) {
    about(
      'no-time-stamp',
      packPaths.manifest,
      'The pack has no time stamp of an authority: when it was made is known from the depot’s clock alone.',
    );
  }
  if (timeStamp?.isChecked === false) {
    about(
      'time-stamp-not-checked',
      packPaths.timeStamp,
      'The time stamp is of this signature, but this browser can’t check who made it: use “npm run verify” or openssl for that.',
    );
  } else if (timeStamp?.isTrusted === null) {
    about(
      'authority-not-checked',
      packPaths.timeStamp,
      `The time stamp is whole. Whether “${timeStamp.authority}” is an authority to be trusted is for you to judge.`,
    );
  }
  return remarks;
}

function factsOf(manifest: Manifest): PackFacts {
  const { packId, claim, depot, madeAt, madeBy, variant, files, ledger } = manifest;
  const pictures: PackFacts['pictures'] = { same: 0, changed: 0, gone: 0, erased: 0, redacted: 0 };
  for (const { standing } of manifest.pictures) pictures[standing] += 1;
  const attachments: PackFacts['attachments'] = {
    same: 0,
    gone: 0,
    erased: 0,
    leftOut: manifest.attachmentsLeftOut ?? 0,
  };
  for (const { standing } of manifest.attachments ?? []) attachments[standing] += 1;
  return {
    ...{ packId, claim, depot, madeAt, madeBy, variant, files: files.length, pictures, attachments },
    ledger: { size: ledger.size, head: ledger.head, root: ledger.root, entries: ledger.entries.length },
  };
}
