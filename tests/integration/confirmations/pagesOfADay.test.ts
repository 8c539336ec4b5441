/** From the synced folder to the depot's own site, through the whole core. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { forkCourier } from '#core/confirmations/courier/forkCourier.ts';
import { defaultSettings, type Settings } from '#shared/settings.ts';
import { depotDate, TestDepot } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';
import { until } from '#tests/fixtures/until.ts';
import { stopRow } from '#tests/integration/core/desk.ts';

const spawnCourier = forkCourier(fileURLToPath(import.meta.resolve('#core/confirmations/courier/courier.ts')));

/** Three stops; two are photographed. Pages go out as soon as a stop is confirmed. */
async function pagesDay(changes: Partial<Settings['confirmations']> = {}, pages: Partial<Settings['pages']> = {}) {
  const data = temporaryFolder();
  const depot = new TestDepot(join(temporaryFolder(), 'folder'));
  const [first, second] = depot.route('R12', 3);
  if (!first || !second) throw new Error('No stops');
  for (const stop of [first, second]) await depot.photo(stop);
  depot.save();
  const settings: Partial<Settings> = {
    readLabels: false,
    depotName: 'Elm Depot',
    confirmations: { ...defaultSettings.confirmations, from: depotDate, when: 'confirmed', ...changes },
    pages: { on: true, folder: null, url: '', ...pages },
  };
  writeFileSync(join(data, 'settings.json'), JSON.stringify(settings));
  const core = await openCore({ data, folder: depot.folder, spawnCourier });
  await core.settle();
  const published = () => {
    try {
      return readdirSync(join(data, 'pages', 'published')).filter((name) => name !== 'index.html');
    } catch {
      return [];
    }
  };
  const read = (...path: string[]) => readFileSync(join(data, 'pages', ...path), 'utf8');
  const outbox = () => get(core, 'listConfirmations', { date: depotDate });
  return { core, data, published, read, outbox };
}

test('each confirmed stop gets a page, the outbox names it, and who withdraws it takes it away', async () => {
  const { core, published, read, outbox } = await pagesDay();
  await until('two pages are there', async () => (await outbox()).counts.delivered === 2);
  const { entries, troubles } = await outbox();
  expect(troubles).toEqual([]);
  expect(entries.map(({ page }) => page).sort()).toEqual(published().sort());
  expect(published().every((name) => /^[0-9a-f]{32}\.html$/.test(name))).toBe(true);
  const [entry, other] = entries;
  expect(read('published', entry?.page ?? '')).toContain(`<bdi>${entry?.address}</bdi>`);
  await until('the list names both', () => /2 pages\./.test(tryRead(read, 'days', `${depotDate}.html`)));

  await get(core, 'changeConfirmations', { ids: [entry?.id ?? ''], action: 'withdraw' });
  await until('one is gone', () => published().length === 1);
  expect(published()).toEqual([other?.page]);
  await until('the list knows', () => /One page\./.test(tryRead(read, 'days', `${depotDate}.html`)));
  const row = await stopRow(core, 'R12', entry?.stop ?? '');
  expect(row.state).toBe('confirmed');
});

test('who opts out has no page any more', async () => {
  const { core, published, outbox } = await pagesDay();
  await until('two pages are there', async () => (await outbox()).counts.delivered === 2);
  await get(core, 'addOptOut', { by: 'address', text: '10 Elm St', from: depotDate });
  await until('one is gone', () => published().length === 1);
  await until('the outbox says so', async () => (await outbox()).counts.withdrawn === 1);
});

test('a page on a drive that is away is not called withdrawn; it goes when the drive is there again', async () => {
  const drive = join(temporaryFolder(), 'drive');
  mkdirSync(drive);
  const { core, data, outbox } = await pagesDay({}, { folder: drive });
  await until('two pages are there', async () => (await outbox()).counts.delivered === 2);
  const pages = (at: string) => readdirSync(join(at, 'published')).filter((name) => name !== 'index.html');
  expect(pages(drive)).toHaveLength(2);
  const [hers, his] = (await outbox()).entries;
  renameSync(drive, `${drive}-away`);
  const byHand = await get(core, 'changeConfirmations', { ids: [his?.id ?? ''], action: 'withdraw' });
  expect(byHand.changed).toBe(0);
  const what = ['picture', 'thumbnail', 'confirmation', 'customer-data'] as const;
  await get(core, 'eraseNow', { stopIds: [hers?.stopId ?? ''], what: [...what], why: 'request' });
  expect((await outbox()).counts).toMatchObject({ delivered: 2, withdrawn: 0 });
  await until('it says so', async () => (await outbox()).troubles.some((each) => /^One page could not/.test(each)));

  renameSync(`${drive}-away`, drive);
  await get(core, 'putSettings', { pages: { on: true, folder: drive, url: '' } });
  await until('hers is gone', async () => (await outbox()).counts.withdrawn === 1);
  expect(pages(drive)).toEqual([his?.page]);
  expect((await outbox()).troubles).toEqual([]);
  expect(existsSync(join(data, 'pages'))).toBe(false);
  const list = () => tryRead((...path) => readFileSync(join(drive, ...path), 'utf8'), 'days', `${depotDate}.html`);
  await until('the list knows', () => /One page\./.test(list()));
});

test('where only drawn parts may be seen, a page comes once somebody has drawn one', async () => {
  const { core, published, outbox } = await pagesDay({ picture: 'only-part' });
  await until('both wait', async () => {
    const { entries } = await outbox();
    return entries.length === 2 && entries.every(({ sentence }) => /drawn/.test(sentence));
  });
  expect(published()).toEqual([]);
  const { entries } = await outbox();
  const [entry] = entries;
  const boxes = [{ x: 0.25, y: 0.25, width: 0.5, height: 0.5 }];
  await get(core, 'decide', { kind: 'redact', photoId: entry?.photoId ?? '', boxes, outside: true });
  // The clock of a test stands still: who does not want to wait for the next try takes it back and sends it again.
  for (const action of ['withdraw', 'resend'] as const) {
    await get(core, 'changeConfirmations', { ids: [entry?.id ?? ''], action });
  }
  await until('the page is there', () => published().length === 1);
});

function tryRead(read: (...path: string[]) => string, ...path: string[]): string {
  try {
    return read(...path);
  } catch {
    return '';
  }
}
