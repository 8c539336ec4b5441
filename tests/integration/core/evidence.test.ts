/** The evidence about a stop through the real core: what is shown of it, what is said, and what a second look at the files finds. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import type { Evidence } from '#shared/evidence.ts';
import { depotDate, depotEvening, depotZone, TestDepot, type TestStop } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';
import { sentencesOf } from '#tests/unit/domain/evidence/saying.ts';
import { stopRow } from './desk.ts';

/** A route of twelve doors along Elm St, all photographed, and one beside the seventh on another route. */
async function desk(change: (depot: TestDepot, stops: TestStop[]) => Promise<void> = async () => undefined) {
  const folder = join(temporaryFolder(), 'folder');
  const data = temporaryFolder();
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 12, 'D-117');
  await change(depot, stops);
  depot.save();
  const core = await openCore({ data, folder });
  await core.settle();
  return { core, depot, stops, folder, data };
}

/** Those around the seventh: enough for its evidence, and less to wait for. */
const someOf = async (depot: TestDepot, stops: TestStop[]) => photographed(depot, stops.slice(5, 8));
const photographed = async (depot: TestDepot, stops: TestStop[]) => {
  for (const stop of stops) await depot.photo(stop);
};

const evidenceOf = async (core: Core, stop: string, route = 'R12'): Promise<Evidence> =>
  get(core, 'getEvidence', { stopId: (await stopRow(core, route, stop)).id });

const said = ({ summary }: Pick<Evidence, 'summary'>) => sentencesOf(summary);
const timeOf = (at: number) => new Date(at).toLocaleTimeString('en-GB', { timeZone: depotZone });

test('the evidence tells when and where the picture was taken, among the driver’s five stops before and after', async () => {
  const { core, stops } = await desk(photographed);
  const evidence = await evidenceOf(core, '007');
  expect(evidence.timeline.map(({ stop }) => stop)).toEqual([
    ...['002', '003', '004', '005', '006', '007', '008', '009', '010', '011', '012'],
  ]);
  expect(evidence.timeline.map(({ isThis }) => isThis).indexOf(true)).toBe(5);
  for (const each of evidence.timeline) {
    expect(each).toMatchObject({
      outcome: 'delivered',
      photoId: expect.any(String),
      photoPosition: expect.any(Object),
    });
  }
  expect(Math.round(evidence.timeline[4]?.metres ?? 0)).toBe(89);
  const [photo] = evidence.photos;
  expect(photo).toMatchObject({ secondsAfterScan: 15, folder: 'not-checked', clockCorrection: null, method: 'name' });
  expect(photo?.correctedAt).toBe((stops[6]?.completedAt ?? 0) + 15_000);
  expect(photo?.indexedAt).toBe(depotEvening);
  // Both lie 89 m away: which comes first is nobody's business.
  expect(
    photo?.nearestStops
      .map(({ address }) => address)
      .slice(0, 2)
      .toSorted(),
  ).toEqual(['20 Elm St', '24 Elm St']);
  const [before, after] = [stops[5], stops[7]].map((stop) => timeOf(stop?.completedAt ?? 0));
  expect(said(evidence)).toEqual([
    '+ Picture taken 15 s after the scan, 0 m from the address',
    `+ Picture taken between the driver’s scans before (${before}) and after (${after}) this stop`,
    '+ The picture is tied to this stop by the name of its file or folder, 98 % sure',
    expect.stringMatching(/^· The picture reached this computer on /),
    `· The manifest says that 1 parcel was delivered at ${timeOf(stops[6]?.completedAt ?? 0)} (doorstep)`,
    '· No other stop of the day lies within 60 m of the address',
  ]);
});

test('near the ends of the route there are fewer stops around', async () => {
  const { core } = await desk(async (depot, stops) => {
    await photographed(depot, stops.slice(0, 3));
  });
  expect((await evidenceOf(core, '001')).timeline.map(({ stop }) => stop)).toEqual([
    '001',
    '002',
    '003',
    '004',
    '005',
    '006',
  ]);
  expect((await evidenceOf(core, '012')).timeline.at(-1)).toMatchObject({ stop: '012', isThis: true });
});

