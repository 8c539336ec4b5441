import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { forkCourier } from '#core/confirmations/courier/forkCourier.ts';
import type { Core } from '#core/contract.ts';
import type { ConfirmationPage } from '#shared/confirmations.ts';
import { defaultSettings, type Settings } from '#shared/settings.ts';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { type MailServer, mailServer } from '#tests/fixtures/mail/mailServer.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';
import { until } from '#tests/fixtures/until.ts';

const spawnCourier = forkCourier(fileURLToPath(import.meta.resolve('#core/confirmations/courier/courier.ts')));

/** A day's depot with customers, and the settings that send to this server as soon as a stop is confirmed. */
async function world(server: Pick<MailServer, 'port'>, changes: Partial<Settings['confirmations']> = {}) {
  const data = temporaryFolder();
  const depot = new TestDepot(join(temporaryFolder(), 'folder'));
  const settings: Partial<Settings> = {
    readLabels: false,
    confirmations: { ...defaultSettings.confirmations, from: depotDate, when: 'confirmed', ...changes },
    email: {
      ...{ ...defaultSettings.email, on: true, host: '127.0.0.1', port: server.port, security: 'none' },
      from: 'Elm Depot <depot@example.com>',
    },
  };
  writeFileSync(join(data, 'settings.json'), JSON.stringify(settings));
  return { data, depot, open: () => openCore({ data, folder: depot.folder, spawnCourier }) };
}

const withCustomer = (stop: TestStop, n: number) => {
  stop.customer = `Customer ${n}`;
  stop.contact = `customer${n}@example.org · +1 503 555 01${String(n).padStart(2, '0')}`;
};

async function outboxOf(core: Core, filter: object = {}): Promise<ConfirmationPage> {
  return get(core, 'listConfirmations', { date: depotDate, ...filter });
}

test('each confirmed stop with an address gets one message, and no other does', async () => {
  const server = await mailServer();
  const { depot, open } = await world(server);
  const stops = depot.route('R12', 6);
  stops.forEach(withCustomer);
  const [shown, second, noPhoto, noAddress, two, broken] = stops as [
    TestStop,
    TestStop,
    TestStop,
    TestStop,
    TestStop,
    TestStop,
  ];
  noAddress.contact = '+1 503 555 0100';
  two.contact = 'one@example.org, two@example.org';
  broken.contact = 'victim@example.org\nBcc: everybody@example.org';
  depot.save();
  for (const stop of stops) if (stop !== noPhoto) await depot.photo(stop);
  const core = await open();
  await core.settle();
  await until('both are out', async () => (await outboxOf(core)).counts.sent === 2);
  const page = await outboxOf(core);
  expect(page.troubles).toEqual([]);
  expect(page.entries.map(({ state, sentence, actions }) => [state, sentence, actions])).toEqual([
    ['sent', 'The mail server has taken it.', ['resend']],
    ['sent', 'The mail server has taken it.', ['resend']],
  ]);
  expect(Object.fromEntries(page.without.map(({ code, stops }) => [code, stops]))).toEqual({
    ...{ 'no-email': 1, 'several-emails': 1, 'email-unusable': 1 },
  });
  const lacking = page.without.find(({ code }) => code === 'no-email')?.first;
  expect(lacking).toMatchObject([{ route: 'R12', stop: noAddress.stop, address: noAddress.address }]);
  const told = page.entries.find(({ stop }) => stop === shown.stop);
  expect(await get(core, 'listStopConfirmations', { stopId: told?.stopId ?? '' })).toEqual([told]);
  expect(await get(core, 'listStopConfirmations', { stopId: lacking?.[0]?.stopId ?? '' })).toEqual([]);
  const mails = server.taken();
  expect(mails.flatMap(({ to }) => to).sort()).toEqual(['customer0@example.org', 'customer1@example.org']);
  expect(mails.every(({ raw }) => raw.includes('multipart/related') && !/^Bcc:/im.test(raw))).toBe(true);
  expect([shown.stop, second.stop]).toEqual(page.entries.map(({ stop }) => stop).sort());
});
