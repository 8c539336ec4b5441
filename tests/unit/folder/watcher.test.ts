import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { OpenEventSource, SourceEvent } from '#core/folder/eventSource.ts';
import { type WatcherTimes, watcherOn } from '#core/folder/watcher.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { until } from '#tests/fixtures/until.ts';

const shortTimes: WatcherTimes = { collect: 5, restart: 1, forgive: 600_000, rootLook: 10 };

/** A watcher on a real folder whose events the test makes. */
function watched({ isReady = true, times = shortTimes } = {}) {
  const root = join(temporaryFolder(), 'depot');
  mkdirSync(root);
  const hints: string[][] = [];
  const reasons: string[] = [];
  const sources: Array<{ tell: (event: SourceEvent) => void; isClosed: boolean }> = [];
  const openSource: OpenEventSource = (_root, _options, tell) => {
    const source = { tell, isClosed: false };
    sources.push(source);
    if (isReady) queueMicrotask(() => tell({ kind: 'ready' }));
    return {
      async close() {
        source.isClosed = true;
      },
    };
  };
  const watcher = watcherOn(openSource, root, { polling: false, pollingSeconds: 10 }, times);
  watcher.onHint((paths) => hints.push(paths));
  watcher.onDistrust((reason) => reasons.push(reason));
  onTestFinished(() => watcher.close());
  const tell = (event: SourceEvent) => sources.at(-1)?.tell(event);
  const change = (path: string, gone = false) => tell({ kind: 'path', path, gone });
  return { root, watcher, hints, reasons, sources, tell, change };
}

test('a file that changes many times in a moment is one hint', async () => {
  const { watcher, hints, change } = watched();
  await watcher.start();
  for (let times = 0; times < 50; times += 1) change('R1/a.jpg');
  change('R1/b.jpg');
  await until('a hint came', () => hints.length > 0);
  expect(hints).toEqual([['R1/a.jpg', 'R1/b.jpg']]);
});

test('a burst of 1,200 files comes in hints of at most 500', async () => {
  const { watcher, hints, change } = watched();
  await watcher.start();
  for (let file = 0; file < 1_200; file += 1) change(`${file}.jpg`);
  await until('all hints came', () => hints.flat().length === 1_200);
  expect(hints.map((paths) => paths.length)).toEqual([500, 500, 200]);
});

test('when the folder vanishes, none of its files is hinted at as deleted, and its return is told', async () => {
  const { root, watcher, hints, reasons, sources, change } = watched();
  await watcher.start();
  renameSync(root, `${root}-away`);
  for (let file = 0; file < 100; file += 1) change(`${file}.jpg`, true);
  await until('the loss was told', () => reasons.length === 1);
  expect(hints).toEqual([]);
  expect(sources[0]?.isClosed).toBe(true);

  renameSync(`${root}-away`, root);
  await until('the return was told', () => reasons.length === 2);
  expect(reasons).toEqual(['The folder can’t be reached.', 'The folder is back.']);
});

test('a folder that vanishes without any event is noticed all the same', async () => {
  const { root, watcher, reasons } = watched();
  await watcher.start();
  renameSync(root, `${root}-away`);
  await until('the loss was told', () => reasons.includes('The folder can’t be reached.'));
});

test('another folder in the place of the first one, as after a new mount, is watched anew', async () => {
  // The look at the root must fall after both renames.
  const { root, watcher, reasons, sources } = watched({ times: { ...shortTimes, rootLook: 200 } });
  await watcher.start();
  mkdirSync(`${root}-new`);
  renameSync(root, `${root}-old`);
  renameSync(`${root}-new`, root);
  await until('it was told', () => reasons.length > 0);
  await until('a new source was opened', () => sources.length === 2);
  expect(sources[0]?.isClosed).toBe(true);
});

test('a watcher on a folder that is not there says so and starts when it comes', async () => {
  const { root, watcher, reasons, sources } = watched();
  renameSync(root, `${root}-away`);
  await watcher.start();
  expect(reasons).toEqual(['The folder can’t be reached.']);
  expect(sources).toEqual([]);
  renameSync(`${root}-away`, root);
  await until('the return was told', () => reasons.at(-1) === 'The folder is back.');
});

test('a failed watch is started again and the tree walked, as events were lost meanwhile', async () => {
  const { watcher, reasons, sources, tell } = watched();
  await watcher.start();
  tell({ kind: 'error', code: 'EIO', message: 'broken' });
  await until('it was started again', () => reasons.at(-1) === 'Watching the folder was started again.');
  expect(reasons).toHaveLength(2);
  expect(sources).toHaveLength(2);
});

test('after five restarts the watcher gives up and says that the scan goes on', async () => {
  const { watcher, reasons, sources, tell } = watched();
  await watcher.start();
  for (let failure = 1; failure <= 6; failure += 1) {
    await until('a source is open', () => sources.length === failure);
    tell({ kind: 'error', code: 'EIO', message: 'broken' });
  }
  await until('it gave up', () => reasons.at(-1)?.includes('again and again') === true);
  expect(reasons.at(-1)).toContain('at the scan every few minutes');
  expect(sources).toHaveLength(6);
  expect(sources.every((source) => source.isClosed)).toBe(true);
});

test.each([
  ['ENOSPC', 'no more watches'],
  ['EMFILE', 'no more files'],
])('when the system has nothing left to watch with (%s), starting again is not tried', async (code, words) => {
  const { watcher, reasons, sources, tell } = watched({ isReady: false });
  const started = watcher.start();
  await until('a source is open', () => sources.length === 1);
  tell({ kind: 'error', code, message: '' });
  await started;
  expect(reasons).toEqual([expect.stringContaining(words)]);
  expect(sources).toHaveLength(1);
});

test('a closed watcher says nothing more', async () => {
  const { watcher, hints, reasons, change, tell } = watched();
  await watcher.start();
  change('a.jpg');
  await watcher.close();
  change('b.jpg');
  tell({ kind: 'error', code: 'EIO', message: '' });
  await new Promise((resolve) => setTimeout(resolve, shortTimes.collect * 4));
  expect([hints, reasons]).toEqual([[], []]);
});
