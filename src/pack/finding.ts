/** What a check of a pack says: in one place, so that the command, the page and the tests speak of the same faults. */

/** Something that must not be so in a pack that is whole. */
export const faultCodes = [
  'not-a-pack',
  'zip-cut-off',
  'zip-ambiguous',
  'zip-hidden-bytes',
  'zip-bomb',
  'too-large',
  'size-lies',
  'unreadable',
  'encrypted',
  'path-unsafe',
  'name-twice',
  'not-a-file',
  'newer-version',
  'manifest-missing',
  'manifest-unreadable',
  'manifest-changed',
  'signature-missing',
  'signature-changed',
  'signature-invalid',
  'key-missing',
  'key-unreadable',
  'key-swapped',
  'key-unexpected',
  'file-missing',
  'file-added',
  'file-renamed',
  'file-changed',
  'picture-not-recorded',
  'attachment-not-recorded',
  'ledger-unreadable',
  'ledger-head-other',
  'entry-changed',
  'entry-unproven',
  'entry-cut-out',
  'entry-added',
  'entries-out-of-order',
  'chain-broken',
  'claim-unreadable',
  'claim-contradicts',
  'time-stamp-missing',
  'time-stamp-other',
  'time-stamp-invalid',
  'time-stamp-untrusted',
] as const;
export type FaultCode = (typeof faultCodes)[number];

/** Something that whoever reads a whole pack should know. */
export const remarkCodes = [
  'key-not-compared',
  'no-time-stamp',
  'authority-not-checked',
  'time-stamp-not-checked',
  'picture-changed',
  'picture-gone',
  'picture-erased',
  'picture-redacted',
  'attachment-gone',
  'attachment-erased',
  'attachments-left-out',
  'ledger-broken',
  'clock-differs',
  'clock-set-back',
] as const;
export type RemarkCode = (typeof remarkCodes)[number];

export interface Finding<Code extends string = FaultCode> {
  code: Code;
  /** The file of the pack that it is about; null: the pack as a whole. */
  file: string | null;
  /** For a layman; names the file. */
  sentence: string;
}
export type Remark = Finding<RemarkCode>;

/** A name out of a pack that may be hostile, as it can stand in a sentence: printable ASCII, at most 80 characters. */
export function shownName(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
  return plain.length > 80 ? `${plain.slice(0, 77)}...` : plain;
}
