/** The real model on real pictures, through the whole core, on a process that dies at its first look at the network. */
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, expect, test } from 'vitest';
import { shippedModelFiles } from '#core/closerLook/personModel/modelFiles.ts';
import type { Core } from '#core/contract.ts';
import type { PhotoId } from '#shared/ids.ts';
import { modelWithoutNetwork } from '#tests/fixtures/closerLook/personModels.ts';
import { depotDate, TestDepot } from '#tests/fixtures/depot.ts';
import { hasSharedData, sharedFile } from '#tests/fixtures/sharedData.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';
import { stopRow } from '#tests/integration/core/desk.ts';
import { bytesOf, exported, unzipped } from '#tests/integration/exports/exporting.ts';

let folder: string;

/** Stop 001: two people walk past. Stop 002: a path between fences, and nobody. */
beforeEach(async () => {
  folder = join(temporaryFolder(), 'folder');
  const depot = new TestDepot(folder);
  const [street, path] = depot.route('R12', 2);
  // Without their own times and places, which are of another country.
  const bare = (...parts: string[]) =>
    sharp(sharedFile('photos', ...parts))
      .resize(1000)
      .jpeg({ quality: 92 })
      .toBuffer();
  depot.write(`R12/${street?.trackingId}.jpg`, await bare('gps', 'DSCN0025.jpg'));
  depot.write(`R12/${path?.trackingId}.jpg`, await bare('phones', 'Sony-D5403-Xperia-Z2.jpg'));
  depot.save();
});

const look = async (core: Core) => {
  await core.settle();
  await core.lookCloser();
};
const redacted = async (core: Core, photoId: PhotoId) =>
  (await core.fetch(new Request(`http://core/api/photos/${photoId}/redacted`))).headers.get('etag');

test.skipIf(!hasSharedData)(
  'people in a picture keep it from counting and are hidden in copies, until somebody says otherwise',
  async () => {
    const core = await openCore({ data: temporaryFolder(), folder, personModel: { spawn: modelWithoutNetwork } });
    await look(core);
    const before = await stopRow(core, 'R12', '001');
    const photoId = before.photoIds[0] ?? '';
    expect(before.state).toBe('confirmed');
    const whole = await redacted(core, photoId);
    await get(core, 'signIn', { name: 'Dana Ruiz', pin: '4711', isNew: true });

    await get(core, 'putSettings', { findPeople: true });
    await look(core);
    const found = await get(core, 'getStop', { stopId: before.id });
    expect(found.row).toMatchObject({ state: 'needs-review', flags: expect.arrayContaining(['person-in-photo']) });
    expect(found.photos[0]?.blocking).toEqual(['person-in-photo']);
    const people = found.photos[0]?.people?.filter(({ kind }) => kind === 'person') ?? [];
    expect(people).toHaveLength(2);
    for (const { box } of people) {
      expect(box.x).toBeGreaterThan(0.15);
      expect(box.x + box.width).toBeLessThan(0.3);
      expect(box.height).toBeGreaterThan(0.15);
    }
    const other = await get(core, 'getStop', { stopId: (await stopRow(core, 'R12', '002')).id });
    expect(other.row.state).toBe('confirmed');
    expect(other.photos[0]?.people).toEqual([]);
    const hidden = await redacted(core, photoId);
    expect(hidden).not.toBe(whole);
    const zip = await unzipped(await bytesOf(core, await exported(core, { kind: 'pictures-zip', date: depotDate })));
    expect([...zip.keys()].sort()).toContain('R12/001 10 Elm St.webp');
    expect([...zip.keys()].sort()).toContain('R12/002 12 Elm St.jpg');
    expect(zip.get('manifest.csv')?.toString()).toContain('the faces that were found are made unreadable');

    const { entryId } = await get(core, 'decide', { kind: 'accept', stopId: before.id, photoId });
    expect((await stopRow(core, 'R12', '001')).state).toBe('confirmed');
    await get(core, 'decide', { kind: 'undo', entryId });
    expect((await stopRow(core, 'R12', '001')).state).toBe('needs-review');

    // An empty word is a word, too.
    const nothing = await get(core, 'decide', { kind: 'redact', photoId, boxes: [] });
    expect(await redacted(core, photoId)).toBe(whole);
    await get(core, 'decide', { kind: 'undo', entryId: nothing.entryId });
    expect(await redacted(core, photoId)).toBe(hidden);

    await get(core, 'putSettings', { findPeople: false });
    await look(core);
    const after = await get(core, 'getStop', { stopId: before.id });
    expect(after.row).toMatchObject({ state: 'confirmed', flags: before.flags });
    expect(after.photos[0]?.people).toBeNull();
    expect(await redacted(core, photoId)).toBe(whole);
  },
);

test.skipIf(!hasSharedData)('without the model’s files the feature says so, and the rest goes on', async () => {
  const files = { ...shippedModelFiles(), models: temporaryFolder() };
  const core = await openCore({ data: temporaryFolder(), folder, personModel: { spawn: modelWithoutNetwork, files } });
  await get(core, 'putSettings', { findPeople: true });
  await look(core);
  const { notices } = await get(core, 'getStatus', {});
  expect(notices).toContainEqual({
    code: 'people-trouble',
    level: 'warning',
    message:
      'People can’t be looked for: its file centernet.json is missing. Install Porchlight again; all else goes on.',
  });
  expect((await stopRow(core, 'R12', '001')).state).toBe('confirmed');
  await get(core, 'putSettings', { findPeople: false });
  expect((await get(core, 'getStatus', {})).notices).toEqual([]);
});
