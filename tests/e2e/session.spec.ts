/** Who gets in: the browser host's three locks, seen from a real browser. */
import { request } from 'node:http';
import type { ApiFailure } from '#shared/api.ts';
import { expect, test } from './harness/porchlight.ts';

test.beforeEach(({ hostKind }) =>
  test.skip(hostKind === 'electron', 'Electron serves its page without a port (src/main/electron/appScheme.ts)'),
);

test('the printed address opens the day, and the token is gone from the address bar', async ({ app }) => {
  await expect(app).not.toHaveURL(/token/);
  await expect(app).toHaveTitle(/Porchlight/);
  await expect(app.locator('#root')).not.toBeEmpty();
});

test('the page stays signed in when it is loaded again', async ({ app }) => {
  await app.reload();
  const status = await app.evaluate(async () => (await fetch('/api/status')).status);
  expect(status).toBe(200);
});

test('the same address in another browser gets no data', async ({ startBrowserHost, newContext, strangerPage }) => {
  const host = await startBrowserHost();
  const first = await newContext();
  const page = await first.newPage();
  await page.goto(host.address);
  await expect.poll(() => page.evaluate(async () => (await fetch('/api/status')).status)).toBe(200);

  await strangerPage.goto(host.address);
  const answer = await strangerPage.evaluate(async () => {
    const response = await fetch('/api/status');
    return { status: response.status, code: ((await response.json()) as ApiFailure).error.code };
  });
  expect(answer).toEqual({ status: 401, code: 'no-session' });
  await first.close();
});

test('another host name and another site are refused', async ({ startBrowserHost }) => {
  const { origin } = await startBrowserHost();
  const statusWith = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(origin, { headers }, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end();
    });
  expect(await statusWith({})).toBe(200);
  expect(await statusWith({ Host: `evil.example:${new URL(origin).port}` })).toBe(403);
  expect(await statusWith({ Origin: 'https://evil.example' })).toBe(403);
});

test('another site’s page can neither read the data nor frame the page', async ({ startBrowserHost, strangerPage }) => {
  const { origin } = await startBrowserHost();
  await strangerPage.route('http://evil.example/', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<iframe src="${origin}/"></iframe>` }),
  );
  await strangerPage.goto('http://evil.example/');
  const read = await strangerPage.evaluate(
    (address) =>
      fetch(`${address}/api/status`).then(
        () => 'read',
        () => 'refused',
      ),
    origin,
  );
  expect(read).toBe('refused');
  const frame = strangerPage.frames().find((each) => each !== strangerPage.mainFrame());
  expect(await frame?.locator('#root').count()).toBe(0);
});
