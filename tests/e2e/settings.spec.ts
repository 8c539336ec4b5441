/** Settings: saved as they change, refused with a sentence at the field. */
import { expectNoFinding } from './harness/accessibility.ts';
import { expect, test } from './harness/porchlight.ts';

test.beforeEach(async ({ app }) => {
  await app.getByRole('link', { name: 'Settings' }).click();
  await expect(app.getByRole('heading', { name: 'Settings' })).toBeVisible();
});

test('what I change is still there after a reload', async ({ app }) => {
  await app.getByLabel('POD target').fill('97,5');
  await app.keyboard.press('Enter');
  await expect(app.getByText('Saved', { exact: true })).toBeVisible();
  await app.getByRole('checkbox', { name: 'Off time' }).check();
  await app.getByLabel('Time zone').fill('new york');
  // A list that is still opening has nothing for the arrow to go to, nor for Enter to take.
  await expect(app.getByRole('option', { name: 'America/New York' })).toBeVisible();
  await app.keyboard.press('ArrowDown');
  await expect(app.getByLabel('Time zone')).toHaveAttribute('aria-activedescendant', /./);
  await app.keyboard.press('Enter');
  await expect(app.getByLabel('Time zone')).toHaveValue('America/New York');
  // Shown at once, saved in the background: what is still on its way would go with the page.
  await expect(app.getByText('Saving…')).toHaveCount(0);
  await app.reload();
  await expect(app.getByLabel('POD target')).toHaveValue('97.5');
  await expect(app.getByRole('checkbox', { name: 'Off time' })).toBeChecked();
  await expect(app.getByLabel('Time zone')).toHaveValue('America/New York');
});

test('a number out of its bounds is not saved, and Escape brings the old one back', async ({ app }) => {
  const cutOff = app.getByRole('textbox', { name: 'Cut-off' });
  await cutOff.fill('100');
  await cutOff.press('Enter');
  await expect(app.getByText('From 0 to 72.')).toBeVisible();
  await cutOff.press('Escape');
  await expect(cutOff).toHaveValue('2');
  await expect(app.getByText('From 0 to 72.')).toBeHidden();
});

test('a folder that isn’t there is refused at its field', async ({ app, problems, hostKind }) => {
  test.skip(
    hostKind === 'electron',
    'there the system’s own chooser gives the folder (src/renderer/features/settings/PathSetting.tsx)',
  );
  problems.allow(/the server responded with a status of 4\d\d/);
  const folder = app.getByLabel('Folder with the drivers’ photos');
  await folder.fill('photos');
  await folder.press('Enter');
  await expect(app.getByText(/whole path/)).toBeVisible();
  await expect(folder).toHaveAttribute('aria-invalid', 'true');
});

test('the settings can be used with a screen reader, in both colour schemes; the depot’s key is made and changed by keys alone', async ({
  app,
}) => {
  const packs = app.getByRole('region', { name: 'Claim packs' });
  const key = packs.getByRole('group', { name: 'The depot’s key' });
  const fingerprint = key.getByLabel('Fingerprint of the depot’s key');
  await app.getByRole('button', { name: 'Claim packs' }).press('Enter');
  await expect(app.getByRole('heading', { name: 'Claim packs' })).toBeFocused();
  await app.keyboard.press('Tab');
  await expect(key.getByRole('button', { name: 'Make it now' })).toBeFocused();
  await app.keyboard.press('Enter');
  await expect(fingerprint).toHaveText(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/);
  const first = (await fingerprint.textContent()) ?? '';
  const another = key.getByRole('button', { name: 'Make a new key…' });
  await another.press('Enter');
  const dialog = app.getByRole('dialog', { name: 'Make a new key?' });
  await expect(dialog).toBeVisible();
  await expectNoFinding(app);
  await app.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(another).toBeFocused();
  await expect(fingerprint).toHaveText(first);
  await app.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Make a new key' }).press('Enter');
  await expect(fingerprint).not.toHaveText(first);
  await key.getByText('1 earlier key').press('Enter');
  await expect(key.getByText(first)).toBeVisible();
  const authority = packs.getByLabel('Time stamp authority');
  await authority.fill('ftp://stamps');
  await authority.press('Enter');
  await expect(authority).toHaveAttribute('aria-invalid', 'true');
  await authority.press('Escape');
  await expect(authority).toHaveValue('');
  for (const scheme of ['Dark', 'Light']) {
    await app.getByText(scheme, { exact: true }).click();
    await expect(app.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme.toLowerCase());
    await expectNoFinding(app);
  }
});

test('the map asks nobody until an address is given, and says whom it asks then', async ({ app, problems }) => {
  problems.allow(/the server responded with a status of 4\d\d/);
  await expect(app.getByText(/^Off: the map asks nobody/)).toBeVisible();
  const address = app.getByLabel('Tile address');
  await address.fill('tiles.example.com');
  await address.press('Enter');
  await expect(address).toHaveAccessibleDescription(/is not a tile address/);
  await expect(app.getByText(/^Off: the map asks nobody/)).toBeVisible();
  await address.fill('https://tiles.example.com/{z}/{x}/{y}.png');
  await address.press('Enter');
  await expect(app.getByText(/^On: the map asks tiles\.example\.com/)).toBeVisible();
  await expect(app.getByRole('button', { name: 'Reload the page' })).toBeVisible();
  await app.getByRole('button', { name: 'Reload the page' }).click();
  await expect(app.getByText(/^On: the map asks tiles\.example\.com/)).toBeVisible();
  await expect(app.getByRole('button', { name: 'Reload the page' })).toBeHidden();
  await address.fill('');
  await address.press('Enter');
  await expect(app.getByText(/^Off: the map asks nobody/)).toBeVisible();
});

test('a folder for exports is kept, and Downloads again at will', async ({ app, depot, hostKind }) => {
  test.skip(
    hostKind === 'electron',
    'there the system’s own chooser gives the folder (src/renderer/features/settings/PathSetting.tsx)',
  );
  const folder = app.getByLabel('Folder for reports and exports');
  await folder.fill(depot.folder.replace(/[^/\\]+$/, ''));
  await folder.press('Enter');
  await expect(app.getByRole('button', { name: 'Use Downloads' })).toBeVisible();
  await app.getByRole('button', { name: 'Use Downloads' }).click();
  await expect(folder).toHaveValue('');
});

test('a name is taken off the desk after being asked twice', async ({ app }) => {
  await app.getByRole('button', { name: 'Forget Dana Reyes…' }).click();
  await app.getByRole('button', { name: 'Keep', exact: true }).click();
  await app.getByRole('button', { name: 'Forget Dana Reyes…' }).click();
  await app.getByRole('button', { name: 'Take off this desk' }).click();
  await expect(app.getByText(/^Nobody yet/)).toBeVisible();
});
