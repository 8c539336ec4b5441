/** The last part: what the pack is sealed with, and how anybody checks it. */

import type { PackMatter } from '#core/claims/pack/packClaim.ts';
import { ink } from '#core/exports/print/pen.ts';
import { countWords } from '#core/exports/print/words.ts';
import { groupedFingerprint } from '#pack/format.ts';
import type { Flow } from './flow.ts';

export interface SealFacts {
  fingerprint: string;
  /** Of the ledger. */
  size: number;
  root: string;
  head: string;
}

export function drawCheck(flow: Flow, { broken, hasChecker }: PackMatter, seal: SealFacts): void {
  flow.heading('How to check this', 150);
  flow.pairs([
    ['Depot’s key', groupedFingerprint(seal.fingerprint)],
    ['Ledger', `${countWords(seal.size, 'entry', 'entries')}${broken ? ' that hold' : ''}`],
    ['Its head', groupedFingerprint(seal.head)],
    ['Its root', groupedFingerprint(seal.root)],
  ]);
  flow.gap(4);
  const checker = hasChecker ? 'Open verify.html in a browser and drop the ZIP on it; no network is needed. ' : '';
  for (const sentence of [
    'This PDF is one file of a claim pack, a ZIP. What can be checked is the ZIP as it came, not a printout.',
    `${checker}On the command line: npm run verify -- FILE, in a copy of Porchlight; or openssl alone, as docs/claim-pack.md tells.`,
    'The signature shows that nothing was changed since the depot signed. That it was the depot shows only the fingerprint above: compare it with what the depot says on another way.',
  ]) {
    flow.text(sentence, { size: 9, colour: ink.soft, lines: 4 });
    flow.gap(3);
  }
}
