import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { CreateWatcher } from '#core/folder/contract.ts';
import { openTreeWatch } from '#core/folder/treeWatch.ts';
import { createPlainWatcher, createThreadedWatcher, watcherOn } from '#core/folder/watcher.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { until } from '#tests/fixtures/until.ts';

const threadFile = pathToFileURL(join(import.meta.dirname, '../../../src/main/core/folder/watcherThread.ts'));

/** A real folder with one photo in it, watched as this system can. */
async function watchedFolder(createWatcher: CreateWatcher, options = { polling: false, pollingSeconds: 1 }) {
  const root = join(temporaryFolder(), 'depot');
  mkdirSync(join(root, 'R1'), { recursive: true });
  writeFileSync(join(root, 'R1', 'known.jpg'), 'known');
  const hints: string[][] = [];
  const reasons: string[] = [];
  const watcher = createWatcher(root, options);
  watcher.onHint((paths) => hints.push(paths));
  watcher.onDistrust((reason) => reasons.push(reason));
  onTestFinished(() => watcher.close());
  await watcher.start();
  const hinted = (path: string) => until(`${path} was hinted at`, () => hints.flat().includes(path));
  return { root, hints, reasons, hinted };
}

describe.each([
  ['in this thread', createPlainWatcher],
  ['in a thread of its own', createThreadedWatcher(threadFile)],
  // On Linux Node makes the one watch for the tree that Windows and macOS have out of many.
  ['by one watch for the whole tree', ((root, options) => watcherOn(openTreeWatch, root, options)) as CreateWatcher],
])('watching a folder %s', (_where, createWatcher) => {
  test('new, changed, renamed, moved and deleted photos are hinted at', async () => {
    const { root, hints, reasons, hinted } = await watchedFolder(createWatcher);
    writeFileSync(join(root, 'R1', 'new.jpg'), 'new');
    await hinted('R1/new.jpg');

    hints.length = 0;
    writeFileSync(join(root, 'R1', 'known.jpg'), 'known, and now longer');
    await hinted('R1/known.jpg');

    hints.length = 0;
    renameSync(join(root, 'R1', 'new.jpg'), join(root, 'R1', 'renamed.jpg'));
    await hinted('R1/new.jpg');
    await hinted('R1/renamed.jpg');

    hints.length = 0;
    mkdirSync(join(root, 'R2'));
    renameSync(join(root, 'R1', 'renamed.jpg'), join(root, 'R2', 'moved.jpg'));
    await hinted('R1/renamed.jpg');
    await hinted('R2/moved.jpg');

    hints.length = 0;
    rmSync(join(root, 'R1'), { recursive: true });
    await hinted('R1/known.jpg');
    expect(reasons).toEqual([]);
  });

  test('a burst of 2,000 photos in new folders arrives whole, in hints of at most 500', async () => {
    const { root, hints } = await watchedFolder(createWatcher);
    for (let file = 0; file < 2_000; file += 1) {
      const folder = join(root, 'burst', `R${file % 10}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${file}.jpg`), 'x');
    }
    await until('all 2,000 were hinted at', () => new Set(hints.flat()).size >= 2_000);
    expect(Math.max(...hints.map((paths) => paths.length))).toBeLessThanOrEqual(500);
  });

  test('of a route’s folder that is moved in, each photo is hinted at; of one that is moved out, the folder', async () => {
    const { root, reasons, hinted } = await watchedFolder(createWatcher);
    const elsewhere = join(root, '..', 'elsewhere');
    mkdirSync(join(elsewhere, 'evening'), { recursive: true });
    for (const name of ['1.jpg', '2.jpg', 'evening/3.jpg']) writeFileSync(join(elsewhere, name), name);
    renameSync(elsewhere, join(root, 'R7'));
    for (const name of ['R7/1.jpg', 'R7/2.jpg', 'R7/evening/3.jpg']) await hinted(name);

    renameSync(join(root, 'R7'), elsewhere);
    await hinted('R7');
    expect(reasons).toEqual([]);
  });

  test('when the folder goes and comes back, it is told, nothing is called deleted, and hints come again', async () => {
    const { root, hints, reasons, hinted } = await watchedFolder(createWatcher);
    renameSync(root, `${root}-away`);
    await until('the loss was told', () => reasons.includes('The folder can’t be reached.'));
    expect(hints).toEqual([]);
    renameSync(`${root}-away`, root);
    await until('the return was told', () => reasons.includes('The folder is back.'));
    writeFileSync(join(root, 'R1', 'after.jpg'), 'x');
    await hinted('R1/after.jpg');
  });
});

// Not by the watch that Node makes on Linux for a whole tree: it passes over a folder that comes in the place of another.
test('a route’s folder that is renamed, and another one in its place, are both watched from then on', async () => {
  const { root, hints, reasons, hinted } = await watchedFolder(createPlainWatcher);
  mkdirSync(join(root, 'R1', 'evening'));
  renameSync(join(root, 'R1'), join(root, 'R3'));
  mkdirSync(join(root, 'R1'));
  await hinted('R3/known.jpg');
  hints.length = 0;
  writeFileSync(join(root, 'R3', 'evening', 'late.jpg'), 'x');
  await hinted('R3/evening/late.jpg');
  writeFileSync(join(root, 'R1', 'new.jpg'), 'x');
  await hinted('R1/new.jpg');
  expect(reasons).toEqual([]);
});

test('temporary names, the sync client’s own folders and files that are no photos raise no hint', async () => {
  const { root, hints, hinted } = await watchedFolder(createPlainWatcher);
  mkdirSync(join(root, '.tmp.driveupload'));
  for (const name of ['.tmp.driveupload/1.jpg', 'R1/~x.jpg', 'R1/x.tmp', 'R1/x.crdownload', 'R1/x.txt', 'Thumbs.db']) {
    writeFileSync(join(root, name), 'x');
  }
  renameSync(join(root, 'R1', 'x.tmp'), join(root, 'R1', 'x.jpg'));
  await hinted('R1/x.jpg');
  expect(hints.flat()).toEqual(['R1/x.jpg']);
});

test('on a network share the tree is polled instead', async () => {
  const { root, hinted } = await watchedFolder(createPlainWatcher, { polling: true, pollingSeconds: 0.1 });
  writeFileSync(join(root, 'R1', 'new.jpg'), 'new');
  await hinted('R1/new.jpg');
});

test('a thread that can’t be started is told, and the scan goes on alone', async () => {
  const { reasons } = await watchedFolder(createThreadedWatcher(new URL('./nowhere.ts', threadFile)));
  expect(reasons[0]).toContain('Watching the folder failed');
});
