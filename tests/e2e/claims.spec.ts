/** The claims desk: a customer asks, the parcel is found, and all that follows is done by keys. */
import type { Locator, Page } from '@playwright/test';
import type { DayView, RouteView, StopDetail } from '#shared/views.ts';
import { expectAccessible, expectNoFinding, expectNothingCutOff } from './harness/accessibility.ts';
import { expect, test } from './harness/porchlight.ts';
import { openQuietPage } from './harness/quietPages.ts';

const claimed = (page: Page): Locator => page.getByRole('region', { name: 'What is claimed' });
const done = (page: Page): Locator => page.getByRole('region', { name: 'What was done' });
const list = (page: Page): Locator => page.getByRole('listbox', { name: /^Claims/ });
const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'New claim' });
const asked = (page: Page): Locator => page.getByRole('combobox', { name: 'Tracking id, address or name' });
const choices = (page: Page): Locator => page.getByRole('listbox', { name: 'What is meant' }).getByRole('option');
const title = (page: Page): Locator => page.getByRole('heading', { name: /^Claim \d/ });

/** A confirmed stop of the day, asked through the page's own session. */
async function confirmedStop(page: Page, date: string): Promise<StopDetail> {
  return page.evaluate(async (day) => {
    const { routes } = (await (await fetch(`/api/days/${day}`)).json()) as DayView;
    for (const { id } of routes) {
      const { stops } = (await (await fetch(`/api/routes/${id}`)).json()) as RouteView;
      const stop = stops.find(({ state, flags }) => state === 'confirmed' && flags.length === 0);
      if (stop) return (await (await fetch(`/api/stops/${stop.id}`)).json()) as StopDetail;
    }
    throw new Error('no confirmed stop');
  }, date);
}

/** A manifest from elsewhere, taken in through the page's own session. */
async function takeIn(page: Page, csv: string): Promise<void> {
  const status = await page.evaluate(async (body) => {
    const name = { 'Content-Type': 'application/octet-stream', 'X-File-Name': 'elsewhere.csv' };
    const preview = await (await fetch('/api/imports/preview', { method: 'POST', headers: name, body })).json();
    const { uploadId, mapping } = preview as { uploadId: string; mapping: object };
    const taken = { uploadId, mapping, serviceDate: null, saveProfileAs: null };
    const headers = { 'Content-Type': 'application/json' };
    return (await fetch('/api/imports', { method: 'POST', headers, body: JSON.stringify(taken) })).status;
  }, csv);
  expect(status, 'import').toBe(200);
}

test('from the tracking id in the search to a settled claim, all by keys; it is shown at its stop and not opened twice', async ({
  app,
  depot,
}) => {
  const stop = await confirmedStop(app, depot.serviceDate);
  const trackingId = stop.packageList[0]?.trackingId ?? '';
  await app.keyboard.press('Control+k');
  await app.keyboard.type(trackingId);
  await expect(app.getByRole('option', { name: stop.row.address }).first()).toBeVisible();
  await app.keyboard.press('Shift+Enter');
  await expect(asked(app)).toHaveValue(trackingId);
  await expect(choices(app).first()).toContainText(stop.row.address);
  await expect(app.getByRole('radio', { name: 'Never received' })).toBeFocused();
  await app.keyboard.press('2');
  await expect(app.getByRole('radio', { name: 'Wrong place' })).toBeChecked();
  await expectNoFinding(app);
  await app.keyboard.press('Enter');

  await expect(title(app)).toHaveText(/^Claim \d{4}-0001$/);
  await expect(claimed(app)).toContainText(stop.row.address);
  await expect(claimed(app)).toContainText('Wrong place');
  await expect(claimed(app)).toContainText(trackingId);
  const head = app.locator('header').filter({ has: title(app) });
  const state = (word: string) => expect(head).toContainText(word);
  await state('Open');
  await app.keyboard.press('a');
  await state('Answered');
  await app.keyboard.press('u');
  await state('Open');
  await app.keyboard.press('Shift+R');
  await app.getByRole('textbox', { name: /own words/ }).fill('The picture shows the very door');
  await app.keyboard.press('Enter');
  await state('Rejected');
  await expect(done(app)).toContainText('The picture shows the very door');
  await app.keyboard.press('e');
  await state('Open');
  await app.keyboard.press('t');
  await app.getByRole('dialog').getByRole('button', { name: '+7 days' }).click();
  await app.getByRole('button', { name: 'Set the date' }).click();
  await state('in 7 days');
  await app.keyboard.press('s');
  await app.keyboard.press('1');
  await expect(claimed(app)).toContainText('Never received');
  await app.keyboard.press('n');
  await app.getByRole('textbox', { name: /own words/ }).fill('Called back at nine');
  await app.keyboard.press('Enter');
  await expect(done(app)).toContainText('Called back at nine');
  await app.setInputFiles('input[type=file][aria-label="Files of the claim"]', {
    ...{ name: 'letter <b> of the customer.txt', mimeType: 'text/plain', buffer: Buffer.from('It never came.') },
  });
  await expect(app.getByRole('region', { name: 'Files' }).getByRole('link')).toHaveText(
    /^letter .*of the customer\.txt$/,
  );
  await app.keyboard.press('Shift+P');
  const pack = app.getByRole('region', { name: 'Claim pack' });
  await expect(pack.getByRole('link', { name: /^Download .*\.zip$/ })).toBeVisible();
  await expect(pack.getByRole('listitem')).toContainText(/For the customer.*signed with ([0-9a-f]{4} ?){4}/);
  await expectAccessible(app);

  await app.keyboard.press('g');
  const atStop = app.getByRole('region', { name: 'Claims about this stop' });
  await expect(atStop.getByRole('link')).toContainText('Never received');
  await app.keyboard.press('i');
  await expect(dialog(app)).toContainText(/Claim \d{4}-0001 is about it already: open/);
  await asked(app).press('Enter');
  await expect(title(app)).toHaveText(/^Claim \d{4}-0001$/);
  await app.keyboard.press('Escape');
  await expect(list(app).getByRole('option', { selected: true })).toContainText(stop.row.address);
});

