/** `bench latency`: from a photo's last byte in the folder to its row in a real browser's page. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { makeSample } from '#main/sample/makeSample.ts';
import { truthSchema } from '#main/sample/truth.ts';
import { startHost } from '#tests/e2e/harness/hostProcess.ts';
import {
  type BenchResult,
  inTemporaryFolder,
  percentile,
  readFlags,
  rounded,
  say,
  wholeNumber,
} from './benchResult.ts';
import { callHost, chooseRoute, openBrowser, waitUntilIdle } from './browserPage.ts';
import { beBuilt } from './builtFiles.ts';

/** A photo that the driver's phone has not brought yet, and the row that waits for it. */
interface LatePhoto {
  path: string;
  bytes: Buffer;
  address: string;
}

export async function bench(argv: string[]): Promise<BenchResult> {
  const flags = readFlags(argv, { photos: { type: 'string', default: '25' } });
  if (!flags.ok) return flags;
  const wanted = wholeNumber(flags.values.photos);
  if (wanted === null) return { ok: false, message: '--photos takes a number, such as 25.' };
  const notBuilt = await beBuilt();
  if (notBuilt) return notBuilt;
  return inTemporaryFolder(async (work) => {
    const made = await makeSample({
      out: join(work, 'sample'),
      routes: 2,
      stops: 60,
      faults: 'none',
      onProgress: (done, total) => say(`drawing ${done} of ${total} pictures`),
    });
    if (!made.ok) return made;
    const truth = truthSchema.parse(JSON.parse(await readFile(made.truthFile, 'utf8')));
    const route = truth.stops[0]?.route ?? '';
    const late = await takeAway(made.folder, truth, route, wanted);

    // Tall enough for every row of the route: a row that is not on the screen does not exist.
    const browser = await openBrowser({ width: 1440, height: 2600 });
    if (!browser) return { ok: false, message: 'There is no Chromium on this machine, and none could be had.' };
    const host = await startHost({ folder: made.folder, data: join(work, 'data') });
    try {
      const { page } = browser;
      await page.goto(host.address);
      await page.getByRole('listbox', { name: 'Routes' }).waitFor();
      await callHost(page, host, 'PUT', '/api/settings', { timeZone: made.timeZone });
      await waitUntilIdle(page, host);
      await chooseRoute(page, route);
      const times: number[] = [];
      for (const [at, photo] of late.entries()) {
        say(`photo ${at + 1} of ${late.length}`);
        times.push(await bring(page, photo));
        await wait(700);
      }
      return {
        ok: true,
        figures: {
          photos: times.length,
          p50Ms: rounded(percentile(times, 0.5)),
          p95Ms: rounded(percentile(times, 0.95)),
          maxMs: rounded(Math.max(...times)),
        },
      };
    } finally {
      await browser.close();
      await host.stop();
    }
  });
}

/** Takes photos of the route out of the folder; only those that are their stop's only one, at an address of its own. */
async function takeAway(folder: string, truth: ReturnType<typeof truthSchema.parse>, route: string, wanted: number) {
  const stops = truth.stops.filter((stop) => stop.route === route);
  const late: LatePhoto[] = [];
  for (const stop of stops) {
    const photos = truth.photos.filter((photo) => photo.route === route && photo.stop === stop.stop);
    const [photo] = photos;
    const sameAddress = stops.filter((other) => other.address === stop.address).length > 1;
    if (!photo || photos.length > 1 || sameAddress || stop.state !== 'confirmed' || late.length === wanted) continue;
    const path = join(folder, photo.file);
    late.push({ path, bytes: await readFile(path), address: stop.address });
    await rm(path);
  }
  return late;
}

/** Writes the photo; milliseconds until the page has painted its row as confirmed. */
async function bring(page: Page, photo: LatePhoto): Promise<number> {
  const shownAt = page.evaluate<number>(`bench.confirmedAt(${JSON.stringify(photo.address)})`);
  // Lets the page take up its watch first.
  await wait(50);
  await writeFile(photo.path, photo.bytes);
  const writtenAt = Date.now();
  return (await shownAt) - writtenAt;
}
