/** How far the vans have synced: the furthest behind first, and what to tell its driver. */
import type { Locator, Page } from '@playwright/test';
import type { SyncRow, SyncView } from '#shared/sync.ts';
import { expectAccessible } from './harness/accessibility.ts';
import { expect, test } from './harness/porchlight.ts';

const routes = (page: Page): Locator => page.getByRole('listbox', { name: /furthest behind first/ });
const rows = (page: Page): Locator => routes(page).getByRole('option');
const chosen = (page: Page): Locator => page.getByRole('region', { name: 'The chosen route' });
const behindOnly = (page: Page): Locator => page.getByRole('button', { name: 'Behind only' });

/** Answers in the core's place, for days that a small sample can't have. */
async function answerWith(page: Page, change: (view: SyncView) => SyncView): Promise<void> {
  await page.route('**/api/days/*/sync', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ json: change((await answer.json()) as SyncView) });
  });
  await page.reload();
  await expect(routes(page).or(page.getByText('Every van has synced'))).toBeVisible();
}

const inSync: Partial<SyncRow> = { health: 'synced', deliveriesSince: 0 };

test.beforeEach(async ({ app }) => {
  await app.getByRole('link', { name: 'Sync' }).click();
  await expect(routes(app)).toBeFocused();
  await expect(rows(app)).toHaveCount(3);
});

test('is walked with the keys, and Enter goes to the route on the desk', async ({ app }) => {
  const first = await chosen(app).getByRole('heading').first().textContent();
  await app.keyboard.press('j');
  await expect(chosen(app).getByRole('heading').first()).not.toHaveText(first ?? '');
  await expect(rows(app).nth(1)).toHaveAttribute('aria-selected', 'true');
  const route = (await rows(app).nth(1).locator('bdi').first().textContent()) ?? '';
  await app.keyboard.press('Enter');
  await expect(app.getByRole('listbox', { name: `Stops of route ${route}` })).toBeVisible();
});

test('the sentence for the driver is copied with C, and the page says so', async ({ app, hostKind }) => {
  if (hostKind === 'browser') await app.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.keyboard.press('c');
  await expect(chosen(app).getByRole('status')).toContainText('Copied');
  await expect(routes(app)).toBeFocused();
  if (hostKind === 'electron') return;
  const copied = await app.evaluate<string>('navigator.clipboard.readText()');
  await expect(chosen(app)).toContainText(copied);
  expect(copied.length).toBeGreaterThan(10);
});

test('a van that may not use the clipboard still copies', async ({ app }) => {
  await app.evaluate('navigator.clipboard.writeText = () => Promise.reject(new Error("denied"))');
  await app.keyboard.press('c');
  await expect(chosen(app).getByRole('status')).toContainText('Copied');
  await expect(routes(app)).toBeFocused();
});

test('B leaves only those that are behind; when none is, the page says that all is well', async ({ app, hostKind }) => {
  test.skip(hostKind === 'electron', 'answers of its own scheme can’t be stood in for');
  await answerWith(app, (view) => ({
    ...view,
    rows: view.rows.map((row, index) =>
      index === 0 ? { ...row, health: 'behind', deliveriesSince: 23 } : { ...row, ...inSync },
    ),
  }));
  await expect(app.getByText('1 of 3 routes is behind')).toBeVisible();
  await app.keyboard.press('b');
  await expect(rows(app)).toHaveCount(1);
  await expect(rows(app)).toContainText('Behind');
  await expect(rows(app)).toContainText('23');

  await app.unroute('**/api/days/*/sync');
  await answerWith(app, (view) => ({ ...view, rows: view.rows.map((row) => ({ ...row, ...inSync })) }));
  await expect(app.getByText('all 3 routes have synced')).toBeVisible();
  await behindOnly(app).click();
  await expect(app.getByText('Every van has synced')).toBeVisible();
  await app.getByRole('button', { name: 'Show all routes' }).click();
  await expect(rows(app)).toHaveCount(3);
});

