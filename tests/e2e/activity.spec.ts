/** Activity: who decided what, taken back from here, verified, and still while one reads. */
import type { Locator, Page } from '@playwright/test';
import type { DayView, RouteView } from '#shared/views.ts';
import { expectAccessible, expectNothingCutOff } from './harness/accessibility.ts';
import { expect, test } from './harness/porchlight.ts';

const list = (page: Page): Locator => page.getByRole('listbox', { name: 'Activity' });
const rows = (page: Page): Locator => list(page).getByRole('option');
const detail = (page: Page): Locator => page.getByRole('region', { name: 'The chosen entry in full' });

/** Writes notes through the page's own session, as another window would. */
async function writeNotes(page: Page, date: string, notes: readonly string[]): Promise<void> {
  const statuses = await page.evaluate(
    async ([day, words]) => {
      const { routes } = (await (await fetch(`/api/days/${day}`)).json()) as DayView;
      const { stops } = (await (await fetch(`/api/routes/${routes[0]?.id}`)).json()) as RouteView;
      const headers = { 'Content-Type': 'application/json' };
      const answers: number[] = [];
      for (const [index, note] of words.entries()) {
        const body = JSON.stringify({ kind: 'note', stopId: stops[index % stops.length]?.id, note });
        answers.push((await fetch('/api/decisions', { method: 'POST', headers, body })).status);
      }
      return answers;
    },
    [date, notes] as const,
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
}

/** Opens the page by its name. Keys have something to act on as soon as the list has them; where nothing was decided there is none. */
async function openActivity(page: Page, isEmpty = false): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('> activity');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Activity' })).toBeVisible();
  if (!isEmpty) await expect(list(page)).toBeFocused();
}

test('tells who decided what, takes it back from here, and brings it back, by keyboard alone', async ({
  app,
  depot,
}) => {
  await writeNotes(app, depot.serviceDate, ['one', 'two']);
  await openActivity(app);
  await expect(rows(app)).toHaveCount(2);
  await expect(rows(app).first()).toContainText('“two”');
  await expect(rows(app).first()).toContainText('Dana Reyes');
  await app.keyboard.press('j');
  await expect(detail(app)).toContainText('one');
  await app.keyboard.press('u');
  await expect(app.getByRole('contentinfo').getByText(/^Took back/)).toBeVisible();
  await expect(rows(app).nth(1)).toContainText('taken back by Dana Reyes');
  // What is new waits: the row that was read stands where it stood.
  await expect(rows(app)).toHaveCount(2);
  await expect(rows(app).nth(1)).toHaveAttribute('aria-selected', 'true');
  await app.keyboard.press('l');
  await expect(rows(app)).toHaveCount(3);
  await expect(rows(app).first()).toContainText('Took back: Wrote a note');
  await expect(detail(app).getByRole('button', { name: 'Bring back' })).toBeVisible();
  await app.keyboard.press('u');
  await expect(rows(app).filter({ hasText: '“one”' })).not.toContainText('taken back');
});

test('what others decide meanwhile waits until it is asked for', async ({ app, depot }) => {
  await writeNotes(app, depot.serviceDate, ['one', 'two', 'three']);
  await openActivity(app);
  // Who has not seen the list yet reads nothing in it.
  await expect(rows(app)).toHaveCount(3);
  await app.keyboard.press('j');
  await expect(rows(app).nth(1)).toHaveAttribute('aria-selected', 'true');
  const before = await rows(app).allInnerTexts();
  await writeNotes(app, depot.serviceDate, ['four', 'five']);
  const newer = app.getByRole('button', { name: '2 newer entries' });
  await expect(newer).toBeVisible();
  expect(await rows(app).allInnerTexts()).toEqual(before);
  await newer.click();
  await expect(rows(app)).toHaveCount(5);
  await expect(rows(app).first()).toContainText('“five”');
});

test('goes to the stop, and is narrowed to one stop, a person, a day', async ({ app, depot }) => {
  await writeNotes(app, depot.serviceDate, ['one', 'two']);
  await openActivity(app);
  await app.keyboard.press('o');
  await expect(rows(app)).toHaveCount(1);
  await app.getByRole('button', { name: /Show every stop\.$/ }).click();
  await expect(rows(app)).toHaveCount(2);
  await app.getByRole('combobox', { name: 'Person' }).click();
  await app.getByRole('option', { name: 'Dana Reyes', exact: true }).click();
  await expect(rows(app)).toHaveCount(2);
  await app.keyboard.press('Escape');
  await list(app).focus();
  await app.keyboard.press('t');
  await expect(app.getByRole('button', { name: 'All days' })).toHaveAttribute('aria-pressed', 'false');
  await app.keyboard.press('Enter');
  await expect(app).toHaveURL(/#\/\?day=2026-11-21&route=[0-9a-f]{16}&stop=[0-9a-f]{16}/);
});

test('a long list is fetched as it is walked', async ({ app, depot }) => {
  await writeNotes(
    app,
    depot.serviceDate,
    Array.from({ length: 130 }, (_, index) => `note ${index}`),
  );
  await openActivity(app);
  await expect(rows(app).first()).toContainText('“note 129”');
  await app.keyboard.press('End');
  await expect(app.getByText('130 entries')).toBeVisible();
  await app.keyboard.press('End');
  await expect(rows(app).last()).toContainText('“note 0”');
});

test('the ledger is verified, and the whole of it can be taken out', async ({ app, depot }) => {
  await writeNotes(app, depot.serviceDate, ['one']);
  await openActivity(app);
  await app.keyboard.press('v');
  await expect(app.getByText(/^The ledger is whole: its one entry/)).toBeVisible();
  await app.getByRole('button', { name: 'Export…' }).click();
  await app.getByRole('menuitem', { name: 'Everything, as a table (CSV)' }).click();
  await expect(app.getByText(/goes into the folder/)).toBeVisible();
});

test('markup, other scripts and ten thousand characters are text, and push nothing aside', async ({ app, depot }) => {
  const notes = ['<img src=x onerror=alert(1)>', 'שלום '.repeat(400), 'x'.repeat(10_000)];
  await writeNotes(app, depot.serviceDate, notes);
  await openActivity(app);
  for (const note of notes.toReversed()) {
    await expect(detail(app)).toContainText(note.trim().slice(0, 40));
    await app.keyboard.press('j');
  }
  await expect(app.locator('img[src="x"]')).toHaveCount(0);
  expect(await app.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});

test('says so while nothing was decided', async ({ app }) => {
  await openActivity(app, true);
  await expect(app.getByText('Nothing was decided here')).toBeVisible();
  await app.getByRole('button', { name: 'Show everything' }).click();
  await expect(app.getByText('Nothing has been decided yet')).toBeVisible();
});

test('has no serious accessibility finding, light and dark, also in a small window and at twice the size', async ({
  app,
  depot,
}) => {
  await writeNotes(app, depot.serviceDate, ['one', 'two']);
  await openActivity(app);
  await expect(rows(app)).toHaveCount(2);
  await app.keyboard.press('u');
  await expect(rows(app).filter({ hasText: 'taken back' })).toBeVisible();
  await app.keyboard.press('v');
  await expect(app.getByText(/^The ledger is whole/)).toBeVisible();
  for (const [width, height] of [
    [1024, 700],
    [640, 400],
  ] as const) {
    await app.setViewportSize({ width, height });
    await expectAccessible(app);
    await expectNothingCutOff(app);
  }
});
