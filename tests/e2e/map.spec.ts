/** The map of a route: useful without a single tile, walked by keys, honest about what it asks from outside. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Settings } from '#shared/settings.ts';
import type { DayView } from '#shared/views.ts';
import { expectAccessible } from './harness/accessibility.ts';
import { streetPicture, writeMapFile } from './harness/mapFile.ts';
import { expect, test } from './harness/porchlight.ts';
import { type WrittenStop, writeDepot, writtenDay } from './harness/writtenDepot.ts';

const map = (page: Page): Locator => page.getByRole('region', { name: /^Map of route/ });
const stops = (page: Page): Locator => page.getByRole('listbox', { name: /^Stops of route/ });
const chosen = (page: Page): Locator => stops(page).getByRole('option', { selected: true });
const card = (page: Page): Locator => page.getByRole('region', { name: 'The chosen stop' });
const tiles = (page: Page): Locator => map(page).locator('.leaflet-tile-loaded');

/** Opens the map by its name, as a supervisor does who knows no address. */
async function openMap(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search' }).fill('> map');
  await page.keyboard.press('Enter');
  await expect(map(page)).toBeVisible();
}

async function setGround(page: Page, ground: Partial<Settings['map']>): Promise<void> {
  const status = await page.evaluate(
    async (body) => {
      const headers = { 'Content-Type': 'application/json' };
      return (await fetch('/api/settings', { method: 'PUT', headers, body: JSON.stringify(body) })).status;
    },
    { map: { tileUrl: null, attribution: '', pmtilesFile: null, ...ground } },
  );
  expect(status).toBe(200);
}

test('shows the route without asking anybody, and is walked with the keys alone', async ({ app }) => {
  const outside: string[] = [];
  app.on('request', (request) => {
    if (!request.url().startsWith(new URL(app.url()).origin)) outside.push(request.url());
  });
  await openMap(app);
  await expect(stops(app)).toBeFocused();
  await expect(map(app).locator('[data-stop] svg').first()).toBeVisible();
  await expect(map(app).locator('[data-stop]')).toHaveCount(24);
  await expect(map(app).getByRole('img', { name: 'North is up' })).toBeVisible();
  await expect(map(app).locator('.leaflet-control-scale')).toContainText(/ m|km/);
  await app.keyboard.press('j');
  await app.keyboard.press('j');
  await app.keyboard.press('k');
  await expect(chosen(app)).toHaveAttribute('aria-posinset', '2');
  // Whoever reloads has the same route and stop again, whichever is the worst by then.
  await expect(app).toHaveURL(/day=[0-9-]{10}&route=[0-9a-f]{16}&stop=[0-9a-f]{16}/);
  const address = (await card(app).getByRole('heading').innerText()).replace(/^\d+ · /, '');
  await expect(map(app).locator('[data-selected="true"]')).toContainText(address.slice(0, 12));
  const scale = await map(app).locator('.leaflet-control-scale').innerText();
  await app.keyboard.press('+');
  await expect(map(app).locator('.leaflet-control-scale')).not.toHaveText(scale);
  await app.keyboard.press('0');
  await expect(map(app).locator('.leaflet-control-scale')).toContainText(scale.split('\n')[0] ?? '');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('complementary', { name: 'Inspector' }).getByRole('heading').first()).toContainText(
    address,
  );
  expect(outside).toEqual([]);
});

test('a stop is chosen on the map with the mouse', async ({ app }) => {
  await openMap(app);
  const last = stops(app).getByRole('option').nth(4);
  await expect(map(app).locator('[data-stop]')).toHaveCount(24);
  const mark = map(app).locator('[data-stop]').nth(4);
  await mark.locator('svg').last().click({ force: true });
  await expect(last).toHaveAttribute('aria-selected', 'true');
});

test('another route is chosen by typing', async ({ app }) => {
  await openMap(app);
  const before = await map(app).getAttribute('aria-label');
  await app.keyboard.press('r');
  const switcher = app.getByRole('combobox', { name: 'Route on the map' });
  await expect(app.getByRole('option', { name: /^R1\d\d · / }).first()).toBeVisible();
  await switcher.press('ArrowDown');
  await app.keyboard.press('ArrowDown');
  await expect(switcher).toHaveAttribute('aria-activedescendant', /./);
  await app.keyboard.press('Enter');
  await expect(map(app)).not.toHaveAttribute('aria-label', before ?? '');
  await app.keyboard.press('j');
  await expect(chosen(app)).toHaveAttribute('aria-posinset', '2');
});

for (const kind of ['pictures', 'vectors'] as const) {
  test(`an offline file of ${kind} lies under the route`, async ({ app, depot }) => {
    const file = join(depot.folder, '..', `${kind}.pmtiles`);
    await writeMapFile(file, kind);
    await setGround(app, { pmtilesFile: file });
    await openMap(app);
    await expect(tiles(app).first()).toBeVisible();
    await expect(map(app)).toContainText('© Street makers');
  });
}

