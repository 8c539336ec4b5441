/** Signing a route and a day off, and what happens when something changes. */
import type { Locator, Page } from '@playwright/test';
import type { DayView, RouteView } from '#shared/views.ts';
import { expectAccessible, expectNothingCutOff } from './harness/accessibility.ts';
import { expect, test } from './harness/porchlight.ts';
import { standIn } from './harness/standIn.ts';

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: /^Sign off/ });
const routes = (page: Page): Locator => page.getByRole('listbox', { name: 'Routes' });
const reason = (page: Page): Locator => dialog(page).getByLabel(/^Why (is|are)/);
const foot = (page: Page): Locator => page.getByRole('region', { name: /^Sign-off of/ });

const get = <Answer>(page: Page, path: string): Promise<Answer> =>
  page.evaluate(async (place) => (await (await fetch(place)).json()) as Answer, path);

/** Decides by the API, as another window would. */
async function excuseElsewhere(page: Page, stopId: string): Promise<void> {
  const status = await page.evaluate(async (stop) => {
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ kind: 'excuse', stopId: stop, reason: 'access-problem' });
    return (await fetch('/api/decisions', { method: 'POST', headers, body })).status;
  }, stopId);
  expect(status).toBe(200);
}

/** Missing stops of the worst route, which the desk opens on. */
async function missingStops(page: Page, date: string): Promise<string[]> {
  const day = await get<DayView>(page, `/api/days/${date}`);
  const shown = new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get('route');
  const route = await get<RouteView>(page, `/api/routes/${shown ?? day.routes[0]?.id}`);
  return route.stops.filter(({ state }) => state === 'missing').map(({ id }) => id);
}

/** Opens the sign-off of the shown route, gives a reason and signs; all by keys. */
async function sign(page: Page, words: string): Promise<void> {
  await page.keyboard.press('s');
  await expect(reason(page)).toBeFocused();
  await page.keyboard.type(words);
  await page.keyboard.press('Control+Enter');
  await expect(dialog(page)).toBeHidden();
}

test.beforeEach(async ({ app }) => {
  await expect(
    app.getByRole('listbox', { name: /^Stops of route/ }).getByRole('option', { selected: true }),
  ).toBeVisible();
});

test('a route with open stops is signed off with a reason, by keys, and no row moves', async ({ app }) => {
  const row = routes(app).getByRole('option', { selected: true });
  const before = await row.boundingBox();
  await app.keyboard.press('s');
  await expect(dialog(app)).toContainText('undecided');
  await expect(reason(app)).toBeFocused();
  await app.keyboard.press('Control+Enter');
  await expect(dialog(app)).toContainText('A sign-off with open stops needs a reason.');
  await expectAccessible(app);
  await app.keyboard.type('Asked the driver; phone is flat');
  await app.keyboard.press('Control+Enter');
  await expect(dialog(app)).toBeHidden();
  await expect(row.getByText(/^Signed off by Dana Reyes on .* left open: Asked the driver/)).toBeAttached();
  expect(await row.boundingBox()).toEqual(before);
  await expect(app.getByRole('listbox', { name: /^Stops of route/ })).toBeFocused();

  await app.keyboard.press('s');
  await expect(dialog(app)).toContainText(/Signed off by Dana Reyes on .*, and nothing has changed since/);
  await dialog(app).getByRole('button', { name: 'Take it back' }).click();
  await expect(reason(app)).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(foot(app)).toContainText('Not signed off');
});

test('what changes after a sign-off is said loudly, and signed again', async ({ app, depot }) => {
  await sign(app, 'Two to ask');
  const [stop] = await missingStops(app, depot.serviceDate);
  await excuseElsewhere(app, stop ?? '');
  const row = routes(app).getByRole('option', { selected: true });
  await expect(row.getByText(/^Changed since it was signed off by Dana Reyes/)).toBeAttached();
  await expect(foot(app)).toContainText('Changed since sign-off');
  await expectAccessible(app);

  await app.keyboard.press('s');
  const changes = dialog(app).getByRole('region', { name: 'Changed since sign-off' });
  await expect(changes.getByRole('listitem')).toHaveCount(1);
  await expect(changes).toContainText(/excused/i);
  await expect(dialog(app).getByRole('button', { name: /^Sign again/ })).toBeVisible();
  await app.keyboard.type('Again');
  await app.keyboard.press('Control+Enter');
  await expect(dialog(app)).toBeHidden();
  await expect(row.getByText(/^Signed off by Dana Reyes/)).toBeAttached();
});

