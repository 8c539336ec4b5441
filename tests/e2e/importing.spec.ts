/** A manifest from elsewhere: looked at, put right, taken in; or refused with a sentence. */
import type { Page } from '@playwright/test';
import { expectNoFinding } from './harness/accessibility.ts';
import { expect, test } from './harness/porchlight.ts';
import { openQuietPage } from './harness/quietPages.ts';

/** Gives the page a file as the chooser does. */
async function choose(app: Page, name: string, content: string | Buffer): Promise<void> {
  await openQuietPage(app, 'Import');
  await app.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
}

test('a file with headers of its own is mapped, given its day, remembered and imported', async ({ app }) => {
  const rows = ['Ladeliste;Kolli;Wohin', 'T1;P-1;<b>12 Elm St</b>', 'T1;P-2;=cmd()', 'T1;;3 Oak Ave'];
  await choose(app, 'tours.csv', rows.join('\n'));
  await expect(app.getByText('A needed column is missing.')).toBeVisible();
  await app.getByLabel('What “Ladeliste” means').selectOption('route');
  await app.getByLabel('What “Kolli” means').selectOption('tracking_id');
  await app.getByLabel('What “Wohin” means').selectOption('address');
  await app.getByLabel('Service date').fill('2026-11-20');
  const importRows = app.getByRole('button', { name: 'Import 2 rows' });
  await expect(importRows).toBeEnabled();
  await expectNoFinding(app);

  await app.getByLabel('Remember these columns as').fill('Tour lists');
  await importRows.click();
  await expect(app.getByRole('heading', { name: '1 route, 2 stops and 2 packages are in' })).toBeVisible();
  await app.getByRole('button', { name: 'Go to Fri 20 Nov 2026' }).click();
  await expect(app.getByText('<b>12 Elm St</b>').first()).toBeVisible();

  await app.getByRole('link', { name: 'Settings' }).click();
  await expect(app.getByText('Tour lists')).toBeVisible();
  await choose(app, 'tours again.csv', rows.join('\n'));
  await expect(app.getByText('read with your profile “Tour lists”')).toBeVisible();
});

test('a file that is no manifest is refused where I dropped it, and the next one is taken', async ({
  app,
  problems,
}) => {
  problems.allow(/the server responded with a status of 4\d\d/);
  await choose(app, 'scan.csv', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0, 1]));
  await expect(app.getByRole('alert')).toContainText('scan.csv:');
  await choose(app, 'nothing.csv', '');
  await expect(app.getByRole('alert')).toContainText('nothing.csv:');
  await choose(app, 'good.csv', 'service_date,route,tracking_id\n2026-11-19,R1,P-9\n');
  await expect(app.getByRole('button', { name: 'Import 1 row' })).toBeEnabled();
  await expect(app.getByRole('alert')).toHaveCount(0);
});
