/** axe over what is on the screen, in both schemes. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './porchlight.ts';

/** No serious finding, light and dark. Leaves the page light. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(
      serious.map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes[0]?.html}`),
      'findings of axe',
    ).toEqual([]);
  }
}

/** Run in the page: what a supervisor could press or read, and where it stands. As text, because the tests know no DOM. */
const reachingOut = `[...document.querySelectorAll('button, a, input, h2, h3')]
  .filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    const seen = width > 1 && getComputedStyle(element).visibility === 'visible';
    return seen && (left < -1 || right > innerWidth + 1);
  })
  .map(({ outerHTML }) => outerHTML.slice(0, 120))`;

/** Nothing in the page reaches out of the window sideways. */
export async function expectNothingCutOff(page: Page): Promise<void> {
  expect(await page.evaluate<string[]>(reachingOut), 'cut off').toEqual([]);
}
