/** Files that leave Porchlight: made by keys, followed, fetched whole. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import type { ExportView } from '#shared/exporting.ts';
import { expectAccessible, expectNothingCutOff } from './harness/accessibility.ts';
import { expect, test } from './harness/porchlight.ts';
import { openQuietPage } from './harness/quietPages.ts';
import { standIn } from './harness/standIn.ts';

const files = (page: Page): Locator => page.getByRole('list', { name: 'Files made, newest first' });

/** Clicks the link and reads what arrived. */
async function fetchFile(page: Page, link: Locator): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return readFile(await download.path());
}

test.beforeEach(async ({ app }) => {
  await openQuietPage(app, 'Reports');
  await expect(app.getByText('Nothing was made yet')).toBeVisible();
});

test('every kind of file of the day is made by its key and arrives whole', async ({ app }) => {
  for (const key of ['p', 'c', 'o', 'm', 'z']) await app.keyboard.press(key);
  const links = files(app).getByRole('link', { name: /^Download/ });
  await expect(links).toHaveCount(5, { timeout: 40_000 });
  await expectAccessible(app);
  const made = await app.evaluate(async () => (await (await fetch('/api/exports')).json()) as ExportView[]);
  expect(new Set(made.map(({ kind }) => kind)).size).toBe(5);
  for (const { fileName, bytes, kind } of made) {
    const arrived = await fetchFile(app, files(app).getByRole('link', { name: `Download ${fileName}`, exact: true }));
    expect(arrived.length, fileName).toBe(bytes);
    if (kind === 'evening-pdf') expect(arrived.subarray(0, 5).toString()).toBe('%PDF-');
    if (kind === 'evening-json') expect(JSON.parse(arrived.toString('utf8'))).toBeTruthy();
    // A UTF-8 mark, so that Excel reads it right.
    if (kind === 'evening-csv') expect(arrived.subarray(0, 3).toString('hex')).toBe('efbbbf');
    if (kind === 'pictures-zip') expect(arrived.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  }
});

test('of one route only, chosen by keys; the same file twice is the same', async ({ app }) => {
  const scope = app
    .getByRole('combobox', { name: 'Of' })
    .or(app.getByLabel('Of', { exact: true }))
    .first();
  await scope.click();
  // A list that is still opening takes the first arrow for the wish to open it.
  await expect(app.getByRole('option').nth(1)).toBeVisible();
  await app.keyboard.press('ArrowDown');
  await expect(scope).toHaveAttribute('aria-activedescendant', /./);
  await app.keyboard.press('Enter');
  await expect(app.getByRole('option')).toHaveCount(0);
  const hashes = new Set<string>();
  for (const count of [1, 2]) {
    await app.getByRole('button', { name: 'Make Evening report, CSV' }).click();
    const links = files(app).getByRole('link', { name: /^Download/ });
    await expect(links).toHaveCount(count);
    hashes.add(
      createHash('sha256')
        .update(await fetchFile(app, links.first()))
        .digest('hex'),
    );
  }
  expect(hashes.size).toBe(1);
  await expect(files(app).getByRole('listitem').first()).toContainText(/R1\d\d/);
});

test('a row keeps its height whether its export is cancelled or done first', async ({ app }) => {
  await app.keyboard.press('z');
  const row = files(app).getByRole('listitem').first();
  await expect(row).toBeVisible();
  const before = await row.boundingBox();
  const cancel = row.getByRole('button', { name: /^Cancel/ });
  // The sample's pictures are few: the ZIP may be whole before the button is reached.
  await cancel.click({ timeout: 2_000 }).catch(() => undefined);
  await expect(row.getByText(/Cancelled on|exports/)).toBeVisible();
  expect(await row.boundingBox()).toEqual(before);
});

test('an export that fails says why', async ({ app, problems }) => {
  problems.allow(/status of 5\d\d/);
  const message = 'The disk is full: nothing was written.';
  await standIn(app, '**/api/exports', (request) =>
    request.request().method() === 'POST'
      ? request.fulfill({ status: 507, json: { error: { code: 'disk-full', message } } })
      : request.continue(),
  );
  await app.keyboard.press('c');
  await expect(app.getByRole('alert')).toContainText(message);
  for (const [width, height] of [
    [1024, 700],
    [640, 400],
  ] as const) {
    await app.setViewportSize({ width, height });
    await expectNothingCutOff(app);
  }
});
