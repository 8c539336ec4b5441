/** The board of strays: tied by keyboard alone, by mouse and by finger; several at once; what moves by itself, and back. */
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './harness/accessibility.ts';
import { test as base, expect } from './harness/porchlight.ts';
import { sharedDepot } from './harness/sharedDepots.ts';
import { addressOf, strayCount } from './harness/strayDepot.ts';

const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  depot: async ({}, use) => use(sharedDepot('strays')),
});

const strays = (page: Page): Locator => page.getByRole('listbox', { name: 'Unmatched photos' });
const photos = (page: Page): Locator => strays(page).getByRole('option');
const moved = (page: Page): Locator => page.getByRole('region', { name: 'What moved by itself' });
const lastDecision = (page: Page): Locator => page.getByRole('contentinfo').getByRole('status');
const stops = (page: Page): Locator => page.getByRole('listbox', { name: /to lay photos on$/ });
const stopAt = (page: Page, number: number): Locator =>
  stops(page)
    .getByRole('option')
    .filter({ hasText: addressOf(number) });

/** What the search for another stop offers; the list of photos names the same addresses. */
const offered = (page: Page, number: number): Locator =>
  page
    .getByRole('listbox', { name: 'Belongs to another stop of this day' })
    .getByRole('option')
    .filter({ hasText: addressOf(number) });

