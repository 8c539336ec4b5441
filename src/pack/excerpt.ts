/** ledger.json against itself and against the manifest: every entry as it was written, in the ledger of that root, none left out. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { FaultCode, Finding } from './finding.ts';
import { type LedgerExcerpt, type Manifest, type ProvenEntry, packPaths } from './format.ts';
import { chainStart, hashedText } from './ledgerEntry.ts';
import { rootFromProof } from './merkle.ts';

/** Everything that is wrong with the excerpt; `promised` is null when the manifest can't be read. */
export function checkExcerpt(excerpt: LedgerExcerpt, promised: Manifest['ledger'] | null): Finding[] {
  return [
    ...(promised ? checkHead(excerpt, promised) : []),
    ...checkEntry(excerpt.head, excerpt, 'The head'),
    ...checkHeadIsLast(excerpt),
    ...excerpt.entries.flatMap((entry) => checkEntry(entry, excerpt, `Entry ${entry.stored.seq}`)),
    ...checkOrder(excerpt.entries),
    ...(promised ? checkNoneIsMissing(excerpt.entries, promised.entries) : []),
    ...checkLinks(excerpt),
  ];
}

function finding(code: FaultCode, sentence: string): Finding {
  return { code, file: packPaths.ledger, sentence };
}

function checkHead({ size, root, head }: LedgerExcerpt, promised: Manifest['ledger']): Finding[] {
  const isSame = size === promised.size && root === promised.root && head.stored.hash === promised.head;
  return isSame
    ? []
    : [
        finding(
          'ledger-head-other',
          `The head of the ledger was replaced: ledger.json ends with entry ${size} (${short(head.stored.hash)}), the manifest with entry ${promised.size} (${short(promised.head)}).`,
        ),
      ];
}

function checkHeadIsLast({ size, head }: LedgerExcerpt): Finding[] {
  return head.index === size - 1
    ? []
    : [finding('ledger-head-other', `The head of the ledger is not its last entry: the end of the chain was cut off.`)];
}

/** The entry's own hash, its place, and its proof. An entry that was changed is not also said to be unproven: one thing happened. */
function checkEntry({ index, stored, proof }: ProvenEntry, excerpt: LedgerExcerpt, name: string): Finding[] {
  if (stored.hash !== bytesToHex(sha256(utf8ToBytes(hashedText(stored))))) {
    return [
      finding(
        'entry-changed',
        `${name} of the ledger was changed after it was written: its content no longer gives its hash.`,
      ),
    ];
  }
  const isInPlace = excerpt.broken !== null || index === stored.seq - 1;
  const root = rootFromProof(
    { leaf: hexToBytes(stored.hash), index, size: excerpt.size, proof: proof.map((hash) => hexToBytes(hash)) },
    sha256,
  );
  if (isInPlace && root !== null && bytesToHex(root) === excerpt.root) return [];
  return [
    finding(
      'entry-unproven',
      `${name} is not shown to be part of the ledger: it was changed or put in, or its proof was cut or exchanged.`,
    ),
  ];
}

function checkOrder(entries: readonly ProvenEntry[]): Finding[] {
  const at = entries.findIndex((entry, place) => place > 0 && entry.index <= (entries[place - 1]?.index ?? -1));
  return at < 0
    ? []
    : [
        finding(
          'entries-out-of-order',
          `The order of the ledger’s entries was changed: entry ${entries[at]?.stored.seq} stands after entry ${entries[at - 1]?.stored.seq}.`,
        ),
      ];
}

function checkNoneIsMissing(entries: readonly ProvenEntry[], promised: readonly number[]): Finding[] {
  const given = new Set(entries.map(({ stored }) => stored.seq));
  const wanted = new Set(promised);
  return [
    ...[...wanted]
      .filter((seq) => !given.has(seq))
      .map((seq) =>
        finding('entry-cut-out', `Entry ${seq} was cut out of the excerpt of the ledger: the manifest lists it.`),
      ),
    ...[...given]
      .filter((seq) => !wanted.has(seq))
      .map((seq) =>
        finding('entry-added', `Entry ${seq} was added to the excerpt of the ledger: the manifest does not list it.`),
      ),
  ];
}

/** Where an entry and the one before it are both given, they must be links of one chain. */
function checkLinks({ entries, head, broken }: LedgerExcerpt): Finding[] {
  // Where the head is an entry that is shown as well, what is shown is judged; that the two are one is the proof's affair.
  const byIndex = new Map([head, ...entries].map((entry) => [entry.index, entry.stored]));
  const findings: Finding[] = [];
  for (const [index, entry] of byIndex) {
    const previous = index === 0 ? { seq: 0, hash: chainStart } : byIndex.get(index - 1);
    if (!previous || entry.previous_hash === previous.hash) continue;
    // The depot's own ledger does not hold there, and the pack says so.
    if (broken && entry.seq >= broken.seq) continue;
    findings.push(
      finding(
        'chain-broken',
        index === 0
          ? `The chain is cut: entry ${entry.seq} is said to be the first and follows another one.`
          : `The chain is cut between entries ${previous.seq} and ${entry.seq}: the second does not follow the first.`,
      ),
    );
  }
  return findings;
}

const short = (hash: string) => `${hash.slice(0, 8)}…`;
