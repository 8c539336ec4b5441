/** Stray photos: walked and tied by keyboard alone. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './harness/porchlight.ts';

test('a stray photo is tied to a stop that I search for, and taken back, by keyboard alone', async ({ app }) => {
  await app.getByRole('link', { name: /^Unmatched/ }).click();
  const list = app.getByRole('listbox', { name: 'Unmatched photos' });
  await expect(list).toBeFocused();
  const photos = list.getByRole('option');
  const before = await photos.count();
  expect(before).toBeGreaterThan(0);
  await expect(photos.first()).toHaveAttribute('aria-selected', 'true');
  const first = (await photos.first().textContent()) ?? '';

  await app.keyboard.press('m');
  await app.keyboard.type('R101');
  await expect(app.getByRole('option').filter({ hasText: 'Route' }).first()).toBeVisible();
  await app.keyboard.press('Enter');
  await expect(app.getByText(/^Accepted the picture at/)).toBeVisible();
  await expect(photos).toHaveCount(before - 1);

  await app.keyboard.press('u');
  await expect(photos).toHaveCount(before);
  await expect(photos.first()).toHaveText(first);
  await expect(photos.first()).toHaveAttribute('aria-selected', 'true');
  await expect(list).toBeFocused();
});

test('the page of stray photos can be used with a screen reader', async ({ app }) => {
  await app.getByRole('link', { name: /^Unmatched/ }).click();
  await expect(app.getByRole('listbox', { name: 'Unmatched photos' })).toBeFocused();
  const { violations } = await new AxeBuilder({ page: app }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
});
