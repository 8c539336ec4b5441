/** Erasing while an export is written, and what lies in the synced folder although its time is up. */
import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { depotDate } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { ask, get, openCore } from '#tests/fixtures/testCore.ts';
import { until } from '#tests/fixtures/until.ts';
import { findBytes } from './byteSearch.ts';
import { herWords, hisWords, livedInDepot, mr, mrs, spendEvening, theirStops } from './livedInDepot.ts';

const everything = ['picture', 'thumbnail', 'confirmation', 'customer-data'] as const;
const monthsLater = Date.parse('2027-02-01T12:00:00-08:00');
const keepNothing = { picture: 7, thumbnail: 7, confirmation: 7, customerData: 7 };

test('an export that is being written while its stops are erased ends whole, and is gone with them', async () => {
  const { data, core } = await livedInDepot();
  const { hers, his } = await theirStops(core);
  const started = await Promise.all(
    (['pictures-zip', 'evening-pdf', 'evening-json'] as const).map((kind) =>
      get(core, 'startExport', { kind, date: depotDate }),
    ),
  );
  const erased = await get(core, 'eraseNow', { stopIds: [hers.id, his.id], what: [...everything], why: 'opt-out' });
  expect(erased.erased).toBe(2);
  const states = async () => (await get(core, 'listExports', {})).map(({ state }) => state);
  await until('all have ended', async () => !(await states()).includes('running'));
  expect(await states()).toEqual(started.map(() => 'done'));
  // Written or not yet: none is left that could tell of them, and nothing half.
  await until('they are gone', () => readdirSync(join(data, 'exports')).length === 0);
  // The imported list keeps its name as long as somebody of it is known.
  const theirs = [mrs.email, ...hisWords.filter((word) => word !== mr.fileName)];
  await until('nothing is left of them', () => findBytes(data, theirs).length === 0);
});

test('the night waits until an export is written, and takes it away', async () => {
  const { data, options, core } = await livedInDepot();
  await spendEvening(core);
  await get(core, 'putSettings', { retention: keepNothing });
  options.now = monthsLater;
  const { id } = await get(core, 'startExport', { kind: 'pictures-zip', date: depotDate });
  const { lastRun } = await get(core, 'runPrivacyClock', {});
  expect(lastRun?.trouble).toBeNull();
  const written = (await get(core, 'listExports', {})).find((each) => each.id === id);
  expect(written).toMatchObject({ state: 'done' });
  expect(readdirSync(join(data, 'exports'))).toEqual([]);
  expect(findBytes(data, [...herWords, ...hisWords])).toEqual([]);
});

test('files whose time is up are listed for whoever owns the folder, and move to the trash only where that was allowed', async () => {
  const { depot, options, core } = await livedInDepot();
  const trash = temporaryFolder();
  const { hers, his } = await theirStops(core);
  await core.close();
  let isFull = false;
  options.moveToTrash = async (path) => {
    if (isFull) throw new Error('the trash is full');
    renameSync(path, join(trash, basename(path)));
  };
  const again = await openCore(options);
  await again.settle();
  expect(await get(again, 'listDueFiles', {})).toEqual({ files: 0, bytes: 0, page: [] });
  await get(again, 'eraseNow', { stopIds: [hers.id, his.id], what: [...everything], why: 'request' });
  const due = await get(again, 'listDueFiles', {});
  expect(due.page.map(({ path }) => path)).toEqual(
    [hers, his].map((_stop, n) => `R${n + 1}/TBA30000000${n === 0 ? 1 : 4}.jpg`),
  );
  const fileIds = due.page.map(({ id }) => id);
  expect(await ask(again, 'trashFiles', { fileIds })).toMatchObject({ ok: false, code: 'folder-is-left' });
  expect(due.page.every(({ path }) => existsSync(join(depot.folder, path)))).toBe(true);

  await get(again, 'putSettings', { eraseFromFolder: true });
  isFull = true;
  const full = await get(again, 'trashFiles', { fileIds: fileIds.slice(0, 1) });
  expect(full).toMatchObject({ trashed: 0, failed: [{ message: expect.stringContaining('the trash is full') }] });
  isFull = false;
  writeFileSync(join(depot.folder, due.page[1]?.path ?? ''), 'another picture since');
  const result = await get(again, 'trashFiles', { fileIds: [...fileIds, '987654'] });
  expect(result.trashed).toBe(1);
  expect(result.failed.map(({ message }) => message)).toEqual([
    'This file holds something else since; it stays.',
    'This file is not among those whose time is up.',
  ]);
  expect(readdirSync(trash)).toEqual(['TBA300000001.jpg']);
  await again.settle();
  expect((await get(again, 'listDueFiles', {})).files).toBe(0);

  // A manifest is due with the last of its customers.
  await get(again, 'putSettings', { retention: keepNothing });
  options.now = monthsLater;
  await get(again, 'runPrivacyClock', {});
  const rest = await get(again, 'listDueFiles', {});
  expect(rest.page.map(({ path, date }) => [path, date])).toContainEqual(['manifest.csv', depotDate]);
});
