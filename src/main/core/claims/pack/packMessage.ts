/** What is worth knowing about a pack that was made, for whoever made it. Pure. */
import type { StampResult } from '#core/timeStamp/contract.ts';
import type { PictureStanding } from '#pack/format.ts';
import type { PackMatter } from './packClaim.ts';

const standingWords: Record<Exclude<PictureStanding, 'same' | 'redacted'>, string> = {
  changed: 'changed in the folder since',
  gone: 'not to be had any more',
  erased: 'erased',
};

/** Null: all is as it should be. */
export function packMessage(
  { subject, pictures, attachments, clock, broken }: PackMatter,
  stamp: StampResult,
): string | null {
  const sentences: string[] = [];
  for (const [standing, words] of Object.entries(standingWords)) {
    const n = pictures.filter((picture) => picture.standing === standing).length;
    if (n > 0) sentences.push(`${pictureCount(n)} ${n === 1 ? 'is' : 'are'} ${words}; the pack says so.`);
  }
  if (subject.withheld.length > 0) {
    sentences.push(`${pictureCount(subject.withheld.length)} had to be left out; claim.json says why.`);
  }
  const lost = attachments.filter(({ standing }) => standing !== 'same').length;
  if (lost > 0) {
    sentences.push(
      `${fileCount(lost)} that ${lost === 1 ? 'was' : 'were'} put to the claim can’t be had any more; the pack says so.`,
    );
  }
  if (subject.attachedLeftOut > 0) {
    sentences.push(
      `${fileCount(subject.attachedLeftOut)} of the claim ${subject.attachedLeftOut === 1 ? 'is' : 'are'} left out for the customer.`,
    );
  }
  const unproven = pictures.filter(({ recordedBy }) => recordedBy.length === 0).length;
  if (unproven > 0) {
    sentences.push(
      `Of ${pictureCount(unproven)} no entry of the ledger holds the hash yet: accept ${unproven === 1 ? 'it' : 'them'}, or sign the route off, and ${unproven === 1 ? 'it is' : 'they are'} proven.`,
    );
  }
  if (broken) {
    const lacking =
      broken.lacking.length > 0 ? ` ${broken.lacking.length} entries about the claim can’t be shown.` : '';
    sentences.push(`The ledger does not hold from entry ${broken.seq} on, and the pack says so.${lacking}`);
  }
  sentences.push(...clock);
  if (stamp.kind === 'failed') sentences.push(`${stamp.message} The pack is made without one.`);
  return sentences.length === 0 ? null : sentences.join(' ');
}

const fileCount = (n: number): string => (n === 1 ? '1 file' : `${n} files`);
const pictureCount = (n: number): string => (n === 1 ? '1 picture' : `${n} pictures`);
