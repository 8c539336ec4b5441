/** The depot's key and its signature: Ed25519 (RFC 8032) over the bytes of manifest.json, the key as SPKI (RFC 8410). */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Everything before the 32 bytes of the key in an Ed25519 SPKI: SEQUENCE { SEQUENCE { 1.3.101.112 }, BIT STRING }. */
const spkiStart = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
export const signatureBytes = 64;

export interface DepotKey {
  /** The 32 bytes of the point. */
  point: Uint8Array;
  /** SHA-256 of the SPKI in DER, 64 hex digits: what the depot's settings show. */
  fingerprint: string;
}

/** Reads `depot-key.pem`; null when it is no Ed25519 public key. */
export function readDepotKey(pem: string): DepotKey | null {
  const der = readPem(pem, 'PUBLIC KEY')[0];
  if (der?.length !== spkiStart.length + 32 || spkiStart.some((byte, at) => der[at] !== byte)) return null;
  return { point: der.subarray(spkiStart.length), fingerprint: bytesToHex(sha256(der)) };
}

/** Whether `signature` over `message` was made with the private part of `key`. */
export function isSignedBy(key: DepotKey, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    // By the letter of RFC 8032, as OpenSSL does: a signature that only some programs accept is none.
    return ed25519.verify(signature, message, key.point, { zip215: false });
  } catch {
    return false;
  }
}

/** The contents of all blocks of that label, in order; what can't be decoded is left out. */
export function readPem(text: string, label: string): Uint8Array[] {
  const block = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`, 'g');
  const blocks: Uint8Array[] = [];
  for (const [, base64 = ''] of text.matchAll(block)) {
    try {
      blocks.push(Uint8Array.from(atob(base64.replaceAll(/\s/g, '')), (character) => character.charCodeAt(0)));
    } catch {
      // Not base64 after all.
    }
  }
  return blocks;
}
