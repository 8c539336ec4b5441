/** The desk, as a supervisor uses it in the evening: by keyboard, without the mouse. */
import type { Locator, Page } from '@playwright/test';
import type { ActivityPage } from '#shared/activity.ts';
import { expectAccessible } from './harness/accessibility.ts';
import { expect, test } from './harness/porchlight.ts';

const stops = (page: Page): Locator => page.getByRole('listbox', { name: /^Stops of route/ });
const activeStop = (page: Page): Locator => stops(page).getByRole('option', { selected: true });
const inspector = (page: Page): Locator => page.getByRole('toolbar', { name: 'Decide' });
const lastDecision = (page: Page): Locator => page.getByRole('contentinfo').getByRole('status');

/** No serious finding of axe in what is on the screen. */
test.beforeEach(async ({ app }) => {
  await expect(activeStop(app)).toBeVisible();
  await expect(stops(app)).toBeFocused();
});

test('opens on the day, the worst route, and its first stop that waits for a decision', async ({ app, depot }) => {
  await expect(app.getByRole('heading', { level: 1 })).toHaveText(depot.depotName);
  await expect(app).toHaveURL(new RegExp(`day=${depot.serviceDate}&route=[0-9a-f]{16}&stop=[0-9a-f]{16}`));
  await expect(activeStop(app)).toContainText(/Missing|Blurry|Too|Far|Used twice|Wrong|Person|Candidate|To review/);
  await expect(app.getByRole('listbox', { name: 'Routes' }).getByRole('option')).toHaveCount(3);
});

test('is walked with the keys alone, and the focus is never lost', async ({ app }) => {
  await expect(stops(app)).toBeFocused();
  await app.keyboard.press('Home');
  await expect(activeStop(app)).toHaveAttribute('aria-posinset', '1');
  await app.keyboard.press('ArrowDown');
  await app.keyboard.press('ArrowDown');
  await expect(activeStop(app)).toHaveAttribute('aria-posinset', '3');
  await app.keyboard.press('ArrowUp');
  await expect(activeStop(app)).toHaveAttribute('aria-posinset', '2');

  await app.getByRole('region', { name: 'Picture' }).focus();
  await app.keyboard.press('Escape');
  await expect(stops(app)).toBeFocused();
  await app.keyboard.press('Escape');
  await expect(app.getByRole('listbox', { name: 'Routes' })).toBeFocused();

  const before = await stops(app).getAttribute('aria-label');
  await app.keyboard.press('ArrowDown');
  await expect(stops(app)).not.toHaveAttribute('aria-label', before ?? '');
  await expect(app.getByRole('listbox', { name: 'Routes' })).toBeFocused();
  await app.keyboard.press('ArrowRight');
  await expect(stops(app)).toBeFocused();
});

test('J and K go from one stop to decide to the next, passing over the others', async ({ app }) => {
  await app.keyboard.press('Home');
  const places: number[] = [];
  for (const key of ['j', 'j', 'k']) {
    const before = await activeStop(app).getAttribute('aria-posinset');
    await app.keyboard.press(key);
    await expect(activeStop(app)).not.toHaveAttribute('aria-posinset', before ?? '');
    await expect(activeStop(app)).not.toContainText(/Confirmed|Handed over|Not delivered/);
    places.push(Number(await activeStop(app).getAttribute('aria-posinset')));
  }
  expect(places[2]).toBe(places[0]);
});

test('several stops are asked of the driver with one key, and taken back with one', async ({ app }) => {
  await app.keyboard.press('End');
  await app.keyboard.press('Shift+ArrowUp');
  await app.keyboard.press('Shift+ArrowUp');
  await expect(stops(app).getByRole('option', { selected: true })).toHaveCount(3);
  await app.keyboard.press('f');
  await expect(lastDecision(app)).toContainText('3 stops');
  await app.keyboard.press('u');
  await expect(lastDecision(app)).toContainText('Took back 3');
});

