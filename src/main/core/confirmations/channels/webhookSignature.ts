/** Who a webhook's message is from, and that it is as it was sent: HMAC-SHA-256 over time and body (docs/webhook.md). */
import { createHmac } from 'node:crypto';

export const signatureHeader = 'Porchlight-Signature';

/** `t=1732233125,v1=<64 hex digits>`; `at` in epoch ms. A receiver refuses what is older than five minutes. */
export function signatureOf(secret: string, at: number, body: Buffer): string {
  const seconds = Math.floor(at / 1000);
  const hash = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex');
  return `t=${seconds},v1=${hash}`;
}