test('a door of another route that is as near is told, and nothing is said that a position can’t tell', async () => {
  const { core } = await desk(async (depot, stops) => {
    const [other] = depot.route('R13', 1) as [TestStop];
    const seventh = stops[6] as TestStop;
    Object.assign(other, { latitude: seventh.latitude + 0.0002, longitude: seventh.longitude, address: '22B Elm St' });
    await photographed(depot, stops.slice(5, 8));
  });
  const evidence = await evidenceOf(core, '007');
  expect(evidence.near).toMatchObject({ within: 60, total: 1, stops: [{ address: '22B Elm St' }] });
  expect(said(evidence)).toContain(
    '· 1 other stop of the day lies within 60 m of the address, the nearest 22B Elm St (22 m): a position can’t tell such doors apart',
  );
});

test('a phone whose clock is slow: the correction, what it rests on, and the picture by the corrected clock', async () => {
  const { core, stops } = await desk(async (depot, all) => {
    for (const stop of all) await depot.photo(stop, { clockError: -440 });
  });
  const { photos, ...evidence } = await evidenceOf(core, '007');
  expect(photos[0]).toMatchObject({ clock: { person: null, support: 12, independent: 0 } });
  const off = (photos[0]?.correctedAt ?? 0) - (stops[6]?.completedAt ?? 0);
  expect(Math.abs(off)).toBeLessThan(60_000);
  expect(said(evidence).join('\n')).toMatch(
    /· The phone’s clock was corrected by 7 min( \d+ s)?, as it was slow \(by 12 pictures beside scans, \d+ % sure\)/,
  );

  const { routes } = await get(core, 'getDay', { date: depotDate });
  await get(core, 'signIn', { name: 'Dana', pin: '4711', isNew: true });
  const set = { kind: 'set-clock', routeId: routes[0]?.id ?? '', device: 'Apple iPhone 12', seconds: 440 } as const;
  await get(core, 'decide', set);
  await core.settle();
  expect(said(await evidenceOf(core, '007'))).toContain(
    '· The phone’s clock was corrected by 7 min 20 s, as it was slow; Dana said so',
  );
});

test('a picture that stands at two doors speaks against both', async () => {
  const { core } = await desk(async (depot, stops) => {
    await depot.photo(stops[6] as TestStop, { look: 77, path: 'R12/a.jpg' });
    depot.write(`R12/${stops[7]?.trackingId}.jpg`, readFileSync(join(depot.folder, 'R12/a.jpg')));
    depot.write(`R12/${stops[8]?.trackingId}.jpg`, readFileSync(join(depot.folder, 'R12/a.jpg')));
  });
  const lines = said(await evidenceOf(core, '008'));
  expect(lines.filter((line) => line.startsWith('−')).join('\n')).toMatch(
    /The picture stands at \d other stops? as well: .*Elm St/,
  );
  expect(lines.some((line) => line.startsWith('+ Picture taken'))).toBe(false);
});

test('the files are read again on request: same, changed to the byte, gone', async () => {
  const { core, folder, stops } = await desk(someOf);
  const file = (n: number) => join(folder, `R12/${stops[n]?.trackingId}.jpg`);
  const check = async (stop: string) => get(core, 'checkEvidence', { stopId: (await stopRow(core, 'R12', stop)).id });
  const same = await check('007');
  expect(same.photos).toEqual([{ photoId: expect.any(String), folder: 'same' }]);
  expect(said(same)).toEqual(['· The file of the picture is byte for byte the one that was read in']);

  // Nobody has walked the folder since.
  const bytes = readFileSync(file(6));
  bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
  writeFileSync(file(6), bytes);
  rmSync(file(7));
  expect(said(await check('007'))).toEqual(['− The file of the picture has other bytes now than when it was read in']);
  const gone = await check('008');
  expect(gone.photos).toMatchObject([{ folder: 'gone' }]);
  expect(gone.facts).toMatchObject([{ code: 'file-gone' }]);
});

test('a folder that is away is no file that is gone', async () => {
  const { core, folder } = await desk(someOf);
  renameSync(folder, `${folder}-away`);
  await core.settle();
  const check = await get(core, 'checkEvidence', { stopId: (await stopRow(core, 'R12', '007')).id });
  expect(check.photos).toMatchObject([{ folder: 'not-checked' }]);
  expect(said(await evidenceOf(core, '007')).join()).not.toContain('no longer in the folder');
});

