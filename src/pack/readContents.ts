/** Reads every file of a pack once: all are hashed, and the few that are looked into are kept. */
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Archive } from './archive.ts';
import type { Finding } from './finding.ts';
import { packPaths } from './format.ts';
import type { RunningHash } from './source.ts';

export interface FileRead {
  bytes: number;
  /** 64 hex digits. */
  sha256: string;
}

export interface Contents {
  /** Files that could be read to their end. */
  read: ReadonlyMap<string, FileRead>;
  /** Whole bytes of the files that are looked into. */
  kept: ReadonlyMap<string, Uint8Array>;
  findings: Finding[];
  /** Names of the files that `findings` are about. */
  unread: ReadonlySet<string>;
}

/** What is looked into, and how large it may be. Ledger excerpts of thousands of entries take some megabytes. */
const mostBytesKept: ReadonlyMap<string, number> = new Map([
  [packPaths.manifest, 16 * 1024 ** 2],
  [packPaths.ledger, 64 * 1024 ** 2],
  [packPaths.claim, 16 * 1024 ** 2],
  [packPaths.signature, 1024],
  [packPaths.key, 16 * 1024],
  [packPaths.timeStamp, 1024 ** 2],
]);

export async function readContents(
  archive: Archive,
  options: { newHash: () => RunningHash; onProgress: (bytes: number) => void; signal?: AbortSignal | undefined },
): Promise<Contents> {
  const read = new Map<string, FileRead>();
  const kept = new Map<string, Uint8Array>();
  const findings: Finding[] = [];
  const unread = new Set<string>();
  const refuse = (name: string, finding: Finding) => {
    findings.push(finding);
    unread.add(name);
  };
  for (const file of archive.files.values()) {
    const limit = mostBytesKept.get(file.name);
    if (limit !== undefined && file.bytes > limit) {
      const sentence = `${file.name} is far larger than it can be in a claim pack, and was not read.`;
      refuse(file.name, { code: 'too-large', file: file.name, sentence });
      continue;
    }
    const hash = options.newHash();
    const pieces: Uint8Array[] = [];
    const fault = await file.read((piece) => {
      hash.update(piece);
      if (limit !== undefined) pieces.push(piece.slice());
      options.onProgress(piece.length);
    }, options.signal);
    if (fault) {
      refuse(file.name, fault);
      continue;
    }
    read.set(file.name, { bytes: file.bytes, sha256: bytesToHex(hash.digest()) });
    if (limit !== undefined) kept.set(file.name, joined(pieces));
  }
  return { read, kept, findings, unread };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
