/** A claim keeps what it is about until somebody judges it, and says so; closed, it forgets who said what, and still stands. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import type { OpenClaim } from '#shared/claims.ts';
import { depotDate } from '#tests/fixtures/depot.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';
import { findBytes } from './byteSearch.ts';
import { livedInDepot, mrs, theirStops, totalsOf } from './livedInDepot.ts';

const monthsLater = Date.parse('2027-02-01T12:00:00-08:00');
const afterThat = Date.parse('2027-04-01T12:00:00-07:00');
const keepNothing = { picture: 7, thumbnail: 7, confirmation: 7, customerData: 30 };
/** Said in claims alone. */
const said = ['Thistlewood', 'Ermintrude', 'Bartholomew', 'Zebediah', 'Crabapple'];

const claimOf = (changes: Partial<OpenClaim>): OpenClaim => ({
  ...{ stopId: null, words: 'Parcel of Thistlewood', allegation: 'never-received', asker: 'customer' },
  ...{ askedBy: 'Ermintrude', received: depotDate, due: '2026-11-27', note: 'Her son Bartholomew was at home' },
  ...changes,
});

const openClaim = async (core: Core, changes: Partial<OpenClaim>) =>
  (await get(core, 'openClaim', claimOf(changes))).entryId;

const everything = ['picture', 'thumbnail', 'confirmation', 'customer-data'] as const;

test('while a claim is open or answered nothing of its stop is erased, whoever asks for it, and the claim is named', async () => {
  const { core, options } = await livedInDepot();
  const { hers, his } = await theirStops(core);
  const id = await openClaim(core, { stopId: hers.id });
  await get(core, 'changeClaim', { kind: 'settle', id, state: 'answered' });
  const holds = [{ note: 'Claim 2026-0001 keeps it', claim: { id, number: '2026-0001' } }];
  expect((await get(core, 'getStop', { stopId: hers.id })).holds).toMatchObject(holds);
  const asked = await get(core, 'eraseNow', { stopIds: [hers.id], what: [...everything], why: 'request' });
  expect(asked).toEqual({
    erased: 0,
    held: [hers.id],
    sentence: 'Nothing was erased. Claim 2026-0001 keeps one stop.',
  });
  const both = await get(core, 'eraseNow', { stopIds: [hers.id, his.id], what: ['picture'], why: 'opt-out' });
  expect(both.sentence).toBe('Erased pictures of one stop. Claim 2026-0001 keeps one stop.');
  const query = { by: 'address', text: mrs.address, postcode: null } as const;
  expect((await get(core, 'findSubject', query)).groups.reduce((sum, { held }) => sum + held, 0)).toBe(1);

  await get(core, 'putSettings', { retention: keepNothing });
  options.now = monthsLater;
  const view = await get(core, 'runPrivacyClock', {});
  expect(view).toMatchObject({ claimed: 1, holds: [], lastRun: { trouble: null } });
  expect(view.kinds.map(({ due, held }) => [due, held])).toEqual([...Array(4)].map(() => [1, 1]));
  const kept = (await get(core, 'getRetention', { stopId: hers.id })).kept.map(({ sentence }) => sentence);
  expect(new Set(kept)).toEqual(new Set(['Its time is up; claim 2026-0001 keeps it']));
  expect((await get(core, 'getStop', { stopId: hers.id })).row.address).toBe(mrs.address);

  await get(core, 'changeClaim', { kind: 'settle', id, state: 'rejected' });
  expect((await get(core, 'getStop', { stopId: hers.id })).holds).toEqual([]);
  expect((await get(core, 'runPrivacyClock', {})).kinds.map(({ due }) => due)).toEqual([0, 0, 0, 0]);
  expect((await get(core, 'getStop', { stopId: hers.id })).row.address).toBe('');
});

test('a claim that was tied to another stop keeps both, and taking its opening back releases them', async () => {
  const { core } = await livedInDepot();
  const { hers, his } = await theirStops(core);
  const id = await openClaim(core, { stopId: hers.id });
  await get(core, 'changeClaim', { kind: 'tie', id, stopId: his.id });
  const held = async () => {
    const stops = await Promise.all([hers, his].map((stop) => get(core, 'getStop', { stopId: stop.id })));
    return stops.map(({ holds }) => holds.length);
  };
  expect(await held()).toEqual([1, 1]);
  await get(core, 'decide', { kind: 'undo', entryId: id });
  expect(await held()).toEqual([0, 0]);
});