test('a parcel that nobody saw, one written with O for 0, one that three routes carried, and texts that mean harm', async ({
  app,
}) => {
  const evil = '<img src=x onerror=alert(1)>';
  const row = (route: string, day: string) =>
    `2026-11-${day},${route},D-1,001,"${evil} 7 Side St",12345,TBA900700100200,delivered,2026-11-${day}T18:00:00Z`;
  const head = 'service_date,route,driver,stop,address,postcode,tracking_id,status,completed_at';
  await takeIn(app, [head, row('X1', '18'), row('X2', '19'), row('X3', '20')].join('\n'));
  app.on('dialog', () => expect(true, 'a script ran').toBe(false));

  await openQuietPage(app, 'Claims');
  await expect(app.getByText('No claim so far')).toBeVisible();
  await app.keyboard.press('n');
  await app.keyboard.type('NEVERSEEN0001');
  await expect(dialog(app)).toContainText('Porchlight never saw this parcel');
  await app.keyboard.press('Enter');
  await app.keyboard.press('5');
  await app.keyboard.press('Tab');
  await app.getByLabel('Their name').fill(`${evil} \u202Egnp.exe "Bobby"; DROP TABLE claims`);
  await app.getByLabel('Their name').press('Enter');
  await expect(app.getByText('No manifest and no picture names it')).toBeVisible();
  await expect(claimed(app)).toContainText(evil);

  // It was misread on the telephone: the letter O.
  await app.keyboard.press('m');
  await asked(app).fill('TBA9OO7OO1OO2OO');
  await expect(choices(app)).toHaveCount(3);
  await expect(choices(app).first()).toContainText('written with O for 0');
  await asked(app).press('ArrowDown');
  await asked(app).press('Enter');
  await expect(claimed(app)).toContainText('X2, stop 001');
  await expect(claimed(app)).toContainText(`${evil} 7 Side St`);
  await app.keyboard.press('u');
  await expect(app.getByText('No manifest and no picture names it')).toBeVisible();

  await app.keyboard.press('Escape');
  await app.keyboard.press('n');
  await app.keyboard.type('tba900700100200');
  await expect(dialog(app)).toContainText('Three routes on 3 days carried this parcel');
  await expect(choices(app)).toHaveCount(4);
  await app.setViewportSize({ width: 640, height: 400 });
  await expectNothingCutOff(app);
  await asked(app).press('Enter');
  await expect(app.getByRole('radio', { name: 'Never received' })).toBeFocused();
  await app.keyboard.press('Enter');
  await expect(title(app)).toHaveText(/^Claim \d{4}-0002$/);
  await expect(claimed(app)).toContainText('It may mean another stop');
  await expectNothingCutOff(app);
  await app.keyboard.press('Escape');
  await expect(list(app).getByRole('option')).toHaveCount(2);
  await expectNothingCutOff(app);
  await expectAccessible(app);
  await app.setViewportSize({ width: 1280, height: 800 });
  await app.keyboard.press('f');
  await app.keyboard.type('side st');
  await expect(list(app).getByRole('option')).toHaveCount(1);
  await app.keyboard.press('Escape');
  await expect(list(app).getByRole('option')).toHaveCount(2);
  await app.keyboard.press('2');
  await expect(app.getByText('No claim is overdue')).toBeVisible();
});

