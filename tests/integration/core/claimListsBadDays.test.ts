/** Long lists of claims on bad days: a disk that is full in the middle, a sudden death, two at a time, somebody who decides meanwhile. */
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import { calls } from '#shared/api.ts';
import type { ClaimImport, ClaimView } from '#shared/claims.ts';
import { depotDate, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { canMountDisks, smallDisk } from '#tests/fixtures/smallDisk.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';
import { until } from '#tests/fixtures/until.ts';

/** A list of parcels: the first are of the depot, the others nobody saw. */
const listOf = (rows: number, note = '') =>
  [
    'Tracking ID,Contact,Comment',
    ...Array.from(
      { length: rows },
      (_none, n) => `TBA${n < 4 ? 300000001 + n : 700000000 + n},Customer ${n},${note || `never came ${n}`}`,
    ),
  ].join('\n');

async function desk(data = temporaryFolder()) {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  depot.route('R12', 4, 'D-117');
  depot.save();
  const options = { data, folder };
  const core = await openCore(options);
  await core.settle();
  return { core, options };
}

async function imported(core: Core, list: string): Promise<ClaimImport> {
  const request = new Request('http://core/api/claims/import?commit=yes', { method: 'POST', body: list });
  const response = await core.fetch(request);
  if (!response.ok) throw new Error(await response.text());
  return calls.importClaims.output.parse(await response.json());
}

async function allClaims(core: Core): Promise<ClaimView[]> {
  const claims: ClaimView[] = [];
  for (let offset: number | null = 0; offset !== null; ) {
    const page: { claims: ClaimView[]; next: number | null } = await get(core, 'listClaims', { show: 'all', offset });
    claims.push(...page.claims);
    offset = page.next;
  }
  return claims;
}

/** Each has the number of its place in the ledger, and none is missing. */
function expectNumbers(claims: readonly ClaimView[]): void {
  const numbers = claims.map(({ number }) => number).sort();
  expect(numbers).toEqual(claims.map((_claim, n) => `2026-${String(n + 1).padStart(4, '0')}`).sort());
}

test('a list of thousands is one batch: numbered in its order, found by its words, taken back with one key', async () => {
  const { core } = await desk();
  const done = await imported(core, listOf(1_600));
  expect(done).toMatchObject({ opened: 1_600, unknown: 1_596, isWhole: true, problemsTotal: 0 });
  const claims = await allClaims(core);
  expect(claims).toHaveLength(1_600);
  expectNumbers(claims);
  expect(claims.find(({ number }) => number === '2026-0001')).toMatchObject({ words: 'TBA300000001' });
  expect(claims.find(({ number }) => number === '2026-1600')).toMatchObject({ words: 'TBA700001599' });
  for (const [text, total] of [
    ['TBA700001234', 1],
    ['customer 777', 1],
    ['Elm St', 4],
    ['TBA30', 4],
  ] as const)
    expect((await get(core, 'listClaims', { text })).total, text).toBe(total);
  const undone = await get(core, 'decide', { kind: 'undo', entryId: done.entryId ?? '' });
  expect(undone.entries).toBe(1_600);
  expect((await get(core, 'listClaims', { show: 'all' })).total).toBe(0);
  expect(await get(core, 'verifyLedger', {})).toMatchObject({ ok: true });
});

test('whoever decides something while a long list comes in waits for no more than a part of it, and the order stays', async () => {
  const { core, options } = await desk();
  const importing = imported(core, listOf(4_000));
  await until('some of it is in', async () => (await get(core, 'listClaims', {})).total > 0);
  const said = { stopId: null, words: 'TBA-by-hand', allegation: 'damaged', asker: 'customer' } as const;
  await get(core, 'openClaim', { ...said, received: depotDate, due: null });
  await importing;
  const claims = await allClaims(core);
  expect(claims).toHaveLength(4_001);
  expectNumbers(claims);
  const shown = claims.map(({ id, number }) => [id, number]).sort();
  await core.close();
  for (const end of ['', '-wal', '-shm']) rmSync(join(options.data, `index.db${end}`), { force: true });
  const again = await openCore(options);
  await again.settle();
  expect((await allClaims(again)).map(({ id, number }) => [id, number]).sort()).toEqual(shown);
});

test('what is opened of a long list makes none of its later rows known: a stop with a claim about one of its parcels gets its own', async () => {
  const folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const [stop] = depot.route('R12', 1, 'D-117') as [TestStop];
  depot.save('manifest.csv', [stop, { ...stop, trackingId: 'TBA300000002' }]);
  const core = await openCore({ data: temporaryFolder(), folder });
  await core.settle();
  // Long enough: the reader waits for what it is ahead of, and so the first claim stands in the index when the last row is read.
  const unknown = Array.from({ length: 9_000 }, (_none, n) => `TBA${700000000 + n},`);
  const list = ['Tracking ID,Address', `${stop.trackingId},`, ...unknown, `,${stop.address}`].join('\n');
  expect(await imported(core, list)).toMatchObject({ opened: 9_002, already: 0, unknown: 9_000, isWhole: true });
  const about = (await get(core, 'listClaims', { text: 'Elm St' })).claims.map(({ words }) => words);
  expect(about.sort()).toEqual([stop.address, stop.trackingId]);
  expect(await imported(core, list)).toMatchObject({ opened: 0, already: 9_002 });
});

test('an index that is made anew in the middle of a list ends it in words, and the list again opens the rest', async () => {
  const { core } = await desk();
  const request = new Request('http://core/api/claims/import?commit=yes', { method: 'POST', body: listOf(6_000) });
  const importing = core.fetch(request);
  await until('some of it is in', async () => (await get(core, 'listClaims', {})).total > 0);
  await get(core, 'rebuildIndex', {});
  const answer = await importing;
  // Whoever reads fast has read all of it by then.
  if (!answer.ok) expect(await answer.json()).toMatchObject({ error: { code: 'depot-changed' } });
  await core.settle();
  const kept = await allClaims(core);
  expectNumbers(kept);
  expect(await imported(core, listOf(6_000))).toMatchObject({ opened: 6_000 - kept.length, already: kept.length });
  expect(await allClaims(core)).toHaveLength(6_000);
});

test('the same list twice at a time opens each claim once', async () => {
  const { core } = await desk();
  const both = await Promise.all([imported(core, listOf(700)), imported(core, listOf(700))]);
  expect(both.map(({ opened, already }) => [opened, already]).sort()).toEqual([
    [0, 700],
    [700, 0],
  ]);
  expect((await get(core, 'listClaims', {})).total).toBe(700);
});

test.skipIf(!canMountDisks)(
  'a disk that is full in the middle: how far it came is told, one key takes it back, and the list again opens the rest',
  async () => {
    const disk = smallDisk(60_000);
    const { core } = await desk(join(disk.folder, 'data'));
    disk.fill();
    // Room for the file itself and the first claims, not for all of them.
    for (let part = 0; part < 2_500; part++) rmSync(join(disk.folder, `filler-${part}`), { force: true });
    const list = listOf(1_500, 'x'.repeat(3_000));
    const broken = await imported(core, list);
    expect(broken).toMatchObject({ opened: 500, isWhole: false, rows: 1_500 });
    expect(broken.sentence).toMatch(/^Opened 500 of 1500 claims, then it ended: The disk is full/);
    disk.makeRoom();
    const rest = await imported(core, list);
    expect(rest).toMatchObject({ opened: 1_000, already: 500, isWhole: true });
    expectNumbers(await allClaims(core));
    expect(await get(core, 'decide', { kind: 'undo', entryId: broken.entryId ?? '' })).toMatchObject({ entries: 500 });
    expect((await get(core, 'listClaims', {})).total).toBe(1_000);
    expect(await get(core, 'verifyLedger', {})).toMatchObject({ ok: true });
    await core.close();
  },
);

test('after a sudden death in the middle of a list the next start shows all that the ledger has, and the list again opens the rest', async () => {
  const { core, options } = await desk();
  await core.close();
  const list = join(temporaryFolder(), 'list.csv');
  writeFileSync(list, listOf(9_000));
  const script = fileURLToPath(import.meta.resolve('./importUntilKilled.ts'));
  const child = spawn(process.execPath, [script, options.data, options.folder, list], { stdio: 'ignore' });
  const gone = new Promise((resolve) => child.on('close', resolve));
  const written = () => {
    const ledger = new Database(join(options.data, 'ledger.db'), { readonly: true });
    const count = ledger.prepare<[], number>(`SELECT count(*) FROM entries WHERE kind = 'open-claim'`).pluck().get();
    ledger.close();
    return count ?? 0;
  };
  await until('some of it was written', () => child.exitCode !== null || written() > 500);
  child.kill('SIGKILL');
  await gone;
  const again = await openCore(options);
  await again.settle();
  const kept = await allClaims(again);
  expect(kept).toHaveLength(written());
  expectNumbers(kept);
  expect(await get(again, 'verifyLedger', {})).toMatchObject({ ok: true });
  expect(await imported(again, listOf(9_000))).toMatchObject({ opened: 9_000 - kept.length, already: kept.length });
  expectNumbers(await allClaims(again));
});
