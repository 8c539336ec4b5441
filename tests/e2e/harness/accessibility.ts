/** axe over what is on the screen, in both schemes. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './porchlight.ts';

/** No serious finding in the scheme that is shown. */
export async function expectNoFinding(page: Page, scheme = 'as it is'): Promise<void> {
  // In the page alone: the other way adds frames of other origins at three times the time. A customer's message is one (it may run
  // nothing), no script of axe answers from there, and one that came while axe was looking was asked all the same: an error in the page.
  const { violations } = await new AxeBuilder({ page, ...((await hasAxe(page)) && { axeSource: ';' }) })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'], iframes: false })
    .analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    serious.map(({ id, nodes }) => `${scheme}: ${id}: ${nodes[0]?.html}`),
    'findings of axe',
  ).toEqual([]);
}

/** Whether an earlier look left axe in the page, and no frame lacks it: half a megabyte of source that each look would run twice. */
async function hasAxe(page: Page): Promise<boolean> {
  return page.frames().length === 1 && (await page.evaluate<boolean>('"axe" in globalThis'));
}

/** No serious finding, light and dark. Leaves the page light. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectNoFinding(page, colorScheme);
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
  // What follows the window's size does so a moment later.
  await expect.poll(() => page.evaluate<string[]>(reachingOut), { message: 'cut off' }).toEqual([]);
}
