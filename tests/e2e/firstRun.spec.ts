/** The first evening: no folder has been chosen yet. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectNoFinding } from './harness/accessibility.ts';
import { startHost } from './harness/hostProcess.ts';
import { expect, test } from './harness/porchlight.ts';

test('a depot begins by naming its folder, and a wrong path is said at once', async ({
  hostKind,
  newContext,
  depot,
}) => {
  test.skip(
    hostKind === 'electron',
    'there the system’s own chooser gives the folder (src/renderer/features/first-run/FirstRun.tsx)',
  );
  const data = await mkdtemp(join(tmpdir(), 'porchlight-first-'));
  const host = await startHost({ data });
  const context = await newContext();
  const page = await context.newPage();
  await page.goto(host.address);
  await expect(page.getByRole('heading', { name: 'Every delivery photo at its stop, tonight' })).toBeVisible();
  await expectNoFinding(page);

  await expect(page.getByLabel(/The photo folder on this computer/)).toBeFocused();
  await page.keyboard.type(join(depot.folder, 'nowhere'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('There is no folder at this place');

  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(depot.folder);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'Desk' })).toBeVisible();
  // The whole folder is read before.
  await expect(page.getByRole('listbox').first()).toBeVisible({ timeout: 60_000 });

  await context.close();
  await host.stop();
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
});
