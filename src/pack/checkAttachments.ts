/** Files that were put to the claim: against the manifest's list, and against the entries of the ledger that recorded them. */
import { parseJson } from './checkSeal.ts';
import type { Finding, Remark } from './finding.ts';
import type { LedgerExcerpt, Manifest, PackedAttachment } from './format.ts';

/** `excerpt` is null when ledger.json can't be read, which is told by itself. */
export function checkAttachments(
  { files, attachments = [], ledger }: Manifest,
  excerpt: LedgerExcerpt | null,
): Finding[] {
  const listed = new Map(files.map((file) => [file.path, file]));
  const shown = new Map(excerpt?.entries.map(({ stored }) => [stored.seq, stored]));
  const promised = new Set(ledger.entries);
  const findings: Finding[] = [];
  for (const attachment of attachments) {
    const { path, recordedSha256, entry } = attachment;
    const about = (sentence: string) => findings.push({ code: 'attachment-not-recorded', file: path, sentence });
    if (path !== null && listed.get(path)?.sha256 !== recordedSha256) {
      about(`${path} is not the file that was put to the claim: its SHA-256 is another than the one recorded then.`);
      continue;
    }
    const stored = shown.get(entry);
    // An entry that the manifest promises and ledger.json lacks was cut out, and that is told.
    if (excerpt === null || (!stored && promised.has(entry))) continue;
    if (stored?.kind !== 'claim-file' || recordedIn(stored.body) !== recordedSha256) {
      about(`Entry ${entry} of the ledger does not record ${nameOf(attachment)}.`);
    }
  }
  return findings;
}

function recordedIn(body: string): unknown {
  const parsed = parseJson(new TextEncoder().encode(body));
  return parsed !== null && typeof parsed === 'object' && 'sha256' in parsed ? parsed.sha256 : null;
}

const nameOf = ({ path, recordedSha256 }: PackedAttachment): string =>
  path ?? `the file with the SHA-256 ${recordedSha256.slice(0, 8)}…`;

/** What a reader should know of files that are as the manifest says. */
export function remarksOnAttachments({ attachments = [], attachmentsLeftOut = 0 }: Manifest): Remark[] {
  const remarks: Remark[] = [];
  for (const attachment of attachments) {
    const { path, standing } = attachment;
    if (standing === 'same') continue;
    const why =
      standing === 'gone'
        ? 'is not in the pack: the depot’s copy is gone or is not the same any more.'
        : 'was erased by the depot’s rules for privacy; the pack has only the SHA-256 that was recorded.';
    const name = nameOf(attachment);
    remarks.push({
      ...{ code: `attachment-${standing}`, file: path },
      sentence: `${name.charAt(0).toUpperCase()}${name.slice(1)} that was put to the claim ${why}`,
    });
  }
  if (attachmentsLeftOut > 0) {
    const what = attachmentsLeftOut === 1 ? 'A file that was' : `${attachmentsLeftOut} files that were`;
    remarks.push({
      ...{ code: 'attachments-left-out', file: null },
      sentence: `${what} put to the claim ${attachmentsLeftOut === 1 ? 'is' : 'are'} left out of the customer’s variant.`,
    });
  }
  return remarks;
}
