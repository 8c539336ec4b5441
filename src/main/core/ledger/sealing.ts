/** Sealing short texts with AES-256-GCM (node:crypto). Keys are KeyObjects: raw bytes cost four times the time, at each text. */
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
export const keyBytes = 32;
/** 96 bits, the length GCM is made for; random is safe up to some 2^32 texts a key, and a person writes fewer. */
const nonceBytes = 12;
const tagBytes = 16;

/** Random bytes that nothing was made of yet: asking for twelve costs as much as asking for four thousand. */
let unused = Buffer.alloc(0);

/** Each is handed out once. A copy: what is kept of it keeps no others. */
function randomOnce(size: number): Buffer {
  if (unused.length < size) unused = randomBytes(4096);
  const bytes = Buffer.from(unused.subarray(0, size));
  unused.fill(0, 0, size);
  unused = unused.subarray(size);
  return bytes;
}

/** The bytes of a new key, to be stored. */
export function newKey(): Buffer {
  return randomOnce(keyBytes);
}

/** Seals `text`; it opens only with the same key and the same `context` (so that it can't be moved elsewhere). Base64. */
export function seal(text: string, key: KeyObject, context: string): string {
  const nonce = randomOnce(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(context));
  const sealed = cipher.update(text, 'utf8');
  // GCM keeps nothing back for the end.
  cipher.final();
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** Opens what {@link seal} made; null when key, context or bytes are not the same. */
export function unseal(box: string, key: KeyObject, context: string): string | null {
  const bytes = Buffer.from(box, 'base64');
  try {
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    return decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return null;
  }
}
