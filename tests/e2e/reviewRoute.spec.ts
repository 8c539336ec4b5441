/** A whole evening's route of 190 stops: settled and signed off, once by keyboard alone, once by mouse alone. */
import type { Page } from '@playwright/test';
import type { ReviewQueue } from '#shared/review.ts';
import type { DayView } from '#shared/views.ts';
import { test as base, expect } from './harness/porchlight.ts';
import { expectSteady, review, stopsLeft } from './harness/reviewScreen.ts';
import { makeSampleDepot, type SampleDepot } from './harness/sampleDepot.ts';

const size = ['--routes', '1', '--stops', '190', '--seed', '11', '--date', '2026-11-21', '--faults', 'typical'];
let longDepot: Promise<SampleDepot> | null = null;

const test = base.extend({
  depot: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      longDepot ??= makeSampleDepot(size);
      await use(await longDepot);
    },
    { scope: 'test', timeout: 300_000 },
  ],
});

// In one worker after the other: two would draw its pictures twice, which takes longer than to decide about them.
test.describe.configure({ mode: 'default' });
test.afterAll(async () => (await longDepot)?.remove());

/** How the supervisor decides in this test; each leads on by itself. */
interface Hands {
  open(page: Page): Promise<void>;
  accept(page: Page): Promise<void>;
  reject(page: Page): Promise<void>;
  excuse(page: Page): Promise<void>;
  askDriver(page: Page): Promise<void>;
  signOff(page: Page): Promise<void>;
}

const stops = (page: Page) => page.getByRole('listbox', { name: /^Stops of route/ });
const dialog = (page: Page) => page.getByRole('dialog', { name: /^Sign off/ });
const reason = (page: Page) => dialog(page).getByRole('textbox');

const keyboard: Hands = {
  async open(page) {
    await expect(stops(page)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('listbox', { name: 'Routes' })).toBeFocused();
    await page.keyboard.press('Enter');
  },
  accept: (page) => page.keyboard.press('a'),
  async reject(page) {
    await page.keyboard.press('r');
    await page.keyboard.press('1');
  },
  async excuse(page) {
    await page.keyboard.press('e');
    await page.keyboard.press('2');
  },
  askDriver: (page) => page.keyboard.press('f'),
  async signOff(page) {
    await page.keyboard.press('s');
    await expect(dialog(page)).toBeVisible();
    // A picture that is half synced: its stop waits for no decision, but the sign-off asks why it is left.
    if (await reason(page).isVisible()) {
      await expect(reason(page)).toBeFocused();
      await page.keyboard.type('The last picture is still on its way');
    }
    await page.keyboard.press('Control+Enter');
  },
};

const mouse: Hands = {
  open: (page) => page.getByRole('button', { name: 'Review', exact: true }).click(),
  accept: (page) => review.bar(page).getByRole('button', { name: 'Accept' }).click(),
  async reject(page) {
    await review.bar(page).getByRole('button', { name: 'Reject' }).click();
    await page.getByRole('menuitem', { name: 'Blurry' }).click();
  },
  async excuse(page) {
    await review.bar(page).getByRole('button', { name: 'Excuse' }).click();
    await page.getByRole('menuitem', { name: 'No access' }).click();
  },
  askDriver: (page) => review.bar(page).getByRole('button', { name: 'Follow up', exact: true }).click(),
  async signOff(page) {
    await review.end(page).getByRole('button', { name: 'Sign it off' }).click();
    await expect(dialog(page)).toBeVisible();
    if (await reason(page).isVisible()) await reason(page).fill('The last picture is still on its way');
    await dialog(page)
      .getByRole('button', { name: /^Sign off/ })
      .click();
  },
};

for (const [name, hands] of [
  ['keyboard', keyboard],
  ['mouse', mouse],
] as const) {
  test(`a route of 190 stops is settled and signed off by ${name} alone`, async ({ app, depot }) => {
    test.setTimeout(300_000);
    await hands.open(app);
    await expect(review.picture(app)).toBeVisible();
    const frame = await review.picture(app).boundingBox();
    const before = await stopsLeft(app);
    expect(before).toBeGreaterThan(15);

    for (let step = 0; !(await review.end(app).isVisible()); step++) {
      expect(step, 'the queue comes to an end').toBeLessThan(3 * before);
      const left = await stopsLeft(app);
      const at = await shownStop(app);
      if (await isOffered(app, 'Accept')) await (step % 4 === 3 ? hands.reject(app) : hands.accept(app));
      else await (step % 2 === 0 ? hands.excuse(app) : hands.askDriver(app));
      // The next one is there without waiting for the ledger; only a refused picture that was alone leaves its stop waiting.
      await expect
        .poll(
          async () =>
            (await review.end(app).isVisible()) || (await shownStop(app)) !== at || (await stopsLeft(app)) !== left,
        )
        .toBe(true);
      if (!(await review.end(app).isVisible())) await expectSteady(app, frame);
    }

    await expect(review.end(app)).toContainText('is settled');
    expect(await app.evaluate('document.activeElement === document.body')).toBe(false);
    await hands.signOff(app);
    await expect(review.end(app)).toContainText('signed off');
    const queue = await ask<ReviewQueue>(app, `/api/days/${depot.serviceDate}/review`);
    expect(queue.undecided).toBe(0);
    expect(queue.decided).toBeGreaterThanOrEqual(before);
    const day = await ask<DayView>(app, `/api/days/${depot.serviceDate}`);
    expect(day.routes.map(({ signOff }) => signOff?.changed)).toEqual([false]);
  });
}

/** Which stop is shown, and which of its pictures. */
async function shownStop(page: Page): Promise<string> {
  const picture = await review
    .picture(page)
    .locator('img')
    .last()
    .getAttribute('src', { timeout: 50 })
    .catch(() => '');
  return `${await review
    .address(page)
    .innerText({ timeout: 50 })
    .catch(() => '')} ${picture}`;
}

async function isOffered(page: Page, name: string): Promise<boolean> {
  return (await review.bar(page).getByRole('button', { name }).getAttribute('aria-disabled')) !== 'true';
}

function ask<Answer>(page: Page, path: string): Promise<Answer> {
  return page.evaluate(async (where) => (await fetch(where)).json(), path) as Promise<Answer>;
}
