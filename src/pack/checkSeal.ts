/** The seal of a pack: who signed it, whether since then anything was changed, and which of the sealing files it was. */
import { type FaultCode, type Finding, shownName } from './finding.ts';
import { groupedFingerprint, type Manifest, manifestSchema, packFormat, packPaths, packVersion } from './format.ts';
import { type DepotKey, isSignedBy, readDepotKey, signatureBytes } from './signature.ts';
import type { TimeStampResult } from './timeStamp.ts';

export type ReadManifestResult = { manifest: Manifest; fault: null } | { manifest: null; fault: Finding };

/** Reads manifest.json; what is no manifest is told as precisely as it can be. */
export function readManifest(bytes: Uint8Array): ReadManifestResult {
  const file = packPaths.manifest;
  const fault = (code: FaultCode, sentence: string) => ({ manifest: null, fault: { code, file, sentence } });
  const json = parseJson(bytes);
  const header = json as { format?: unknown; version?: unknown } | null;
  if (header?.format !== packFormat) {
    return fault('manifest-unreadable', 'manifest.json is not the manifest of a claim pack, or it is damaged.');
  }
  if (typeof header.version === 'number' && header.version > packVersion) {
    return fault('newer-version', 'The pack was made by a newer Porchlight: check it with a newer one.');
  }
  const { data, error } = manifestSchema.safeParse(json);
  if (data) return { manifest: data, fault: null };
  const where = error.issues[0]?.path.join('.') ?? '';
  return fault(
    'manifest-unreadable',
    `manifest.json does not say what it must (at “${shownName(where)}”): it was changed.`,
  );
}

/** JSON text in UTF-8; null when it is none. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

export interface SealingFiles {
  manifestBytes: Uint8Array | undefined;
  signature: Uint8Array | undefined;
  keyPem: Uint8Array | undefined;
  /** Files whose own fault is told already. */
  told: ReadonlySet<string>;
}

/**
 * Checks signature and key. A signature that does not fit tells only that one of three files was changed; the key's fingerprint in the
 * manifest and a time stamp over the signature tell which. `manifest` is null when it can't be read.
 */
export function checkSeal(
  { manifestBytes, signature, keyPem, told }: SealingFiles,
  manifest: Manifest | null,
  timeStamp: TimeStampResult | null,
): { key: DepotKey | null; findings: Finding[] } {
  const findings: Finding[] = [];
  const about = (code: FaultCode, file: string, sentence: string) => findings.push({ code, file, sentence });
  const missing = (bytes: Uint8Array | undefined, file: string, code: FaultCode, sentence: string) => {
    if (!bytes && !told.has(file)) about(code, file, sentence);
  };
  missing(
    manifestBytes,
    packPaths.manifest,
    'manifest-missing',
    'manifest.json is missing: without it nothing says what belongs to the pack. It was taken out, or this is no claim pack.',
  );
  missing(
    signature,
    packPaths.signature,
    'signature-missing',
    'signature.ed25519 is missing: nothing shows who made the pack.',
  );
  missing(keyPem, packPaths.key, 'key-missing', 'depot-key.pem is missing: the signature can’t be checked without it.');
  const key = keyPem ? readDepotKey(new TextDecoder().decode(keyPem)) : null;
  if (keyPem && !key) {
    about('key-unreadable', packPaths.key, 'depot-key.pem is no Ed25519 key: it was changed.');
  }
  if (!key || !manifestBytes || !signature) return { key, findings };

  const isNamedKey = manifest === null || manifest.keyFingerprint === key.fingerprint;
  if (isSignedBy(key, manifestBytes, signature)) {
    if (!isNamedKey) {
      about(
        'key-swapped',
        packPaths.key,
        'The pack was signed anew with another key than the one that the manifest names.',
      );
    }
  } else if (!isNamedKey) {
    about(
      'key-swapped',
      packPaths.key,
      'depot-key.pem was exchanged: it is not the key that signed the pack, nor the one that the manifest names.',
    );
  } else if (signature.length !== signatureBytes || (timeStamp?.ok === false && timeStamp.code === 'other')) {
    // A stamp over another signature: this one was changed after it was stamped.
    about(
      'signature-changed',
      packPaths.signature,
      'signature.ed25519 was changed: it is not the depot’s signature over this manifest.',
    );
  } else if (timeStamp?.ok) {
    about(
      'manifest-changed',
      packPaths.manifest,
      'manifest.json was changed after it was signed: the signature is the one that was time stamped, and does not fit.',
    );
  } else {
    about(
      'signature-invalid',
      packPaths.manifest,
      'manifest.json was changed after it was signed, or its signature was: the two do not fit.',
    );
  }
  return { key, findings };
}

/** Against the fingerprint that the reader has from the depot itself. */
export function checkExpectedKey(key: DepotKey | null, expected: string): Finding[] {
  if (key === null || key.fingerprint === expected) return [];
  return [
    {
      code: 'key-unexpected',
      file: packPaths.key,
      sentence: `The pack is signed with another key than the one you expect: its fingerprint is ${groupedFingerprint(key.fingerprint)}.`,
    },
  ];
}
