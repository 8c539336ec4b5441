/** The evening's scores, and one driver's debrief. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import type { ScoresView } from '#shared/scores.ts';
import type { RouteView } from '#shared/views.ts';
import { expectAccessible, expectNothingCutOff } from './harness/accessibility.ts';
import { expect, test } from './harness/porchlight.ts';

const drivers = (page: Page): Locator => page.getByRole('listbox', { name: 'Drivers' });
const editor = (page: Page): Locator => page.getByRole('dialog', { name: /^Hide parts of the picture/ });
const boxes = (page: Page): Locator => editor(page).getByRole('button', { name: /^Box \d/ });
const saved = (page: Page): Locator =>
  editor(page)
    .getByRole('status')
    .filter({ hasText: /^Saved$/ });

/** Rejects two pictures of the worst driver, and opens the debrief by keys from the desk. */
async function openDebrief(page: Page, date: string): Promise<void> {
  await page.evaluate(
    async ({ day }) => {
      const scores = (await (await fetch(`/api/days/${day}/scores`)).json()) as ScoresView;
      const routeId = scores.drivers[0]?.routes[0]?.routeId;
      const route = (await (await fetch(`/api/routes/${routeId}`)).json()) as RouteView;
      const good = route.stops
        .filter(({ state, photoIds }) => state === 'confirmed' && photoIds.length > 0)
        .slice(0, 2);
      const note = `<script>alert(1)</script> ${'ونص طويل '.repeat(900)}`;
      for (const [index, { id, photoIds }] of good.entries()) {
        const reason = index === 0 ? { reason: 'blurry' } : { reason: 'other', note };
        await fetch('/api/decisions', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ kind: 'reject', stopId: id, photoId: photoIds[0], ...reason }),
        });
      }
    },
    { day: date },
  );
  await page.getByRole('link', { name: 'Scores' }).click();
  await expect(drivers(page)).toBeFocused();
  await page.keyboard.press('Home');
  await expect(drivers(page).getByRole('option', { selected: true })).toHaveAttribute('aria-posinset', '1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^Debrief: / })).toBeVisible();
  await expect(page.getByRole('article')).toHaveCount(2);
}

test('the scores say how far it is to the target, and are sorted and opened by keys', async ({ app }) => {
  await app.getByRole('link', { name: 'Scores' }).click();
  await expect(drivers(app)).toBeFocused();
  const whole = app.getByRole('region', { name: 'The whole day' });
  await expect(whole).toContainText(/settle \d+ more to reach 98 %|98 % is reached/);
  await expect(whole.getByRole('img', { name: /One day only/ })).toBeVisible();

  const rows = drivers(app).getByRole('option');
  const count = await rows.count();
  expect(count).toBeGreaterThan(1);
  const scores = (await rows.locator('[data-column="podScore"]').allTextContents()).map((text) =>
    Number.parseFloat(text),
  );
  expect(scores).toEqual(scores.toSorted((a, b) => a - b));

  await app.getByRole('button', { name: 'Driver', exact: true }).focus();
  await app.keyboard.press('Enter');
  const names = (await rows.locator('[dir="auto"]:first-child').allTextContents()).filter((text) => text !== '');
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })));

  await app.getByText('Routes', { exact: true }).click();
  await expect(app.getByRole('listbox', { name: 'Routes' }).getByRole('option')).toHaveCount(count);
  await expectAccessible(app);
  for (const [width, height] of [
    [1024, 700],
    [640, 400],
  ] as const) {
    await app.setViewportSize({ width, height });
    await expectNothingCutOff(app);
  }
});

