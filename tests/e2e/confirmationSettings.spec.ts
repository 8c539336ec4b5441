/** What customers are told: set up in words, seen beside while it is typed, tried before anybody gets anything. */
import type { Page } from '@playwright/test';
import { expectAccessible, expectNoFinding, expectNothingCutOff } from './harness/accessibility.ts';
import { expect, test } from './harness/porchlight.ts';

async function openGroup(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('navigation', { name: 'Groups of settings' }).getByRole('button', { name: title }).click();
}

const message = (page: Page) => page.frameLocator('iframe[title="Preview of a confirmation"]');

test('shows the message with my words while I type them, in both languages, as mail and as plain text', async ({
  app,
  depot,
}) => {
  await openGroup(app, 'Confirmations to customers');
  await expect(message(app).getByText(depot.depotName).first()).toBeVisible();
  await app.getByLabel('Your own words').fill('Ring us <b>any time</b> & thank you!');
  await expect(message(app).getByText('Ring us <b>any time</b> & thank you!')).toBeVisible();
  // The picture is there: the page's security policy lets it through, and nothing had to be loosened for it.
  const picture = message(app).locator('img[src^="data:"]').first();
  await expect(picture).toHaveJSProperty('complete', true);
  expect(
    await picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
  ).toBeGreaterThan(100);
  await app.getByText('Plain text', { exact: true }).click();
  await expect(app.getByRole('region', { name: 'Preview of a confirmation' })).toContainText('Ring us <b>any time</b>');
  await app.getByRole('combobox', { name: 'Language of the preview' }).click();
  await app.getByRole('option', { name: 'Español' }).click();
  await expect(app.getByRole('region', { name: 'Preview of a confirmation' })).toContainText('Dirección');
  // What is still on its way would go with the page.
  await expect(app.getByText('Saving…')).toHaveCount(0);
  await app.reload();
  await expect(app.getByLabel('Your own words')).toHaveValue('Ring us <b>any time</b> & thank you!');
});

test('a link in the message leads nowhere, and no script of it runs', async ({ app, problems }) => {
  problems.allow(/sandboxed frame/);
  await app.route('**/api/confirmations/preview', async (route) => {
    const answer = (await (await route.fetch()).json()) as { html: string };
    const more = '<a href="https://example.com/away">away</a><script>document.body.textContent = "ran"</script></body>';
    await route.fulfill({ json: { ...answer, html: answer.html.replace('</body>', more) } });
  });
  await openGroup(app, 'Confirmations to customers');
  await message(app).getByRole('link', { name: 'away' }).click();
  await expect(message(app).getByRole('link', { name: 'away' })).toBeVisible();
  await expect(message(app).getByText('ran', { exact: true })).toHaveCount(0);
  expect(app.context().pages()).toHaveLength(1);
});

test('nobody is told anything until a day is named, and then from that day on', async ({ app }) => {
  await openGroup(app, 'Confirmations to customers');
  const on = app.getByRole('switch', { name: 'Tell customers about their delivery' });
  await expect(on).not.toBeChecked();
  await on.press('Space');
  const day = app.getByLabel('From service date');
  await day.fill('2026-11-24');
  await day.press('Enter');
  // What is still on its way would go with the page.
  await expect(app.getByText('Saving…')).toHaveCount(0);
  await app.reload();
  await expect(day).toHaveValue('2026-11-24');
  await on.press('Space');
  await expect(day).toBeHidden();
});

test('the mail server is put right at its fields, and a password says where it comes from', async ({
  app,
  hostKind,
}) => {
  await openGroup(app, 'Confirmations by e-mail');
  await app.getByRole('switch', { name: 'Send confirmations by e-mail' }).press('Space');
  await expect(app.getByText('the mail server is not named')).toBeVisible();
  const server = app.getByLabel('Mail server');
  await server.fill('smtp.example.com:465');
  await server.press('Enter');
  await expect(server).toHaveAttribute('aria-invalid', 'true');
  await server.fill('smtp.example.com');
  await server.press('Enter');
  await expect(app.getByText('the sender’s address is not named')).toBeVisible();
  const sender = app.getByLabel('Sender', { exact: true });
  await sender.fill('deliveries@example.com');
  await sender.press('Enter');
  await expect(app.getByText('Nothing can be sent yet')).toBeHidden();
  await app.getByText('STARTTLS', { exact: true }).click();
  await expect(app.getByLabel('Port', { exact: true })).toHaveValue('587');
  if (hostKind === 'browser') await expect(app.getByText('PORCHLIGHT_SMTP_PASSWORD')).toBeVisible();
});

test('the sections have no serious accessibility finding, also in a small window and at twice the size', async ({
  app,
}) => {
  await openGroup(app, 'Confirmations to customers');
  await app.getByRole('switch', { name: 'Tell customers about their delivery' }).press('Space');
  await expect(message(app).locator('img').first()).toBeVisible();
  await app.setViewportSize({ width: 640, height: 400 });
  await expectNoFinding(app);
  await app.setViewportSize({ width: 1024, height: 700 });
  await expectAccessible(app);
  await expectNothingCutOff(app);
});
