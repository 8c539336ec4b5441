import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createDepotKey, type DepotKey } from '#core/depotKey/depotKey.ts';
import { createKeyPlaces, fingerprintOf } from '#core/depotKey/keyPlaces.ts';
import { openDepotKey } from '#core/depotKey/openDepotKey.ts';
import { type LedgerEntry, LedgerWriteError } from '#core/ledger/contract.ts';
import { openLedger } from '#core/ledger/sqliteLedger.ts';
import { type Keychain, takeSecrets } from '#core/secrets/secretStore.ts';
import { openLog } from '#main/nodeHost.ts';
import { TestDepot } from '#tests/fixtures/depot.ts';
import { filesWith, madeKeychain } from '#tests/fixtures/keychain.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';
import { until } from '#tests/fixtures/until.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const at = Date.UTC(2026, 10, 21, 20, 0);

/** The key of a data folder, as a start of Porchlight finds it. */
async function started(
  data: string,
  host: { key?: string; passphrase?: string; keychain?: Keychain } = {},
): Promise<DepotKey & { named(): Promise<string[]> }> {
  const opened = await openLedger({ path: join(data, 'ledger.db'), desk: 'desk' });
  if (!opened.ok) throw new Error(opened.message);
  const { ledger } = opened;
  onTestFinished(() => ledger.close());
  const depotKey = openDepotKey({
    paths: { signingKey: join(data, 'signing-key.pem') },
    secrets: {
      ...(host.key && { 'signing-key': host.key }),
      ...(host.passphrase && { 'signing-key-passphrase': host.passphrase }),
    },
    keychain: host.keychain ?? null,
    log: silent,
    record: (body) => ledger.append({ body, person: 'Anna', at }),
    onChanged: () => undefined,
  });
  for await (const entry of ledger.entries()) depotKey.remember(entry);
  await depotKey.look();
  return {
    ...depotKey,
    async named() {
      const named: string[] = [];
      for await (const { body } of ledger.entries()) if (body.kind === 'signing-key') named.push(body.fingerprint);
      return named;
    },
  };
}

/** What it signs holds under the public part that it shows, and under no other. */
async function signs(depotKey: DepotKey): Promise<string> {
  const answer = await depotKey.signer();
  if (!answer.ok) throw new Error(answer.message);
  const { fingerprint, publicPem, sign } = answer.value;
  const words = Buffer.from('a manifest');
  const open = createPublicKey(publicPem);
  expect(fingerprintOf(open)).toBe(fingerprint);
  expect(verify(null, words, open, sign(words))).toBe(true);
  expect(verify(null, Buffer.from('another'), open, sign(words))).toBe(false);
  return fingerprint;
}

const newPem = (): { pem: string; fingerprint: string } => {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    fingerprint: fingerprintOf(privateKey),
  };
};

test('the key is made when it is first needed, named in the ledger, and the same after a restart', async () => {
  const data = temporaryFolder();
  const first = await started(data);
  expect(await first.view()).toEqual({
    ...{ fingerprint: null, madeAt: null, trouble: null, earlier: [] },
    sentence: 'There is no key yet: it is made with the first claim pack.',
  });
  expect(readdirSync(data)).toEqual(['ledger.db']);
  const fingerprint = await signs(first);
  expect(await first.view()).toMatchObject({ fingerprint, madeAt: at, trouble: null, earlier: [] });
  const again = await started(data);
  expect(await signs(again)).toBe(fingerprint);
  expect(await again.named()).toEqual([fingerprint]);
});

test('two packs that are asked for at once are signed with one key', async () => {
  const depotKey = await started(temporaryFolder());
  const [one, other] = await Promise.all([signs(depotKey), signs(depotKey)]);
  expect(one).toBe(other);
  expect(await depotKey.named()).toEqual([one]);
});

test('where there is no keychain it lies in a file that nobody else may read, and that is said', async () => {
  const data = temporaryFolder();
  const depotKey = await started(data);
  await signs(depotKey);
  const file = join(data, 'signing-key.pem');
  expect(statSync(file).mode & 0o077).toBe(0);
  expect((await depotKey.view()).sentence).toContain('It is not locked');
  chmodSync(file, 0o644);
  expect((await depotKey.view()).sentence).toContain('other users of this computer may read it');
  // Openssl alone can use it: nobody is bound to Porchlight.
  expect(execFileSync('openssl', ['pkey', '-in', file, '-noout', '-text']).toString()).toContain('ED25519');
});

