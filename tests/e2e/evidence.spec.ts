/** The evidence page: opened from a stop by a key, read for and against, each sentence led back to what it rests on. */
import type { Locator, Page } from '@playwright/test';
import type { Evidence } from '#shared/evidence.ts';
import type { DayView, RouteView } from '#shared/views.ts';
import { expectAccessible, expectNothingCutOff } from './harness/accessibility.ts';
import { expect, test } from './harness/porchlight.ts';
import { writeDepot } from './harness/writtenDepot.ts';

const evidence = (page: Page): Locator => page.getByRole('region', { name: 'Evidence about this delivery' });
const summary = (page: Page): Locator => page.getByRole('region', { name: 'Summary' });
const stage = (page: Page): Locator => page.getByRole('region', { name: 'Picture', exact: true });

/** A stop of the day in one of these states, asked through the page's own session. */
function stopIn(page: Page, date: string, wanted: string): Promise<{ id: string; routeId: string; address: string }> {
  return page.evaluate(
    async ([day, state]) => {
      const { routes } = (await (await fetch(`/api/days/${day}`)).json()) as DayView;
      for (const { id } of routes) {
        const { stops } = (await (await fetch(`/api/routes/${id}`)).json()) as RouteView;
        const stop = stops.find((each) => each.state === state && (state !== 'confirmed' || each.photoCount > 0));
        if (stop) return { id: stop.id, routeId: id, address: stop.address };
      }
      throw new Error(`no stop is ${state}`);
    },
    [date, wanted] as const,
  );
}

const evidenceOf = (page: Page, stopId: string) =>
  page.evaluate(async (id) => (await (await fetch(`/api/stops/${id}/evidence`)).json()) as Evidence, stopId);

const goTo = (page: Page, hash: string) => page.goto(`${new URL(page.url()).origin}/#${hash}`);

test('Q on a stop opens its evidence, the picture has the keys, and Escape leads back', async ({ app, depot }) => {
  const { id, routeId, address } = await stopIn(app, depot.serviceDate, 'confirmed');
  await goTo(app, `/?day=${depot.serviceDate}&route=${routeId}&stop=${id}`);
  await expect(app.getByRole('complementary', { name: 'Inspector' }).getByRole('heading')).toHaveText(address);
  await expect(app.getByRole('button', { name: 'The evidence' })).toBeEnabled();
  await app.keyboard.press('q');
  await expect(app.getByRole('heading', { name: address })).toBeVisible();
  await expect(stage(app)).toBeFocused();
  await app.keyboard.press('Enter');
  await expect(stage(app).locator('[data-zoomed="true"]')).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(app.getByRole('complementary', { name: 'Inspector' }).getByRole('heading')).toHaveText(address);
});

for (const state of ['confirmed', 'needs-review', 'missing', 'not-required']) {
  test(`at a stop that is ${state} every sentence leads to the facts that it rests on, and all are on the page`, async ({
    app,
    depot,
  }) => {
    const { id, address } = await stopIn(app, depot.serviceDate, state);
    const known = await evidenceOf(app, id);
    await goTo(app, `/evidence/${id}?day=${depot.serviceDate}`);
    await expect(app.getByRole('heading', { name: address })).toBeVisible();
    for (const { text, facts, photoId } of known.summary) {
      await summary(app).getByRole('button', { name: text }).click();
      for (const code of facts) {
        const row = evidence(app).locator(`[id="fact-${code}${photoId === null ? '' : `-${photoId.slice(0, 16)}`}"]`);
        await expect(row).toHaveAttribute('data-lit', 'true');
        await expect(row).not.toHaveText('');
      }
    }
  });
}

test('the files are read again behind the page', async ({ app, depot }) => {
  const { id } = await stopIn(app, depot.serviceDate, 'confirmed');
  await goTo(app, `/evidence/${id}?day=${depot.serviceDate}`);
  await expect(
    summary(app)
      .getByRole('button', { name: /byte for byte the one that was read in/ })
      .first(),
  ).toBeVisible();
});

test('the driver’s stops before and after lead from evidence to evidence', async ({ app, depot }) => {
  const { id } = await stopIn(app, depot.serviceDate, 'confirmed');
  const known = await evidenceOf(app, id);
  const other = known.timeline.find(({ isThis }) => !isThis);
  await goTo(app, `/evidence/${id}?day=${depot.serviceDate}`);
  const table = app.getByRole('region', { name: 'The driver’s stops before and after' });
  await expect(table.getByRole('row')).toHaveCount(known.timeline.length + 1);
  await table
    .getByRole('link', { name: other?.address ?? '', exact: true })
    .first()
    .click();
  await expect(app).toHaveURL(new RegExp(`/evidence/${other?.stopId}`));
});

test('has no serious accessibility finding and nothing cut off, light and dark, in a small window and on paper', async ({
  app,
  depot,
}) => {
  const { id, address } = await stopIn(app, depot.serviceDate, 'confirmed');
  await goTo(app, `/evidence/${id}?day=${depot.serviceDate}`);
  await expect(app.getByRole('heading', { name: address })).toBeVisible();
  await expect(summary(app).getByRole('button').first()).toBeVisible();
  await expectAccessible(app);
  for (const size of [
    { width: 1024, height: 700 },
    { width: 640, height: 480 },
  ]) {
    await app.setViewportSize(size);
    await expectNothingCutOff(app);
  }
  await app.emulateMedia({ media: 'print' });
  await expect(evidence(app)).toBeVisible();
  await expect(app.getByRole('contentinfo')).toBeHidden();
});

test('hostile words stay words, a stop without picture, position or neighbours is told as such', async ({
  startBrowserHost,
  strangerPage: page,
}) => {
  const hostile = `<img src=x onerror="document.title='owned'"> ‮evil‬ ${'Longstreet'.repeat(20)}`;
  const written = await writeDepot({
    R1: [{ address: hostile, position: null }],
    R2: [{ address: '', position: null }],
  });
  try {
    const { address } = await startBrowserHost(written);
    await page.goto(address);
    await expect(page.getByRole('listbox', { name: /^Stops of route/ })).toBeVisible();
    await page.keyboard.press('q');
    await expect(evidence(page)).toBeVisible();
    await expect(page.getByRole('heading', { name: /img src=x/ })).toBeVisible();
    await expect(summary(page)).toContainText('The manifest gives the address no position, so no distance can be told');
    await expect(page.getByText('No picture is tied to this stop').first()).toBeVisible();
    await expect(page.getByText('Nothing here has a position')).toBeVisible();
    await expect(page).not.toHaveTitle('owned');
    await page.setViewportSize({ width: 800, height: 600 });
    await expectNothingCutOff(page);
    await expectAccessible(page);
  } finally {
    await written.remove();
  }
});
