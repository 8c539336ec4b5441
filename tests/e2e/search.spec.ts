/** The search box: stops by words and days, and every command by name, without the mouse. */
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './harness/accessibility.ts';
import { expect, test } from './harness/porchlight.ts';
import { standIn } from './harness/standIn.ts';

const box = (page: Page): Locator => page.getByRole('combobox', { name: 'Search' });
const results = (page: Page): Locator => page.getByRole('listbox', { name: 'Results' }).getByRole('option');
const stops = (page: Page): Locator => page.getByRole('listbox', { name: /^Stops of route/ });
const activeStop = (page: Page): Locator => stops(page).getByRole('option', { selected: true });
const inspector = (page: Page): Locator => page.getByRole('complementary', { name: 'Inspector' });

test.beforeEach(async ({ app }) => {
  await expect(activeStop(app)).toBeVisible();
  await expect(stops(app)).toBeFocused();
});

/** The address of the route's last stop; the first one is chosen again. */
async function lastAddress(page: Page): Promise<string> {
  await page.keyboard.press('End');
  await expect(activeStop(page)).toHaveAttribute('aria-posinset', '24');
  const row = await activeStop(page).innerText();
  const heading = inspector(page).getByRole('heading').first();
  await expect.poll(async () => row.includes(await heading.innerText())).toBe(true);
  const address = await heading.innerText();
  await page.keyboard.press('Home');
  await expect(activeStop(page)).not.toContainText(address);
  return address;
}

test('finds an address on any route and goes there', async ({ app }) => {
  const address = await lastAddress(app);
  await app.keyboard.press('/');
  await app.keyboard.type(address);
  await expect(results(app).first()).toContainText(address);
  await app.keyboard.press('Enter');
  await expect(box(app)).toBeHidden();
  await expect(activeStop(app)).toContainText(address);
  await expect(stops(app)).toBeFocused();
});

test('Enter waits for the answer to what was typed, and never opens what was there before', async ({ app }) => {
  const address = await lastAddress(app);
  await app.keyboard.press('/');
  await box(app).fill('e');
  await box(app).fill(address);
  await app.keyboard.press('Enter');
  await expect(box(app)).toBeHidden();
  await expect(activeStop(app)).toContainText(address);
});

test('days are understood in words, shown, and taken as words instead at will', async ({ app, depot }) => {
  await app.keyboard.press('Control+k');
  await app.keyboard.type(`r101 ${depot.serviceDate}`);
  const chip = app.getByRole('button', { name: /^Looking on Sat 21 Nov 2026/ });
  await expect(chip).toBeVisible();
  await expect(results(app).first()).toContainText('R101');
  await app.keyboard.press('Control+a');
  await app.keyboard.type('R101 until 20.11.2026');
  await expect(app.getByText(/^Nothing until Fri 20 Nov 2026 holds “R101”/)).toBeVisible();
  await app.keyboard.press('Tab');
  await app.keyboard.press('Enter');
  await expect(app.getByText(/^Nothing holds “R101 until 20.11.2026”/)).toBeVisible();
});

test('a command is found by its words and done with Enter', async ({ app }) => {
  await app.keyboard.press('/');
  await app.keyboard.type('leger');
  await expect(results(app).filter({ hasText: 'Verify the ledger' })).toBeVisible();
  await app.keyboard.press('Control+a');
  await app.keyboard.type('verify');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('heading', { name: 'Activity' })).toBeVisible();
  await expect(app.getByText(/^The ledger is whole/)).toBeVisible();

  await app.keyboard.press('Control+k');
  await app.keyboard.type('> dark');
  await app.keyboard.press('Enter');
  await expect(app.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');

  await app.keyboard.press('Control+k');
  await app.keyboard.type('sign off day');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('dialog', { name: /^Sign off/ })).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(app.getByRole('dialog')).toBeHidden();

  await app.keyboard.press('Control+k');
  await app.keyboard.type('all keys');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('dialog', { name: 'Keys' })).toBeVisible();
});

test('every page can be reached by name', async ({ app }) => {
  for (const [name, path] of [
    ['unmatched', '/unmatched'],
    ['sync', '/sync'],
    ['scores', '/scores'],
    ['reports', '/reports'],
    ['problems', '/problems'],
    ['import', '/import'],
    ['settings', '/settings'],
    ['desk', '/'],
  ]) {
    await app.keyboard.press('Control+k');
    await app.keyboard.type(`> ${name}`);
    await app.keyboard.press('Enter');
    await expect(app).toHaveURL(new RegExp(`#${path}(\\?|$)`));
  }
});

test('a page that comes late leaves the keys to the box, and has them after it', async ({ app }) => {
  const asked = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  await standIn(app, /\/api\/days\/[^/]+\/scores/, async (route) => {
    asked.resolve();
    await held.promise;
    await route.continue();
  });
  const drivers = app.getByRole('listbox', { name: 'Drivers' });
  await app.keyboard.press('Control+k');
  await app.keyboard.type('> scores');
  await app.keyboard.press('Enter');
  await asked.promise;
  await app.keyboard.press('Control+k');
  await app.keyboard.type('> rep');
  held.resolve();
  await expect(drivers).toBeVisible();
  await expect(box(app)).toBeFocused();
  await app.keyboard.press('Escape');
  await expect(drivers).toBeFocused();
});

test('Escape closes it and gives the focus back', async ({ app }) => {
  await app.keyboard.press('/');
  await expect(box(app)).toBeFocused();
  await app.keyboard.press('ArrowUp');
  await expect(results(app).last()).toHaveAttribute('aria-selected', 'true');
  await app.keyboard.press('Escape');
  await expect(stops(app)).toBeFocused();
});

test('hostile text finds nothing and breaks nothing', async ({ app }) => {
  await app.keyboard.press('/');
  for (const text of ['<img src=x onerror=alert(1)>', '"*^"', 'שלום', 'x'.repeat(300), '%_\\', '> <qq>']) {
    await box(app).fill(text);
    await expect(app.getByText(/^Nothing holds|^No command/)).toBeVisible();
  }
  expect(await app.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});

test('has no serious accessibility finding, light and dark', async ({ app }) => {
  await app.keyboard.press('/');
  await expect(results(app).first()).toBeVisible();
  await expectAccessible(app);
  await app.keyboard.type('r101 today');
  await expect(app.getByRole('button', { name: /^Looking on/ })).toBeVisible();
  await expectAccessible(app);
});