test('an offline file that is gone is told, and the route is there all the same', async ({ app, depot, problems }) => {
  problems.allow(/status of 404/);
  await setGround(app, { pmtilesFile: join(depot.folder, '..', 'gone.pmtiles') });
  await openMap(app);
  await expect(map(app).getByRole('status')).toContainText('Nothing comes from the offline map file');
  await expect(map(app).locator('[data-stop] svg').first()).toBeVisible();
});

test('tiles of an address come once the page is opened anew, and their failure is told calmly', async ({
  app,
  problems,
}) => {
  problems.allow(/violates the following Content Security Policy|status of 404|csp$/);
  let broken = false;
  const picture = await streetPicture();
  const server = createServer((_request, answer) => {
    answer.writeHead(broken ? 404 : 200, { 'content-type': 'image/png', 'cache-control': 'no-store' });
    answer.end(broken ? undefined : picture);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const maker = '<img src=x onerror=alert(1)> © Makers';
    await setGround(app, { tileUrl: `http://127.0.0.1:${port}/{z}/{x}/{y}.png`, attribution: maker });
    await openMap(app);
    await map(app).getByRole('button', { name: 'Reload the page' }).click();
    await expect(tiles(app).first()).toBeVisible();
    await expect(map(app)).toContainText(maker);
    broken = true;
    await app.keyboard.press('+');
    await expect(map(app).getByRole('status')).toContainText(`Nothing comes from 127.0.0.1:${port}`);
    await expect(map(app).locator('[data-stop] svg').first()).toBeVisible();
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('a route with one stop, one with 400, stops at one door, none with a position, and hostile addresses', async ({
  newContext,
  startBrowserHost,
  problems,
}) => {
  const grid = Array.from(
    { length: 400 },
    (_, index): WrittenStop => ({
      address: `${index} Elm St`,
      position: [45.5 + Math.floor(index / 20) * 0.0009, -122.6 + (index % 20) * 0.0012],
    }),
  );
  const hostile = ['<b onmouseover=alert(1)>12 Elm St</b>', 'שדרות רוטשילד 12', 'x'.repeat(10_000), 'Elm St 4'];
  const depot = await writeDepot({
    ONE: [{ address: '1 Elm St', position: [45.5, -122.6] }],
    MANY: grid,
    DOOR: hostile.map((address) => ({ address, position: [45.5, -122.6] })),
    NOWHERE: [{ address: '1 Nowhere', position: null }],
    HALF: [
      { address: '1 Half St', position: [45.5, -122.6] },
      { address: '2 Half St', position: null },
    ],
  });
  const context = await newContext();
  try {
    const host = await startBrowserHost(depot);
    const page = await context.newPage();
    problems.watch(page);
    await page.goto(host.address);
    await expect(page.getByRole('listbox', { name: 'Routes' })).toBeVisible();
    const { routes } = await page.evaluate(
      async (date) => (await (await fetch(`/api/days/${date}`)).json()) as DayView,
      writtenDay,
    );
    const open = async (code: string) => {
      const routeId = routes.find(({ route }) => route === code)?.id;
      await page.goto(`${host.origin}/#/map?day=${writtenDay}&route=${routeId}`);
      await expect(stops(page)).toHaveAttribute('aria-label', `Stops of route ${code}`);
    };
    await open('ONE');
    await expect(map(page).locator('[data-stop]')).toHaveCount(1);
    await open('NOWHERE');
    await expect(page.getByText('Nothing of this route has a position')).toBeVisible();
    await open('HALF');
    await expect(page.getByText('2 stops, 1 without a position')).toBeVisible();
    await expect(map(page).locator('[data-stop]')).toHaveCount(1);
    await open('DOOR');
    // Those of the route before may still stand there.
    await expect
      .poll(async () => {
        const marks = await map(page).locator('[data-stop]').all();
        return new Set(await Promise.all(marks.map((mark) => mark.getAttribute('style')))).size;
      })
      .toBe(hostile.length);
    await expect(map(page).locator('[data-stop] b')).toHaveCount(0);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await open('MANY');
    await expect(map(page).locator('[data-stop]')).toHaveCount(400);
    for (let step = 0; step < 10; step += 1) await page.keyboard.press('j');
    await expect(chosen(page)).toHaveAttribute('aria-posinset', '11');
    // None is lost either when they come faster than the address follows.
    await page.evaluate(`(async () => {
      for (let step = 0; step < 10; step++) {
        document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true, cancelable: true }));
        await new Promise((resolve) => setTimeout(resolve));
      }
    })()`);
    await expect(chosen(page)).toHaveAttribute('aria-posinset', '21');
  } finally {
    await context.close();
    await depot.remove();
  }
});

test('has no serious accessibility finding, light and dark, also in a small window and at twice the size', async ({
  app,
}) => {
  await openMap(app);
  for (const [width, height] of [
    [1024, 700],
    [640, 400],
  ] as const) {
    await app.setViewportSize({ width, height });
    await expect(card(app).getByRole('button', { name: 'On the desk' })).toBeVisible();
    await expectAccessible(app);
  }
});