test('two hundred routes with names that mean harm are listed, and only those in view are drawn', async ({
  app,
  hostKind,
}) => {
  test.skip(hostKind === 'electron', 'answers of its own scheme can’t be stood in for');
  await answerWith(app, (view) => {
    const [row] = view.rows;
    if (!row) return view;
    const names = ['<img src=x onerror="window.harmed=1">', 'דן כהן', 'x'.repeat(10_000)];
    return {
      ...view,
      rows: Array.from({ length: 200 }, (_, index) => ({
        ...row,
        routeId: index.toString(16).padStart(16, '0'),
        route: `R${index} ${names[index % 3]}`,
        driverName: names[(index + 1) % 3] ?? null,
        sentence: `${names[(index + 2) % 3]}: nothing since 17:42`,
        partlySynced: 1,
        onlineOnly: 2,
        unreadable: 3,
        conflictCopies: 4,
        devices: [
          {
            device: names[index % 3] ?? '',
            photos: 3,
            lastTakenAt: null,
            lastArrivedAt: null,
            clockCorrectionSeconds: 440,
          },
        ],
      })),
      elsewhere: { ...view.elsewhere, photos: 4, sentence: `${names[2]} 4 pictures belong to no route.` },
    };
  });
  await expect(rows(app).first()).toHaveAttribute('aria-setsize', '200');
  expect(await rows(app).count()).toBeLessThan(60);
  await expect(chosen(app)).toContainText('Phone is 7 min 20 s slow');
  await expect(chosen(app)).toContainText('1 partly synced, 2 online only, 3 unreadable, 4 conflict copies');
  await app.keyboard.press('End');
  await expect(chosen(app).getByRole('heading').first()).toContainText('R199');
  expect(await app.evaluate<boolean>('"harmed" in window')).toBe(false);
  expect(await app.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
});

test('a phone’s clock is set with the keys, stands under a name, and is taken back', async ({ app }) => {
  const phone = chosen(app).getByRole('listitem').first();
  const setIt = phone.getByRole('button', { name: /^Set it/ });
  // From route to route, each looked at once it is chosen, until a phone's clock can be set.
  for (let row = 0; ; row++) {
    const route = (await rows(app).nth(row).locator('bdi').first().textContent()) ?? '';
    await expect(chosen(app).getByRole('heading').first()).toContainText(route);
    if ((await setIt.count()) > 0) break;
    await app.keyboard.press('j');
  }
  const measured = (await phone.getByText(/^This phone/).textContent()) ?? '';
  await app.keyboard.press('t');
  const dialog = app.getByRole('dialog', { name: /^The clock of/ });
  await expect(dialog.getByLabel('Minutes')).toBeFocused();
  await dialog.getByLabel('Minutes').fill('12');
  await dialog.getByLabel('Seconds').fill('75');
  await expect(dialog).toContainText('Seconds go from 0 to 59');
  await expectAccessible(app);
  await dialog.getByLabel('Seconds').fill('30');
  await expect(dialog).toContainText('The phone is 12 min 30 s slow.');
  await app.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(phone).toContainText('This phone is 12 min 30 s slow.');
  await expect(phone).toContainText('Overruled');
  await expect(phone).toContainText('Measured:');
  await expectAccessible(app);
  await app.keyboard.press('u');
  await expect(phone).toContainText(measured);
  await app.keyboard.press('y');
  await expect(phone).toContainText('Confirmed');
  await app.keyboard.press('x');
  await expect(setIt).toBeVisible();
  await expect(phone).toContainText(measured);
});

test('the page can be used with a screen reader in light and dark', async ({ app }) => {
  await expectAccessible(app);
  await app.keyboard.press('c');
  await expect(chosen(app).getByRole('status')).toContainText('Copied');
  await expectAccessible(app);
});
test('every button is in reach in a small window and at twice the size', async ({ app }) => {
  for (const size of [
    { width: 1024, height: 700 },
    { width: 640, height: 400 },
  ]) {
    await app.setViewportSize(size);
    for (const name of ['Behind only', 'Copy the sentence', 'To the route']) {
      const button = app.getByRole('button', { name });
      await button.scrollIntoViewIfNeeded();
      await expect(button).toBeInViewport({ ratio: 1 });
    }
    expect(await app.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(size.width);
  }
});
