/** What claims teach: figures with the stops behind them, by keys; and a door with a past on tonight's route. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { ClaimSearch } from '#shared/claims.ts';
import { expectAccessible, expectNothingCutOff } from './harness/accessibility.ts';
import { expect, test } from './harness/porchlight.ts';

const tonight = '2026-11-21';
const days = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20', tonight];
const hostile = '9 “Elm” Street <img src=x onerror=alert(1)> '.repeat(3);

/** Six evenings of 200 drivers with three stops each; the second one's doors lie far apart and are scanned within a minute. */
async function writeEvenings() {
  const place = await mkdtemp(join(tmpdir(), 'porchlight-e2e-'));
  const [folder, data] = [join(place, 'folder'), join(place, 'data')];
  await mkdir(folder);
  await mkdir(data);
  const rows = [
    'service_date,route,driver,stop,sequence,address,postcode,latitude,longitude,tracking_id,status,completed_at,left_at',
  ];
  for (const [day, date] of days.entries()) {
    for (let van = 0; van < 200; van++) {
      for (let stop = 0; stop < (van === 1 ? 8 : 3); stop++) {
        const isBurst = van === 1 && day === 2 && stop < 3;
        const at = `${date}T${isBurst ? `15:00:${10 + stop * 9}` : `1${stop}:${10 + (van % 40)}:07`}-08:00`;
        const latitude = 45 + van / 100 + stop * (isBurst ? 0.05 : 0.002);
        const address = van === 2 && stop === 0 ? hostile : `${stop + 1} Street ${van}`;
        const cells = [
          date,
          `R${van}`,
          `D-${van}`,
          stop + 1,
          stop + 1,
          address,
          `972${van % 90}`,
          latitude.toFixed(4),
          -122.6,
        ];
        cells.push(
          `TBA${day}${String(van).padStart(3, '0')}${stop}`,
          'delivered',
          at,
          isBurst ? 'Front door' : 'Handed to recipient',
        );
        rows.push(cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(','));
      }
    }
  }
  await writeFile(join(folder, 'manifest.csv'), `${rows.join('\n')}\n`);
  await writeFile(join(data, 'settings.json'), JSON.stringify({ timeZone: 'America/Los_Angeles', readLabels: false }));
  return { folder, data, remove: () => rm(place, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Opens a claim about each of these parcels, through the page's own session. */
async function claim(page: Page, trackingIds: readonly string[]): Promise<void> {
  await page.evaluate(async (ids) => {
    const post = async (path: string, body: object) => {
      const headers = { 'Content-Type': 'application/json' };
      return (await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
    };
    for (const text of ids) {
      const found = (await post('/api/claims/find', { text })) as ClaimSearch;
      await post('/api/claims', {
        ...{ stopId: found.stops[0]?.stopId, words: text, allegation: 'never-received', asker: 'customer' },
        ...{ received: '2026-11-21', due: null },
      });
    }
  }, trackingIds);
}

test('who is claimed more than chance brings stands out in words, with the stops behind it; all by keys', async ({
  newContext,
  startBrowserHost,
  problems,
}) => {
  const depot = await writeEvenings();
  const context = await newContext();
  try {
    const host = await startBrowserHost(depot);
    const page = await context.newPage();
    problems.watch(page);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(host.address);
    // Evenings of thousands of deliveries are taken in meanwhile, here and at the figures below.
    await expect(page.getByRole('listbox', { name: 'Routes' })).toBeVisible({ timeout: 60_000 });
    await page.goto(`${host.origin}/#/claims`);
    await page.getByRole('heading', { name: 'Claims', exact: true }).waitFor();
    await page.keyboard.press('l');
    await expect(page.getByRole('heading', { name: 'What claims teach' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'The depot' })).toContainText('0 of 3,630 deliveries', {
      timeout: 60_000,
    });
    await page.keyboard.press('3');
    await expect(page.getByText('No delivery of these days was claimed')).toBeVisible();

    // The page hears of claims while it is open.
    await claim(page, ['TBA00070', 'TBA10070', 'TBA20070', 'TBA00020', 'TBA10130']);
    const addresses = page.getByRole('listbox', { name: 'Addresses' });
    await expect(addresses.getByRole('option')).toHaveCount(3);
    await expect(addresses.getByRole('option').first()).toContainText('1 Street 7');
    await expect(addresses.getByRole('option').first()).toContainText('Stands out');
    await page.keyboard.press('1');
    const drivers = page.getByRole('listbox', { name: 'Drivers' });
    await expect(drivers).toBeFocused();
    await expect(drivers.getByRole('option').first()).toContainText('D-7');
    await expect(page.getByText(/^Of 200 drivers one stands out; by chance alone /)).toBeVisible();
    const behind = page.getByRole('region', { name: 'The stops behind it' });
    await expect(behind.getByRole('link')).toHaveCount(3);
    await expectAccessible(page);
    await expectNothingCutOff(page);
    await page.keyboard.press('c');
    await expect(page.getByText(/^Claim figures 90 days\.csv goes into the folder /)).toBeVisible();
    await page.keyboard.press('End');
    await expect(drivers.getByRole('option', { selected: true })).not.toContainText('D-7 ');
    await page.keyboard.press('3');
    await page.keyboard.press('j');
    await expectNothingCutOff(page);

    // A pattern, its stops in the order of their scans, and the way to one of them.
    await page.keyboard.press('4');
    await expect(page.getByRole('listbox', { name: 'Worth a look' }).getByRole('option')).toHaveCount(1);
    await expect(behind.getByRole('link')).toHaveText([/R1 · 1 Street 1/, /R1 · 2 Street 1/, /R1 · 3 Street 1/]);
    await expectAccessible(page);
    await behind.getByRole('link').first().press('Enter');
    await expect(page.getByRole('listbox', { name: 'Stops of route R1' })).toBeVisible();

    // The door that was claimed three times is marked tonight.
    await page.goto(`${host.origin}/#/?day=${tonight}`);
    await page.getByRole('listbox', { name: 'Routes' }).getByRole('option', { name: /^R7 / }).click();
    const row = page.getByRole('listbox', { name: 'Stops of route R7' }).getByRole('option').first();
    await expect(row).toContainText('Claimed 3×');
    await row.click();
    await expect(page.getByText('Earlier at this address: claimed on 18 Nov, 17 Nov and 16 Nov')).toBeVisible();
  } finally {
    await context.close();
    await depot.remove();
  }
});
