/**
 * A claim pack (docs/claim-pack.md, `#pack/format.ts`): one ZIP that answers a claim and that anybody can check. Pictures go through
 * one after the other; what is said about them is written once all of them were read.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import { checkedEvidence } from '#core/domain/evidence/evidence.ts';
import type { ExportTask } from '#core/exports/contract.ts';
import { ExportRefusal } from '#core/exports/exportFailure.ts';
import { dayAndTime } from '#core/exports/exportTimes.ts';
import { createZipWriter } from '#core/exports/zipWriter.ts';
import { isErased } from '#core/index/erasedStops.ts';
import { type ExcerptEntry, type LedgerExcerpt, LedgerWriteError } from '#core/ledger/contract.ts';
import {
  attachmentsFolder,
  excerptFormat,
  type FileRole,
  type LedgerExcerpt as PackedExcerpt,
  type PackedFile,
  packFormat,
  packPaths,
  packVersion,
  picturesFolder,
} from '#pack/format.ts';
import type { Bearing } from '#shared/evidence.ts';
import type { ClaimPackVariant } from '#shared/words.ts';
import { addAttachments, isAnyErasedSince } from './packAttachments.ts';
import { claimFile, type PackMatter, type PlacedPicture, recordedBy } from './packClaim.ts';
import { packEntries } from './packEntries.ts';
import { packMessage } from './packMessage.ts';
import { packPicture } from './packPictures.ts';
import { packReadme } from './packReadme.ts';
import { sealPack } from './packSeal.ts';
import { type PackSubject, packSubject } from './packSubject.ts';
import { clockRemarks } from './packTimes.ts';

const erasedMeanwhile =
  'A picture or a file of the claim was erased while the pack was being made. Nothing was left behind: make the pack again.';

export async function writePack(task: ExportTask, variant: ClaimPackVariant, out: Writable): Promise<string | null> {
  const { settings, sealing, now, signal } = task;
  const signing = await sealing.depotKey.signer();
  if (!signing.ok) throw new ExportRefusal(signing.message);
  const signer = signing.value;
  const subject = await packSubject(task, variant);
  const wanted = [...packEntries(task.depot, subject), signer.entry];
  const excerpt = await task.ledger.excerpt(wanted);
  const { head, root, size } = excerpt;
  if (!head || root === null) throw new ExportRefusal(nothingHolds(excerpt));
  const checker = sealing.checkerFile === null ? null : await readFile(sealing.checkerFile).catch(() => null);

  const zip = createZipWriter(out, signal);
  const files: PackedFile[] = [];
  const add = async (path: string, bytes: Buffer, role: FileRole, compress = true) => {
    files.push({ path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), role });
    await zip.add(path, bytes, { compress, modifiedAt: now });
  };
  const { number } = subject.record.claim;
  const about = { claim: number, depot: settings.depotName, variant, fingerprint: signer.fingerprint };
  await add(packPaths.readme, Buffer.from(packReadme({ ...about, hasChecker: checker !== null })), 'readme');

  const pictures = await addPictures(task, subject, excerpt.entries, add);
  const attachments = await addAttachments(task, subject, (path, bytes) => add(path, bytes, 'attachment', false));
  const told = withFiles(subject, pictures);
  const times = { now, newestEntry: newestEntry(excerpt.entries, head), newestPicture: newestArrival(told) };
  const say = (at: number) => dayAndTime(at, settings.timeZone);
  const matter: PackMatter = {
    ...{
      hasChecker: checker !== null,
      subject: told,
      pictures,
      attachments,
      clock: clockRemarks({ ...times, stamp: null }, say),
    },
    broken: excerpt.broken && {
      ...{ seq: excerpt.broken.seq, sentence: excerpt.broken.message, lacking: excerpt.lacking },
    },
  };
  await add(packPaths.claim, jsonBytes(claimFile(task, matter)), 'claim');
  await add(packPaths.ledger, jsonBytes(packedExcerpt(excerpt, head, subject)), 'ledger');
  const { packPdf } = await import('./pdf/packPdf.ts');
  await add(packPaths.pdf, await packPdf(task, matter, { signer, size, root, head: head.stored.hash }), 'pdf');
  if (checker) await add(packPaths.verifier, checker, 'verifier');

  if (isAnyErasedNow(task, pictures) || isAnyErasedSince(task, subject, attachments))
    throw new ExportRefusal(erasedMeanwhile);
  const seal = await sealPack(task, signer, {
    ...{ format: packFormat, version: packVersion, packId: randomUUID(), claim: number, depot: settings.depotName },
    ...{ madeAt: new Date(now).toISOString(), variant, madeBy: `Porchlight ${sealing.version}` },
    ...{ keyFingerprint: signer.fingerprint, files },
    pictures: pictures.map(({ path, photo, standing }) => ({ path, recordedSha256: photo, standing })),
    attachments: attachments.map(({ path, recordedSha256, entry, standing }) => ({
      path,
      recordedSha256,
      entry,
      standing,
    })),
    ...(subject.attachedLeftOut > 0 && { attachmentsLeftOut: subject.attachedLeftOut }),
    ledger: { size, root, head: head.stored.hash, entries: excerpt.entries.map(({ stored }) => stored.seq) },
  });
  await zip.add(packPaths.manifest, seal.manifest, { compress: true, modifiedAt: now });
  await zip.add(packPaths.signature, seal.signature, { compress: false, modifiedAt: now });
  await zip.add(packPaths.key, Buffer.from(signer.publicPem), { compress: true, modifiedAt: now });
  if (seal.stamp.kind === 'stamped') {
    await zip.add(packPaths.timeStamp, seal.stamp.response, { compress: false, modifiedAt: now });
  }
  await zip.end();

  const stampedAt = seal.stamp.kind === 'stamped' ? seal.stamp.at : null;
  const message = packMessage({ ...matter, clock: clockRemarks({ ...times, stamp: stampedAt }, say) }, seal.stamp);
  task.whenWhole(() => writeDown(task, subject, { manifest: seal.manifest, signedBy: signer.fingerprint, message }));
  return message;
}

type Add = (path: string, bytes: Buffer, role: FileRole, compress?: boolean) => Promise<void>;

/** Numbered as the evidence numbers them; the beginning of the recorded hash tells one from another. */
async function addPictures(
  task: ExportTask,
  { photos, variant }: PackSubject,
  entries: readonly ExcerptEntry[],
  add: Add,
): Promise<PlacedPicture[]> {
  const placed: PlacedPicture[] = [];
  for (const [n, photo] of photos.entries()) {
    task.signal.throwIfAborted();
    const { bytes, preview, ...picture } = await packPicture(task, photo, variant, photos);
    const name = `${String(n + 1).padStart(2, '0')}-${photo.slice(0, 12)}`;
    const path = bytes ? `${picturesFolder}${name}${picture.extension}` : null;
    const previewPath = preview ? `${attachmentsFolder}preview-${name}.webp` : null;
    if (bytes && path) await add(path, bytes, 'picture', false);
    if (preview && previewPath) await add(previewPath, preview, 'attachment', false);
    placed.push({ ...picture, path, previewPath, recordedBy: recordedBy(photo, entries) });
    task.progress((n + 1) / (photos.length + 1));
    await breathe();
  }
  return placed;
}

