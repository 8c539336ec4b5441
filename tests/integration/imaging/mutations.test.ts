import { join } from 'node:path';
import { expect, test } from 'vitest';
import { imagingPool, jobFor } from '#tests/fixtures/imaging/imagingPool.ts';
import { hasSharedData, sharedFile } from '#tests/fixtures/sharedData.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { mutations } from '#tools/mutate/mutations.ts';
import { readOriginals } from '#tools/mutate/originals.ts';
import { runMutations } from '#tools/mutate/runMutations.ts';

test.skipIf(!hasSharedData)(
  'each of 99 broken pictures gets a thumbnail or a reason that is so, and the next whole one is read',
  async () => {
    const folder = temporaryFolder();
    const originals = await readOriginals(sharedFile('photos'), { withLarge: false });
    const { files, workerDeaths, timeOuts } = await runMutations({
      ...{ originals, count: originals.length * mutations.length, seed: 4, folder, processes: 2 },
    });
    expect(files).toHaveLength(99);
    expect(new Set(files.map(({ format, mutation }) => `${format} ${mutation}`)).size).toBeGreaterThan(60);
    expect(files.filter(({ isLost }) => isLost)).toEqual([]);
    expect(files.filter(({ isToldWrongly }) => isToldWrongly)).toEqual([]);
    expect({ workerDeaths, timeOuts }).toEqual({ workerDeaths: 0, timeOuts: 0 });
    // Each kind of end occurs, else the mutations say nothing.
    const outcomes = new Set(files.map(({ outcome }) => outcome));
    expect([...outcomes]).toEqual(expect.arrayContaining(['thumbnail', 'truncated', 'damaged-picture']));

    const whole = jobFor(sharedFile('photos', 'gps/DSCN0012.jpg'), join(folder, 'thumbnails'));
    expect((await imagingPool({ size: 1 }).read(whole, 'screen')).ok).toBe(true);
  },
);
