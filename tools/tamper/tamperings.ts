/** Ways to tamper with a claim pack, each with what the checker must name. The tests of the command and of verify.html share them. */
import type { FaultCode } from '#pack/finding.ts';
import { type PackParts, zipWith } from './packParts.ts';
import { tamperingsOfAttachments } from './tamperingsOfAttachments.ts';
import { tamperingsOfFiles } from './tamperingsOfFiles.ts';
import { tamperingsOfLedger } from './tamperingsOfLedger.ts';
import { tamperingsOfSeal } from './tamperingsOfSeal.ts';
import { tamperingsOfZip } from './tamperingsOfZip.ts';

export interface Tampering {
  /** A file name, too. */
  name: string;
  /** What the checker must name, among whatever else it finds. */
  code: FaultCode | ((parts: PackParts) => FaultCode);
  /** The file that it must name; null: the pack as a whole. */
  file: string | null | ((parts: PackParts) => string | null);
  /** Only whoever has the depot's fingerprint can see it. */
  needsFingerprint?: true;
  /** Only a pack with a time stamp can be tampered with in this way. */
  needsStamp?: true;
  /** Only a pack with at least so many pictures can be tampered with in this way. */
  needsPictures?: number;
  /** The same of files that were put to the claim. */
  needsAttachments?: number;
  /** The tampered pack. */
  make(parts: PackParts): Buffer;
}

export const tamperings: readonly Tampering[] = [
  ...tamperingsOfFiles,
  ...tamperingsOfAttachments,
  ...tamperingsOfSeal,
  ...tamperingsOfLedger,
  ...tamperingsOfZip,
];

/** Those that this pack can be tampered with. */
export function tamperingsFor({ isStamped, pictures, attachments }: PackParts): Tampering[] {
  return tamperings.filter(
    ({ needsStamp, needsPictures = 0, needsAttachments = 0 }) =>
      (isStamped || !needsStamp) && pictures.length >= needsPictures && attachments.length >= needsAttachments,
  );
}

export interface Expected {
  code: FaultCode;
  file: string | null;
}

export function expectedOf({ code, file }: Tampering, parts: PackParts): Expected {
  return {
    code: typeof code === 'function' ? code(parts) : code,
    file: typeof file === 'function' ? file(parts) : file,
  };
}

/** The pack as it is, written anew: to show that it is the tampering that is found, and not the writing. */
export const untouched = (parts: PackParts): Buffer => zipWith(parts);
