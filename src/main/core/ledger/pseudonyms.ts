/** Pseudonyms under a key of the ledger (`Ledger.pseudonym`). */
import { createHmac, type KeyObject } from 'node:crypto';

export const pseudonymsOf =
  (key: KeyObject) =>
  (text: string): string =>
    createHmac('sha256', key).update(text).digest('hex').slice(0, 32);
