/** The pages of a quieter hour, behind “More” in the top bar. */
import type { Page } from '@playwright/test';

/** Opens one of them by the menu, wherever the page is. */
export async function openQuietPage(
  page: Page,
  name: 'Reports' | 'Activity' | 'Claims' | 'Confirmations' | 'Map' | 'Problems' | 'Import',
): Promise<void> {
  // The button is called “More”, or after the page of the menu that is open.
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button').click();
  await page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click();
}
