/** After its time nothing of a customer is left in the data folder, and the day still stands as it stood. */
import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLedger } from '#core/ledger/sqliteLedger.ts';
import { depotDate } from '#tests/fixtures/depot.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';
import { until } from '#tests/fixtures/until.ts';
import { findBytes } from './byteSearch.ts';
import {
  herWords,
  hisWords,
  livedInDepot,
  mr,
  mrs,
  pictureStatus,
  spendEvening,
  stopsOf,
  theirStops,
  totalsOf,
} from './livedInDepot.ts';

const words = [...herWords, ...hisWords];
/** Which words were found anywhere. */
const wordsIn = (found: string[]) => [...new Set(found.map((line) => line.slice(line.indexOf(': ') + 2)))].sort();

const monthsLater = Date.parse('2027-02-01T12:00:00-08:00');
const aWeekLater = Date.parse('2026-11-28T12:00:00-08:00');
const keepNothing = { picture: 7, thumbnail: 7, confirmation: 7, customerData: 30 };

test('in the night after its time nothing of a customer is left in any file, and the day stands as it stood', async () => {
  const { data, options, core } = await livedInDepot();
  const { hers, his } = await spendEvening(core);
  const before = await totalsOf(core);
  expect(before.counts.confirmed).toBeGreaterThan(1);
  expect(before.totals.unmatchedPhotos).toBe(1);
  await get(core, 'putSettings', { retention: keepNothing });
  await core.settle();
  await core.close();
  expect(wordsIn(findBytes(data, words))).toEqual([...words].sort());

  options.now = monthsLater;
  const night = await openCore(options);
  await night.settle();
  const view = await get(night, 'runPrivacyClock', {});
  expect(view.lastRun).toMatchObject({
    startedAt: monthsLater,
    endedAt: monthsLater,
    stops: 6,
    photos: 4,
    trouble: null,
  });
  expect(view.kinds.map(({ due, erased }) => [due, erased])).toEqual([...Array(4)].map(() => [0, 6]));

  expect(findBytes(data, words)).toEqual([]);
  expect(await totalsOf(night)).toEqual(before);
  expect((await get(night, 'verifyLedger', {})).ok).toBe(true);
  for (const photoId of [...hers.photoIds, ...his.photoIds]) {
    for (const kind of ['thumbnail', 'preview', 'redacted'])
      expect(await pictureStatus(night, photoId, kind)).toBe(410);
  }
  expect(await get(night, 'search', { text: 'Quackenbush' })).toEqual([]);
  expect(readdirSync(join(data, 'uploads'))).toEqual([]);

  // The manifest that still names her lies in the folder, and so do the pictures.
  await get(night, 'rebuildIndex', {});
  await night.settle();
  expect(await totalsOf(night)).toEqual(before);
  await get(night, 'runPrivacyClock', {});
  expect(findBytes(data, words)).toEqual([]);
  await night.close();

  for (const end of ['', '-wal', '-shm']) rmSync(join(data, `index.db${end}`), { force: true });
  const again = await openCore(options);
  await again.settle();
  expect(await totalsOf(again)).toEqual(before);
  await get(again, 'runPrivacyClock', {});
  expect(findBytes(data, words)).toEqual([]);
  expect((await get(again, 'verifyLedger', {})).ok).toBe(true);
});

test('how each stop stood is known though both the index and the manifest of the day are gone', async () => {
  const { depot, data, options, core } = await livedInDepot();
  const before = await totalsOf(core);
  await get(core, 'putSettings', { retention: keepNothing });
  options.now = monthsLater;
  await get(core, 'runPrivacyClock', {});
  await core.close();
  renameSync(join(depot.folder, 'manifest.csv'), join(depot.folder, 'manifest.csv.old'));
  for (const end of ['', '-wal', '-shm']) rmSync(join(data, `index.db${end}`), { force: true });
  const again = await openCore(options);
  await again.settle();
  const after = await totalsOf(again);
  expect(after.states).toEqual(before.states);
  expect(after.counts).toEqual(before.counts);
  expect(after.photos).toBe(before.photos);
  expect(findBytes(data, herWords)).toEqual([]);
});

