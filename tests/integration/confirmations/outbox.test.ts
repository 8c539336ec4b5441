import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { defaultSettings } from '#shared/settings.ts';
import { depotDate, type TestStop } from '#tests/fixtures/depot.ts';
import { mailServer } from '#tests/fixtures/mail/mailServer.ts';
import { ask, get } from '#tests/fixtures/testCore.ts';
import { until } from '#tests/fixtures/until.ts';
import { stopDetail, stopRow } from '#tests/integration/core/desk.ts';
import { emailSettings, letterOf, outboxOf, outboxWorld, recipientsOf, statesOf } from './outboxWorld.ts';

/** Long enough for whatever should not happen to happen. */
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 700));

test('each confirmed stop with an address gets one message, and no other does; a rebuilt index sends none again', async () => {
  const server = await mailServer();
  const { depot, stops, open } = await outboxWorld(server, 7);
  const [, , noPhoto, noAddress, two, broken, attended]: TestStop[] = stops;
  if (!noPhoto || !noAddress || !two || !broken || !attended) throw new Error('too few stops');
  noPhoto.status = 'attempted';
  noAddress.contact = '+1 503 555 0100';
  two.contact = 'one@example.org, two@example.org';
  broken.contact = 'victim@example.org\nBcc: everybody@example.org';
  attended.leftAt = 'recipient';
  depot.save();
  const core = await open();
  await until('both are out', async () => (await outboxOf(core)).counts.sent === 2);
  const page = await outboxOf(core);
  expect(page.troubles).toEqual([]);
  for (const { state, sentence, actions } of page.entries) {
    expect([state, sentence, actions]).toEqual(['sent', 'The mail server has taken it.', ['resend']]);
  }
  const lacking = page.without.find(({ code }) => code === 'no-email')?.first;
  expect(lacking).toMatchObject([{ route: 'R12', stop: noAddress.stop, address: noAddress.address }]);
  const told = page.entries.find(({ stop }) => stop === stops[0].stop);
  expect(await get(core, 'listStopConfirmations', { stopId: told?.stopId ?? '' })).toEqual([told]);
  expect(await get(core, 'listStopConfirmations', { stopId: lacking?.[0]?.stopId ?? '' })).toEqual([]);
  expect(Object.fromEntries(page.without.map(({ code, stops: n }) => [code, n]))).toEqual({
    ...{ 'no-email': 1, 'several-emails': 1, 'email-unusable': 1 },
  });
  expect(recipientsOf(server)).toEqual(['customer0@example.org', 'customer1@example.org']);
  expect((await outboxOf(core, { text: 'customer 1' })).entries.map(({ stop }) => stop)).toEqual(['002']);
  expect((await outboxOf(core, { state: 'failed' })).entries).toEqual([]);

  await get(core, 'rebuildIndex', {});
  await core.settle();
  await aMoment();
  expect((await outboxOf(core)).counts).toMatchObject({ sent: 2, ready: 0, sending: 0 });
  expect(server.taken()).toHaveLength(2);
});

test('a depot that nobody named is told what its customers read, and sends all the same', async () => {
  const server = await mailServer();
  const { open } = await outboxWorld(server, 1, { depotName: defaultSettings.depotName });
  const core = await open();
  await until('it is sent', async () => (await outboxOf(core)).counts.sent === 1);
  expect((await outboxOf(core)).troubles).toEqual([expect.stringMatching(/^Your depot has no name yet.*“My depot”/)]);
  await get(core, 'putSettings', { depotName: 'Portland DPD4' });
  expect((await outboxOf(core)).troubles).toEqual([]);
});

test('what is held stays, what is withdrawn is gone, and what is released goes out', async () => {
  const server = await mailServer();
  const { open } = await outboxWorld(server, 3, { email: { ...emailSettings(server.port), host: '' } });
  const core = await open();
  await until('they are made', async () => (await outboxOf(core)).counts.ready === 3);
  const page = await outboxOf(core);
  expect(page.troubles).toEqual(['The settings name no mail server.']);
  const idOf = (stop: string) => page.entries.find((each) => each.stop === stop)?.id ?? '';
  const change = (action: 'hold' | 'release' | 'resend' | 'withdraw', ...stops: string[]) =>
    get(core, 'changeConfirmations', { ids: stops.map(idOf), action });
  expect(await change('hold', '001')).toEqual({ changed: 1, sentence: 'One confirmation held.' });
  expect(await change('withdraw', '001', '002')).toMatchObject({ changed: 2 });
  expect(await change('hold', '002', '003')).toEqual({
    ...{ changed: 1, sentence: 'One confirmation held; 1 could not be.' },
  });
  await get(core, 'putSettings', { email: emailSettings(server.port) });
  await aMoment();
  expect(server.taken()).toEqual([]);
  expect(await statesOf(core)).toEqual(['held', 'withdrawn', 'withdrawn']);
  await change('release', '003');
  await until('it is out', async () => (await outboxOf(core)).counts.sent === 1);
  await change('resend', '002');
  await until('the second is out', async () => (await outboxOf(core)).counts.sent === 2);
  expect(recipientsOf(server)).toEqual(['customer1@example.org', 'customer2@example.org']);
  // Sent again by hand: another message, under a name of its own.
  await change('resend', '003');
  await until('it is out again', async () => server.taken().length === 3);
  const names = await Promise.all(server.taken().map(async ({ raw }) => (await letterOf(raw)).messageId));
  expect(new Set(names).size).toBe(3);
});

