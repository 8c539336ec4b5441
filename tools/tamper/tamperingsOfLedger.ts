/** The excerpt of the ledger. Whoever changes it changes ledger.json as well; named must be what was done inside. */
import { type LedgerExcerpt, type ProvenEntry, packPaths } from '#pack/format.ts';
import { excerptAfter, hashAnew, type PackParts, someEntry, zipWith } from './packParts.ts';
import type { Tampering } from './tamperings.ts';

function ledgerTampering(
  name: string,
  code: Exclude<Tampering['code'], (parts: PackParts) => unknown>,
  change: (excerpt: LedgerExcerpt, parts: PackParts) => void,
): Tampering {
  return {
    ...{ name, code, file: packPaths.ledger },
    make: (parts) => zipWith(parts, { [packPaths.ledger]: excerptAfter(parts, (excerpt) => change(excerpt, parts)) }),
  };
}

/** An entry whose forerunner is in the excerpt too. */
function linkedEntry({ entries }: LedgerExcerpt): ProvenEntry {
  const linked = entries.find(({ index }, at) => entries[at - 1]?.index === index - 1);
  if (!linked) throw new Error('The excerpt has no two entries that follow each other');
  return linked;
}

export const tamperingsOfLedger: readonly Tampering[] = [
  ledgerTampering('ledger-order', 'entries-out-of-order', ({ entries }) => {
    entries.reverse();
  }),
  ledgerTampering('ledger-entry-removed', 'entry-cut-out', ({ entries }, { random }) => {
    entries.splice(random.below(entries.length), 1);
  }),
  ledgerTampering('ledger-entry-changed', 'entry-changed', (excerpt, { random }) => {
    const { stored } = someEntry(excerpt, random);
    stored.at += 60_000;
  }),
  ledgerTampering('ledger-entry-changed-hash-recomputed', 'entry-unproven', (excerpt, { random }) => {
    const { stored } = someEntry(excerpt, random);
    stored.at += 60_000;
    hashAnew(stored);
  }),
  ledgerTampering('ledger-proof-cut', 'entry-unproven', (excerpt, { random }) => {
    someEntry(excerpt, random).proof.pop();
  }),
  ledgerTampering('ledger-entry-moved', 'entry-unproven', (excerpt) => {
    const last = excerpt.entries.at(-1);
    if (last) last.index -= 1;
  }),
  ledgerTampering('ledger-head-replaced', 'ledger-head-other', (excerpt) => {
    const other = excerpt.entries.find(({ index }) => index !== excerpt.head.index);
    if (!other) throw new Error('The excerpt has no entry but the head');
    excerpt.head = { ...other };
  }),
  ledgerTampering('ledger-end-cut-off', 'ledger-head-other', (excerpt) => {
    excerpt.size -= 1;
  }),
  ledgerTampering('ledger-chain-cut', 'chain-broken', (excerpt) => {
    const { stored } = linkedEntry(excerpt);
    stored.previous_hash = 'f'.repeat(64);
    hashAnew(stored);
  }),
  ledgerTampering('ledger-entry-invented', 'entry-added', (excerpt) => {
    const stored = { ...excerpt.head.stored };
    stored.seq += 1;
    stored.previous_hash = excerpt.head.stored.hash;
    hashAnew(stored);
    excerpt.entries.push({ index: excerpt.head.index + 1, stored, proof: excerpt.head.proof });
  }),
  ledgerTampering('ledger-words-changed', 'file-changed', (excerpt, { random }) => {
    someEntry(excerpt, random).opened = { note: 'The customer took it in person.' };
  }),
  ledgerTampering('ledger-not-one', 'ledger-unreadable', (excerpt) => {
    (excerpt as { format: string }).format = 'something-else';
  }),
];
