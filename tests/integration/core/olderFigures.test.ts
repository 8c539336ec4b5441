/** An index whose pictures were measured by an older Porchlight, in another way. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Core } from '#core/contract.ts';
import { TestDepot } from '#tests/fixtures/depot.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { get, openCore } from '#tests/fixtures/testCore.ts';
import { stopRow } from '#tests/integration/core/desk.ts';

async function photoOf(core: Core, stop: string) {
  const row = await stopRow(core, 'R12', stop);
  return (await get(core, 'getStop', { stopId: row.id })).photos[0];
}

test('pictures without figures are read once more, and are pictures all the while', async () => {
  const folder = join(temporaryFolder(), 'folder');
  const data = temporaryFolder();
  const depot = new TestDepot(folder);
  const stops = depot.route('R12', 3);
  for (const stop of stops) await depot.photo(stop);
  const [blurred, gone] = stops.map((stop) => `R12/${stop.trackingId}.jpg`) as [string, string];
  const picture = await sharp(readFileSync(join(folder, blurred)))
    .keepMetadata()
    .blur(6)
    .jpeg()
    .toBuffer();
  depot.write(blurred, picture);
  depot.save();
  const first = await openCore({ data, folder });
  await first.settle();
  await first.close();

  // As the migration leaves an index of the version before.
  const before = new Database(join(data, 'index.db'));
  before.exec(`UPDATE photos SET edge_width = NULL, light = NULL, middle = NULL, figures_version = NULL;
    INSERT INTO dirty_days (date, all_routes, marks) SELECT DISTINCT date, 1, 1 FROM routes`);
  before.close();
  depot.write(gone, '');

  const core = await openCore({ data, folder });
  await core.settle();
  expect(await photoOf(core, '001')).toMatchObject({ present: true, method: 'name' });
  await core.lookCloser();
  expect(await photoOf(core, '001')).toMatchObject({
    flags: ['blurry'],
    quality: [expect.stringMatching(/^Blurry: .* 2\.8 is the limit\.$/)],
  });
  expect(await photoOf(core, '003')).toMatchObject({ flags: [], quality: [] });
  await core.close();

  const after = new Database(join(data, 'index.db'), { readonly: true });
  const read = after.prepare(
    `SELECT path, state, figures_version FROM files LEFT JOIN photos ON photos.id = photo WHERE class = 'photo' ORDER BY path`,
  );
  expect(read.all()).toMatchObject([
    { path: blurred, state: 'photo', figures_version: 1 },
    { path: gone, figures_version: null },
    { state: 'photo', figures_version: 1 },
  ]);
  after.close();
});