/** Ties the picture that was taken at a stop to it, by search; the newest stand first. The others follow. */
async function teach(page: Page, number: number): Promise<void> {
  await photos(page)
    .nth(strayCount - number)
    .click();
  await page.keyboard.press('m');
  await page.keyboard.type(addressOf(number));
  await expect(offered(page, number)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(lastDecision(page)).toContainText(`Accepted the picture at ${addressOf(number)}`);
  await expect(moved(page)).toBeVisible();
  await expect(strays(page)).not.toContainText('no stop fits');
  await untilMatched(page);
  // One was taught, and one more is surely tied by it.
  await expect(photos(page)).toHaveCount(strayCount - 2);
}

/** Until the day is matched to its end, what moved and what was laid come and go in the list. */
async function untilMatched(page: Page): Promise<void> {
  const activity = () => page.evaluate(async () => (await (await fetch('/api/status')).json()).activity as string);
  await expect.poll(activity).toBe('idle');
}

/** The middle of an element, in the window. */
async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  const box = await target.boundingBox();
  if (!box) throw new Error('It is not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function drag(page: Page, from: Locator, to: () => Locator): Promise<void> {
  const start = await middleOf(from);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  // The stops open when the drag begins.
  await page.mouse.move(start.x + 60, start.y + 4, { steps: 4 });
  await to().scrollIntoViewIfNeeded();
  const end = await middleOf(to());
  await page.mouse.move(end.x, end.y, { steps: 8 });
  await expect(to().locator('[data-over="true"]')).toBeVisible();
  await page.mouse.up();
}

test.beforeEach(async ({ app }) => {
  await app.getByRole('link', { name: /^Unmatched/ }).click();
  await expect(strays(app)).toBeFocused();
  await expect(photos(app)).toHaveCount(strayCount);
});

test('one photo tied by keyboard alone brings the others their stops; the page says so and keeps its place', async ({
  app,
}) => {
  await app.keyboard.press('End');
  await expect(photos(app).last()).toHaveAttribute('data-active', 'true');
  await app.keyboard.press('k');
  await expect(photos(app).nth(strayCount - 2)).toHaveAttribute('data-active', 'true');
  await app.keyboard.press('m');
  await app.keyboard.type(addressOf(2));
  await expect(offered(app, 2)).toBeVisible();
  await app.keyboard.press('Enter');
  await expect(moved(app)).toContainText(/other photos of the same phone moved/);
  await expect(strays(app)).toBeFocused();
  await expect(strays(app)).not.toContainText('no stop fits');

  await moved(app).getByRole('button', { name: 'Show them' }).click();
  await expect(moved(app).getByRole('list').getByRole('listitem').first()).toContainText('Elm St');
  await moved(app).getByRole('button', { name: 'Put this away' }).click();
  await expect(moved(app)).toHaveCount(0);
});

test('what moved by itself is taken back with the decision that it followed', async ({ app }) => {
  await teach(app, 5);
  await moved(app).getByRole('button', { name: 'Take it back' }).click();
  await expect(lastDecision(app)).toContainText(/Took back/);
  await expect(photos(app)).toHaveCount(strayCount);
  await expect(photos(app).first()).toContainText('no stop fits');
  await expect(moved(app)).toHaveCount(0);
});

test('A accepts the stop that fits best, U takes it back and stays on the page', async ({ app }) => {
  await teach(app, 5);
  const before = await photos(app).count();
  const words = await photos(app).first().textContent();
  await app.keyboard.press('Home');
  await app.keyboard.press('a');
  await expect(photos(app)).toHaveCount(before - 1);
  await app.keyboard.press('u');
  await expect(photos(app)).toHaveCount(before);
  await expect(photos(app).first()).toHaveText(words ?? '');
  await expect(photos(app).first()).toHaveAttribute('data-active', 'true');
  await expect(strays(app)).toBeFocused();
});

test('three chosen with Shift go each to its own first stop, as the page says before, and come back together', async ({
  app,
}) => {
  await teach(app, 5);
  const before = await photos(app).count();
  await app.keyboard.press('Home');
  await app.keyboard.press('Shift+ArrowDown');
  await app.keyboard.press('Shift+ArrowDown');
  const chosen = app.getByRole('region', { name: 'Chosen photos' });
  await expect(chosen).toContainText('3 photos chosen');
  await expect(chosen).toContainText('3 photos, each to its first stop: 3 stops in all');
  await expect(chosen.getByRole('option')).toHaveCount(3);
  await app.keyboard.press('a');
  await expect(photos(app)).not.toHaveCount(before);
  await expect(chosen).toHaveCount(0);
  await expect(lastDecision(app)).toContainText('3');
  await app.keyboard.press('u');
  await expect(photos(app)).toHaveCount(before);
  await expect(chosen).toContainText('3 photos chosen');
  await app.keyboard.press('Escape');
  await expect(chosen).toHaveCount(0);
});

test('photos that show no delivery are put aside with X and a digit, and one is brought back', async ({ app }) => {
  await app.keyboard.press('Shift+ArrowDown');
  await app.keyboard.press('x');
  await app.keyboard.press('3');
  await expect(photos(app)).toHaveCount(strayCount - 2);
  await app.keyboard.press('x');
  await app.keyboard.press('5');
  await app.keyboard.type('The loading dock');
  await app.keyboard.press('Enter');
  await expect(photos(app)).toHaveCount(strayCount - 3);
  await expect(app.getByRole('button', { name: 'Put aside (3)' })).toBeVisible();
  await app.keyboard.press('s');
  const aside = app.getByRole('listbox', { name: 'Photos put aside' });
  await expect(aside.getByRole('option')).toHaveCount(3);
  await expect(aside).toContainText('Test picture');
  await aside.getByRole('option').filter({ hasText: 'Other reason' }).click();
  await app.keyboard.press('b');
  await expect(aside.getByRole('option')).toHaveCount(2);
  await app.keyboard.press('s');
  await expect(photos(app)).toHaveCount(strayCount - 2);
});

test('a photo is dragged onto a stop with the mouse; Escape lets go of it', async ({ app }) => {
  const start = await middleOf(photos(app).first());
  await app.mouse.move(start.x, start.y);
  await app.mouse.down();
  await app.mouse.move(start.x + 200, start.y + 10, { steps: 5 });
  await expect(stops(app)).toBeVisible();
  await app.keyboard.press('Escape');
  await app.mouse.up();
  await expect(stops(app)).toHaveCount(0);
  await expect(photos(app)).toHaveCount(strayCount);

  await drag(app, photos(app).first(), () => stopAt(app, 3));
  await expect(lastDecision(app)).toContainText(`Accepted the picture at ${addressOf(3)}`);
  await expect(stops(app)).toHaveCount(0);
});

test('the chosen photos are dragged together, and by buttons alone it works too', async ({ app }) => {
  await photos(app).nth(0).click();
  await photos(app)
    .nth(2)
    .click({ modifiers: ['ControlOrMeta'] });
  await drag(app, photos(app).nth(2), () => stopAt(app, 4));
  await expect(lastDecision(app)).toContainText('2');
  await expect(photos(app)).not.toHaveCount(strayCount);
  await untilMatched(app);
  await app.keyboard.press('u');
  await expect(lastDecision(app)).toContainText(/Took back/);
  await untilMatched(app);
  await expect(photos(app)).toHaveCount(strayCount);

  await app.getByRole('button', { name: 'Choose several' }).click();
  await photos(app).nth(4).click();
  await app.getByRole('button', { name: 'Stops of a route' }).click();
  await stopAt(app, 6).click();
  await app.getByRole('button', { name: `Lay 3 photos on ${addressOf(6)}` }).click();
  await expect(photos(app)).not.toHaveCount(strayCount);
});

test('a photo is dragged onto a stop with a finger', async ({ app, hostKind }) => {
  test.skip(hostKind === 'electron', 'fingers are made by the protocol of the browser');
  await app.keyboard.press('l');
  const touch = await app.context().newCDPSession(app);
  await touch.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  const from = await middleOf(photos(app).first());
  const to = await middleOf(stopAt(app, 2));
  const at = (share: number) => [{ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }];
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) });
  await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: from.x + 30, y: from.y }] });
  for (const share of [0.3, 0.6, 0.9, 1]) {
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(share) });
  }
  await expect(stopAt(app, 2).locator('[data-over="true"]')).toBeVisible();
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect(lastDecision(app)).toContainText(`Accepted the picture at ${addressOf(2)}`);
  // The window goes on to another test, without fingers.
  await touch.detach();
});