test('a missing stop is excused with two keys, the next one comes, and U takes it back', async ({ app }) => {
  await app.keyboard.press('2');
  await expect(activeStop(app)).toContainText('Missing');
  const address = await activeStop(app).locator('[title]').nth(0).getAttribute('title');
  await app.keyboard.press('e');
  await app.keyboard.press('2');
  await expect(lastDecision(app)).toContainText('Excused');
  await expect(stops(app).or(app.getByText(/No stop of/))).toBeVisible();
  await expect(activeStop(app).filter({ hasText: address ?? '' })).toHaveCount(0);

  await app.keyboard.press('u');
  await expect(lastDecision(app)).toContainText('Took back');
  await expect(app.getByRole('heading', { name: (address ?? '').replace(/ \(.*/, '') })).toBeVisible();
});

test('a decision outlives a reload, and so does the place one was at', async ({ app }) => {
  await app.keyboard.press('2');
  await expect(activeStop(app)).toContainText('Missing');
  await expect(app).toHaveURL(/stop=[0-9a-f]{16}&filter=missing/);
  const place = app.url().replace('&filter=missing', '');
  await app.keyboard.press('e');
  await app.keyboard.press('c');
  await expect(lastDecision(app)).toContainText('Excused');
  // The desk goes on to the next stop by itself: going back before that, one would be taken along.
  const stop = new URL(place).hash.match(/stop=([0-9a-f]{16})/)?.[1] ?? '';
  await expect(app).not.toHaveURL(new RegExp(stop));
  await app.goto(place);
  await app.reload();
  await expect(activeStop(app)).toContainText('Excused');
});

test('the reason menu closes on Escape without deciding', async ({ app }) => {
  await app.keyboard.press('2');
  await expect(activeStop(app)).toContainText('Missing');
  await app.keyboard.press('e');
  await expect(app.getByRole('menu')).toBeVisible();
  await expectAccessible(app);
  await app.keyboard.press('Escape');
  await expect(app.getByRole('menu')).toBeHidden();
  await expect(activeStop(app)).toContainText('Missing');
  await expect(stops(app)).toBeFocused();
});

test('keys that come while a question opens or closes are not lost: one types on at once', async ({ app }) => {
  const notes = app.getByRole('complementary', { name: 'Inspector' });
  await app.keyboard.press('2');
  await expect(activeStop(app)).toContainText('Missing');
  const all = Number(await activeStop(app).getAttribute('aria-setsize'));
  await app.keyboard.press('Home');
  await app.keyboard.press('n');
  await app.keyboard.type('Gate code 12');
  await app.keyboard.press('Enter');
  await app.keyboard.press('ArrowDown');
  await expect(activeStop(app)).toHaveAttribute('aria-posinset', '2');
  await app.keyboard.press('?');
  await app.keyboard.press('Escape');
  await app.keyboard.press('ArrowUp');
  await expect(activeStop(app)).toHaveAttribute('aria-posinset', '1');
  await expect(notes).toContainText('Gate code 12');
  // A dialog that opens as its menu goes.
  await app.keyboard.press('e');
  await app.keyboard.press('o');
  await app.keyboard.type('The lift is out');
  await app.keyboard.press('Enter');
  await app.keyboard.press('End');
  await expect(stops(app)).toBeFocused();
  await expect(lastDecision(app)).toContainText('Excused');
  await expect(activeStop(app)).toHaveAttribute('aria-setsize', String(all - 1));
  await app.keyboard.press('u');
  await expect(activeStop(app)).toHaveAttribute('aria-setsize', String(all));
});

test('what the customer may see of a confirmed picture is drawn by keys, kept, and taken back with U', async ({
  app,
}) => {
  await app.getByRole('group', { name: 'Show stops' }).getByRole('button', { name: 'Confirmed' }).click();
  await expect(activeStop(app)).toContainText('Confirmed');
  const line = app.getByRole('region', { name: 'What customers see of it' });
  await expect(line).toContainText('Copies show the whole picture');
  await stops(app).focus();
  await app.keyboard.press('b');
  const editor = app.getByRole('dialog', { name: /^Hide parts of the picture/ });
  await expect(editor.getByRole('button', { name: 'Add a box' })).toBeFocused();
  await editor.getByText('Show only the boxes').click();
  await app.keyboard.press('b');
  await expect(editor.getByRole('button', { name: /^Box 1 of 1/ })).toBeFocused();
  await app.keyboard.press('Shift+ArrowRight');
  await expect(editor.getByRole('img', { name: /all but 1 part hidden/ })).toBeVisible();
  await expect(editor.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible();
  await expectAccessible(app);
  await app.keyboard.press('Escape');
  await expect(editor).toBeHidden();
  await expect(stops(app)).toBeFocused();
  await expect(line).toContainText('all but 1 part hidden');
  // Each rest of the keys was a decision of its own; U takes them back one by one, and never more than there were.
  const drawn = await app.evaluate(async () => {
    const { entries } = (await (await fetch('/api/activity')).json()) as ActivityPage;
    return entries.filter(({ kind }) => kind === 'redact').length;
  });
  for (let taken = 0; taken < drawn; taken += 1) await app.keyboard.press('u');
  await expect(line).toContainText('Copies show the whole picture');
});

test('a filter shows one state, and leads back to all', async ({ app }) => {
  const chip = app.getByRole('group', { name: 'Show stops' }).getByRole('button', { name: 'Confirmed' });
  await chip.click();
  await expect(chip).toHaveAttribute('aria-pressed', 'true');
  await expect(activeStop(app)).toContainText('Confirmed');
  await expect(stops(app).getByRole('option').filter({ hasNotText: 'Confirmed' })).toHaveCount(0);
  await chip.click();
  await expect(chip).toHaveAttribute('aria-pressed', 'false');
});

test('? shows all keys', async ({ app }) => {
  await app.keyboard.press('?');
  await expect(app.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await expectAccessible(app);
  await app.keyboard.press('Escape');
  await expect(stops(app)).toBeFocused();
});

test('has no serious accessibility finding, light and dark, also at twice the size', async ({ app }) => {
  for (const [width, height] of [
    [1280, 800],
    [640, 400],
  ] as const) {
    await app.setViewportSize({ width, height });
    await expect(inspector(app).or(stops(app)).first()).toBeVisible();
    await expectAccessible(app);
  }
});
