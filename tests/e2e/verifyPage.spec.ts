/** verify.html as the build makes it, opened from the disk in a browser without a network: the same packs as the command is asked about. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { groupedFingerprint } from '#pack/format.ts';
import { type MadePack, makePack, zipOf } from '#tests/fixtures/pack/makePack.ts';
import { hasOpenssl, makeStampAuthority } from '#tests/fixtures/pack/stampAuthority.ts';
import { seededRandom } from '#tests/fixtures/seededRandom.ts';
import { partsOf } from '#tools/tamper/packParts.ts';
import { expectedOf, type Tampering } from '#tools/tamper/tamperings.ts';
import { tamperingsOfFiles } from '#tools/tamper/tamperingsOfFiles.ts';
import { tamperingsOfLedger } from '#tools/tamper/tamperingsOfLedger.ts';
import { tamperingsOfSeal } from '#tools/tamper/tamperingsOfSeal.ts';
import { tamperingsOfZip } from '#tools/tamper/tamperingsOfZip.ts';
import { expectAccessible, expectNothingCutOff } from './harness/accessibility.ts';
import { test as base, expect } from './harness/porchlight.ts';
import { repositoryRoot } from './harness/repositoryRoot.ts';

const address = pathToFileURL(join(repositoryRoot, 'out', 'main', 'verify.html')).href;

/** A browser that is offline, with the page open; afterwards nothing else may have been asked for, and nothing complained of. */
const test = base.extend<{ checker: Page; folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'porchlight-verify-page-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  async checker({ newContext, problems }, use) {
    const context = await newContext({ offline: true });
    const page = await context.newPage();
    problems.watch(page);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(address);
    await use(page);
    expect(asked.filter((url) => url !== address)).toEqual([]);
    await page.close();
    await context.close();
  },
});

async function stampedPack(folder: string): Promise<MadePack> {
  const authority = hasOpenssl ? makeStampAuthority(folder) : null;
  const attachment = Buffer.from('%PDF-1.7\n% a letter\n%%EOF\n');
  return await makePack({ attachment, ...(authority && { stamp: (signature) => authority.stamp(signature) }) });
}

/** Chooses the pack and waits for the verdict on it. */
async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByLabel('Choose the pack').setInputFiles({ name, mimeType: 'application/zip', buffer });
  await expect(page.locator('dl dd').first()).toHaveText(name);
}

test('a pack as it was made is whole; with the depot’s fingerprint it is the depot’s', async ({ checker, folder }) => {
  const pack = await stampedPack(folder);
  await choose(checker, 'claim.zip', await zipOf(pack.files));
  await expect(checker.getByRole('heading', { name: /This pack is whole.*somebody with the key below/ })).toBeVisible();
  await expect(checker.getByText(groupedFingerprint(pack.fingerprint))).toBeVisible();
  await expect(checker.getByText('Portland DPD4')).toBeVisible();

  const field = checker.getByLabel('Fingerprint of the depot’s key');
  await field.fill(groupedFingerprint(pack.fingerprint).toUpperCase());
  await field.press('Enter');
  await expect(checker.getByRole('heading', { name: /since the depot that you expect signed it/ })).toBeVisible();
  await expect(checker.locator('.verdict')).toBeFocused();

  await field.fill('12 34');
  await field.press('Enter');
  await expect(checker.getByRole('alert').filter({ hasText: '64 digits' })).toBeVisible();
  await expect(checker.locator('.verdict')).toHaveCount(0);

  await field.fill('ab'.repeat(32));
  await field.press('Enter');
  await expect(checker.locator('li[data-code="key-unexpected"]')).toBeVisible();
});

test('a pack can be dropped on the page, and the file chooser is reached by keyboard', async ({ checker, folder }) => {
  const pack = await stampedPack(folder);
  const zip = (await zipOf(pack.files)).toString('base64');
  await checker.evaluate(`{
    const bytes = Uint8Array.from(atob('${zip}'), (character) => character.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([bytes], 'dropped.zip'));
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document.querySelector('footer').dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  }`);
  await expect(checker.locator('dl dd').first()).toHaveText('dropped.zip');
  await expect(checker.locator('.verdict')).toHaveAttribute('data-ok', 'true');

  await checker.evaluate('document.activeElement.blur()');
  await checker.keyboard.press('Tab');
  await expect(checker.getByLabel('Choose the pack')).toBeFocused();
});

