import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { previewManifest } from '#core/manifests/previewManifest.ts';
import { readManifest } from '#core/manifests/readManifest.ts';

const options = { timeZone: 'America/Los_Angeles', profiles: [] };
const ROWS = 1_000_000;
const ROUTES = 200;
/**
 * Growth of the process over a table of a million rows: streaming took 114 to 136 MB (Node 24), nearly all of it garbage not
 * collected yet; the same rows held as objects take 480 MB more.
 */
const MOST_GROWTH = 300_000_000;
/**
 * How far the heap's lowest level, right after collections, may rise from the first half of a file to the second. The 60 MB
 * Amazon file is 198 MB as objects, so whoever holds it rises by about half of that.
 */
const MOST_RISE = 40_000_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'porchlight-large-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, pieces: Iterable<string>): Promise<string> {
  const path = join(folder, name);
  await pipeline(Readable.from(pieces), createWriteStream(path));
  return path;
}

/** Counts turns of the event loop while something runs, and the batches that came without a turn between them. */
function watchTurns() {
  let turns = 0;
  let running = true;
  let turnsAtBatch = -1;
  const watch = { batches: 0, withoutTurn: 0, peakMemory: 0 };
  const heap: number[] = [];
  const turn = () => {
    turns += 1;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    watch,
    batch() {
      watch.batches += 1;
      if (turns === turnsAtBatch) watch.withoutTurn += 1;
      turnsAtBatch = turns;
      heap.push(process.memoryUsage().heapUsed);
      watch.peakMemory = Math.max(watch.peakMemory, process.memoryUsage.rss());
    },
    /** The heap's lowest level in the second half, less that in the first. */
    heapRise() {
      const middle = Math.floor(heap.length / 2);
      return Math.min(...heap.slice(middle)) - Math.min(...heap.slice(0, middle));
    },
    stop() {
      running = false;
    },
  };
}

function* tableOf(rows: number): Generator<string> {
  yield 'service_date,route,stop,sequence,address,tracking_id,status,completed_at\n';
  for (let start = 0; start < rows; start += 1000) {
    let text = '';
    for (let row = start; row < start + 1000; row += 1) {
      const status = row % 100_000 === 99_999 ? 'exploded' : 'delivered';
      const quote = row % 50 === 0 ? `"${row} Elm St, rear"` : `${row} Elm St`;
      text += `21/11/2026,R${row % ROUTES},S${row},${Math.floor(row / ROUTES)},${quote},TBA${row},${status},21/11/2026 ${10 + (row % 10)}:${10 + (row % 50)}\n`;
    }
    yield text;
  }
}

test('a table of a million rows is read in bounded memory, and others get their turn between all batches', async () => {
  const path = await write('million.csv', tableOf(ROWS));
  const before = process.memoryUsage.rss();
  const turns = watchTurns();
  let rows = 0;
  const result = await readManifest(path, options, {
    rows(batch) {
      rows += batch.length;
      turns.batch();
    },
    patches() {},
  });
  turns.stop();
  expect(result).toMatchObject({ ok: true, summary: { rows: ROWS, good: ROWS - 10, bad: 10, problemsTotal: 10 } });
  expect(result.summary?.problems[0]).toMatchObject({ line: 100_001, column: 'status' });
  expect(rows).toBe(ROWS - 10);
  expect(turns.watch.batches).toBeGreaterThanOrEqual(1999);
  expect(turns.watch.withoutTurn).toBe(0);
  expect(turns.watch.peakMemory - before).toBeLessThan(MOST_GROWTH);
  expect(turns.heapRise()).toBeLessThan(MOST_RISE);
});

