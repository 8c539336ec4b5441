/** A verdict in words, the same on the command line and on the page. */
import { groupedFingerprint, type PictureStanding } from './format.ts';
import type { PackFacts, PackVerdict } from './verifyPack.ts';

/** The verdict in one sentence. */
export function headline({ ok, isExpectedKey, findings }: PackVerdict): string {
  if (!ok) {
    const count = findings.length === 1 ? 'Something is' : `${findings.length} things are`;
    return `Do not rely on this pack. ${count} wrong:`;
  }
  return isExpectedKey
    ? 'This pack is whole: nothing was changed since the depot that you expect signed it.'
    : 'This pack is whole: nothing was changed since somebody with the key below signed it.';
}

/** What the pack says, as label and text. Texts come from the pack and may be hostile. */
export function factRows({
  facts,
  fingerprint,
  isExpectedKey,
  timeStamp,
}: PackVerdict): [label: string, text: string][] {
  const rows: [string, string][] = [];
  if (facts) {
    rows.push(
      ['Claim', facts.claim],
      ['Depot', facts.depot],
      ['Made', `${facts.madeAt.replace('T', ' ').replace(/\.\d+/, '')} by the depot’s clock, with ${facts.madeBy}`],
      ['Kind', facts.variant === 'full' ? 'for checking, with the original pictures' : 'for the customer, redacted'],
      ['Pictures', countsText(facts.pictures, standingWords)],
      ...(Object.values(facts.attachments).some((count) => count > 0)
        ? ([['Put to the claim', countsText(facts.attachments, attachmentWords)]] as [string, string][])
        : []),
      [
        'Ledger',
        `${counted(facts.ledger.entries, 'entry', 'entries')} shown of ${facts.ledger.size.toLocaleString('en')}, head ${facts.ledger.head}`,
      ],
      ['Files', `${facts.files}, beside the seal`],
    );
  }
  if (timeStamp) {
    const trust = timeStamp.isTrusted ? ', vouched for by a certificate that you gave' : '';
    const at = new Date(timeStamp.at).toISOString().replace('T', ' ').slice(0, 19);
    rows.push(['Time stamp', `${at} UTC, by ${timeStamp.authority}${trust}`]);
  }
  if (fingerprint) {
    rows.push(['Key', `${groupedFingerprint(fingerprint)}${isExpectedKey ? ' – the one that you expect' : ''}`]);
  }
  return rows;
}

const standingWords: Record<PictureStanding, string> = {
  same: 'as first seen',
  changed: 'changed in the folder since',
  gone: 'gone from the folder',
  erased: 'erased',
  redacted: 'covered in parts',
};

const attachmentWords: Record<keyof PackFacts['attachments'], string> = {
  same: 'as recorded then',
  gone: 'not to be had any more',
  erased: 'erased',
  leftOut: 'left out for the customer',
};

function countsText<Standing extends string>(
  counts: Record<Standing, number>,
  words: Record<Standing, string>,
): string {
  const parts = Object.entries<number>(counts).flatMap(([standing, count]) =>
    count > 0 ? [`${count} ${words[standing as Standing]}`] : [],
  );
  return parts.join(', ') || 'none';
}

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