test('whoever opts out while the message waits gets none; whoever does while it is on its way is told about', async () => {
  const server = await mailServer({ holds: 'answers' });
  const { open } = await outboxWorld(server, 2, { email: { ...emailSettings(server.port), host: '' } });
  const core = await open();
  await until('they are made', async () => (await outboxOf(core)).counts.ready === 2);
  const optOut = (text: string) => get(core, 'addOptOut', { by: 'address', text, from: depotDate });
  await optOut('10 Elm St');
  await until('it is withdrawn', async () => (await statesOf(core)).includes('withdrawn'));
  const [stopped] = (await outboxOf(core, { state: 'withdrawn' })).entries;
  expect(stopped?.sentence).toContain('It was not sent.');
  expect(await get(core, 'changeConfirmations', { ids: [stopped?.id ?? ''], action: 'resend' })).toMatchObject({
    changed: 0,
  });

  await get(core, 'putSettings', { email: emailSettings(server.port) });
  await until('the server has the other', () => server.taken().length === 1);
  await optOut('12 Elm St');
  server.goOn();
  await until('its answer is there', async () => (await outboxOf(core)).counts.sent === 1);
  const [gone] = (await outboxOf(core, { state: 'sent' })).entries;
  expect(gone?.sentence).toContain('It had left before the customer opted out.');
  await aMoment();
  expect(recipientsOf(server)).toEqual(['customer1@example.org']);
});

test('a message that was on its way and not yet with the server is stopped by an opt-out', async () => {
  const server = await mailServer({ holds: 'recipients' });
  const { open } = await outboxWorld(server, 1);
  const core = await open();
  await until('it is on its way', async () => (await outboxOf(core)).counts.sending === 1);
  await until('the server is asked', () => server.isAsked());
  await get(core, 'addOptOut', { by: 'address', text: '10 Elm St', from: depotDate });
  await until('it is withdrawn', async () => (await statesOf(core)).includes('withdrawn'));
  await aMoment();
  expect(server.taken()).toEqual([]);
});

test('greylisting: told with the time of the next try, which gets through under the same name', async () => {
  const server = await mailServer({ greylist: 1 });
  const { open, later } = await outboxWorld(server, 1);
  const core = await open();
  await until(
    'it was put off',
    async () => (await outboxOf(core)).entries[0]?.attempt === 1 && (await statesOf(core))[0] === 'ready',
  );
  const [entry] = (await outboxOf(core)).entries;
  expect(entry?.sentence).toMatch(/greylisting\)\. Tried again at 23:3\d\.$/);
  await later(core, 4);
  await aMoment();
  expect(server.taken()).toEqual([]);
  await later(core, 10);
  await until('it is out', async () => (await outboxOf(core)).counts.sent === 1);
  expect((await outboxOf(core)).entries[0]).toMatchObject({ id: entry?.id, attempt: 2 });
  expect((await letterOf(server.taken()[0]?.raw ?? '')).messageId).toBe(`<${entry?.id}@example.com>`);
});

test('a server that is down is asked again, and after two days in vain it is over', async () => {
  const server = await mailServer({ onData: '451 4.3.0 Try again' });
  const { open, later } = await outboxWorld(server, 1);
  const core = await open();
  await until('it was put off', async () => (await outboxOf(core)).entries[0]?.attempt === 1);
  await until('it waits', async () => (await statesOf(core))[0] === 'ready');
  await later(core, 49 * 60);
  await until('it is given up', async () => (await statesOf(core))[0] === 'failed');
  expect((await outboxOf(core)).entries[0]?.sentence).toContain('It was tried for two days.');
});