test('a certificate that is given vouches for the authority, and another’s does not', async ({ checker, folder }) => {
  test.skip(!hasOpenssl, 'openssl is absent: no time stamp can be made');
  const authority = makeStampAuthority(folder);
  const pack = await makePack({ stamp: (signature) => authority.stamp(signature) });
  await choose(checker, 'claim.zip', await zipOf(pack.files));
  await expect(checker.locator('li[data-code="authority-not-checked"]')).toBeVisible();
  await checker.getByText('Time stamp authority').first().click();
  const certificates = checker.getByLabel('Certificates that you trust (PEM)');
  await certificates.setInputFiles(authority.caFile);
  await expect(checker.getByText('vouched for by a certificate that you gave')).toBeVisible();
  await certificates.setInputFiles(makeStampAuthority(folder, 'Another').caFile);
  await expect(checker.locator('li[data-code="time-stamp-untrusted"]')).toBeVisible();
});

test('words out of a pack are text, however hostile', async ({ checker }) => {
  const hostile = '<img src=x onerror="document.title=1"><script>document.title=1</script>\u202e';
  const pack = await makePack({
    before: ({ manifest, claim }) => {
      Object.assign(manifest, { depot: hostile, claim: 'C-<b>1</b>' });
      claim.claim.number = 'C-<b>1</b>';
    },
  });
  await choose(checker, '<b>evil</b>.zip', await zipOf(pack.files));
  await expect(checker.getByText('<img src=x')).toBeVisible();
  expect(await checker.locator('main img, main b, dl script').count()).toBe(0);
  await expect(checker).toHaveTitle('✓ Whole: <b>evil</b>.zip');
});

test('a large pack is read slice by slice from the disk', async ({ checker, folder }) => {
  const pack = await makePack({
    before: ({ files }) => files.set('files/film.bin', Buffer.alloc(40 * 1024 ** 2, 'film')),
  });
  const path = join(folder, 'large.zip');
  const zip = await zipOf(pack.files, { compress: false });
  writeFileSync(path, zip);
  await checker.getByLabel('Choose the pack').setInputFiles(path);
  await expect(checker.locator('dl dd').first()).toHaveText('large.zip');
  await expect(checker.locator('.verdict')).toHaveAttribute('data-ok', 'true');
});

test('the page is readable by everybody: empty, whole and not whole, by day and in the dark, narrow and wide', async ({
  checker,
  folder,
}) => {
  const pack = await stampedPack(folder);
  const zip = await zipOf(pack.files);
  const states = [null, zip, zip.subarray(0, 4000)] as const;
  for (const [at, state] of states.entries()) {
    if (state && at === 1) await choose(checker, `${'long-name-'.repeat(20)}.zip`, state);
    if (state && at === 2) await choose(checker, 'cut.zip', state);
    for (const width of [400, 1280]) {
      await checker.setViewportSize({ width, height: 800 });
      await expectNothingCutOff(checker);
      expect(await checker.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    }
    await expectAccessible(checker);
  }
});

const groups: Record<string, readonly Tampering[]> = {
  files: tamperingsOfFiles,
  'the seal': tamperingsOfSeal,
  'the ledger': tamperingsOfLedger,
  'the ZIP': tamperingsOfZip,
};

for (const [what, tamperings] of Object.entries(groups)) {
  test(`the page names what was done to ${what}`, async ({ checker, folder }) => {
    test.setTimeout(180_000);
    const pack = await stampedPack(folder);
    for (const tampering of tamperings) {
      if (tampering.needsStamp && !hasOpenssl) continue;
      const parts = partsOf(pack.files, seededRandom(1));
      await checker
        .getByLabel('Fingerprint of the depot’s key')
        .fill(tampering.needsFingerprint ? pack.fingerprint : '');
      await choose(checker, `${tampering.name}.zip`, tampering.make(parts));
      await expect(checker.locator('.verdict')).toHaveAttribute('data-ok', 'false');
      const { code, file } = expectedOf(tampering, parts);
      const named = `.verdict li[data-code="${code}"][data-file=${JSON.stringify(file ?? '')}]`;
      await expect(checker.locator(named).first(), tampering.name).toBeVisible();
    }
  });
}
