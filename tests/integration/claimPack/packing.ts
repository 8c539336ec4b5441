/** A depot with a claim, and packs of it made as a page makes them and checked as whoever gets them checks them. */
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Core } from '#core/contract.ts';
import { type ClaimFile, type LedgerExcerpt, type Manifest, packPaths } from '#pack/format.ts';
import { type PackVerdict, verifyPack } from '#pack/verifyPack.ts';
import type { CallInput } from '#shared/api.ts';
import type { ExportView } from '#shared/exporting.ts';
import type { EntryId, PhotoId, StopId } from '#shared/ids.ts';
import { depotDate, depotEvening, depotZone, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { bytesSource } from '#tests/fixtures/pack/bytesSource.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore, type TestCoreOptions } from '#tests/fixtures/testCore.ts';
import { stopDetail } from '#tests/integration/core/desk.ts';
import { bytesOf, exported, unzipped } from '#tests/integration/exports/exporting.ts';

export interface ClaimedDepot {
  data: string;
  depot: TestDepot;
  stops: TestStop[];
  core: Core;
  /** Of the stop in the middle, which the claim is about. */
  stopId: StopId;
  photos: PhotoId[];
  /** Relative to the folder, in the order in which they were written. */
  paths: string[];
  claimId: EntryId;
  /** The claim's number, of the year in which it was opened. */
  number: string;
  /** What the core's clock says: after every cut-off of the evening, and after its files were written (else a pack would say that
   * a clock was wrong). */
  now: number;
}

/** Eight stops of one driver with a picture each, a second one at the fourth, about which somebody claims. */
export async function claimedDepot(
  options: Partial<TestCoreOptions> & { pictures?: number; change?: (stops: TestStop[]) => void } = {},
): Promise<ClaimedDepot> {
  const { pictures = 2, change, now = Math.max(depotEvening, Date.now()) + 60_000, ...core } = options;
  const data = temporaryFolder();
  const depot = new TestDepot(join(temporaryFolder(), 'folder'));
  const stops = depot.route('R104', 8, 'D-117');
  depot.route('R105', 2, 'D-200');
  change?.(stops);
  const claimed = stops[3] as TestStop;
  const paths: string[] = [];
  for (const stop of stops) if (stop !== claimed) await depot.photo(stop);
  for (let n = 0; n < pictures; n++) {
    const path = `${claimed.route}/${claimed.trackingId}${n === 0 ? '' : `_${n + 1}`}.jpg`;
    paths.push(await depot.photo(claimed, { path, secondsAfterScan: 15 + n * 5 }));
  }
  depot.save();
  const opened = await openCore({ data, folder: depot.folder, now, ...core });
  await opened.settle();
  const detail = await stopDetail(opened, 'R104', claimed.stop);
  const stopId = detail.row.id;
  const made = await get(opened, 'openClaim', {
    ...{ stopId, words: claimed.trackingId, allegation: 'never-received', asker: 'customer', askedBy: 'Edith Miller' },
    ...{ received: depotDate, due: null, note: 'She looked behind the house' },
  });
  const photos = detail.photos.map(({ id }) => id);
  const [claim] = await get(opened, 'listStopClaims', { stopId });
  expect(claim?.id).toBe(made.entryId ?? claim?.id);
  const year = new Intl.DateTimeFormat('en', { timeZone: depotZone, year: 'numeric' }).format(now);
  return {
    ...{ data, depot, stops, core: opened, stopId, photos, paths, now },
    ...{ claimId: claim?.id ?? '', number: `${year}-0001` },
  };
}

export interface OpenedPack {
  view: ExportView;
  zip: Buffer;
  files: Map<string, Buffer>;
  manifest: Manifest;
  claim: ClaimFile;
  excerpt: LedgerExcerpt;
  verdict: PackVerdict;
}

export const packRequest = (
  claimId: EntryId,
  kind: 'claim-pack' | 'claim-pack-customer',
): CallInput<'startExport'> => ({
  ...{ kind, date: null, claimId },
});

/** Makes a pack and checks it with the checker that goes with it. */
export async function packOf(
  core: Core,
  claimId: EntryId,
  kind: 'claim-pack' | 'claim-pack-customer' = 'claim-pack',
  trusted?: string,
): Promise<OpenedPack> {
  const view = await exported(core, packRequest(claimId, kind));
  if (view.state !== 'done') throw new Error(`${view.state}: ${view.message}`);
  const zip = await bytesOf(core, view);
  const files = await unzipped(zip);
  const read = <Shape>(path: string) => JSON.parse(files.get(path)?.toString('utf8') ?? 'null') as Shape;
  const manifest = read<Manifest>(packPaths.manifest);
  const verdict = await verifyPack(bytesSource(zip), {
    expectedFingerprint: manifest.keyFingerprint,
    ...(trusted ? { trustedAuthorities: [new X509Certificate(trusted).raw] } : {}),
  });
  const [claim, excerpt] = [read<ClaimFile>(packPaths.claim), read<LedgerExcerpt>(packPaths.ledger)];
  return { view, zip, files, manifest, claim, excerpt, verdict };
}