test('what may have been taken is shown, survives a restart as it is, and goes again only by hand', async () => {
  const server = await mailServer({ afterTaking: 'drop' });
  const { open } = await outboxWorld(server, 1);
  const first = await open();
  await until('it is uncertain', async () => (await statesOf(first))[0] === 'uncertain');
  expect((await outboxOf(first)).entries[0]?.actions).toEqual(['resend', 'withdraw']);
  await first.close();
  const core = await open();
  await aMoment();
  expect(await statesOf(core)).toEqual(['uncertain']);
  expect(server.taken()).toHaveLength(1);
  const ids = (await outboxOf(core)).entries.map(({ id }) => id);
  await get(core, 'changeConfirmations', { ids, action: 'resend' });
  await until('it went again', () => server.taken().length === 2);
  // The same confirmation under the same name: a receiver that has it already may throw it away.
  const names = await Promise.all(server.taken().map(async ({ raw }) => (await letterOf(raw)).messageId));
  expect(names).toEqual([`<${ids[0]}@example.com>`, `<${ids[0]}@example.com>`]);
});

test('a courier that dies after the last dot leaves it uncertain, before it the message is tried again', async () => {
  const late = await mailServer({ holds: 'answers' });
  const after = await outboxWorld(late, 1);
  const core = await after.open();
  await until('the server has it', () => late.taken().length === 1);
  process.kill(after.couriers.at(-1)?.pid ?? 0, 'SIGKILL');
  await until('it is uncertain', async () => (await statesOf(core))[0] === 'uncertain');

  const slow = await mailServer({ holds: 'recipients' });
  const before = await outboxWorld(slow, 1);
  const other = await before.open();
  await until('it is on its way', async () => (await outboxOf(other)).counts.sending === 1);
  await until('the server is asked', () => slow.isAsked());
  process.kill(before.couriers[0]?.pid ?? 0, 'SIGKILL');
  await until('it waits', async () => (await statesOf(other))[0] === 'ready');
  slow.goOn();
  await before.later(other, 10);
  await until('it is out', async () => (await outboxOf(other)).counts.sent === 1);
  expect(slow.taken()).toHaveLength(1);
});

test('a picture that is refused before its message is out is not sent; the one that confirms the stop then is', async () => {
  const server = await mailServer();
  const { depot, stops, open } = await outboxWorld(server, 1, { email: { ...emailSettings(server.port), host: '' } });
  await depot.photo(stops[0], { path: `R12/${stops[0].trackingId}-2.jpg`, secondsAfterScan: 30 });
  const core = await open();
  await until('it is made', async () => (await outboxOf(core)).counts.ready === 1);
  const { photoId } = (await outboxOf(core)).entries[0] ?? { photoId: '' };
  const { id: stopId } = await stopRow(core, 'R12', '001');
  await get(core, 'decide', { kind: 'reject', stopId, photoId, reason: 'blurry' });
  const other = (await stopDetail(core, 'R12', '001')).photos.find(({ id }) => id !== photoId)?.id;
  await get(core, 'putSettings', { email: emailSettings(server.port) });
  await until('one is out', async () => (await outboxOf(core)).counts.sent === 1);
  expect(await statesOf(core)).toEqual(['sent', 'withdrawn']);
  expect((await outboxOf(core, { state: 'sent' })).entries[0]?.photoId).toBe(other);
  expect(server.taken()).toHaveLength(1);
});

test('by setting nothing goes out before the route is signed off', async () => {
  const server = await mailServer();
  const { open } = await outboxWorld(server, 2);
  const core = await open();
  // Both are out already with the other setting; a depot of its own begins anew.
  await until('both are out', async () => (await outboxOf(core)).counts.sent === 2);
  const { confirmations } = await get(core, 'getSettings', {});
  const signing = await outboxWorld(server, 2, { confirmations: { ...confirmations, when: 'signed-off' } });
  const unsigned = await signing.open();
  await aMoment();
  const page = await outboxOf(unsigned);
  expect([page.entries, page.without]).toEqual([
    [],
    [
      expect.objectContaining({
        code: 'not-signed',
        stops: 2,
        sentence: '2 stops: the route is not signed off as it stands.',
      }),
    ],
  ]);
  await get(unsigned, 'signIn', { name: 'Dana', pin: '4711', isNew: true });
  const { routeId } = await stopRow(unsigned, 'R12', '001');
  const { fingerprint } = await get(unsigned, 'getSignOff', { date: depotDate, routeId });
  await get(unsigned, 'signOff', { date: depotDate, routeId, fingerprint, reason: null });
  await until('both are out', async () => (await outboxOf(unsigned)).counts.sent === 2);
  expect(server.taken()).toHaveLength(4);
});

