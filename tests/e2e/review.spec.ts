/** The review: one picture at a time, in the evening, in a hurry. */
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { ReviewQueue } from '#shared/review.ts';
import type { Status, StopDetail } from '#shared/views.ts';
import { expectAccessible, expectNothingCutOff } from './harness/accessibility.ts';
import { expect, test } from './harness/porchlight.ts';
import { expectSteady, review, stopsLeft } from './harness/reviewScreen.ts';
import { standIn } from './harness/standIn.ts';

const stops = (page: Page) => page.getByRole('listbox', { name: /^Stops of route/ });

/** Asks the core as the page would. */
function ask<Answer>(page: Page, path: string, body?: object): Promise<Answer> {
  return page.evaluate(
    async ({ where, what }) => {
      const request = what && {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(what),
      };
      return (await fetch(where, request ?? {})).json();
    },
    { where: path, what: body },
  ) as Promise<Answer>;
}

const queueOf = (page: Page, date: string, decided = 'hide') =>
  ask<ReviewQueue>(page, `/api/days/${date}/review?decided=${decided}`);

/** The review of the whole day, with the keys at the picture. */
async function openDay(page: Page): Promise<void> {
  await expect(stops(page)).toBeFocused();
  await page.keyboard.press('Shift+Enter');
  await expect(review.picture(page)).toBeFocused();
}

test('Enter on a stop opens the review there, and Escape leads back', async ({ app }) => {
  await expect(stops(app)).toBeFocused();
  await expect(app.getByRole('complementary', { name: 'Inspector' }).getByRole('heading')).toBeVisible();
  const address = await app.getByRole('complementary', { name: 'Inspector' }).getByRole('heading').innerText();
  await app.keyboard.press('Enter');
  await expect(review.address(app)).toHaveText(address);
  await expect(review.picture(app)).toBeFocused();
  await app.keyboard.press('Escape');
  await expect(stops(app).getByRole('option', { selected: true })).toContainText(address);
});

test('the worst kind comes first, and each is said in a sentence', async ({ app, depot }) => {
  await openDay(app);
  const { items } = await queueOf(app, depot.serviceDate);
  await expect(review.address(app)).toHaveText(items[0]?.row.address ?? '');
  await expect(app.locator('main')).toContainText(items[0]?.why ?? 'nothing');
  await expect.poll(() => stopsLeft(app)).toBe(items.length);
});

test('four keys within a moment decide four stops, each once and in order', async ({ app, depot }) => {
  await openDay(app);
  const { items } = await queueOf(app, depot.serviceDate);
  const first = items.slice(0, 4).map(({ row }) => row.id);
  // As one burst, without a pause in which the page could catch up.
  await app.evaluate(`for (let at = 0; at < 4; at++) setTimeout(() => {
    const key = new KeyboardEvent('keydown', { key: 'f', bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(key);
  }, at * 20)`);
  await expect.poll(async () => (await queueOf(app, depot.serviceDate)).undecided).toBe(items.length - 4);
  for (const stopId of first) {
    const { decisions } = await ask<StopDetail>(app, `/api/stops/${stopId}`);
    expect(decisions.map(({ kind }) => kind)).toEqual(['follow-up']);
  }
  await expect(review.address(app)).toHaveText(items[4]?.row.address ?? '');
});