test('what was said in closed claims goes with the customer’s data, files and all; number, state and pictures’ hashes stay', async () => {
  const { core, data, options } = await livedInDepot();
  const { hers, his } = await theirStops(core);
  const before = await totalsOf(core);
  const about = await openClaim(core, { stopId: hers.id });
  const moved = await openClaim(core, { stopId: hers.id, words: 'Thistlewood again' });
  await get(core, 'changeClaim', { kind: 'tie', id: moved, stopId: his.id });
  const unseen = await openClaim(core, { words: 'TBA-Crabapple-1' });
  const late = await openClaim(core, { words: 'TBA-Crabapple-2' });
  for (const id of [about, moved, unseen, late]) {
    await get(core, 'changeClaim', { kind: 'note', id, note: 'Lawyer Zebediah called' });
  }
  for (const id of [about, moved, unseen]) {
    await get(core, 'changeClaim', { kind: 'settle', id, state: 'upheld', note: 'Zebediah agrees' });
  }
  const bytes = 'A letter of Thistlewood';
  const file = await put(core, late, 'letter of Ermintrude.txt', bytes);
  const own = await put(core, about, 'Ermintrude’s form.txt', 'A form of Bartholomew');
  expect(file).toMatchObject({ fileName: 'letter of Ermintrude.txt', bytes: bytes.length, isIntact: true });
  const rows = await get(core, 'listClaims', { show: 'all' });
  await get(core, 'putSettings', { retention: keepNothing });
  await core.settle();
  await core.close();
  expect(findBytes(data, said).length).toBeGreaterThan(5);

  options.now = monthsLater;
  const night = await openCore(options);
  await night.settle();
  await get(night, 'runPrivacyClock', {});
  expect(existsSync(join(data, 'claims', own.sha256))).toBe(false);
  // The one that nobody has judged yet still knows who said what.
  expect((await get(night, 'getClaim', { id: late })).claim).toMatchObject({
    words: 'TBA-Crabapple-2',
    askedBy: 'Ermintrude',
  });
  expect(existsSync(join(data, 'claims', file.sha256))).toBe(true);
  const closed = (await get(night, 'listClaims', { show: 'closed' })).claims;
  expect(closed.map(({ words, askedBy }) => [words, askedBy])).toEqual([...Array(3)].map(() => ['', null]));
  expect(await get(night, 'listClaims', { text: 'thistlewood', show: 'all' })).toMatchObject({ total: 0 });
  expect((await get(night, 'getClaim', { id: about })).history.map(({ sentence, note }) => [sentence, note])).toEqual([
    [expect.stringContaining('Opened: never received'), null],
    ['Note', 'erased'],
    ['Upheld the claim', null],
    ['Put the file erased to it', null],
  ]);

  await get(night, 'changeClaim', { kind: 'settle', id: late, state: 'withdrawn' });
  options.now = afterThat;
  await get(night, 'runPrivacyClock', {});
  expect(findBytes(data, said)).toEqual([]);
  expect(existsSync(join(data, 'claims', file.sha256))).toBe(false);
  expect(await totalsOf(night)).toEqual(before);
  expect((await get(night, 'verifyLedger', {})).ok).toBe(true);
  const after = await get(night, 'listClaims', { show: 'all' });
  expect(after.claims.map(({ number }) => number).sort()).toEqual(rows.claims.map(({ number }) => number).sort());

  await get(night, 'rebuildIndex', {});
  await night.settle();
  expect(await get(night, 'listClaims', { show: 'all' })).toEqual(after);
  await get(night, 'runPrivacyClock', {});
  expect(findBytes(data, said)).toEqual([]);
});

async function put(core: Core, id: string, name: string, body: string) {
  const response = await core.fetch(
    new Request(`http://core/api/claims/${id}/files`, {
      method: 'POST',
      body,
      headers: { 'x-file-name': encodeURIComponent(name) },
    }),
  );
  expect(response.status).toBe(200);
  return (await response.json()) as { sha256: string; fileName: string; bytes: number; isIntact: boolean };
}
