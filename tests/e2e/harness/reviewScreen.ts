/** The review as a supervisor sees it: what it says, and what must hold at every step. */
import { expect, type Locator, type Page } from '@playwright/test';

export const review = {
  queue: (page: Page): Locator => page.getByRole('listbox', { name: 'Stops to review' }),
  /** The stop that is shown. */
  current: (page: Page): Locator =>
    page.getByRole('listbox', { name: 'Stops to review' }).locator('[data-active="true"]'),
  picture: (page: Page): Locator => page.getByRole('region', { name: 'Picture', exact: true }),
  address: (page: Page): Locator => page.locator('main h3').first(),
  end: (page: Page): Locator => page.getByRole('region', { name: 'End of the review' }),
  bar: (page: Page): Locator => page.getByRole('toolbar', { name: 'Decide' }),
  lastDecision: (page: Page): Locator => page.getByRole('contentinfo').getByRole('status'),
};

/** `23 of 41 left` → 23; 0 when all are decided. */
export async function stopsLeft(page: Page): Promise<number> {
  const words = await page.locator('main header').getByRole('status').first().innerText();
  return Number(/^(\d+) of/.exec(words)?.[1] ?? 0);
}

/** The keys go somewhere, and the picture's frame is where it was. */
export async function expectSteady(page: Page, frame: unknown): Promise<void> {
  expect(await page.evaluate('document.activeElement === document.body')).toBe(false);
  expect(await review.picture(page).boundingBox()).toEqual(frame);
}
