/** Opt-outs: entered from a stop, explained while they are typed, taken back; a list with a bad row. */
import type { Locator, Page } from '@playwright/test';
import type { DayView, RouteView } from '#shared/views.ts';
import { expectAccessible, expectNothingCutOff } from './harness/accessibility.ts';
import { expect, test } from './harness/porchlight.ts';

const list = (page: Page): Locator => page.getByRole('listbox', { name: 'Opt-outs' });
const rows = (page: Page): Locator => list(page).getByRole('option');

/** A confirmed stop of the day, asked through the page's own session. */
async function confirmedStop(page: Page, date: string) {
  return page.evaluate(async (day) => {
    const { routes } = (await (await fetch(`/api/days/${day}`)).json()) as DayView;
    for (const { id } of routes) {
      const { stops } = (await (await fetch(`/api/routes/${id}`)).json()) as RouteView;
      const stop = stops.find(({ state, flags }) => state === 'confirmed' && flags.length === 0);
      if (stop) return stop;
    }
    throw new Error('no confirmed stop');
  }, date);
}

test('a stop’s customer is opted out from the stop, its picture goes behind the veil, and one key takes it back', async ({
  app,
  depot,
}) => {
  const stop = await confirmedStop(app, depot.serviceDate);
  await app.goto(`${new URL(app.url()).origin}/#/?day=${depot.serviceDate}&route=${stop.routeId}&stop=${stop.id}`);
  await app.getByRole('link', { name: 'No photos here any more…' }).click();
  const form = app.getByRole('form', { name: 'New opt-out' });
  await expect(form.getByRole('textbox', { name: 'Address' })).toHaveValue(stop.address);
  const meaning = form.getByRole('region', { name: 'What this means' });
  await expect(meaning).toContainText(`matched: ${stop.address}`);
  await expect(meaning).toContainText(/owes no photo|pictures hidden/);
  // From long ago: it covers the sample's day, whatever day it is where the test runs.
  await form.getByLabel('First day').fill('2020-01-01');
  await expect(meaning).toContainText('owes no photo');
  await form.getByRole('textbox', { name: 'Address' }).fill(`${stop.address.split(',')[0]}, Apt 9999`);
  await expect(meaning).toContainText('not matched: says less: without “apt 9999”');
  await expect(meaning).toContainText('No stop so far is meant');
  await form.getByRole('textbox', { name: 'Address' }).fill(stop.address.toUpperCase());
  await expect(meaning).toContainText(`matched: ${stop.address}`);
  await expectAccessible(app);
  await form.getByRole('button', { name: 'Enter the opt-out' }).click();

  const chosen = app.getByRole('region', { name: 'The chosen opt-out' });
  await expect(chosen).toContainText('Stands');
  await expect(chosen).toContainText('taken already, left out of copies, exports and debriefs');
  await expect(chosen.getByRole('button', { name: 'Erase them…' })).toBeVisible();
  await expectAccessible(app);
  await app.setViewportSize({ width: 1024, height: 700 });
  await expectNothingCutOff(app);
  await chosen.getByRole('link', { name: /stop/ }).first().click();
  await expect(app.getByText('No photos of this address')).toBeVisible();
  await expect(app.getByText(`matched: ${stop.address}`)).toBeVisible();

  await app.goBack();
  await expect(chosen).toContainText('Stands');
  await list(app).focus();
  await app.keyboard.press('u');
  await expect(app.getByText('Nobody is opted out')).toBeVisible();
  await expect(app.getByRole('contentinfo').getByText(/^Took back/)).toBeVisible();
});

test('a list is looked at first: good rows, bad rows by line; then it is entered, and ended one by one', async ({
  app,
}) => {
  await app.keyboard.press('Control+k');
  await app.keyboard.type('> opt-outs');
  await app.keyboard.press('Enter');
  await expect(app.getByText('Nobody is opted out')).toBeVisible();
  const csv = 'address,postcode,until\n1 Far Away Ln,99999,\n2 Far Away Ln,99999,sometime\n';
  await app.setInputFiles('input[type=file][aria-label="List of opt-outs"]', {
    ...{ name: 'register.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) },
  });
  await app.getByRole('button', { name: 'Look at it' }).click();
  const found = app.getByRole('region', { name: 'What the list says' });
  await expect(found).toContainText('One opt-out to enter. One row can’t be used.');
  await expect(found).toContainText('Line 3, column “until”');
  await expectAccessible(app);
  await app.getByRole('button', { name: 'Enter 1 opt-out' }).click();
  await expect(rows(app)).toContainText('1 Far Away Ln, 99999');
  await app.getByRole('button', { name: 'Done' }).click();
  await list(app).focus();
  await app.keyboard.press('e');
  const ending = app.getByRole('form', { name: 'End the opt-out' });
  await ending.getByLabel('Last day without photos').fill('2026-01-01');
  await ending.getByRole('button', { name: 'End it' }).click();
  await expect(app.getByText('Nobody is opted out')).toBeVisible();
  await app.getByText('Ended', { exact: true }).click();
  await expect(rows(app)).toContainText('1 Far Away Ln, 99999');
});
