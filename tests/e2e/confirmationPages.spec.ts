/** The pages that customers open, in a browser: they ask for nothing outside themselves, and everybody can read them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dayListOf, daysListOf, pageOf } from '#core/confirmations/channels/pageHtml.ts';
import { messageFor } from '#tests/fixtures/confirmationMessage.ts';
import { expectAccessible } from './harness/accessibility.ts';
import { expect, test } from './harness/porchlight.ts';

const hostile = '<img src="https://evil.example/a.png"><script src="https://evil.example/b.js"></script>';
const files = {
  page: pageOf(
    messageFor({ words: 'Open until 9 pm.', contact: '+1 503 555 0100', optOutLink: 'https://depot.example/out' }),
  ),
  spanish: pageOf(messageFor({ language: 'es', partsAreHidden: true })),
  hostile: pageOf(messageFor({ depot: hostile, words: hostile, contact: hostile, facts: { address: hostile } })),
  day: dayListOf(
    '2026-11-21',
    [{ file: `${'0a'.repeat(16)}.html`, route: hostile, stop: '041', madeAt: 0 }],
    '',
    'UTC',
  ),
  days: daysListOf(['2026-11-21']),
};

for (const [name, html] of Object.entries(files)) {
  test(`the ${name} file asks for nothing outside itself, by day and in the dark, narrow and wide`, async ({
    newContext,
  }) => {
    const context = await newContext();
    const page = await context.newPage();
    const folder = mkdtempSync(join(tmpdir(), 'porchlight-page-'));
    const file = join(folder, `${name}.html`);
    writeFileSync(file, html);
    const address = pathToFileURL(file).href;
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: colorScheme === 'light' ? 400 : 1000, height: 800 });
      await page.goto(address);
      const picture = page.locator('main img');
      if ((await picture.count()) > 0) await expect(picture).toHaveJSProperty('naturalWidth', 1000);
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      await expectAccessible(page);
    }
    expect(asked.filter((url) => url !== address && !url.startsWith('data:'))).toEqual([]);
    await page.close();
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  });
}