test('markup, right-to-left and endless addresses are shown as they are and harm nothing', async ({ app }) => {
  await app.keyboard.press('l');
  await expect(stops(app)).toContainText('<img src=x onerror=');
  await expect(stops(app)).toContainText('שדרות רוטשילד 12');
  await teach(app, 5);
  for (let step = 0; step < 4; step += 1) await app.keyboard.press('j');
  expect(await app.evaluate<boolean>('"harmed" in window')).toBe(false);
  const overflow = await app.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  expect(overflow).toBeLessThanOrEqual(0);
});

test('the board can be used with a screen reader in light and dark', async ({ app }) => {
  await expectAccessible(app);
  await teach(app, 5);
  await moved(app).getByRole('button', { name: 'Show them' }).click();
  await app.keyboard.press('l');
  await expect(stops(app)).toBeVisible();
  await expectAccessible(app);
  await strays(app).focus();
  await app.keyboard.press('Shift+ArrowDown');
  await expectAccessible(app);
  await app.keyboard.press('x');
  await app.keyboard.press('1');
  await app.getByRole('button', { name: /^Put aside/ }).click();
  await expect(app.getByRole('listbox', { name: 'Photos put aside' })).toBeVisible();
  await expectAccessible(app);
});
test('every button is in reach in a small window and at twice the size', async ({ app }) => {
  for (const size of [
    { width: 1024, height: 700 },
    { width: 640, height: 400 },
  ]) {
    await app.setViewportSize(size);
    for (const name of ['Another stop…', 'Not a delivery…', 'Stops of a route', 'Zoom in']) {
      const button = app.getByRole('button', { name });
      await button.scrollIntoViewIfNeeded();
      await expect(button).toBeInViewport({ ratio: 1 });
    }
    expect(await app.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(size.width);
  }
});
