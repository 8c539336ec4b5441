/** Sealing short texts with AES-256-GCM (node:crypto). Keys are KeyObjects: raw bytes cost four times the time, at each text. */
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
export const keyBytes = 32;
/** 96 bits, the length GCM is made for; random is safe up to some 2^32 texts a key, and a person writes fewer. */
const nonceBytes = 12;
const tagBytes = 16;

/** The bytes of a new key, to be stored. */
export function newKey(): Buffer {
  return randomBytes(keyBytes);
}

/** Seals `text`; it opens only with the same key and the same `context` (so that it can't be moved elsewhere). Base64. */
export function seal(text: string, key: KeyObject, context: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
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