test('who wishes to be forgotten is, at once and alone', async () => {
  const { data, core } = await livedInDepot();
  const { hers, his } = await spendEvening(core);
  const before = await totalsOf(core);
  const all = await get(core, 'eraseNow', {
    stopIds: (await stopsOf(core)).filter((stop) => stop.address === mrs.address).map(({ id }) => id),
    what: ['picture', 'thumbnail', 'confirmation', 'customer-data'],
    why: 'request',
  });
  expect(all).toMatchObject({ erased: 2, held: [] });
  expect(findBytes(data, herWords)).toEqual([]);
  expect(wordsIn(findBytes(data, hisWords))).toEqual([...hisWords].sort());
  expect(await totalsOf(core)).toEqual(before);
  const [herPicture = '', hisPicture = ''] = [hers.photoIds[0], his.photoIds[0]];
  expect(await pictureStatus(core, herPicture, 'preview')).toBe(410);
  expect(await pictureStatus(core, hisPicture, 'preview')).toBe(200);
  const stop = await get(core, 'getStop', { stopId: hers.id });
  expect(stop).toMatchObject({ contact: null, row: { address: '', customer: null, erased: true, state: hers.state } });
  expect(stop.photos).toMatchObject([{ id: herPicture, position: null, erased: true, smallErased: true }]);
  // A list that knows it asks for none of them.
  const marked = { frozen: true, photoIds: [herPicture], erasedSmall: [herPicture], erasedLarge: [herPicture] };
  expect(stop.row).toMatchObject(marked);
  expect((await stopsOf(core)).find(({ id }) => id === hers.id)).toMatchObject(marked);
  expect((await stopsOf(core)).find(({ id }) => id === his.id)).not.toHaveProperty('erasedSmall');
  const refused = await ask(core, 'decide', { kind: 'note', stopId: hers.id, note: 'Again' });
  expect(refused).toMatchObject({ ok: false, code: 'stop-erased' });
  const { entries } = await get(core, 'listActivity', {});
  expect(entries[0]?.sentence).toBe(
    'Erased pictures, thumbnails, confirmations, customer data of 2 stops of R1: the customer asked for it',
  );
});

test('what waited for a look when it was erased waits no more, and counts as it counted', async () => {
  const { core } = await livedInDepot();
  const queueOf = async () => get(core, 'getReview', { date: depotDate });
  const signOffOf = async () => get(core, 'getSignOff', { date: depotDate });
  const before = { queue: await queueOf(), signOff: await signOffOf(), totals: await totalsOf(core) };
  const [gone, ...others] = before.queue.items.map(({ row }) => row.id);
  if (gone === undefined || others.length === 0) throw new Error('Too few wait for a look');
  expect(before.signOff.undecided.map(({ stopId }) => stopId)).toContain(gone);
  await get(core, 'eraseNow', { stopIds: [gone], what: ['customer-data'], why: 'request' });

  for (const decided of ['hide', 'show'] as const) {
    const queue = await get(core, 'getReview', { date: depotDate, decided });
    expect(queue.items.map(({ row }) => row.id)).toEqual(others);
    expect(queue).toMatchObject({ undecided: others.length, decided: 0 });
  }
  const signOff = await signOffOf();
  expect(signOff.undecided).toEqual(before.signOff.undecided.filter(({ stopId }) => stopId !== gone));
  expect(signOff.undecidedTotal).toBe(before.signOff.undecidedTotal - 1);
  expect(signOff.counts).toEqual(before.signOff.counts);
  expect(await totalsOf(core)).toEqual(before.totals);

  // Once nobody is left to be decided about, no reason is asked for.
  const rest = signOff.undecided.map(({ stopId }) => stopId);
  await get(core, 'eraseNow', { stopIds: rest, what: ['customer-data'], why: 'request' });
  expect(await queueOf()).toMatchObject({ items: [], undecided: 0 });
  const { fingerprint, undecidedTotal } = await signOffOf();
  expect(undecidedTotal).toBe(0);
  await get(core, 'signIn', { name: 'Dana', pin: '4711', isNew: true });
  expect(await ask(core, 'signOff', { date: depotDate, routeId: null, fingerprint, reason: null })).toMatchObject({
    ok: true,
  });
  expect((await get(core, 'getDay', { date: depotDate })).signOff).toMatchObject({ left: 0 });
  expect(await totalsOf(core)).toEqual(before.totals);
});

