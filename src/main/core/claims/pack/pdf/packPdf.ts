/** `claim.pdf`: the pack for people. What it says is in `claim.json` too, and nothing of it is made up here. */
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { PackMatter } from '#core/claims/pack/packClaim.ts';
import type { Signer } from '#core/depotKey/depotKey.ts';
import type { ExportTask } from '#core/exports/contract.ts';
import { dayAndTime } from '#core/exports/exportTimes.ts';
import { createPrintout } from '#core/exports/print/printout.ts';
import { drawCheck, type SealFacts } from './checkPart.ts';
import { drawClaim } from './claimPart.ts';
import { createFlow } from './flow.ts';
import { drawMap } from './mapPart.ts';
import { drawPictures } from './picturePart.ts';
import { drawRecord } from './recordPart.ts';

export async function packPdf(
  task: ExportTask,
  matter: PackMatter,
  seal: { signer: Signer } & Omit<SealFacts, 'fingerprint'>,
): Promise<Buffer> {
  const { settings, now, signal } = task;
  const { number } = matter.subject.record.claim;
  const out = new PassThrough();
  const whole = buffer(out);
  // Heard by whoever waits for the whole; a pack that is called off in between must not be an unheard error.
  whole.catch(() => undefined);
  const printout = createPrintout(
    {
      title: `Claim ${number}`,
      foot: `${settings.depotName} · Claim ${number} · Made ${dayAndTime(now, settings.timeZone)}`,
      timeZone: settings.timeZone,
      now,
      elsewhere: 'claim.json',
    },
    out,
    signal,
  );
  const flow = createFlow(printout);
  drawClaim(flow, task, matter);
  await drawPictures(flow, task, matter);
  drawMap(flow, matter.subject.evidence);
  drawRecord(flow, task, matter);
  drawCheck(flow, matter, { ...seal, fingerprint: seal.signer.fingerprint });
  await printout.finish();
  return whole;
}
