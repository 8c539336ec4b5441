/**
 * `bench claims [--photos N] [--depot DIR]`: from the tracking id that is typed to the finished pack, over HTTP, as the claims desk does
 * it. The limit in the same run: the same pictures read and put into a ZIP alone. The depot is that of `bench ui`, and is kept likewise.
 */
import { createWriteStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { ZipFile } from 'yazl';
import type { ClaimSearch } from '#shared/claims.ts';
import type { ExportView } from '#shared/exporting.ts';
import type { DaySummary, DayView, RouteView, StopDetail } from '#shared/views.ts';
import { startHost } from '#tests/e2e/harness/hostProcess.ts';
import { type BenchResult, percentile, rounded, say } from './benchResult.ts';
import { benchAtDesk } from './deskDepot.ts';

/** Claims that are answered, each about another stop of the route with real pictures. */
const claims = 20;
/** A million photos lie on a month of days, all of which are matched when the depot is first opened. */
const firstMatchingMs = 30 * 60_000;
/** Often enough that the last look costs nothing that anybody would see. */
const lookEveryMs = 4;

export function bench(argv: string[]): Promise<BenchResult> {
  return benchAtDesk(argv, async ({ photos, folder, dataFolder, work }) => {
    const host = await startHost({ folder, data: dataFolder });
    try {
      const cookie = await host.waitUntilRead(firstMatchingMs);
      const asked = deskOf(host.origin, cookie);
      return { ok: true, figures: { photos, ...(await measure(asked, { folder, dataFolder, work })) } };
    } finally {
      await host.stop();
    }
  });
}

type Desk = <Answer>(method: 'GET' | 'POST', path: string, body?: object) => Promise<Answer>;

function deskOf(origin: string, cookie: string): Desk {
  return async <Answer>(method: 'GET' | 'POST', path: string, body?: object) => {
    const answer = await fetch(origin + path, {
      method,
      headers: { cookie, origin, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
}

async function timed<Value>(work: () => Promise<Value>): Promise<{ value: Value; ms: number }> {
  const started = performance.now();
  const value = await work();
  return { value, ms: performance.now() - started };
}

async function measure(desk: Desk, places: { folder: string; dataFolder: string; work: string }) {
  const [day] = await desk<DaySummary[]>('GET', '/api/days');
  const { routes } = await desk<DayView>('GET', `/api/days/${day?.date}`);
  const route = routes.find((each) => each.route === 'R100');
  const { stops } = await desk<RouteView>('GET', `/api/routes/${route?.id}`);
  const wanted = stops.filter(({ photoCount }) => photoCount > 0).slice(0, claims + 1);

  const searches: number[] = [];
  const evidences: number[] = [];
  const packs: number[] = [];
  const totals: number[] = [];
  const limits: number[] = [];
  let firstPackMs = 0;
  for (const [n, { id: stopId }] of wanted.entries()) {
    say(`claim ${n} of ${claims}`);
    const detail = await desk<StopDetail>('GET', `/api/stops/${stopId}`);
    const words = detail.packageList[0]?.trackingId ?? '';
    const search = await timed(() => desk<ClaimSearch>('POST', '/api/claims/find', { text: words }));
    if (!search.value.stops.some((stop) => stop.stopId === stopId)) throw new Error(`${words} was not found.`);
    const evidence = await timed(() => desk('GET', `/api/stops/${stopId}/evidence`));
    const opening = await timed(() =>
      desk<{ entryId: string }>('POST', '/api/claims', {
        ...{ stopId, words, allegation: 'never-received', asker: 'customer', received: day?.date, due: null },
      }),
    );
    const pack = await timed(() => packed(desk, opening.value.entryId));
    const limit = await timed(() => zipAlone(detail, places));
    await rm(join(places.dataFolder, 'exports', pack.value.fileName), { force: true });
    // The first one makes the key and loads what draws PDFs.
    if (n === 0) {
      firstPackMs = pack.ms;
      continue;
    }
    searches.push(search.ms);
    evidences.push(evidence.ms);
    packs.push(pack.ms);
    totals.push(search.ms + evidence.ms + opening.ms + pack.ms);
    limits.push(limit.ms);
  }
  const packMs = percentile(packs, 0.5);
  const limitMs = percentile(limits, 0.5);
  return {
    claims: totals.length,
    searchP50Ms: rounded(percentile(searches, 0.5)),
    searchP95Ms: rounded(percentile(searches, 0.95)),
    evidenceMs: rounded(percentile(evidences, 0.5)),
    packMs: rounded(packMs),
    packP95Ms: rounded(percentile(packs, 0.95)),
    firstPackMs: rounded(firstPackMs),
    totalMs: rounded(percentile(totals, 0.5)),
    totalP95Ms: rounded(percentile(totals, 0.95)),
    /** The same pictures read and zipped alone, each beside its pack. */
    limitMs: rounded(limitMs),
    ratio: rounded(packMs / limitMs, 2),
  };
}

async function packed(desk: Desk, claimId: string): Promise<ExportView> {
  const { id } = await desk<ExportView>('POST', '/api/exports', { kind: 'claim-pack', date: null, claimId });
  for (;;) {
    const view = (await desk<ExportView[]>('GET', '/api/exports')).find((each) => each.id === id);
    if (view?.state === 'done') return view;
    if (view?.state !== 'running') throw new Error(`The pack came to nothing: ${view?.message}`);
    await wait(lookEveryMs);
  }
}

async function zipAlone({ photos }: StopDetail, { folder, work }: { folder: string; work: string }): Promise<void> {
  const file = join(work, 'limit.zip');
  const zip = new ZipFile();
  const written = pipeline(zip.outputStream, createWriteStream(file, { flush: true }));
  for (const { folder: place, fileNames, id } of photos) {
    zip.addBuffer(await readFile(join(folder, place, fileNames[0] ?? '')), `${id}.jpg`, { compress: false });
  }
  zip.end();
  await written;
  await rm(file);
}
