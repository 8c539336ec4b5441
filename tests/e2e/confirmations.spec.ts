/** The outbox: what customers were told, what waits, and what a person does about it. */
import type { Page } from '@playwright/test';
import { expectAccessible, expectNothingCutOff } from './harness/accessibility.ts';
import { answerWith, inEveryState, list, openOutbox, pane, putSettings, rows } from './harness/outbox.ts';
import { expect, test } from './harness/porchlight.ts';

/** Confirmations for a program that can't be called as there is no key to sign with: each of them waits. */
async function letThemWait(page: Page, date: string): Promise<void> {
  const settings = (await page.evaluate(async () => (await fetch('/api/settings')).json())) as {
    confirmations: Parameters<typeof putSettings>[1]['confirmations'];
  };
  if (!settings.confirmations) throw new Error('no settings');
  await putSettings(page, {
    confirmations: { ...settings.confirmations, from: date, when: 'confirmed' },
    webhook: { on: true, url: 'https://example.invalid/hook', allowPrivate: false },
  });
}

test('an empty outbox says why, and leads to where that is changed', async ({ app }) => {
  await openOutbox(app);
  await expect(app.getByText('Customers are told nothing yet')).toBeVisible();
  await app.getByRole('link', { name: 'To the settings' }).click();
  await expect(app.getByRole('heading', { name: 'Confirmations to customers' })).toBeInViewport();
});

test('what waits is held, let go, withdrawn and brought back, by keys alone', async ({ app, depot }) => {
  await letThemWait(app, depot.serviceDate);
  await openOutbox(app);
  await expect(rows(app).first()).toContainText('Waiting');
  // They are made one after the other.
  await expect(rows(app).nth(2)).toBeVisible();
  await expect(app.getByText(/webhook has no secret/i)).toBeVisible();
  await list(app).focus();
  const status = app.getByRole('contentinfo');
  await app.keyboard.press('Shift+ArrowDown');
  await app.keyboard.press('Shift+ArrowDown');
  await expect(pane(app)).toContainText('3 chosen');
  await app.keyboard.press('h');
  await expect(status).toContainText('3 confirmations held');
  await app.keyboard.press('4');
  await expect(rows(app)).toHaveCount(3);
  await expect(rows(app).first()).toContainText('On hold');
  await app.keyboard.press('ArrowUp');
  await app.keyboard.press('h');
  await expect(status).toContainText('One confirmation released');
  await expect(rows(app)).toHaveCount(2);
  // Nothing of it has gone out: no question.
  await app.keyboard.press('w');
  await expect(status).toContainText('One confirmation withdrawn');
  await app.keyboard.press('9');
  // One is still held, too: only its words tell that the other list is there.
  await expect(rows(app)).toContainText(['Withdrawn by hand']);
  await expect(pane(app)).toContainText('Withdrawn by hand');
  await expect(pane(app)).toContainText('Dana Reyes');
  await app.keyboard.press('r');
  await expect(status).toContainText('One confirmation sent again');
  await expect(app.getByText('No confirmation is like that')).toBeVisible();
});

test('shows what the customer gets, and the stop says whether its customer was told', async ({ app, depot }) => {
  await letThemWait(app, depot.serviceDate);
  await openOutbox(app);
  await expect(rows(app).first()).toBeVisible();
  const address = (await pane(app).getByRole('heading').first().textContent()) ?? '';
  const frame = pane(app).frameLocator('iframe');
  await expect(frame.getByText(depot.depotName).first()).toBeVisible();
  await expect(frame.locator('img[src^="data:image/jpeg"]').first()).toBeVisible();
  await list(app).focus();
  await app.keyboard.press('Enter');
  await expect(app).toHaveURL(/#\/\?day=.*stop=/);
  await app.getByRole('link', { name: 'Not yet by webhook: waiting' }).click();
  await expect(rows(app)).toHaveCount(1);
  await expect(pane(app).getByRole('heading').first()).toHaveText(address);
  await app.getByRole('button', { name: `Only ${address}. Show every confirmation.` }).click();
  await expect(rows(app).nth(1)).toBeVisible();
});

test('asks before one is sent that may arrive twice, and before what can’t be called back', async ({
  app,
  depot,
  hostKind,
}) => {
  test.skip(
    hostKind === 'electron',
    'Playwright fetches over HTTP alone, and Electron’s page has its own scheme (src/main/electron/appScheme.ts)',
  );
  const changed: unknown[] = [];
  await letThemWait(app, depot.serviceDate);
  await answerWith(app, inEveryState);
  await app.route('**/api/confirmations', async (route) => {
    changed.push(route.request().postDataJSON());
    await route.fulfill({ json: { changed: 1, sentence: 'One confirmation sent again.' } });
  });
  await openOutbox(app);
  const uncertain = rows(app).filter({ hasText: 'Not sure' }).first();
  await uncertain.click();
  await app.keyboard.press('w');
  await expect(app.getByRole('dialog')).toContainText('an e-mail can’t be called back');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('dialog')).toBeHidden();
  expect(changed).toEqual([]);
  await list(app).focus();
  await app.keyboard.press('r');
  await expect(app.getByRole('dialog')).toContainText('the customer may get it twice');
  await app.getByRole('button', { name: 'Send again' }).last().click();
  await expect(app.getByRole('contentinfo')).toContainText('One confirmation sent again');
  expect(changed).toMatchObject([{ action: 'resend' }]);
  await rows(app).filter({ hasText: /^Sent/ }).first().click();
  await expect(pane(app)).toContainText('An e-mail that has gone out can’t be called back.');
});

test('has no serious accessibility finding in any state, also in a small window and at twice the size', async ({
  app,
  depot,
  hostKind,
}) => {
  await letThemWait(app, depot.serviceDate);
  if (hostKind === 'browser') {
    await answerWith(app, (answer) => {
      const all = inEveryState(answer);
      const [first, ...others] = all.entries;
      const long = `${'Hinterhaus '.repeat(30)}<img src=x onerror=alert(1)>`;
      return { ...all, entries: first ? [{ ...first, address: long, customer: 'עברית '.repeat(60) }, ...others] : [] };
    });
  }
  await openOutbox(app);
  await expect(rows(app).nth(3)).toBeVisible();
  await expect(pane(app).locator('iframe')).toBeVisible();
  await app.keyboard.press('n');
  for (const [width, height] of [
    [1024, 700],
    [640, 400],
  ] as const) {
    await app.setViewportSize({ width, height });
    await expectAccessible(app);
    await expectNothingCutOff(app);
  }
});
