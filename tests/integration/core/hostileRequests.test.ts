import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import { apiFailureSchema, type CallInput, type CallName, calls } from '#shared/api.ts';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';
import { settledReport, stopRow } from './desk.ts';

async function smallCore() {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const [stop] = depot.route('R12', 2) as [TestStop];
  await depot.photo(stop);
  depot.save();
  const data = temporaryFolder();
  const rendererFolder = join(temporaryFolder(), 'renderer');
  mkdirSync(join(rendererFolder, 'assets'), { recursive: true });
  writeFileSync(join(rendererFolder, 'index.html'), '<!doctype html><title>Porchlight</title>');
  writeFileSync(join(rendererFolder, 'assets/app-1a2b.js'), 'export {};');
  writeFileSync(join(rendererFolder, '..', 'secret.txt'), 'secret');
  const errors: string[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (message: string) => void errors.push(message) };
  const core = await openCore({ data, folder, rendererFolder, log });
  const report = await settledReport(core);
  return { core, errors, report, data, folder };
}

const send = (core: Core, path: string, init?: RequestInit) => core.fetch(new Request(`http://core${path}`, init));

test('every call answers as the contract says, before and after there is a folder', async () => {
  const { core, errors } = await smallCore();
  const day = await get(core, 'getDay', { date: depotDate });
  const row = await stopRow(core, 'R12', '001');
  const asked: { [Name in CallName]?: CallInput<Name> } = {
    getStatus: {},
    listDays: {},
    getDay: { date: depotDate },
    getRoute: { routeId: day.routes[0]?.id ?? '' },
    getStop: { stopId: row.id },
    listUnmatched: { date: depotDate },
    getProblems: {},
    search: { text: 'Elm', from: depotDate, to: depotDate },
    getRouteMap: { routeId: day.routes[0]?.id ?? '' },
    listActivity: { date: depotDate, before: 100 },
    verifyLedger: {},
    getAtDesk: {},
    signOut: {},
    listProfiles: {},
    getSettings: {},
    scanNow: {},
    prefetch: { photoIds: row.photoIds },
  };
  for (const [name, input] of Object.entries(asked)) {
    expect({ [name]: (await ask(core, name as CallName, input as never)).ok }).toEqual({ [name]: true });
  }

  const bare = await openCore({ data: temporaryFolder() });
  const answers = new Map<string, string>();
  for (const [name, input] of Object.entries(asked)) {
    const answer = await ask(bare, name as CallName, input as never);
    answers.set(name, answer.ok ? 'ok' : `${answer.status} ${answer.code}`);
  }
  expect(Object.fromEntries(answers)).toEqual({
    ...{ getStatus: 'ok', listDays: 'ok', search: 'ok', listProfiles: 'ok', getSettings: 'ok', prefetch: 'ok' },
    ...{ verifyLedger: 'ok', getAtDesk: 'ok', signOut: 'ok' },
    ...{
      getDay: '409 no-folder',
      listUnmatched: '409 no-folder',
      getProblems: '409 no-folder',
      getRouteMap: '409 no-folder',
      listActivity: '409 no-folder',
      scanNow: '409 no-folder',
    },
    ...{ getRoute: '404 route-unknown', getStop: '404 stop-unknown' },
  });
  expect(await ask(bare, 'openSample', {})).toMatchObject({ ok: false, status: 409, code: 'no-sample' });
  expect(await ask(bare, 'decide', { kind: 'undo' })).toMatchObject({ ok: false, status: 409, code: 'no-folder' });
  expect((await get(bare, 'getStatus', {})).phase).toBe('no-folder');
  expect(errors).toEqual([]);
});

const nasty = [
  '',
  ' ',
  '0',
  'null',
  '../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '%00',
  '%',
  '%E0%A4%A',
  '%ff%fe',
  `' OR 1=1; DROP TABLE stops; --`,
  '😀'.repeat(50),
  '\u202e\u0000\u0007',
  'a'.repeat(20_000),
  '{"$ne":1}',
  '__proto__',
  '2026-02-30T00:00',
  '99999999999999999999',
  '0'.repeat(16),
  'f'.repeat(64),
];

