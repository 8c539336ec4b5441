/** Privacy: a hold at a stop, what is kept until when, a customer who asks, and a shorter time that says first what it means. */
import type { Page } from '@playwright/test';
import type { DayView, RouteView } from '#shared/views.ts';
import { expectAccessible, expectNothingCutOff } from './harness/accessibility.ts';
import { expect, test } from './harness/porchlight.ts';

/** A stop of the day with a picture and an address of its own. */
async function photographedStop(
  page: Page,
  date: string,
): Promise<{ address: string; photoId: string; stopId: string; routeId: string }> {
  const found = await page.evaluate(async (day) => {
    const { routes } = (await (await fetch(`/api/days/${day}`)).json()) as DayView;
    for (const { id } of routes) {
      const { stops } = (await (await fetch(`/api/routes/${id}`)).json()) as RouteView;
      const stop = stops.find(
        ({ photoIds, customer, state }) => photoIds.length > 0 && customer && state === 'confirmed',
      );
      if (stop) return { address: stop.address, photoId: stop.photoIds[0] ?? '', stopId: stop.id, routeId: id };
    }
    return null;
  }, date);
  if (!found) throw new Error('The sample has no such stop.');
  return found;
}

const openPrivacy = async (page: Page) => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('> privacy');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'What is kept, and for how long' })).toBeVisible();
};

test('a hold is put by key, stands on the page, and is released there; a closer look is in the activity', async ({
  app,
  depot,
}) => {
  const { stopId, routeId, photoId, address } = await photographedStop(app, depot.serviceDate);
  await app.goto(`${new URL(app.url()).origin}/#/?day=${depot.serviceDate}&route=${routeId}&stop=${stopId}`);
  const keeping = app.getByRole('region', { name: 'How long it is kept' });
  await expect(keeping).toContainText('Kept until somebody erases it');
  await app.keyboard.press('z');
  await app.keyboard.press('l');
  await app.getByRole('textbox', { name: 'In your own words' }).fill('Claim 12 is open');
  await app.keyboard.press('Enter');
  await expect(keeping).toContainText('Held: nothing of it is erased');
  await expect(keeping.getByText('Claim 12 is open')).toBeVisible();
  // U takes back decisions about the picture, and no hold: the line does not offer it.
  await expect(app.getByRole('contentinfo').getByText(`Put a hold on ${address}`)).toBeVisible();
  await expect(app.getByRole('contentinfo').getByRole('button', { name: /^Undo/ })).toHaveCount(0);
  await expectAccessible(app);

  await openPrivacy(app);
  await expect(app.getByRole('listitem').filter({ hasText: 'Claim 12 is open' })).toContainText(address);
  await app.getByRole('button', { name: /^Release the hold/ }).click();
  await expect(app.getByText('Nothing is held.')).toBeVisible();

  // The view log is told behind the supervisor's back to work.
  await expect
    .poll(() => app.evaluate(async (id) => (await (await fetch(`/api/photos/${id}/looks`)).json()).length, photoId), {
      timeout: 15_000,
    })
    .toBe(1);
});

test('a customer asks: found by exactly their address, all of it as a file, and erased only after a word', async ({
  app,
  depot,
}) => {
  const { address } = await photographedStop(app, depot.serviceDate);
  await openPrivacy(app);
  await expectAccessible(app);
  await app.keyboard.press('c');
  await app.keyboard.type(address.toUpperCase());
  await app.keyboard.press('Enter');
  const pane = app.getByRole('region', { name: 'A customer asks' });
  await expect(pane.getByText('Matched exactly:')).toBeVisible();
  await pane.getByRole('checkbox').first().setChecked(true);
  await app.getByRole('button', { name: 'All that is held (ZIP)' }).click();
  await expect(pane.getByRole('link', { name: /^Download Subject access/ })).toBeVisible();

  await app.getByRole('button', { name: 'Erase…' }).click();
  const dialog = app.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Erase for good' })).toBeDisabled();
  await expectAccessible(app);
  await dialog.getByRole('textbox').fill('erase');
  await expect(dialog.getByRole('button', { name: 'Erase for good' })).toBeEnabled();
  await dialog.getByRole('button', { name: 'Leave it' }).click();
  await expect(dialog).toHaveCount(0);
  await app.setViewportSize({ width: 1024, height: 700 });
  await expectNothingCutOff(app);
});

test('a shorter time says first what tonight would erase, and is not saved before somebody says so', async ({
  app,
  depot,
}) => {
  // A month more than since the newest day: the host's clock is the real one, and the sample's days grow old.
  const days = String(Math.ceil((Date.now() - Date.parse(depot.serviceDate)) / 86_400_000) + 30);
  await openPrivacy(app);
  await app.getByRole('link', { name: 'How long things are kept' }).click();
  const pictures = app.getByRole('textbox', { name: 'Pictures', exact: true });
  await pictures.fill(days);
  await pictures.press('Enter');
  const dialog = app.getByRole('dialog');
  await expect(dialog).toContainText(`Nothing is older than ${days} days: tonight erases nothing.`);
  await dialog.getByRole('button', { name: 'Leave it' }).click();
  await expect(pictures).toHaveValue('');
  await pictures.fill(days);
  await pictures.press('Enter');
  await dialog.getByRole('button', { name: 'Keep them so long only' }).click();
  await expect(pictures).toHaveValue(days);
  await openPrivacy(app);
  await expect(app.getByRole('row', { name: /^Pictures/ })).toContainText(`${days} days`);
});
