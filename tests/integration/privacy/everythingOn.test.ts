/** The same night for a depot that sends: messages, pages, answers of mail servers, opt-outs, copies for whoever asked. */
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { forkCourier } from '#core/confirmations/courier/forkCourier.ts';
import type { Core, CoreDeps } from '#core/contract.ts';
import { openLedger } from '#core/ledger/sqliteLedger.ts';
import { defaultSettings, type Settings } from '#shared/settings.ts';
import { depotDate } from '#tests/fixtures/depot.ts';
import { type MailServer, mailServer } from '#tests/fixtures/mail/mailServer.ts';
import { get, openCore, uploadManifest } from '#tests/fixtures/testCore.ts';
import { until } from '#tests/fixtures/until.ts';
import { emailSettings, outboxOf } from '#tests/integration/confirmations/outboxWorld.ts';
import { findBytes } from './byteSearch.ts';
import {
  herWords,
  hisWords,
  livedInDepot,
  mr,
  mrs,
  spendEvening,
  stopsOf,
  theirStops,
  totalsOf,
} from './livedInDepot.ts';

const spawnCourier = forkCourier(fileURLToPath(import.meta.resolve('#core/confirmations/courier/courier.ts')));
const monthsLater = Date.parse('2027-02-01T12:00:00-08:00');

/** What the mail server quotes, what was said of opt-outs, and why something was kept. */
const refusal = `no postbox of ${mrs.email}, cousin Philomena forwards`;
const optOutNote = 'Told the postman Thaddeus';
const endNote = 'His aunt Gwendoline wants pictures';
const holdNote = 'Claim of solicitor Crabapple';
const moreWords = ['Philomena', 'Thaddeus', 'Gwendoline', 'Crabapple'];
const words = [...herWords, ...hisWords, ...moreWords];
const wordsIn = (found: string[]) => [...new Set(found.map((line) => line.slice(line.indexOf(': ') + 2)))].sort();

function logInto(data: () => string | null): CoreDeps['log'] {
  const write = (message: string, fields?: object) => {
    const folder = data();
    if (folder) appendFileSync(join(folder, 'logs', 'porchlight.log'), `${message} ${JSON.stringify(fields ?? {})}\n`);
  };
  return { info: write, warn: write, error: write };
}

async function depotThatSends(server: Pick<MailServer, 'port'>) {
  let folder: string | null = null;
  const settings: Partial<Settings> = {
    confirmations: { ...defaultSettings.confirmations, from: depotDate, when: 'confirmed' },
    email: emailSettings(server.port),
    pages: { on: true, folder: null, url: 'https://elm.example/door' },
    retention: { picture: 7, thumbnail: 7, confirmation: 7, customerData: 30 },
  };
  const lived = await livedInDepot(settings, { spawnCourier, log: logInto(() => folder) });
  folder = lived.data;
  return lived;
}

/** An opt-out of hers whose time is over, one of his that was ended, a hold that was released, and what they asked to see. */
async function spendBusyEvening(core: Core) {
  const { hers, his } = await spendEvening(core);
  const old = { by: 'address', from: '2026-10-01' } as const;
  await get(core, 'addOptOut', { ...old, text: mrs.address, until: '2026-10-31', note: optOutNote });
  const { entryId } = await get(core, 'addOptOut', { ...old, text: mr.address, until: '2026-11-10' });
  await get(core, 'endOptOut', { id: entryId, lastDay: '2026-11-02', note: endNote });
  const hold = await get(core, 'decide', { kind: 'hold', stopId: his.id, note: holdNote });
  await get(core, 'decide', { kind: 'release-hold', entryId: hold.entryId });
  await get(core, 'recordLooks', { looks: [{ photoId: hers.photoIds[0] ?? '', stopId: hers.id }] });
  await get(core, 'previewConfirmation', { stopId: hers.id });
  const subject = { words: mrs.name, stopIds: [hers.id] };
  const { id } = await get(core, 'startExport', { kind: 'subject-access', date: null, subject });
  const state = async () => (await get(core, 'listExports', {})).find((each) => each.id === id)?.state;
  await until('the copy is written', async () => (await state()) === 'done');
  await until('everything is out', async () => {
    const { sent, delivered, failed } = (await outboxOf(core)).counts;
    return sent === 1 && delivered === 3 && failed === 1;
  });
  return { hers, his };
}

const filesIn = (...path: string[]) =>
  readdirSync(join(...path), { recursive: true, withFileTypes: true }).filter((each) => each.isFile());