test('with a passphrase from the environment the file is locked, and without the right one it says so and makes no other', async () => {
  const data = temporaryFolder();
  const fingerprint = await signs(await started(data, { passphrase: 'correct horse' }));
  expect(readFileSync(join(data, 'signing-key.pem'), 'utf8')).toContain('ENCRYPTED');
  expect(await signs(await started(data, { passphrase: 'correct horse' }))).toBe(fingerprint);
  const before = readFileSync(join(data, 'signing-key.pem'));
  for (const [host, words] of [
    [{}, 'PORCHLIGHT_SIGNING_KEY_PASSPHRASE is not set'],
    [{ passphrase: 'wrong' }, 'does not open the key'],
  ] as const) {
    const shut = await started(data, host);
    expect(shut.trouble()).toContain(words);
    expect(await shut.signer()).toMatchObject({ ok: false, code: 'signing-key-lost' });
    expect(await shut.named()).toEqual([fingerprint]);
  }
  expect(readFileSync(join(data, 'signing-key.pem'))).toEqual(before);
});

test('with a keychain the private part is in no file', async () => {
  const data = temporaryFolder();
  const keychain = madeKeychain();
  const depotKey = await started(data, { keychain });
  const fingerprint = await signs(depotKey);
  expect((await depotKey.view()).sentence).toContain('keychain');
  expect(existsSync(join(data, 'signing-key.pem'))).toBe(false);
  expect(filesWith(data, 'PRIVATE KEY')).toEqual([]);
  expect(await signs(await started(data, { keychain }))).toBe(fingerprint);

  keychain.available = false;
  const shut = await started(data, { keychain });
  expect(shut.trouble()).toContain('can’t be opened now');
  expect(await shut.signer()).toMatchObject({ ok: false, code: 'signing-key-lost' });
  expect((await started(data, { keychain: madeKeychain() })).trouble()).toContain(
    'another user or on another computer',
  );
  expect(await shut.named()).toEqual([fingerprint]);
});

test('a key from the environment signs, as PEM, with written line breaks or as base64, and no copy of it is kept', async () => {
  const data = temporaryFolder();
  const { pem, fingerprint } = newPem();
  const inner = pem.replace(/-----[^-]+-----|\s/g, '');
  for (const key of [pem, pem.replaceAll('\n', '\\n'), inner]) {
    expect(await signs(await started(data, { key }))).toBe(fingerprint);
  }
  expect(readdirSync(data)).toEqual(['ledger.db']);
  expect(filesWith(data, inner)).toEqual([]);
  const without = await started(data);
  expect(without.trouble()).toContain('is gone: nothing can be signed');
});

