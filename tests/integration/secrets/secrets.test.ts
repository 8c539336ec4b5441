import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSecrets, takeSecrets } from '#core/secrets/secretStore.ts';
import { openLog } from '#main/nodeHost.ts';
import { TestDepot } from '#tests/fixtures/depot.ts';
import { filesWith, madeKeychain } from '#tests/fixtures/keychain.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

test('a password that was kept is in no file, no log and no answer, and is there again after a start', async () => {
  const data = temporaryFolder();
  const depot = new TestDepot(join(temporaryFolder(), 'folder'));
  depot.route('R12', 2);
  depot.save();
  const keychain = madeKeychain();
  const password = 'Sm7p-paßwort-geheim-991';
  const log = openLog(data);
  const core = await openCore({ data, folder: depot.folder, keychain, log });
  const kept = await get(core, 'putSecret', { name: 'smtp-password', value: password });
  expect(kept[0]).toEqual({
    name: 'smtp-password',
    from: 'keychain',
    variable: 'PORCHLIGHT_SMTP_PASSWORD',
    canKeep: true,
  });
  const settings = await get(core, 'getSettings', {});
  await get(core, 'putSettings', { email: { ...settings.email, host: 'mail.example.com', user: 'depot' } });
  const answers = JSON.stringify([
    kept,
    await get(core, 'listSecrets', {}),
    await get(core, 'getSettings', {}),
    await get(core, 'getStatus', {}),
    await ask(core, 'listActivity', {}),
  ]);
  expect(answers).not.toContain(password);
  await core.close();
  expect(filesWith(data, 'mail.example.com')).toEqual([join(data, 'settings.json')]);
  expect(filesWith(data, password)).toEqual([]);
  expect(statSync(join(data, 'secrets.json')).mode & 0o077).toBe(0);

  const opened = await openSecrets({ file: join(data, 'secrets.json'), given: {}, keychain, log: silent });
  expect(opened.get('smtp-password')).toBe(password);
  expect(opened.get('webhook-secret')).toBeNull();
});

test('an empty value forgets a secret, and its file with the last one', async () => {
  const file = join(temporaryFolder(), 'secrets.json');
  const keychain = madeKeychain();
  const secrets = await openSecrets({ file, given: {}, keychain, log: silent });
  await Promise.all([secrets.set('smtp-password', 'one'), secrets.set('webhook-secret', 'two')]);
  await secrets.set('smtp-password', '');
  expect([secrets.get('smtp-password'), secrets.get('webhook-secret')]).toEqual([null, 'two']);
  await secrets.set('webhook-secret', '');
  expect(() => statSync(file)).toThrow('ENOENT');
});

test('what the environment gives comes first, can’t be changed from the screen, and is written nowhere', async () => {
  const data = temporaryFolder();
  const secrets = { 'smtp-password': 'from-the-environment-77' };
  const core = await openCore({ data, secrets, keychain: madeKeychain() });
  expect((await get(core, 'listSecrets', {})).map(({ from }) => from)).toEqual(['environment', null, null]);
  const refused = await ask(core, 'putSecret', { name: 'smtp-password', value: 'another' });
  expect(refused).toMatchObject({ ok: false, status: 409, code: 'secret-from-environment' });
  await core.close();
  expect(filesWith(data, secrets['smtp-password'])).toEqual([]);
});

test('without a keychain nothing is kept, and the sentence names the variable', async () => {
  const core = await openCore({ data: temporaryFolder() });
  const refused = await ask(core, 'putSecret', { name: 'webhook-secret', value: 'x' });
  expect(refused).toMatchObject({ ok: false, status: 409, code: 'no-keychain' });
  expect(refused.ok || refused.message).toContain('PORCHLIGHT_WEBHOOK_SECRET');
  expect((await get(core, 'listSecrets', {})).every(({ canKeep }) => !canKeep)).toBe(true);
});

test('a keychain that can’t be opened, or is another one, is told and gives nothing', async () => {
  const file = join(temporaryFolder(), 'secrets.json');
  const keychain = madeKeychain();
  await (await openSecrets({ file, given: {}, keychain, log: silent })).set('smtp-password', 'one');
  const other = await openSecrets({ file, given: {}, keychain: madeKeychain(), log: silent });
  expect(other.get('smtp-password')).toBeNull();
  expect(other.trouble()).toContain('another user');
  keychain.available = false;
  const locked = await openSecrets({ file, given: {}, keychain, log: silent });
  expect(locked.get('smtp-password')).toBeNull();
  expect(locked.trouble()).toContain('keychain');
});

test('a damaged file of secrets is put aside and told', async () => {
  const file = join(temporaryFolder(), 'secrets.json');
  writeFileSync(file, '{"porchlightSecrets": 1, "sealed": {"smtp');
  const secrets = await openSecrets({ file, given: {}, keychain: madeKeychain(), log: silent });
  expect(secrets.trouble()).toContain('damaged');
  expect(readFileSync(`${file}.broken`, 'utf8')).toContain('smtp');
});

test('processes that are started later inherit no secret', () => {
  const environment: NodeJS.ProcessEnv = { PATH: '/bin', PORCHLIGHT_SMTP_PASSWORD: 'a', PORCHLIGHT_WEBHOOK_SECRET: '' };
  expect(takeSecrets(environment)).toEqual({ 'smtp-password': 'a' });
  expect(environment).toEqual({ PATH: '/bin' });
});