test('the import screen can preview a large table, and leave it when asked to', async () => {
  const shown = 200_000;
  const path = await write('large.csv', tableOf(shown));
  const preview = await previewManifest(path, options);
  expect(preview).toMatchObject({
    ok: true,
    preview: {
      totals: { rows: shown, good: shown - 2, bad: 2, routes: ROUTES, stops: shown - 2, packages: shown - 2 },
      dates: ['2026-11-21'],
    },
  });
  const leaving = new AbortController();
  let rows = 0;
  const result = await readManifest(
    path,
    { ...options, signal: leaving.signal },
    {
      rows(batch) {
        rows += batch.length;
        if (rows >= 5000) leaving.abort();
      },
      patches() {},
    },
  );
  expect(result).toMatchObject({ ok: false, code: 'cancelled' });
  expect(rows).toBe(5000);
});

const stopCode = (index: number) => String.fromCharCode(65 + Math.floor(index / 26), 65 + (index % 26));

/** About 30 kB a route, as in the real file. */
function* packageFile(routes: number): Generator<string> {
  yield '{';
  for (let route = 0; route < routes; route += 1) {
    const stops = Array.from({ length: 100 }, (_, stop) => {
      const packages = Array.from({ length: stop % 2 === 0 ? 1 : 2 }, (__, index) => {
        const window = stop % 10 === 0 ? '"2018-07-27 16:00:00"' : 'NaN';
        return `"PackageID_${route}_${stop}_${index}": {"scan_status": "DELIVERED", "time_window": {"start_time_utc": ${window}, "end_time_utc": ${window}}, "planned_service_time_seconds": NaN, "dimensions": {"depth_cm": 25.4, "height_cm": 7.6, "width_cm": 17.8}}`;
      });
      return `"${stopCode(stop)}": {${packages.join(', ')}}`;
    });
    yield `${route > 0 ? ', ' : ''}"RouteID_${route}": {"ZZ": {}, ${stops.join(', ')}}`;
  }
  yield '}';
}

test('an Amazon file of 60 MB with bare NaN streams', async () => {
  const routes = 1800;
  const path = await write('package_data.json', packageFile(routes));
  expect((await stat(path)).size).toBeGreaterThan(60_000_000);
  const turns = watchTurns();
  let packages = 0;
  let windows = 0;
  const result = await readManifest(path, options, {
    rows() {},
    patches(batch) {
      turns.batch();
      for (const patch of batch) {
        packages += patch.packages?.length ?? 0;
        windows += patch.packages?.filter((each) => each.windowStart !== null).length ?? 0;
      }
    },
  });
  turns.stop();
  expect(result).toMatchObject({ ok: true, summary: { kind: 'amazon-package-data', good: routes * 150, bad: 0 } });
  expect(packages).toBe(routes * 150);
  expect(windows).toBe(routes * 10);
  expect(turns.watch.batches).toBeGreaterThanOrEqual((routes * 100) / 500);
  expect(turns.watch.withoutTurn).toBe(0);
  expect(turns.heapRise()).toBeLessThan(MOST_RISE);
});

test('an Amazon file that is cut off after 10 MB is half written', async () => {
  const pieces = [...packageFile(300)];
  const path = await write('cut.json', pieces.slice(0, -1));
  const result = await readManifest(path, options, { rows() {}, patches() {} });
  expect(result).toMatchObject({ ok: false, code: 'half-written' });
});

test('a table made of stray quotes, and a line without end, are told without harm', async () => {
  const header = 'service_date,route,tracking_id,address\n';
  const quotes = await write('quotes.csv', [
    header,
    ...Array.from({ length: 200 }, () => '2026-11-21,R1,T1,"x\n'.repeat(100)),
  ]);
  const sink = { rows() {}, patches() {} };
  expect(await readManifest(quotes, options, sink)).toMatchObject({
    ok: true,
    summary: { rows: 20_000, good: 0, bad: 20_000 },
  });
  const endless = await write('endless.csv', [
    header,
    ...Array.from({ length: 500 }, () => 'x'.repeat(100_000)),
    '\n2026-11-21,R1,T1,y\n',
  ]);
  expect(await readManifest(endless, options, sink)).toMatchObject({
    ok: true,
    summary: { good: 1, bad: 1, problems: [{ line: 2, message: expect.stringContaining('longer than any delivery') }] },
  });
});