test.each(['nonsense', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'])(
  'what is no key in the environment is said, and no other is made: %s',
  async (key) => {
    const depotKey = await started(temporaryFolder(), { key });
    const answer = await depotKey.signer();
    expect(answer).toMatchObject({ ok: false, code: 'signing-key-lost' });
    expect(!answer.ok && answer.message).toContain('PORCHLIGHT_SIGNING_KEY holds is no Ed25519 key');
    expect(await depotKey.named()).toEqual([]);
  },
);

test('a lost key is said as soon as the ledger was read, signs nothing, and another one is made on purpose only', async () => {
  const data = temporaryFolder();
  const lost = await signs(await started(data));
  rmSync(join(data, 'signing-key.pem'));
  const depotKey = await started(data);
  expect(depotKey.trouble()).toContain('is gone: nothing can be signed');
  expect(await depotKey.signer()).toMatchObject({ ok: false, code: 'signing-key-lost' });
  expect(await depotKey.view()).toMatchObject({ fingerprint: null, earlier: [{ fingerprint: lost, madeAt: at }] });
  expect(await depotKey.named()).toEqual([lost]);

  const made = await depotKey.makeNew();
  if (!made.ok) throw new Error(made.message);
  expect(made.value).toMatchObject({ trouble: null, earlier: [{ fingerprint: lost, madeAt: at }] });
  expect(await signs(depotKey)).toBe(made.value.fingerprint);
  expect(depotKey.trouble()).toBeNull();
  expect(await depotKey.named()).toEqual([lost, made.value.fingerprint]);
});

test('a key that the ledger does not name signs nothing, and the right one brought back signs again', async () => {
  const data = temporaryFolder();
  const file = join(data, 'signing-key.pem');
  const fingerprint = await signs(await started(data));
  renameSync(file, `${file}.kept`);
  writeFileSync(file, newPem().pem);
  const depotKey = await started(data);
  expect(depotKey.trouble()).toContain('the one that is here is another');
  expect(await depotKey.signer()).toMatchObject({ ok: false, code: 'signing-key-lost' });
  renameSync(`${file}.kept`, file);
  expect(await signs(depotKey)).toBe(fingerprint);
  expect(depotKey.trouble()).toBeNull();
});

test('another key in the environment is taken on purpose only, and it is told where to put a third', async () => {
  const data = temporaryFolder();
  const first = await signs(await started(data));
  const { pem, fingerprint } = newPem();
  const depotKey = await started(data, { key: pem });
  // The file still has the one that counts.
  expect(await signs(depotKey)).toBe(first);
  expect(await depotKey.makeNew()).toMatchObject({ ok: true, value: { fingerprint } });
  expect(await signs(depotKey)).toBe(fingerprint);
  expect(await depotKey.makeNew()).toMatchObject({ ok: false, code: 'signing-key-from-environment' });
});

test('a new key whose making is broken off anywhere leaves the key that the ledger names', async () => {
  const data = temporaryFolder();
  const file = join(data, 'signing-key.pem');
  const places = createKeyPlaces({
    file,
    given: { key: undefined, passphrase: undefined },
    keychain: null,
    log: silent,
  });
  const first = await signs(await started(data));
  // Killed before the ledger took it.
  await places.keepNext(generateKeyPairSync('ed25519').privateKey);
  expect(await signs(await started(data))).toBe(first);
  // The ledger’s disk is full: nothing is left of it.
  const full = createDepotKey({
    places,
    record: () => Promise.reject(new LedgerWriteError('The disk is full.')),
    onChanged: () => undefined,
  });
  const before = await started(data);
  full.remember({ seq: 1, at, body: { kind: 'signing-key', publicKey: '', fingerprint: first } } as LedgerEntry);
  expect(await full.makeNew()).toMatchObject({ ok: false, code: 'ledger-not-written', message: 'The disk is full.' });
  expect(await signs(before)).toBe(first);
  expect(readdirSync(data).sort()).toEqual(['ledger.db', 'signing-key.pem']);
  // Killed after the ledger took it, before it was in its place.
  const next = generateKeyPairSync('ed25519').privateKey;
  await places.keepNext(next);
  const opened = await openLedger({ path: join(data, 'ledger.db'), desk: 'desk' });
  if (!opened.ok) throw new Error(opened.message);
  const body = { kind: 'signing-key', publicKey: '', fingerprint: fingerprintOf(next) } as const;
  await opened.ledger.append({ body, person: null, at });
  await opened.ledger.close();
  expect(await signs(await started(data))).toBe(fingerprintOf(next));
  expect(readdirSync(data).sort()).toEqual(['ledger.db', 'signing-key.pem']);
});

test('the private part is in no answer, no log, no setting and not in the ledger; a lost one stands in the status', async () => {
  const data = temporaryFolder();
  const depot = new TestDepot(join(temporaryFolder(), 'folder'));
  depot.route('R12', 2);
  depot.save();
  const log = openLog(data);
  const core = await openCore({ data, folder: depot.folder, log });
  const made = await get(core, 'makeSigningKey', {});
  const pem = readFileSync(join(data, 'signing-key.pem'), 'utf8');
  const inner = pem.replace(/-----[^-]+-----|\s/g, '');
  const answers = JSON.stringify([
    made,
    await get(core, 'getSigningKey', {}),
    await get(core, 'getSettings', {}),
    await get(core, 'listSecrets', {}),
    await get(core, 'listActivity', {}),
    await get(core, 'getStatus', {}),
  ]);
  expect(answers).not.toContain(inner);
  const { entries } = await get(core, 'listActivity', {});
  expect(entries[0]?.sentence).toContain(made.fingerprint?.slice(0, 16));
  await core.close();
  expect(filesWith(data, inner)).toEqual([join(data, 'signing-key.pem')]);

  rmSync(join(data, 'signing-key.pem'));
  const again = await openCore({ data, folder: depot.folder, log });
  await until('it is told', async () =>
    (await get(again, 'getStatus', {})).notices.some(({ code }) => code === 'signing-key-lost'),
  );
  // A rebuilt index knows the keys as well.
  await get(again, 'rebuildIndex', {});
  expect((await get(again, 'getSigningKey', {})).earlier.map((key) => key.fingerprint)).toEqual([made.fingerprint]);
});

test('without a folder nothing is known of keys yet, and none is made', async () => {
  const data = temporaryFolder();
  const core = await openCore({ data });
  expect(await ask(core, 'makeSigningKey', {})).toMatchObject({ ok: false, code: 'no-folder' });
  expect(existsSync(join(data, 'signing-key.pem'))).toBe(false);
});

test('processes that are started later do not inherit the key', () => {
  const environment = { PORCHLIGHT_SIGNING_KEY: 'k', PORCHLIGHT_SIGNING_KEY_PASSPHRASE: 'p', PATH: '/bin' };
  expect(takeSecrets(environment)).toEqual({ 'signing-key': 'k', 'signing-key-passphrase': 'p' });
  expect(environment).toEqual({ PATH: '/bin' });
});