test('what another window decides while the sign-off is open is told before it is signed', async ({ app, depot }) => {
  const [stop] = await missingStops(app, depot.serviceDate);
  await app.keyboard.press('s');
  await expect(reason(app)).toBeFocused();
  await app.keyboard.type('Late');
  await excuseElsewhere(app, stop ?? '');
  await expect(dialog(app)).toContainText(/While this was open: .* is excused now\./);
  await expect(reason(app)).toHaveValue('Late');
  await expect(reason(app)).toBeFocused();
  await app.keyboard.press('Control+Enter');
  await expect(dialog(app)).toBeHidden();
  await expect(foot(app)).toContainText('Dana Reyes');
});

test('what slips in between the last look and the key is not signed: the sign-off is refused and says what changed', async ({
  app,
  depot,
  problems,
}) => {
  problems.allow(/status of 409/);
  const [stop] = await missingStops(app, depot.serviceDate);
  await app.keyboard.press('s');
  await expect(reason(app)).toBeFocused();
  await app.keyboard.type('Late');
  await standIn(
    app,
    '**/api/sign-offs',
    async (request) => {
      await excuseElsewhere(app, stop ?? '');
      await request.continue();
    },
    { times: 1 },
  );
  await app.keyboard.press('Control+Enter');
  await expect(dialog(app).getByRole('alert')).toBeVisible();
  await expect(dialog(app)).toContainText(/While this was open: .* is excused now\./);
  await expect(reason(app)).toHaveValue('Late');
  await app.keyboard.press('Control+Enter');
  await expect(dialog(app)).toBeHidden();
  await expect(foot(app)).toContainText('Dana Reyes');
});

test('what is still on its way to the ledger is signed with the rest: the sign-off waits for it', async ({
  app,
  depot,
}) => {
  const missing = (await missingStops(app, depot.serviceDate)).length;
  const held = Promise.withResolvers<void>();
  await standIn(
    app,
    '**/api/decisions',
    async (request) => {
      await held.promise;
      await request.continue();
    },
    { times: 1 },
  );
  await app.keyboard.press('2');
  const shown = app.getByRole('listbox', { name: /^Stops of route/ }).getByRole('option', { selected: true });
  await expect(shown).toContainText('Missing');
  await app.keyboard.press('e');
  await app.keyboard.press('2');
  const order: string[] = [];
  app.on('response', (answer) => void (answer.url().endsWith('/api/decisions') && order.push('written')));
  app.on('request', (request) => void (request.url().includes('/sign-off?') && order.push('looked at')));
  await app.keyboard.press('s');
  // Who would look too early does so now.
  await app.waitForRequest(/sign-off\?/, { timeout: 500 }).catch(() => undefined);
  held.resolve();
  await expect(reason(app)).toBeFocused();
  expect(order.slice(0, 2)).toEqual(['written', 'looked at']);
  await app.keyboard.type('The others are asked tomorrow');
  await app.keyboard.press('Control+Enter');
  await expect(dialog(app)).toBeHidden();
  await expect(foot(app)).toContainText('Dana Reyes');
  expect(await missingStops(app, depot.serviceDate)).toHaveLength(missing - 1);
});

test('the whole day is signed off from the top bar, and the routes with it', async ({ app }) => {
  await app.keyboard.press('d');
  await expect(dialog(app)).toBeVisible();
  await app.setViewportSize({ width: 640, height: 400 });
  await expectNothingCutOff(app);
  await app.setViewportSize({ width: 1280, height: 720 });
  await expectAccessible(app);
  await expect(reason(app)).toBeFocused();
  await app.keyboard.type('<img src=x> ‏بعد الظهر');
  await dialog(app)
    .getByRole('button', { name: /^Sign off/ })
    .click();
  await expect(dialog(app)).toBeHidden();
  await expect(app.getByRole('button', { name: /^Day signed Signed off by Dana Reyes/ })).toBeVisible();
  for (const row of await routes(app).getByRole('option').all()) {
    await expect(row.getByText(/^Signed off by Dana Reyes/)).toBeAttached();
  }
});

test.describe('nobody at the desk', () => {
  test.use({ person: null });

  test('a sign-off asks for the name, and without one nothing is signed', async ({ app }) => {
    await app.keyboard.press('s');
    await expect(reason(app)).toBeFocused();
    await app.keyboard.type('Late');
    await app.keyboard.press('Control+Enter');
    const question = app.getByRole('dialog', { name: 'Who is at the desk?' });
    await expect(question).toContainText('A sign-off names who signs');
    await app.keyboard.press('Escape');
    await expect(question).toBeHidden();
    await expect(dialog(app)).toBeVisible();
    await expect(reason(app)).toBeFocused();

    await app.keyboard.press('Control+Enter');
    await expect(app.getByLabel('Your name')).toBeFocused();
    await app.keyboard.type('Noor');
    await app.keyboard.press('Enter');
    await app.keyboard.type('11111111');
    await expect(dialog(app)).toBeHidden();
    await expect(foot(app)).toContainText('Noor');
  });
});