test('whatever stands in a parameter, the answer is a sentence and never a crash', async () => {
  const { core, errors, report } = await smallCore();
  for (const { method, path, ...call } of Object.values(calls)) {
    for (const text of nasty) {
      // Once as it is (malformed escapes and all) and once properly escaped.
      for (const written of [text.replaceAll(/[\s\p{Cc}]/gu, '_'), encodeURIComponent(text.slice(0, 4_000))]) {
        const place = path.replace(/:\w+/g, written);
        const isUpload = 'upload' in call;
        const body = isUpload
          ? text
          : JSON.stringify({ text, kind: text, stopId: text, photoIds: [text], uploadId: text, podTarget: text });
        if (method !== 'GET' && ['/api/index/rebuild', '/api/sample', '/api/scan'].includes(path)) continue;
        const response = await send(core, method === 'GET' ? `${place}?text=${written}&offset=${written}` : place, {
          method,
          ...(method === 'GET' ? {} : { body, headers: { 'x-file-name': encodeURIComponent(text.slice(0, 4_000)) } }),
        });
        // Dots can climb out of the API's part of the address; there the page's files are asked for.
        if (!response.headers.get('content-type')?.includes('json')) {
          expect(response.status).toBe(404);
          continue;
        }
        const answer: unknown = await response.json();
        if (response.ok) continue;
        expect(response.status, `${method} ${place.slice(0, 80)} ${JSON.stringify(answer)}`).toBeLessThan(500);
        expect(apiFailureSchema.parse(answer).error.message.length).toBeGreaterThan(5);
      }
    }
  }
  expect(errors).toEqual([]);
  expect(await settledReport(core)).toEqual(report);
});

test('bodies that are no JSON, of the wrong kind, or try to be more than data change nothing', async () => {
  const { core, errors, report } = await smallCore();
  const bodies = [
    '',
    '{',
    'null',
    '[]',
    '"text"',
    '1',
    '[{"kind":"undo"}]',
    '{"__proto__":{"kind":"undo"}}',
    '\u0000',
    '{"kind":"excuse"}',
  ];
  for (const body of bodies) {
    const response = await send(core, '/api/decisions', { method: 'POST', body });
    expect([400, 404], `${body}: ${response.status}`).toContain(response.status);
  }
  const settings = await get(core, 'getSettings', {});
  for (const patch of [
    '{"podTarget":2}',
    '{"timeZone":"Mars/Base"}',
    '{"blockingFlags":["nice"]}',
    '{"folder":""}',
    '{"limits":null}',
  ]) {
    const response = await send(core, '/api/settings', { method: 'PUT', body: patch });
    expect(response.status).toBe(400);
    const { error } = apiFailureSchema.parse(await response.json());
    expect(error.code).toBe('input-invalid');
  }
  expect(await get(core, 'getSettings', {})).toEqual(settings);
  expect(await settledReport(core)).toEqual(report);
  expect(errors).toEqual([]);
});

test('an unknown call, and a call by the wrong method, are told apart from a page', async () => {
  const { core } = await smallCore();
  for (const [method, path] of [
    ['GET', '/api/nothing'],
    ['DELETE', '/api/status'],
    ['POST', '/api/days'],
    ['GET', '/api/decisions'],
    ['GET', '/api/photos'],
  ] as const) {
    const response = await send(core, path, { method });
    expect(response.status).toBe(404);
    expect(apiFailureSchema.parse(await response.json()).error.code).toBe('call-unknown');
    expect(response.headers.get('cache-control')).toBe('no-store');
  }
});

test('the page’s own files are served, and nothing beside them', async () => {
  const { core, errors } = await smallCore();
  const page = await send(core, '/');
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('cache-control')).toBe('no-cache');
  const script = await send(core, '/assets/app-1a2b.js');
  expect(script.headers.get('cache-control')).toContain('immutable');
  for (const path of [
    ...['/../secret.txt', '/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt', '/%2e%2e/secret.txt', '/..%5csecret.txt'],
    ...['/%2fetc%2fpasswd', '//etc/passwd', '/%00', '/index.html%00', '/%', '/%E0%A4%A', '/assets', '/nothing.js'],
    `/${'a'.repeat(10_000)}`,
    `/${encodeURIComponent(join(tmpdir(), 'x'))}`,
  ]) {
    const response = await send(core, path);
    expect(response.status, path.slice(0, 60)).toBe(404);
    expect(await response.text()).toBe('Not found');
  }
  expect(errors).toEqual([]);
});