test('decisions, the sign-off and what changed since stand in the summary', async () => {
  const { core, depot, stops } = await desk(async (made, all) => photographed(made, all.slice(5, 9)));
  await get(core, 'signIn', { name: 'Dana', pin: '4711', isNew: true });
  const row = await stopRow(core, 'R12', '007');
  await get(core, 'decide', { kind: 'reject', stopId: row.id, photoId: row.photoIds[0] ?? '', reason: 'too-close' });
  await get(core, 'decide', { kind: 'undo' });
  await get(core, 'decide', { kind: 'accept', stopId: row.id, photoId: row.photoIds[0] ?? '' });
  await get(core, 'decide', { kind: 'note', stopId: row.id, note: 'Rang at the door' });
  const late = await stopRow(core, 'R12', '011');
  await get(core, 'decide', { kind: 'excuse', stopId: late.id, reason: 'access-problem' });
  await core.settle();
  const lines = said(await evidenceOf(core, '007'));
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^\+ The picture was accepted by Dana on /),
      '· 1 decision about it was taken back',
      '· 1 note stands at this stop',
    ]),
  );
  expect(said(await evidenceOf(core, '011'))).toEqual(
    expect.arrayContaining([
      '− No picture is tied to this stop, and one was owed',
      expect.stringMatching(/^· The stop was excused by Dana on .*: no access$/),
    ]),
  );

  const { routes } = await get(core, 'getDay', { date: depotDate });
  const routeId = routes[0]?.id ?? '';
  const { fingerprint } = await get(core, 'getSignOff', { date: depotDate, routeId });
  await get(core, 'signOff', { date: depotDate, routeId, fingerprint, reason: 'van out' });
  await depot.photo(stops[11] as TestStop);
  await core.settle();
  const after = said(await evidenceOf(core, '012'));
  expect(after).toContainEqual(expect.stringMatching(/^· The route was signed off by Dana on /));
  expect(after).toContainEqual(
    expect.stringMatching(/^· Changed since the sign-off: 12 · 32 Elm St was missing and is confirmed now/),
  );
  expect(said(await evidenceOf(core, '007')).join()).not.toContain('Changed since');
});

test('claims about the stop, its driver and its day are told, and a picture that came after the claim', async () => {
  const { core, depot, stops } = await desk(someOf);
  await get(core, 'signIn', { name: 'Dana', pin: '4711', isNew: true });
  const open = async (stop: string) =>
    get(core, 'openClaim', {
      stopId: (await stopRow(core, 'R12', stop)).id,
      ...{ words: 'It never came', allegation: 'never-received', asker: 'customer', received: depotDate, due: null },
    });
  await open('007');
  await open('011');
  const seventh = await evidenceOf(core, '007');
  expect(seventh.claims).toMatchObject([{ number: '2026-0001', stop: { stop: '007' } }]);
  expect(said(seventh)).toEqual(
    expect.arrayContaining([
      '· 1 claim about this stop: 2026-0001',
      '· 1 other claim about this driver’s deliveries',
      '· 1 other claim about this day',
    ]),
  );
  // The clock of the test stands in the evening of the delivery; what is written now comes after it.
  await depot.photo(stops[10] as TestStop);
  await core.settle();
  expect(said(await evidenceOf(core, '011'))).toContainEqual(
    expect.stringMatching(/^− The picture came after claim 2026-0002 was opened on Fri 20 Nov 2026 23:30$/),
  );
});

test('who asks for no photos is not looked at: nothing of old pictures, and the summary says why', async () => {
  const { core } = await desk(someOf);
  await get(core, 'addOptOut', { by: 'address', text: '22 Elm St', from: depotDate });
  const evidence = await evidenceOf(core, '007');
  expect(evidence.protection).toBe('opted-out');
  expect(evidence.earlier).toEqual([]);
  expect(evidence.timeline.find(({ isThis }) => isThis)).toMatchObject({ photoId: null });
  expect(said(evidence)).toEqual(
    expect.arrayContaining([
      '· No photos are to be taken or shown here: the customer asked for no photos',
      '· The picture was not to be taken here, and is shown only to who asks for it',
      '· No picture is owed here: the customer asked for no photos',
    ]),
  );
});

test('nobody’s stop has no evidence', async () => {
  const { core } = await desk();
  for (const call of ['getEvidence', 'checkEvidence'] as const) {
    expect(await ask(core, call, { stopId: '0'.repeat(16) })).toMatchObject({
      ok: false,
      status: 404,
      code: 'stop-unknown',
    });
  }
});

test('the same comes out of an index that was made anew', async () => {
  const { core, data, folder } = await desk(someOf);
  const before = await evidenceOf(core, '007');
  await core.close();
  rmSync(join(data, 'index.db'));
  const again = await openCore({ data, folder });
  await again.settle();
  expect(await evidenceOf(again, '007')).toEqual(before);
});