test('what a hold keeps is passed over, and goes in the night after its release', async () => {
  const { data, options, core } = await livedInDepot();
  const { hers, his } = await theirStops(core);
  await get(core, 'putSettings', { retention: keepNothing });
  const hold = await get(core, 'decide', { kind: 'hold', stopId: his.id, note: 'A claim is open' });
  options.now = monthsLater;
  const night = await get(core, 'runPrivacyClock', {});
  expect(night.holds).toMatchObject([{ stopId: his.id, address: mr.address, note: 'A claim is open' }]);
  expect(night.kinds.map(({ due, held }) => [due, held])).toEqual([...Array(4)].map(() => [1, 1]));
  expect(await pictureStatus(core, his.photoIds[0] ?? '', 'preview')).toBe(200);
  expect((await get(core, 'getStop', { stopId: his.id })).row.customer).toBe(mr.name);
  expect((await get(core, 'getStop', { stopId: hers.id })).row.customer).toBeNull();
  const kept = await get(core, 'getRetention', { stopId: his.id });
  expect(kept.kept.map(({ sentence }) => sentence)).toEqual([...Array(4)].map(() => 'Its time is up; a hold keeps it'));
  const wish = await get(core, 'eraseNow', { stopIds: [his.id], what: ['customer-data'], why: 'request' });
  expect(wish).toEqual({ erased: 0, held: [his.id], sentence: 'Nothing was erased. A hold keeps one stop.' });

  await get(core, 'decide', { kind: 'release-hold', entryId: hold.entryId, note: `${mr.name} was paid` });
  await get(core, 'runPrivacyClock', {});
  expect(findBytes(data, [...words, 'A claim is open'])).toEqual([]);
});

test('pictures go before customers’ data where the settings say so', async () => {
  const { data, options, core } = await livedInDepot();
  const { hers, his } = await spendEvening(core);
  await get(core, 'putSettings', { retention: keepNothing });
  const before = await totalsOf(core);
  options.now = aWeekLater;
  await get(core, 'runPrivacyClock', {});
  expect(await totalsOf(core)).toEqual(before);
  expect(await pictureStatus(core, hers.photoIds[0] ?? '', 'thumbnail')).toBe(410);
  // Who lists the strays knows it, and asks for none of them.
  const strays = await get(core, 'listUnmatched', { date: depotDate });
  expect(strays.photos).toMatchObject([{ erased: true, smallErased: true }]);
  expect((await get(core, 'getStop', { stopId: his.id })).row.address).toBe(mr.address);
  expect(findBytes(data, [mr.sidecar])).toEqual([]);
  const kept = await get(core, 'getRetention', { stopId: his.id });
  expect(kept.kept.map(({ sentence }) => sentence)).toEqual([
    ...['Erased', 'Erased', 'Erased'],
    'Erased in 22 days, on Sunday 20 December 2026',
  ]);
  options.now = monthsLater;
  await get(core, 'runPrivacyClock', {});
  expect(await totalsOf(core)).toEqual(before);
  expect(findBytes(data, words)).toEqual([]);
});

test('a process that was killed after the ledger’s word finishes it at the next start', async () => {
  const { data, options, core } = await livedInDepot();
  const { hers } = await spendEvening(core);
  const before = await totalsOf(core);
  const { stop, state } = (await get(core, 'getStop', { stopId: hers.id })).row;
  await core.close();
  const opened = await openLedger({ path: join(data, 'ledger.db'), desk: 'a desk' });
  if (!opened.ok) throw new Error(opened.message);
  const [photo = ''] = hers.photoIds;
  await opened.ledger.append({
    at: aWeekLater,
    person: null,
    body: {
      ...{ kind: 'erase', date: depotDate, route: 'R1', what: ['picture', 'customer-data'], why: 'request' },
      stops: [
        {
          stop,
          state,
          photos: [photo.slice(0, 16)],
          reason: null,
          ties: [{ photo, method: 'name', confidence: 0.985 }],
        },
      ],
    },
  });
  await opened.ledger.close();

  const next = await openCore(options);
  await next.settle();
  await until('nothing is left of her', () => findBytes(data, ['trombones', mrs.email, mrs.left]).length === 0);
  expect(await totalsOf(next)).toEqual(before);
  expect(await pictureStatus(next, photo, 'preview')).toBe(410);
});