test('parts of a rejected picture are hidden by keys alone, kept, and the result is shown', async ({ app, depot }) => {
  await openDebrief(app, depot.serviceDate);
  await expectAccessible(app);
  const first = app.getByRole('article').first();
  const before = await first.getByRole('img').getAttribute('src');
  const hide = first.getByRole('button');
  await hide.focus();
  await app.keyboard.press('Enter');
  await expect(editor(app)).toBeVisible();
  // The dialog is open before there is anything to draw on.
  await expect(editor(app).getByRole('button', { name: 'Add a box' })).toBeFocused();
  await app.keyboard.press('b');
  await expect(boxes(app)).toBeFocused();
  await expect(boxes(app)).toHaveAttribute(
    'aria-label',
    'Box 1 of 1: 40 % from the left, 40 % from the top, 20 % wide, 20 % high',
  );
  await app.keyboard.press('ArrowLeft');
  await app.keyboard.press('ArrowUp');
  await app.keyboard.press('Shift+ArrowRight');
  await app.keyboard.press('Shift+ArrowDown');
  await expect(boxes(app)).toHaveAttribute(
    'aria-label',
    'Box 1 of 1: 39 % from the left, 39 % from the top, 21 % wide, 21 % high',
  );
  await expect(saved(app)).toBeVisible();
  await expectAccessible(app);
  await app.keyboard.press('b');
  await expect(boxes(app)).toHaveCount(2);
  await app.keyboard.press('Delete');
  await expect(boxes(app)).toHaveCount(1);
  await expect(boxes(app)).toBeFocused();
  await expect(saved(app)).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(editor(app)).toBeHidden();
  await expect(hide).toBeFocused();
  await expect(hide).toContainText('1 part hidden');
  await expect(first.getByRole('img')).not.toHaveAttribute('src', before ?? '');

  await app.reload();
  await expect(app.getByRole('article').first()).toContainText('1 part hidden');
});

test('boxes are drawn, moved and sized with the mouse', async ({ app, depot }) => {
  await openDebrief(app, depot.serviceDate);
  await app
    .getByRole('button', { name: /^Hide parts/ })
    .first()
    .click();
  const picture = editor(app).getByRole('img', { name: /^Picture at/ });
  await expect(picture).toHaveJSProperty('complete', true);
  await expect(picture).not.toHaveJSProperty('naturalWidth', 0);
  const area = await picture.boundingBox();
  if (!area) throw new Error('The picture has no place');
  const drag = async (from: readonly [number, number], to: readonly [number, number]) => {
    await app.mouse.move(area.x + from[0] * area.width, area.y + from[1] * area.height);
    await app.mouse.down();
    await app.mouse.move(area.x + to[0] * area.width, area.y + to[1] * area.height, { steps: 4 });
    await app.mouse.up();
  };
  await drag([0.2, 0.2], [0.5, 0.4]);
  await expect(boxes(app)).toHaveAttribute(
    'aria-label',
    'Box 1 of 1: 20 % from the left, 20 % from the top, 30 % wide, 20 % high',
  );
  await drag([0.3, 0.3], [0.4, 0.5]);
  await expect(boxes(app)).toHaveAttribute(
    'aria-label',
    'Box 1 of 1: 30 % from the left, 40 % from the top, 30 % wide, 20 % high',
  );
  await drag([0.6, 0.6], [0.7, 0.8]);
  await expect(boxes(app)).toHaveAttribute(
    'aria-label',
    'Box 1 of 1: 30 % from the left, 40 % from the top, 40 % wide, 40 % high',
  );
  await expect(saved(app)).toBeVisible();
  await editor(app).getByRole('button', { name: 'Remove all boxes' }).click();
  await expect(boxes(app)).toHaveCount(0);
  await expect(saved(app)).toBeVisible();
  await app.setViewportSize({ width: 640, height: 400 });
  await expectNothingCutOff(app);
});

test('the debrief is made as a PDF and a CSV, and the files arrive whole', async ({ app, depot }) => {
  await openDebrief(app, depot.serviceDate);
  const bar = app.getByRole('region', { name: 'Print and export' });
  const height = (await bar.boundingBox())?.height;
  for (const [key, ending] of [
    ['p', '.pdf'],
    ['c', '.csv'],
  ] as const) {
    await app.keyboard.press(key);
    const link = bar.getByRole('link', { name: new RegExp(`^Download .*\\${ending}$`) });
    await expect(link).toBeVisible();
    expect((await bar.boundingBox())?.height).toBe(height);
    const [download] = await Promise.all([app.waitForEvent('download'), link.click()]);
    const bytes = await readFile(await download.path());
    if (ending === '.csv') expect(bytes.toString('utf8')).toMatch(/blurry/i);
    else
      expect([bytes.subarray(0, 5).toString(), bytes.subarray(-32).toString()]).toEqual([
        '%PDF-',
        expect.stringContaining('%%EOF'),
      ]);
  }
});

test('a driver who is not of this day is told in a sentence', async ({ app, depot, problems }) => {
  problems.allow(/status of 404/);
  await app.goto(`${new URL(app.url()).origin}/#/debrief?day=${depot.serviceDate}&driver=nobody`);
  await expect(app.getByText('This debrief can’t be shown')).toBeVisible();
});
