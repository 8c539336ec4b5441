import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Topic } from '#shared/api.ts';
import { depotEvening, TestDepot } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore, type TestCoreOptions, uploadManifest } from '#tests/fixtures/testCore.ts';
import { stopRow } from './desk.ts';

async function openDepot(more: Partial<TestCoreOptions> = {}) {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  depot.route('R12', 2);
  depot.save();
  const options: TestCoreOptions = { data: temporaryFolder(), folder, now: depotEvening, ...more };
  const core = await openCore(options);
  await core.settle();
  return { core, options };
}

const excuse = async (core: Awaited<ReturnType<typeof openCore>>, stop: string) =>
  get(core, 'decide', { kind: 'excuse', stopId: (await stopRow(core, 'R12', stop)).id, reason: 'access-problem' });

test('decisions carry the name of who is at the desk, and nobody’s before somebody has signed in', async () => {
  const { core, options } = await openDepot();
  const told: Topic[] = [];
  core.changes.subscribe((topics) => void told.push(...topics));
  await excuse(core, '001');
  expect(await get(core, 'getAtDesk', {})).toEqual({ person: null, known: [], lockedUntil: null });
  await get(core, 'signIn', { name: 'Ana', pin: '4711', isNew: true });
  expect(told).toContain('desk');
  await excuse(core, '002');
  const { entries } = await get(core, 'listActivity', {});
  expect(entries.map(({ person }) => person)).toEqual(['Ana', null]);

  await core.close();
  const again = await openCore(options);
  expect((await get(again, 'getAtDesk', {})).person).toMatchObject({ name: 'Ana' });
  options.now = depotEvening + 12 * 3_600_000;
  expect((await get(again, 'getAtDesk', {})).person).toBeNull();
  await get(again, 'signOut', {});
});

test('an import carries the name as decisions do', async () => {
  const { core } = await openDepot();
  await get(core, 'signIn', { name: 'Ana', pin: '4711', isNew: true });
  const uploaded = await uploadManifest(
    core,
    'late.csv',
    'date,route,tracking_id,status\n2026-11-21,R77,TBA77,delivered\n',
  );
  if (!uploaded.ok) throw new Error(uploaded.message);
  const { uploadId, mapping } = uploaded.value;
  await get(core, 'commitImport', { uploadId, mapping, serviceDate: null, saveProfileAs: 'Late list' });
  const { entries } = await get(core, 'listActivity', {});
  expect(entries.map(({ kind, person }) => `${kind} ${person}`)).toEqual(['import-manifest Ana', 'save-profile Ana']);
});

test('the PIN stands in no answer, no log and no file as it was typed', async () => {
  const lines: string[] = [];
  const write = (message: string, details?: unknown) => void lines.push(message, JSON.stringify(details ?? {}));
  const { core, options } = await openDepot({ log: { info: write, warn: write, error: write } });
  await get(core, 'signIn', { name: 'Ana', pin: '8642', isNew: true });
  await excuse(core, '001');
  const wrong = await ask(core, 'signIn', { name: 'Ana', pin: '9753', isNew: false });
  expect(wrong).toMatchObject({ ok: false, status: 403, code: 'pin-wrong' });
  const answers = [wrong, await get(core, 'getAtDesk', {}), await get(core, 'listActivity', {})];
  await core.close();
  const files = ['people.json', 'ledger.db', 'settings.json', 'index.db'].map((name) => {
    try {
      return readFileSync(join(options.data, name), 'latin1');
    } catch {
      return '';
    }
  });
  const { salt, hash } = JSON.parse(files[0] ?? '').people[0].pin;
  for (const text of [JSON.stringify(answers), ...lines, ...files.slice(1)]) {
    for (const secret of ['8642', '9753', salt, hash]) expect(text.includes(secret) && !/^\d/.test(secret)).toBe(false);
  }
  // Ids and hashes are made by chance, and any four digits may stand in them.
  const told = (JSON.stringify(answers) + lines.join()).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{12,}/g, 'id');
  expect(told).not.toMatch(/8642|9753/);
});

test('what is no name or no PIN is refused before anything is tried', async () => {
  const { core } = await openDepot();
  const tries = [
    { name: 'Ana', pin: '123' },
    { name: 'Ana', pin: '12345' },
    { name: 'Ana', pin: 'abcd' },
    { name: 'Ana', pin: '１２３４' },
    { name: '   ', pin: '1234' },
    { name: 'A'.repeat(10_000), pin: '1234' },
  ];
  for (const wish of tries) {
    expect(await ask(core, 'signIn', { ...wish, isNew: true })).toMatchObject({ ok: false, status: 400 });
  }
  expect((await get(core, 'getAtDesk', {})).known).toEqual([]);
});

test('five wrong PINs lock the sign-in, the desk says until when, and the work goes on', async () => {
  const { core, options } = await openDepot();
  await get(core, 'signIn', { name: 'Ana', pin: '4711', isNew: true });
  const statuses = [];
  for (let tries = 0; tries < 6; tries++) {
    const answer = await ask(core, 'signIn', { name: 'ana', pin: '0000', isNew: false });
    statuses.push(answer.ok ? 200 : answer.status);
  }
  expect(statuses).toEqual([403, 403, 403, 403, 423, 423]);
  expect(await get(core, 'getAtDesk', {})).toMatchObject({
    lockedUntil: depotEvening + 300_000,
    person: { name: 'Ana' },
  });
  await excuse(core, '001');
  options.now = depotEvening + 300_000;
  expect(await get(core, 'signIn', { name: 'ANA', pin: '4711', isNew: false })).toMatchObject({ lockedUntil: null });
});

test('a damaged people.json is told on the status line and never keeps Porchlight from starting', async () => {
  const { core, options } = await openDepot();
  await get(core, 'signIn', { name: 'Ana', pin: '4711', isNew: true });
  await core.close();
  writeFileSync(join(options.data, 'people.json'), '{"porchlightPeople": 1, "people": [');
  const again = await openCore(options);
  expect((await get(again, 'getStatus', {})).notices).toEqual([
    { code: 'people-unreadable', level: 'warning', message: expect.stringContaining('people.json.broken-') },
  ]);
  expect((await get(again, 'getAtDesk', {})).person).toBeNull();
});
