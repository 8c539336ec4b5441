/** The seal of a pack: its manifest, the depot's signature over that, and a time stamp over the signature where one can be had. */

import type { Signer } from '#core/depotKey/depotKey.ts';
import type { ExportTask } from '#core/exports/contract.ts';
import type { StampResult } from '#core/timeStamp/contract.ts';
import type { Manifest } from '#pack/format.ts';
import { manifestText } from '#pack/manifestText.ts';

export interface PackSeal {
  manifest: Buffer;
  signature: Buffer;
  stamp: StampResult;
}

/** The manifest says whether a stamp belongs to it, so it is signed once more where the authority gave none. */
export async function sealPack(
  { sealing, signal }: ExportTask,
  signer: Signer,
  manifest: Omit<Manifest, 'timeStamped'>,
): Promise<PackSeal> {
  const signed = (timeStamped: boolean) => {
    const whole: Manifest = { ...manifest, timeStamped };
    const bytes = Buffer.from(manifestText(whole));
    return { manifest: bytes, signature: signer.sign(bytes) };
  };
  const hoped = signed(true);
  const stamp = await sealing.timeStamps.stamp(hoped.signature, signal);
  signal.throwIfAborted();
  return { ...(stamp.kind === 'stamped' ? hoped : signed(false)), stamp };
}
