/** Who is at the desk: asked once an evening, before the first decision. */
import type { Locator, Page } from '@playwright/test';
import { expectAccessible, expectNothingCutOff } from './harness/accessibility.ts';
import { expect, harnessPin, test } from './harness/porchlight.ts';

const question = (page: Page): Locator => page.getByRole('dialog', { name: 'Who is at the desk?' });
const stops = (page: Page): Locator => page.getByRole('listbox', { name: /^Stops of route/ });
const lastDecision = (page: Page): Locator => page.getByRole('contentinfo').getByRole('status');
const chip = (page: Page, name: string): Locator => page.getByRole('button', { name: `At the desk: ${name}` });

/** Excuses a missing stop: a decision like any other. */
async function excuseOne(page: Page): Promise<void> {
  await page.keyboard.press('2');
  await expect(stops(page).getByRole('option', { selected: true })).toContainText('Missing');
  await page.keyboard.press('e');
  await page.keyboard.press('2');
}

/** Leaves the desk by the menu of the top bar. */
async function leave(page: Page, name: string): Promise<void> {
  await chip(page, name).click();
  await page.getByRole('menuitem', { name: 'Leave the desk' }).click();
  await expect(page.getByRole('button', { name: /^Sign in/ })).toBeVisible();
}

test.beforeEach(async ({ app }) => expect(stops(app).getByRole('option', { selected: true })).toBeVisible());

test.describe('nobody at the desk', () => {
  test.use({ person: null });

  test('the first decision asks for a name, goes on with it, and the focus is where it was', async ({ app }) => {
    await expect(stops(app)).toBeFocused();
    await excuseOne(app);
    await expect(app.getByLabel('Your name')).toBeFocused();
    await app.keyboard.type('Dana Reyes');
    await app.keyboard.press('Enter');
    await app.keyboard.type('1234');
    await app.keyboard.type('1235');
    await expect(question(app)).toContainText('The two PINs differ');
    await app.keyboard.type('1234');
    await expect(question(app)).toBeHidden();
    await expect(chip(app, 'Dana Reyes')).toBeVisible();
    await expect(lastDecision(app)).toContainText('Excused');
    await expect(stops(app)).toBeFocused();

    await app.keyboard.press('u');
    await expect(lastDecision(app)).toContainText('Took back');
    await expect(question(app)).toBeHidden();
  });

  test('“Not now” lets decisions go without a name, and does not ask again', async ({ app }) => {
    await excuseOne(app);
    await expect(question(app)).toBeVisible();
    await app.keyboard.press('Escape');
    await expect(question(app)).toBeHidden();
    await expect(lastDecision(app)).toContainText('Excused');
    await app.keyboard.press('u');
    await expect(lastDecision(app)).toContainText('Took back');
    await expect(question(app)).toBeHidden();
    await expect(app.getByRole('button', { name: /^Sign in/ })).toBeVisible();
  });

  test('a name may be long, right to left, and hold markup', async ({ app }) => {
    const name = '<b>دانا</b> رييس '.repeat(6).slice(0, 99).trim();
    await app.getByRole('button', { name: /^Sign in/ }).click();
    await app.getByLabel('Your name').fill(name);
    await app.getByLabel('New PIN, four digits').fill('0000');
    await app.getByLabel('The PIN again').fill('0000');
    await expect(chip(app, name)).toBeVisible();
    await app.setViewportSize({ width: 1024, height: 700 });
    await expectNothingCutOff(app);
    await leave(app, name);
    await app.getByRole('button', { name: /^Sign in/ }).click();
    await expect(question(app).getByRole('button', { name })).toBeFocused();
    await app.setViewportSize({ width: 640, height: 400 });
    await expectNothingCutOff(app);
    await expectAccessible(app);
  });
});

test('a known name signs in by digits alone, and hands over to a new one', async ({ app }) => {
  await leave(app, 'Dana Reyes');
  await app.getByRole('button', { name: /^Sign in/ }).click();
  await expect(question(app).getByRole('button', { name: 'Dana Reyes' })).toBeFocused();
  await app.keyboard.press('1');
  await app.keyboard.type(harnessPin);
  await expect(question(app)).toBeHidden();
  await expect(chip(app, 'Dana Reyes')).toBeVisible();

  await chip(app, 'Dana Reyes').click();
  await app.getByRole('menuitem', { name: /^Hand over/ }).click();
  await expectAccessible(app);
  await expect(question(app).getByRole('button', { name: 'Dana Reyes' })).toBeFocused();
  await app.keyboard.press('ArrowDown');
  await app.keyboard.press('Enter');
  await app.keyboard.type('  dana REYES ');
  await expect(question(app)).toContainText('This desk knows Dana Reyes');
  await app.getByLabel('Your name').fill('Sam Ito');
  await app.keyboard.press('Enter');
  await app.keyboard.type('98769876');
  await expect(chip(app, 'Sam Ito')).toBeVisible();
});

test('five wrong PINs lock the desk for some minutes; the work goes on', async ({ app, problems }) => {
  problems.allow(/status of (403|423)/);
  await leave(app, 'Dana Reyes');
  await excuseOne(app);
  await expect(question(app).getByRole('button', { name: 'Dana Reyes' })).toBeFocused();
  await app.keyboard.press('1');
  for (const left of ['4 tries are left', '3 tries are left', '2 tries are left', 'One try is left']) {
    await app.keyboard.type('0000');
    await expect(question(app)).toContainText(left);
    await expect(app.getByLabel('PIN, four digits')).toBeFocused();
    await expect(app.getByLabel('PIN, four digits')).toHaveValue('');
  }
  await app.keyboard.type('0000');
  await expect(question(app).getByRole('alert')).toContainText(/Nobody can sign in for [45] minutes/);
  await app.keyboard.type(harnessPin);
  await expect(app.getByLabel('PIN, four digits')).toHaveValue('');
  await expectAccessible(app);
  await app.getByRole('button', { name: 'Not now' }).click();
  await expect(lastDecision(app)).toContainText('Excused');
});