test('a webhook that answers 500 for a day has each message once when it is well again', async () => {
  let isWell = false;
  const keys: string[] = [];
  let refused = 0;
  const receiver = createServer((request, response) => {
    request.resume().on('end', () => {
      if (isWell) keys.push(String(request.headers['idempotency-key']));
      else refused += 1;
      response.writeHead(isWell ? 204 : 500).end();
    });
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void receiver.close());
  await until('it listens', () => receiver.listening);
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/deliveries`;
  const { open, later } = await outboxWorld(
    { port: 1 },
    3,
    { email: { ...emailSettings(1), on: false }, webhook: { on: true, url, allowPrivate: true } },
    { secrets: { 'webhook-secret': 'a secret of thirty-two characters' } },
  );
  const core = await open();
  let before = 0;
  for (let hour = 0; hour < 24; hour += 6) {
    await until('it was refused again', () => refused > before);
    const refusal = 'The webhook’s receiver could not take it (500).';
    await until('that is told', async () => (await outboxOf(core)).troubles.includes(refusal));
    await until('all wait', async () => (await outboxOf(core)).counts.ready === 3);
    before = refused;
    await later(core, 6 * 60);
  }
  isWell = true;
  await later(core, 60);
  await until('all are there', async () => (await outboxOf(core)).counts.delivered === 3);
  expect(new Set(keys).size).toBe(3);
  expect(keys).toHaveLength(3);
});

test('a page of whoever opts out is taken away at once, and comes back under another name when that is undone', async () => {
  const { data, open } = await outboxWorld({ port: 1 }, 2, {
    ...{ email: { ...emailSettings(1), on: false }, pages: { on: true, folder: null, url: '' } },
  });
  const published = () => readdirSync(join(data, 'pages', 'published')).filter((name) => /^[0-9a-f]{32}/.test(name));
  const core = await open();
  await until('both are there', async () => (await outboxOf(core)).counts.delivered === 2);
  const before = (await outboxOf(core)).entries;
  expect(before.map(({ page }) => page).sort()).toEqual(published().sort());
  const { entryId } = await get(core, 'addOptOut', { by: 'address', text: '10 Elm St', from: depotDate });
  await until('it is gone', async () => (await outboxOf(core)).counts.withdrawn === 1);
  const gone = (await outboxOf(core, { state: 'withdrawn' })).entries[0];
  expect([gone?.page, gone?.sentence]).toEqual([null, expect.stringContaining('Its page was taken away.')]);
  expect(published()).toHaveLength(1);
  await get(core, 'decide', { kind: 'undo', entryId });
  await until('there is another', async () => (await outboxOf(core)).counts.delivered === 2);
  expect(published()).toHaveLength(2);
  expect(published()).not.toContain(before.find(({ id }) => id === gone?.id)?.page);
  const ids = (await outboxOf(core, { state: 'delivered' })).entries.map(({ id }) => id);
  expect(await get(core, 'changeConfirmations', { ids, action: 'withdraw' })).toMatchObject({ changed: 2 });
  expect(published()).toEqual([]);
});

test('a channel is tried with a made-up confirmation, and says what the server said', async () => {
  const server = await mailServer({ refuse: { 'nobody@example.org': '550 5.1.1 No such user' } });
  const { open } = await outboxWorld(server, 1, { confirmations: undefined as never });
  const core = await open();
  expect(await get(core, 'tryChannel', { channel: 'email', to: 'me@example.org' })).toEqual({
    ok: true,
    sentence: 'The mail server has taken the made-up confirmation for me@example.org. Look whether it arrives.',
  });
  expect(await get(core, 'tryChannel', { channel: 'email', to: 'nobody@example.org' })).toMatchObject({
    ok: false,
    sentence: expect.stringContaining('No such user'),
  });
  expect(await get(core, 'tryChannel', { channel: 'email', to: 'a@example.org\nBcc: b@example.org' })).toMatchObject({
    ok: false,
  });
  expect(await get(core, 'tryChannel', { channel: 'webhook' })).toMatchObject({ ok: false });
  const { attachments, html } = await letterOf(server.taken()[0]?.raw ?? '');
  expect([attachments.length > 0, typeof html]).toEqual([true, 'string']);
  expect((await outboxOf(core)).entries).toEqual([]);
});

test('a host without a courier, as the report is, sends nothing and says so', async () => {
  const server = await mailServer();
  const { options, open } = await outboxWorld(server, 1);
  delete options.spawnCourier;
  const core = await open();
  await aMoment();
  expect((await outboxOf(core)).troubles).toEqual(['This host sends no confirmations. Open Porchlight itself.']);
  expect(
    await ask(core, 'changeConfirmations', { ids: ['6f1c2a52-3b44-4c6e-9d4e-0a8f54b1c001'], action: 'hold' }),
  ).toMatchObject({
    ...{ ok: false, code: 'no-outbox' },
  });
  expect(server.taken()).toEqual([]);
});