test('nothing is left of a customer who got messages and pages, had opted out before, and asked what is kept', async () => {
  const server = await mailServer({ refuse: { [mrs.email]: `550 5.1.1 ${refusal}` } });
  const { data, options, core } = await depotThatSends(server);
  await spendBusyEvening(core);
  await core.settle();
  const before = await totalsOf(core);
  expect(filesIn(data, 'cache', 'confirmations').length).toBeGreaterThan(0);
  const pages = () => readdirSync(join(data, 'pages', 'published')).filter((name) => name !== 'index.html');
  expect(pages().length).toBeGreaterThan(1);
  await core.close();
  expect(wordsIn(findBytes(data, words))).toEqual([...words].sort());

  options.now = monthsLater;
  const night = await openCore(options);
  await night.settle();
  const { lastRun } = await get(night, 'runPrivacyClock', {});
  expect(lastRun).toMatchObject({ endedAt: monthsLater, trouble: null });
  expect(findBytes(data, words)).toEqual([]);
  expect(pages()).toEqual([]);
  expect(filesIn(data, 'cache', 'confirmations')).toEqual([]);
  // What lies packed in a ZIP is found by no search: none may be there.
  expect(readdirSync(join(data, 'exports'))).toEqual([]);
  const list = () => readFileSync(join(data, 'pages', 'index.html'), 'utf8');
  await until('the list of pages knows the day no more', () => !list().includes(depotDate));
  expect(await totalsOf(night)).toEqual(before);
  expect((await get(night, 'verifyLedger', {})).ok).toBe(true);

  await get(night, 'rebuildIndex', {});
  await night.settle();
  await get(night, 'runPrivacyClock', {});
  expect(findBytes(data, words)).toEqual([]);
  expect(await totalsOf(night)).toEqual(before);
});

test('whom a standing opt-out names is still shown after the night; one that was taken back names nobody any more', async () => {
  const { data, options, core } = await livedInDepot();
  const listed = async (by: Core) => (await get(by, 'listOptOuts', { show: 'all' })).optOuts;
  const namedBoth = { by: 'address', from: '2026-12-01' } as const;
  await get(core, 'addOptOut', { ...namedBoth, text: mrs.address, note: optOutNote });
  const { entryId } = await get(core, 'addOptOut', { ...namedBoth, text: mr.address, note: optOutNote });
  await get(core, 'decide', { kind: 'undo', entryId });
  await get(core, 'putSettings', { retention: { picture: 7, thumbnail: 7, confirmation: 7, customerData: 30 } });
  options.now = monthsLater;
  await get(core, 'runPrivacyClock', {});
  expect(await listed(core)).toMatchObject([{ words: mrs.address, standing: 'standing' }]);
  // Hers stands; his was taken back, and is as good as ended.
  expect(findBytes(data, hisWords)).toEqual([]);
  expect(wordsIn(findBytes(data, [mrs.address, 'Thaddeus']))).toEqual([mrs.address, 'Thaddeus'].sort());
});

test('who asks to be forgotten is, and their door is still not photographed', async () => {
  const { data, options, core } = await livedInDepot();
  const { hers } = await theirStops(core);
  await get(core, 'addOptOut', { by: 'address', text: mrs.address, from: depotDate, note: optOutNote });
  await core.settle();
  const stopIds = (await stopsOf(core)).filter(({ address }) => address === mrs.address).map(({ id }) => id);
  expect(stopIds).toContain(hers.id);
  const what = ['picture', 'thumbnail', 'confirmation', 'customer-data'] as const;
  await get(core, 'eraseNow', { stopIds, what: [...what], why: 'request' });
  expect(findBytes(data, [...herWords, 'Thaddeus'])).toEqual([]);
  const { optOuts } = await get(core, 'listOptOuts', { show: 'standing' });
  expect(optOuts).toMatchObject([{ words: '', note: null, standing: 'standing' }]);
  const { entries } = await get(core, 'listActivity', {});
  expect(entries.map(({ sentence }) => sentence)).toContainEqual(
    expect.stringMatching(/^No photos for .* erased from/),
  );
  await core.close();

  // The key is gone from the ledger too: no reader that has the file opens the words again.
  const opened = await openLedger({ path: join(data, 'ledger.db'), desk: 'a desk' });
  if (!opened.ok) throw new Error(opened.message);
  const kept: string[] = [];
  for await (const { body, erased } of opened.ledger.entries()) {
    if (body.kind === 'opt-out') kept.push(body.words, ...(erased ?? []));
  }
  await opened.ledger.close();
  expect(kept.sort()).toEqual(['', 'note', 'words']);

  const again = await openCore(options);
  await again.settle();
  const header = 'service_date,route,stop,address,postcode,tracking_id,status,completed_at';
  const next = [
    header,
    `2026-11-21,R9,1,${mrs.address.toUpperCase()},97201,TBA900000001,delivered,2026-11-21T12:00:00-08:00`,
  ].join('\n');
  const upload = await uploadManifest(again, 'tomorrow.csv', next);
  if (!upload.ok) throw new Error(upload.message);
  const { uploadId, mapping } = upload.value;
  await get(again, 'commitImport', { uploadId, mapping, serviceDate: null, saveProfileAs: null });
  await again.settle();
  const day = await get(again, 'getDay', { date: '2026-11-21' });
  const route = await get(again, 'getRoute', { routeId: day.routes[0]?.id ?? '' });
  expect(route.stops).toMatchObject([{ state: 'not-required', reason: 'The customer asked for no photos' }]);
});