test('the carrier’s list is looked at first: its columns can be put right, it opens its claims, and one key takes all of it back', async ({
  app,
  depot,
}) => {
  const stop = await confirmedStop(app, depot.serviceDate);
  const trackingId = stop.packageList[0]?.trackingId ?? '';
  await app.keyboard.press('Control+k');
  await app.keyboard.type('> import claims');
  await app.keyboard.press('Enter');
  await expect(app.getByText('Drop a list of claims here, or choose one')).toBeVisible();
  const rows = [
    'Transporter Id,Tracking ID,Reply wanted,Feedback',
    `D-036,${trackingId},2026-12-24,Damaged`,
    `D-036,${trackingId},2026-12-24,Damaged`,
    'D-036,NEVERSEEN0001,2026-12-24,Never received',
    'D-036,,2026-12-24,',
  ];
  const file = { name: 'DNR <week> 47.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) };
  await app.setInputFiles('input[type=file][aria-label="List of claims"]', file);
  const summary = app.getByRole('complementary', { name: 'What the list opens' });
  await expect(summary).toContainText(/Claims to open\s*2/);
  await expect(summary).toContainText(/never seen by Porchlight\s*1/);
  await expect(summary).toContainText(/twice in the list\s*1/);
  await expect(app.getByRole('region', { name: 'First claims of the list' })).toContainText(stop.row.address);
  await app.getByRole('tab', { name: /^Problems/ }).click();
  await expect(app.getByRole('listbox', { name: 'What can’t be read' })).toContainText('line 5');
  await app.getByRole('tab', { name: 'Columns' }).click();
  await app.getByLabel('What “Reply wanted” means').selectOption('Due on');
  await expect(summary).toContainText(/Claims to open\s*2/);
  await expect(summary.getByRole('status')).toBeEmpty();
  await expectAccessible(app);
  await app.getByRole('tab', { name: 'Columns' }).focus();
  await app.keyboard.press('i');
  await expect(app.getByRole('heading', { name: '2 claims opened' })).toBeFocused();
  // The line at the bottom says all of it again, and is cut where the window ends.
  await app.setViewportSize({ width: 1000, height: 720 });
  await expect(app.getByRole('contentinfo').getByText(/Opened 2 claims/)).toBeVisible();
  expect(await app.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  await app.setViewportSize({ width: 1280, height: 720 });
  await app.keyboard.press('u');
  await expect(app.getByRole('heading', { name: 'All of it was taken back' })).toBeVisible();
  await app.getByRole('button', { name: 'Import another list' }).click();

  await app.setInputFiles('input[type=file][aria-label="List of claims"]', file);
  await app.getByRole('tab', { name: 'Columns' }).click();
  await app.getByLabel('What “Reply wanted” means').selectOption('Due on');
  await expect(summary.getByRole('button', { name: 'Open 2 claims' })).toBeEnabled();
  await expect(summary.getByRole('status')).toBeEmpty();
  await summary.getByRole('button', { name: 'Open 2 claims' }).click();
  await app.getByRole('button', { name: 'To the claims' }).click();
  await expect(list(app).getByTitle('Due Thu 24 Dec 2026')).toHaveCount(2);

  // A list of six pages is walked to its end. The last two are on the screen then: they, the one before and the first, which has the
  // counts, are asked again when something comes.
  const many = `tracking id\n${Array.from({ length: 1000 }, (_, n) => `LONGLIST${n}`).join('\n')}\n`;
  await app.evaluate((body) => fetch('/api/claims/import?commit=yes', { method: 'POST', body }), many);
  const first = list(app).getByRole('option').first();
  await expect(first).toHaveAttribute('aria-setsize', '200');
  for (const length of [400, 600, 800, 1000, 1002]) {
    await app.keyboard.press('End');
    await expect(first).toHaveAttribute('aria-setsize', String(length));
  }
  await app.keyboard.press('End');
  await expect(list(app).getByRole('option', { selected: true })).toHaveAttribute('aria-posinset', '1002');
  const pages: string[] = [];
  app.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/api/claims') pages.push(searchParams.get('offset') ?? '');
  });
  await app.evaluate(
    (body) => fetch('/api/claims/import?commit=yes', { method: 'POST', body }),
    'tracking id\nONEMORE\n',
  );
  await expect(app.getByText(/1,003/).first()).toBeVisible();
  await expect.poll(() => [...new Set(pages)].sort()).toEqual(['0', '1000', '600', '800']);
});