test('U takes back one after the other and stays in the review, also after a reload', async ({ app, depot }) => {
  await openDay(app);
  const before = await queueOf(app, depot.serviceDate);
  const addresses = before.items.slice(0, 2).map(({ row }) => row.address);
  await app.keyboard.press('f');
  await app.keyboard.press('f');
  await expect(review.address(app)).toHaveText(before.items[2]?.row.address ?? '');
  await expect.poll(async () => (await queueOf(app, depot.serviceDate)).undecided).toBe(before.undecided - 2);
  await app.reload();
  await expect(review.address(app)).toHaveText(before.items[2]?.row.address ?? '');
  await app.keyboard.press('u');
  await expect(review.address(app)).toHaveText(addresses[1] ?? '');
  await app.keyboard.press('u');
  await expect(review.address(app)).toHaveText(addresses[0] ?? '');
  await expect(app).toHaveURL(/#\/review/);
  await expect.poll(() => stopsLeft(app)).toBe(before.undecided);
});

test('what is decided comes back into the list when it is asked for', async ({ app }) => {
  await openDay(app);
  const rows = await review.queue(app).getByRole('option').first().getAttribute('aria-setsize');
  await app.keyboard.press('f');
  await expect(review.queue(app).getByRole('option').first()).toHaveAttribute('aria-setsize', String(Number(rows) - 1));
  await app.keyboard.press('h');
  await expect(review.queue(app).getByRole('option').first()).toHaveAttribute('aria-setsize', String(rows));
  await expect(review.queue(app)).toContainText('The driver is asked');
});

test('several stops are excused with one key, and taken back with one', async ({ app, depot }) => {
  await openDay(app);
  const before = await queueOf(app, depot.serviceDate);
  const frame = await review.picture(app).boundingBox();
  await review.queue(app).focus();
  await app.keyboard.press('End');
  await app.keyboard.press('Shift+ArrowUp');
  await app.keyboard.press('Shift+ArrowUp');
  await expect(app.getByText('3 stops chosen:')).toBeVisible();
  await expectSteady(app, frame);
  await app.keyboard.press('e');
  await app.keyboard.press('2');
  await expect(review.lastDecision(app)).toContainText('Excused 3 stops');
  await expect.poll(async () => (await queueOf(app, depot.serviceDate)).undecided).toBe(before.undecided - 3);
  await expectSteady(app, frame);
  await app.keyboard.press('u');
  await expect.poll(async () => (await queueOf(app, depot.serviceDate)).undecided).toBe(before.undecided);
});

test('a picture moves to the stop that was typed', async ({ app, depot }) => {
  await openDay(app);
  const { items } = await queueOf(app, depot.serviceDate);
  const tied = items.find(({ row }) => row.photoIds.length === 1);
  await review
    .queue(app)
    .getByRole('option')
    .filter({ hasText: tied?.row.address ?? '' })
    .first()
    .click();
  await expect(review.picture(app).locator('img').last()).toBeVisible();
  await app.keyboard.press('m');
  const dialog = app.getByRole('dialog', { name: 'Which stop does the picture show?' });
  await expect(dialog.getByRole('option').first()).toBeVisible();
  await expectAccessible(app);
  await app.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(review.lastDecision(app)).toContainText(/[Mm]oved/);
});

test('somebody decides the shown stop in another window: it is said, and nothing jumps', async ({ app, depot }) => {
  await openDay(app);
  const address = await review.address(app).innerText();
  const frame = await review.picture(app).boundingBox();
  const [first] = (await queueOf(app, depot.serviceDate)).items;
  await ask(app, '/api/decisions', { kind: 'follow-up', stopId: first?.row.id });
  await expect(app.getByText(/decided this stop at .* in another window/)).toBeVisible();
  await expect(review.address(app)).toHaveText(address);
  await expectSteady(app, frame);
  await app.keyboard.press('j');
  await expect(review.address(app)).not.toHaveText(address);
  await expect(app.getByText(/in another window/)).toBeHidden();
});

test('a decision that can’t be written brings its stop back and says so', async ({ app, problems }) => {
  problems.allow(/507/);
  await openDay(app);
  const address = await review.address(app).innerText();
  const left = await stopsLeft(app);
  const answer = { error: { code: 'ledger-not-written', message: 'The disk is full. Nothing was written down.' } };
  await standIn(app, '**/api/decisions', (route) => route.fulfill({ status: 507, json: answer }));
  await app.keyboard.press('f');
  await expect(app.getByRole('alert')).toContainText('The disk is full');
  expect(await stopsLeft(app)).toBe(left);
  await app.unroute('**/api/decisions');
  await app.getByRole('button', { name: 'Go back to it' }).click();
  await expect(review.address(app)).toHaveText(address);
});

test('a picture whose file goes away says so, and its stop can still be decided', async ({
  hostKind,
  depot,
  startBrowserHost,
  newContext,
}) => {
  test.skip(
    hostKind === 'electron',
    'it loses files of a folder of its own, and a host of the test’s own is a browser host (tests/e2e/harness/porchlight.ts)',
  );
  const place = await mkdtemp(join(tmpdir(), 'porchlight-review-'));
  const folder = join(place, 'folder');
  await cp(depot.folder, folder, { recursive: true });
  const host = await startBrowserHost({ folder });
  const context = await newContext();
  const page = await context.newPage();
  await page.goto(host.address);
  await openDay(page);
  // Another folder is read anew, all its pictures one by one: more than what a page has fifteen seconds for.
  const isRead = ({ activity, lastScanAt }: Status) => activity === 'idle' && lastScanAt !== null;
  await expect.poll(async () => isRead(await ask<Status>(page, '/api/status')), { timeout: 60_000 }).toBe(true);
  const { items } = await queueOf(page, depot.serviceDate);
  const tied = items.find(({ row }) => row.photoIds.length === 1);
  await review
    .queue(page)
    .getByRole('option')
    .filter({ hasText: tied?.row.address ?? '' })
    .first()
    .click();
  const { photos } = await ask<StopDetail>(page, `/api/stops/${tied?.row.id}`);
  const names = new Set(photos.flatMap(({ fileNames }) => fileNames));
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (names.has(entry.name)) await rm(join(entry.parentPath, entry.name));
  }
  await ask(page, '/api/scan', {});
  await expect(page.getByText('The file is gone from the folder')).toBeVisible();
  await page.keyboard.press('f');
  // Nobody has signed in at this desk: “not now” is an answer, and the decision goes on without a name.
  await expect(page.getByRole('dialog', { name: 'Who is at the desk?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(review.lastDecision(page)).toContainText('asked');
  await context.close();
  await rm(place, { recursive: true, force: true });
});

test('a picture can be turned and zoomed, and the next one starts upright and whole', async ({ app }) => {
  await openDay(app);
  const view = review.picture(app).locator('[data-zoomed]');
  await expect(view).toBeVisible();
  await app.keyboard.press('o');
  await app.keyboard.press('z');
  await expect(view).toHaveAttribute('data-zoomed', 'true');
  await expect(review.picture(app).locator('[data-across]')).toHaveAttribute('data-across', 'true');
  await app.keyboard.press('j');
  await expect(view).toHaveAttribute('data-zoomed', 'false');
  await expect(review.picture(app).locator('[data-across]')).toHaveAttribute('data-across', 'false');
});

test('has no serious accessibility finding and nothing cut off, light and dark, in windows of three sizes', async ({
  app,
}) => {
  await openDay(app);
  for (const [width, height] of [
    [1280, 800],
    [1024, 700],
    [640, 400],
  ] as const) {
    await app.setViewportSize({ width, height });
    await expect(review.bar(app)).toBeVisible();
    await expectAccessible(app);
    await expectNothingCutOff(app);
  }
});
