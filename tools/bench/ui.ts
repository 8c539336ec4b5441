/**
 * `bench ui [--photos N] [--depot DIR]`: what a supervisor waits for, in a real browser, on a day of 200 routes × 180 stops; with N
 * photos, as many such days before it as that takes. `--depot` keeps the depot that was made, and uses it again.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { DaySummary, DayView, RouteView } from '#shared/views.ts';
import { type HostProcess, startHost } from '#tests/e2e/harness/hostProcess.ts';
import { type BenchResult, percentile, rounded, say } from './benchResult.ts';
import { callHost, chooseRoute, openBrowser, waitUntilIdle } from './browserPage.ts';
import { benchAtDesk, routes, stops } from './deskDepot.ts';

/** A supervisor looks at a picture for one to three seconds (field notes). */
const lookMs = 1000;

export function bench(argv: string[]): Promise<BenchResult> {
  return benchAtDesk(argv, async ({ photos, folder, dataFolder }) => {
    const browser = await openBrowser({ width: 1440, height: 900 });
    if (!browser) return { ok: false, message: 'There is no Chromium on this machine, and none could be had.' };
    const host = await startHost({ folder, data: dataFolder });
    try {
      return { ok: true, figures: { photos, ...(await measure(browser.page, host)) } };
    } finally {
      await browser.close();
      await host.stop();
    }
  });
}

async function measure(page: Page, host: HostProcess) {
  await page.goto(host.address);
  await page.getByRole('listbox', { name: 'Routes' }).getByRole('option').first().waitFor();
  await waitUntilIdle(page, host);
  const first = await thumbnailsOf(page, host);
  // Measured on the second visit, as on every day but the first: program files come from the browser's cache or not at all.
  await page.reload();
  const routeList = page.getByRole('listbox', { name: 'Routes' });
  await routeList.getByRole('option').first().waitFor();
  const paint = await page.evaluate(() => ({
    firstPaintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    firstRowsMs: performance.now(),
  }));

  say('opening routes');
  await routeList.focus();
  const opening: number[] = [];
  for (let at = 0; at < 40; at++) {
    await wait(250);
    opening.push(await page.evaluate<number>('bench.openNextRoute()'));
  }

  say('looking through pictures');
  await page.reload();
  await routeList.getByRole('option').first().waitFor();
  await scrollTo(page, first);
  await chooseRoute(page, first);
  await page.getByRole('listbox', { name: `Stops of route ${first}` }).focus();
  await page.keyboard.press('Home');
  const nexts = await lookThrough(page, 'ArrowDown', 60);

  say('scrolling');
  await page.getByRole('listbox', { name: `Stops of route ${first}` }).hover();
  await page.evaluate('bench.startFrames()');
  for (let at = 0; at < 180; at++) {
    await page.mouse.wheel(0, at < 90 ? 90 : -90);
    await wait(16);
  }
  const frames = await page.evaluate<number>('bench.stopFrames()');

  say('reviewing');
  await page.getByRole('listbox', { name: `Stops of route ${first}` }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.getByRole('listbox', { name: 'Stops to review' }).waitFor();
  const reviewed = await lookThrough(page, 'ArrowDown', 40);

  say('searching');
  const { searches, bareCalls } = await searchTimes(page, host, first);
  return {
    routes,
    stopsARoute: stops,
    firstPaintMs: rounded(paint.firstPaintMs),
    firstRowsMs: rounded(paint.firstRowsMs),
    openRouteMs: rounded(percentile(opening, 0.5)),
    openRouteP95Ms: rounded(percentile(opening, 0.95)),
    photosLookedAt: nexts.length,
    nextPhotoP50Ms: rounded(percentile(nexts, 0.5)),
    nextPhotoP95Ms: rounded(percentile(nexts, 0.95)),
    scrollDroppedFramesPct: rounded(frames, 2),
    /** From the question to the answer in the page, over HTTP. */
    searches: searches.length,
    searchP50Ms: rounded(percentile(searches, 0.5)),
    searchP95Ms: rounded(percentile(searches, 0.95)),
    /** The limit in the same run: as many calls that ask for next to nothing, each beside a search. */
    bareCallP50Ms: rounded(percentile(bareCalls, 0.5)),
    bareCallP95Ms: rounded(percentile(bareCalls, 0.95)),
    reviewPhotosLookedAt: reviewed.length,
    reviewNextPhotoP50Ms: rounded(percentile(reviewed, 0.5)),
    reviewNextPhotoP95Ms: rounded(percentile(reviewed, 0.95)),
  };
}

/** Presses a key once for each look; the milliseconds to the next picture, of those that have one. */
async function lookThrough(page: Page, key: string, times: number): Promise<number[]> {
  const nexts: number[] = [];
  for (let at = 0; at < times; at++) {
    await wait(lookMs);
    const ms = await page.evaluate<number | null>(`bench.nextPhoto('${key}')`);
    if (ms !== null) nexts.push(ms);
  }
  return nexts;
}

/** What supervisors type, as they type it: addresses, names, tracking ids and their beginnings; milliseconds for each answer, and for a bare call beside it. */
async function searchTimes(page: Page, host: HostProcess, route: string) {
  const { stops: rows } = await routeNamed(page, host, route);
  const texts = rows.flatMap(({ address, customer }, at) => {
    const whole = at % 2 === 0 || customer === null ? address : customer;
    return [whole.slice(0, 4), whole.slice(0, Math.ceil(whole.length / 2)), whole];
  });
  return page.evaluate(
    async (wanted) => {
      const timeOf = async (path: string) => {
        const started = performance.now();
        await (await fetch(path)).json();
        return performance.now() - started;
      };
      const [searches, bareCalls] = [[] as number[], [] as number[]];
      for (const text of wanted) {
        searches.push(await timeOf(`/api/search?text=${encodeURIComponent(text)}`));
        bareCalls.push(await timeOf('/api/desk'));
      }
      return { searches, bareCalls };
    },
    texts.slice(0, 300),
  );
}

/** Has the first route's thumbnails made, as the intake would have, and gives the route's code. */
async function thumbnailsOf(page: Page, host: HostProcess): Promise<string> {
  const view = await routeNamed(page, host, 'R100');
  const photoIds = view.stops.flatMap((stop) => stop.photoIds);
  for (const [at, id] of photoIds.entries()) {
    say(`thumbnail ${at + 1} of ${photoIds.length}`);
    await callHost(page, host, 'GET', `/api/photos/${id}/thumbnail`);
  }
  return view.summary.route;
}

/** A route of the newest day. */
async function routeNamed(page: Page, host: HostProcess, code: string): Promise<RouteView> {
  const get = async <Answer>(path: string) => (await (await callHost(page, host, 'GET', path)).json()) as Answer;
  const [day] = await get<DaySummary[]>('/api/days');
  const { routes: all } = await get<DayView>(`/api/days/${day?.date}`);
  const route = all.find((one) => one.route === code);
  if (!route) throw new Error(`The day has no route ${code}`);
  return get<RouteView>(`/api/routes/${route.id}`);
}

/** Brings a route of the virtualised list on the screen. */
async function scrollTo(page: Page, route: string): Promise<void> {
  const row = page.getByRole('listbox', { name: 'Routes' }).getByRole('option').filter({ hasText: route });
  await page.getByRole('listbox', { name: 'Routes' }).hover();
  // The list opens at the chosen route: the wanted one may stand above it.
  await page.mouse.wheel(0, -1_000_000);
  for (let at = 0; at < 400 && (await row.count()) === 0; at++) {
    await page.mouse.wheel(0, 300);
    await wait(30);
  }
}
