/** Opt-outs from lists and from links: good rows go in, the others are told by line; a token says nothing about anybody. */
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import { createOptOutLinks } from '#core/optOuts/links.ts';
import { calls } from '#shared/api.ts';
import type { OptOutImport } from '#shared/optOuts.ts';
import { depotDate, TestDepot } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';
import { stopRow } from './desk.ts';

const linkKey = 'a key of the depot and its site alone, 47 bytes';
const manual = readFileSync(new URL('../../../docs/opt-outs.md', import.meta.url), 'utf8');

async function desk() {
  const folder = join(temporaryFolder(), 'folder');
  const data = temporaryFolder();
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 4);
  for (const stop of stops.slice(0, 2)) await depot.photo(stop);
  depot.save();
  const core = await openCore({ data, folder, secrets: { 'opt-out-link-key': linkKey } });
  await core.settle();
  return { core, data, stops };
}

async function importList(core: Core, text: string, commit: 'yes' | 'no' = 'yes') {
  const response = await core.fetch(
    new Request(`http://core/api/opt-outs/import?commit=${commit}`, {
      method: 'POST',
      body: text,
      headers: { 'x-file-name': 'opt-outs.csv' },
    }),
  );
  const body = (await response.json()) as OptOutImport & { error: { code: string; message: string } };
  return response.ok
    ? { ok: true as const, list: calls.importOptOuts.output.parse(body) }
    : { ok: false as const, ...body.error };
}

const standing = async (core: Core) =>
  (await get(core, 'listOptOuts', {})).optOuts.map(({ words, postcode, from, until }) => [
    words,
    postcode,
    from,
    until,
  ]);

test('of a list the good rows go in, the bad ones are told by line, and what is known is not entered twice', async () => {
  const { core, data } = await desk();
  const list = [
    'Customer Name;E-Mail;Street;ZIP;Since;Last day;Remark',
    'Zoe;;10 Elm Street;;13/11/2026;;rang the bell',
    'Max;max@example.com;;;;2026-12-31;',
    ';;14 Elm St;97201;03/11/2026;01/11/2026;',
    ';;;;;;',
    ';;16 Elm St;;next week;;',
    ';;10 ELM ST;;;;again',
    ';;"18 Elm St;;;;a quote that never closes',
    ';;–;;;;',
  ].join('\n');
  const seen = await importList(core, list, 'no');
  expect(seen).toMatchObject({ ok: true, list: { added: 2, already: 1, entryId: null, rows: 7 } });
  expect(await standing(core)).toEqual([]);

  const done = await importList(core, list);
  if (!done.ok) throw new Error(done.message);
  expect(done.list.problems.map(({ line, column }) => [line, column])).toEqual(
    expect.arrayContaining([
      [4, null],
      [6, 'Since'],
      [9, null],
    ]),
  );
  expect(done.list.sentence).toBe('Entered 2 opt-outs. One is in the register already. 4 rows can’t be used.');
  expect(await standing(core)).toEqual([
    ['max@example.com', null, depotDate, '2026-12-31'],
    ['10 Elm Street', null, '2026-11-13', null],
  ]);
  expect(await stopRow(core, 'R12', '001')).toMatchObject({ state: 'not-required' });
  // The list itself holds names and addresses: it is not kept.
  expect(readdirSync(join(data, 'uploads'))).toEqual([]);

  expect(await importList(core, list)).toMatchObject({ ok: true, list: { added: 0, already: 3 } });
  const undone = await get(core, 'decide', { kind: 'undo', entryId: done.list.entryId ?? '' });
  expect(undone.entries).toBe(2);
  expect(await standing(core)).toEqual([]);
  expect(await stopRow(core, 'R12', '001')).toMatchObject({ state: 'confirmed' });
});

test('a file that is no list says so, and nothing is entered', async () => {
  const { core } = await desk();
  expect(await importList(core, 'route,stop\nR1,1\n')).toMatchObject({ ok: false, code: 'list-unusable' });
  expect(await importList(core, '')).toMatchObject({ ok: false, code: 'list-unusable' });
  expect(await importList(core, '\u0000\u0001\u0002 binary')).toMatchObject({ ok: false, code: 'list-unusable' });
});

/** The checker of the manual, as a depot's own site would run it: in a process of its own, with nothing of Porchlight. */
function checkedByManual(token: string, key: string): unknown {
  const code = /```js\n([\s\S]+?)```/.exec(manual)?.[1] ?? '';
  const file = join(temporaryFolder(), 'checker.mjs');
  writeFileSync(file, `${code}\nconsole.log(JSON.stringify(readOptOutToken(process.argv[2], process.argv[3])));\n`);
  return JSON.parse(execFileSync(process.execPath, [file, token, key], { encoding: 'utf8' }));
}

function links(url: string | null = 'https://depot.example/no-photos?t={token}', key: string | null = linkKey) {
  return createOptOutLinks({
    key: () => key,
    url: () => url,
    pseudonym: (text) => createHmac('sha256', 'ledger').update(text).digest('hex').slice(0, 32),
    today: () => depotDate,
  });
}
const elm10 = { address: '10 Elm St', postcode: '97201', trackingIds: ['TBA1'] };
const tokenOf = (link: string | null) => new URL(link ?? '').searchParams.get('t') ?? '';

test('a link’s token names nobody, is checked by the manual’s own example, and one changed letter is refused', () => {
  const link = links().link(elm10);
  const token = tokenOf(link);
  const [payload = ''] = token.split('.');
  const said = Buffer.from(payload, 'base64url').toString('utf8');
  expect(said).not.toMatch(/elm|97201|TBA1/i);
  expect(checkedByManual(token, linkKey)).toEqual({
    v: 1,
    by: 'address',
    key: expect.stringMatching(/^[0-9a-f.]{65}$/),
    on: depotDate,
  });
  expect(checkedByManual(token, 'another key of the same length, 47 bytes indeed')).toBeNull();
  expect(links().read(token)).toMatchObject({ ok: true, token: { by: 'address', on: depotDate } });
  for (const at of [0, payload.length - 1, payload.length + 1, token.length - 2]) {
    const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
    expect(links().read(changed)).toMatchObject({ ok: false });
    expect(checkedByManual(changed, linkKey)).toBeNull();
  }
  for (const nonsense of ['', '.', 'a.b', `${token}.x`, '../../etc/passwd']) {
    expect(links().read(nonsense)).toMatchObject({ ok: false });
  }
});

test('a shell with openssl finds the signature that the token ends with', () => {
  const token = tokenOf(links().link(elm10));
  const line = /```sh\n([\s\S]+?)```/.exec(manual)?.[1] ?? '';
  const printed = execFileSync('bash', ['-c', line], { env: { ...process.env, TOKEN: token, LINK_KEY: linkKey } });
  expect(printed.toString('utf8').trim()).toBe(token.split('.')[1]);
});

test('without a page, a key or an address there is no link, and why is a sentence', () => {
  expect([links(null).link(elm10), links(null).trouble()]).toEqual([null, 'No address for opting out is set.']);
  expect(links('https://depot.example/').trouble()).toContain('{token}');
  expect(links(undefined, null).trouble()).toContain('is not there');
  expect(links(undefined, 'short').trouble()).toContain('too short');
  expect(links().link({ address: ' ', postcode: null, trackingIds: [] })).toBeNull();
  expect(links().link({ address: '', postcode: null, trackingIds: ['TBA 1'] })).toContain('https://depot.example');
});
