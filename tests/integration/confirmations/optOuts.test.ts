/** Done when 3, the customer's side: from the moment of an opt-out nothing goes out, and a message's own link is the way to one. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { forkCourier } from '#core/confirmations/courier/forkCourier.ts';
import { defaultSettings, type Settings } from '#shared/settings.ts';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { mailServer } from '#tests/fixtures/mail/mailServer.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';
import { until } from '#tests/fixtures/until.ts';
import { stopRow } from '#tests/integration/core/desk.ts';

const spawnCourier = forkCourier(fileURLToPath(import.meta.resolve('#core/confirmations/courier/courier.ts')));

test('who follows the link in a message is opted out; who opted out before the picture came gets no message at all', async () => {
  const server = await mailServer();
  const data = temporaryFolder();
  const depot = new TestDepot(join(temporaryFolder(), 'folder'));
  const settings: Partial<Settings> = {
    readLabels: false,
    confirmations: {
      ...defaultSettings.confirmations,
      ...{ from: depotDate, when: 'confirmed', optOutUrl: 'https://depot.example/no-photos?t={token}' },
    },
    email: {
      ...{ ...defaultSettings.email, on: true, host: '127.0.0.1', port: server.port, security: 'none' },
      from: 'Elm Depot <depot@example.com>',
    },
  };
  writeFileSync(join(data, 'settings.json'), JSON.stringify(settings));
  const stops = depot.route('R12', 3) as [TestStop, TestStop, TestStop];
  for (const [n, stop] of stops.entries()) stop.contact = `customer${n}@example.org`;
  depot.save();
  await depot.photo(stops[0]);
  const secrets = { 'opt-out-link-key': 'a key of the depot and its site alone, 47 bytes' };
  const core = await openCore({ data, folder: depot.folder, spawnCourier, secrets });
  await core.settle();
  await until('the first message is out', () => server.taken().length === 1);

  // The customer of the second stop calls before its picture is synced; of the third stop it comes without a call.
  const { entryId } = await get(core, 'addOptOut', { by: 'customer', text: 'customer1@example.org', from: depotDate });
  await depot.photo(stops[1]);
  await depot.photo(stops[2]);
  await core.settle();
  await until('the third message is out', () => server.taken().length === 2);
  expect(await stopRow(core, 'R12', '002')).toMatchObject({ state: 'not-required', flags: ['photo-despite-opt-out'] });

  // The link of the first message comes back to the desk.
  const [first] = server.taken();
  const { text = '' } = await simpleParser(first?.raw ?? '');
  const token = /no-photos\?t=(\S+)/.exec(text)?.[1] ?? '';
  // Its last letters in another order: two letters of ours at its end would be its own in one of a thousand.
  const forged = token.slice(0, -12) + token.slice(-6) + token.slice(-12, -6);
  const seen = await get(core, 'importOptOutTokens', { tokens: `${token}\n${forged}\n` });
  expect(seen).toMatchObject({
    ...{ rows: 2, added: 1, entryId: null },
    sample: [{ words: '10 Elm St', by: 'address' }],
    problems: [{ line: 2, message: expect.stringContaining('signature') }],
  });
  expect(await stopRow(core, 'R12', '001')).toMatchObject({ state: 'confirmed' });
  await get(core, 'importOptOutTokens', { tokens: token, commit: true });
  expect(await stopRow(core, 'R12', '001')).toMatchObject({ state: 'not-required', flags: ['photo-despite-opt-out'] });
  const list = await get(core, 'listOptOuts', {});
  expect(list.optOuts.map(({ source, words }) => [source, words])).toEqual([
    ['link', '10 Elm St'],
    ['hand', 'customer1@example.org'],
  ]);

  // Taken back, the second stop is confirmed again, and only now its customer hears of it.
  expect(server.taken().flatMap(({ to }) => to)).toEqual(['customer0@example.org', 'customer2@example.org']);
  await get(core, 'decide', { kind: 'undo', entryId });
  await core.settle();
  await until('the message is out', () => server.taken().length === 3);
  expect(server.taken().at(-1)?.to).toEqual(['customer1@example.org']);
});
