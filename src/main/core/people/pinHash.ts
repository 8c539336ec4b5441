/** A PIN as it is kept: salted and put through scrypt. */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** `cost` is scrypt's N, `blockSize` its r, `parallelism` its p; salt and hash are base64. */
export const pinHashSchema = z.object({
  salt: z.base64().min(16).max(200),
  hash: z.base64().min(16).max(200),
  // A file that was tampered with must not be able to ask for gigabytes or minutes.
  cost: z
    .int()
    .min(2)
    .max(2 ** 18)
    .refine((cost) => Number.isInteger(Math.log2(cost)), 'is not a power of two'),
  blockSize: z.int().min(1).max(16),
  parallelism: z.int().min(1).max(16),
});
export type PinHash = z.infer<typeof pinHashSchema>;

/**
 * N = 2^15, r = 8, p = 3: one of the settings that the OWASP Password Storage Cheat Sheet names as equally strong. This one needs
 * 32 MB for a moment; N = 2^17 would need 128 MB beside the imaging workers of a small office computer. Kept with each hash,
 * so that a later version may ask for more without asking for new PINs.
 */
const parametersNow = { cost: 2 ** 15, blockSize: 8, parallelism: 3 } as const;
/** OWASP asks for 128 bits of salt or more. */
const saltBytes = 16;
const hashBytes = 32;

/** A new salt each time: equal PINs never look alike. Takes some 0.2 s on a thread of its own. */
export async function hashPin(pin: string): Promise<PinHash> {
  const salt = randomBytes(saltBytes);
  const hash = await derive(pin, salt, hashBytes, parametersNow);
  return { salt: salt.toString('base64'), hash: hash.toString('base64'), ...parametersNow };
}

/** Compares in constant time. */
export async function isPin(pin: string, kept: PinHash): Promise<boolean> {
  const expected = Buffer.from(kept.hash, 'base64');
  const offered = await derive(pin, Buffer.from(kept.salt, 'base64'), expected.length, kept);
  return timingSafeEqual(offered, expected);
}

function derive(
  pin: string,
  salt: Buffer,
  length: number,
  { cost, blockSize, parallelism }: Pick<PinHash, 'cost' | 'blockSize' | 'parallelism'>,
): Promise<Buffer> {
  // scrypt itself needs 128·N·r bytes (and 128·r·p); twice that is room for Node's own accounting.
  const options: ScryptOptions = { cost, blockSize, parallelization: parallelism, maxmem: 256 * cost * blockSize };
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, length, options, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}