const bearings: readonly Bearing[] = ['for', 'against', 'neutral'];

/** What was found when each file was read for the pack is a fact too. A copy for the customer says nothing of any file. */
function withFiles(subject: PackSubject, pictures: readonly PlacedPicture[]): PackSubject {
  const { evidence, variant } = subject;
  if (!evidence || variant === 'customer') return subject;
  const now = new Map(pictures.map(({ photo, folder }) => [photo, folder]));
  const photos = evidence.photos.map((photo) => ({ ...photo, folder: now.get(photo.id) ?? photo.folder }));
  const checked = checkedEvidence(photos);
  const sentences = [...evidence.summary, ...checked.summary];
  const summary = bearings.flatMap((bearing) => sentences.filter((each) => each.bearing === bearing));
  return { ...subject, evidence: { ...evidence, photos, facts: [...evidence.facts, ...checked.facts], summary } };
}

/** Not the last one: with the clock set back it may be the key's own entry, made a moment ago. */
function newestEntry(entries: readonly ExcerptEntry[], head: ExcerptEntry): number {
  return Math.max(head.stored.at, ...entries.map(({ stored }) => stored.at));
}

function newestArrival({ evidence }: PackSubject): number | null {
  const arrivals = evidence?.photos.map(({ arrivedAt }) => arrivedAt) ?? [];
  return arrivals.length === 0 ? null : Math.max(...arrivals);
}

function packedExcerpt(excerpt: LedgerExcerpt, head: ExcerptEntry, subject: PackSubject): PackedExcerpt {
  const own = new Set(subject.entries);
  const shown = ({ opened, ...entry }: ExcerptEntry) => {
    // For its customer the pack opens what they said themselves, and nothing that others wrote.
    const texts =
      subject.variant === 'full' ? opened : own.has(entry.stored.seq) ? pick(opened, ['words', 'askedBy']) : {};
    return Object.keys(texts).length > 0 ? { ...entry, opened: texts } : entry;
  };
  const { opened, ...closed } = head;
  const isShown = excerpt.entries.some(({ index }) => index === head.index);
  return {
    ...{ format: excerptFormat, version: packVersion, size: excerpt.size, root: excerpt.root ?? '' },
    head: isShown ? shown(head) : closed,
    entries: excerpt.entries.map(shown),
    broken: excerpt.broken && { seq: excerpt.broken.seq, sentence: excerpt.broken.message },
  };
}

const pick = (texts: Record<string, string>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).filter(([name]) => names.includes(name)));

const nothingHolds = ({ broken }: LedgerExcerpt): string =>
  `The ledger does not hold from its first entry on, so a pack would prove nothing. ${broken?.message ?? ''}`.trim();

function isAnyErasedNow({ depot }: ExportTask, pictures: readonly PlacedPicture[]): boolean {
  return pictures.some(
    ({ photo, standing }) => standing !== 'erased' && isErased(depot.erasing.erased.ofPhoto(photo), 'picture'),
  );
}

/** That the pack was made is an entry of the ledger; where the disk is too full for it the pack is made nonetheless. */
async function writeDown(
  { sealing }: ExportTask,
  { record, variant }: PackSubject,
  made: { manifest: Buffer; signedBy: string; message: string | null },
): Promise<string | null> {
  const manifestSha256 = createHash('sha256').update(made.manifest).digest('hex');
  try {
    const { id } = record.claim;
    await sealing.record({ kind: 'claim-pack', claim: id, variant, manifestSha256, signedBy: made.signedBy });
    return made.message;
  } catch (error) {
    if (!(error instanceof LedgerWriteError)) throw error;
    const lack = `The pack is whole, but that it was made could not be written down: ${error.message}`;
    return made.message ? `${made.message} ${lack}` : lack;
  }
}

const jsonBytes = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
