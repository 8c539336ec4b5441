import { fork } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { SpawnWorker } from '#core/imaging/contract.ts';
import { forkWorker } from '#core/imaging/forkWorker.ts';
import { ImagingPoolClosed } from '#core/imaging/pool.ts';
import { failureOf, imagingPool, jobFor, testWorkerEntry } from '#tests/fixtures/imaging/imagingPool.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { until } from '#tests/fixtures/until.ts';

const misbehaving = forkWorker(testWorkerEntry('misbehavingWorker.ts'));

function attempts(path: string): string[] {
  return existsSync(`${path}.attempts`) ? readFileSync(`${path}.attempts`, 'utf8').trim().split('\n') : [];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie that its new parent has not collected yet is dead all the same.
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Counts the processes that a pool starts, and knows which of them were given a file to read, in their order. */
function counted(spawnWorker: SpawnWorker) {
  let starts = 0;
  const given: { path: string; pid: number | undefined }[] = [];
  return {
    spawnWorker: () => {
      starts++;
      const worker = spawnWorker();
      return {
        ...worker,
        send(message: unknown) {
          const { job } = message as { job: { path: string } };
          given.push({ path: job.path, pid: worker.pid });
          worker.send(message);
        },
      };
    },
    starts: () => starts,
    given: (path: string) => given.filter((each) => each.path === path).map(({ pid }) => pid),
  };
}

test('a worker that is killed in the middle of a picture is replaced, and the picture is read by the next', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'wait.jpg');
  const reading = imagingPool({ spawnWorker: misbehaving, size: 1 }).read(jobFor(path, folder), 'tonight');
  await until('the first worker is at it', () => attempts(path).length === 1);
  process.kill(Number(attempts(path)[0]), 'SIGKILL');
  await until('another worker is at it', () => attempts(path).length === 2);
  writeFileSync(`${path}.go`, '');
  expect(failureOf(await reading).code).toBe('not-a-picture');
  expect(new Set(attempts(path)).size).toBe(2);
});

test.each(['crash.jpg', 'exit.jpg', 'eat.jpg'])(
  '%s is set aside after the third worker, with a sentence',
  async (name) => {
    const folder = temporaryFolder();
    const path = join(folder, name);
    const pool = imagingPool({ spawnWorker: misbehaving });
    const failure = failureOf(await pool.read(jobFor(path, folder), 'tonight'));
    expect(failure).toEqual({
      code: 'reader-crashed',
      message: 'The picture made the reader crash three times. It was set aside.',
      mayStillArrive: false,
    });
    expect(attempts(path)).toHaveLength(3);
  },
);

test('pictures that wait behind a crashing one are read, once each, and not blamed', async () => {
  const folder = temporaryFolder();
  const pool = imagingPool({ spawnWorker: misbehaving, size: 1 });
  const names = ['a.jpg', 'crash-1.jpg', 'b.jpg', 'c.jpg', 'crash-2.jpg', 'd.jpg'];
  const codes = await Promise.all(
    names.map(async (name) => failureOf(await pool.read(jobFor(join(folder, name), folder), 'tonight')).code),
  );
  expect(codes).toEqual([
    'not-a-picture',
    'reader-crashed',
    'not-a-picture',
    'not-a-picture',
    'reader-crashed',
    'not-a-picture',
  ]);
  for (const name of ['a', 'b', 'c', 'd']) expect(attempts(join(folder, `${name}.jpg`))).toHaveLength(1);
});

test.each(['hang.jpg', 'silent.jpg'])('%s is given up after its seconds, and its worker ended', async (name) => {
  const folder = temporaryFolder();
  const path = join(folder, name);
  const { spawnWorker, given } = counted(misbehaving);
  const pool = imagingPool({ spawnWorker, size: 1 });
  const stuck = pool.read(jobFor(path, folder, { seconds: 0.1 }), 'tonight');
  const next = pool.read(jobFor(join(folder, 'next.jpg'), folder), 'tonight');
  expect(failureOf(await stuck)).toMatchObject({ code: 'took-too-long', mayStillArrive: false });
  expect(failureOf(await next).code).toBe('not-a-picture');
  // Where the machine was busy the worker may have got no further than to be given it.
  expect(given(path)).toHaveLength(1);
  await until('the worker is gone', () => !isAlive(given(path)[0] ?? 0));
});

test('a reader that never starts gives every picture a reason instead of a storm of processes', async () => {
  const folder = temporaryFolder();
  let now = 0;
  const { spawnWorker, starts } = counted(forkWorker(testWorkerEntry('brokenWorker.ts')));
  const pool = imagingPool({ spawnWorker, clock: () => now });
  const read = async (name: string) => failureOf(await pool.read(jobFor(join(folder, name), folder), 'tonight'));
  const failures = await Promise.all(Array.from({ length: 50 }, (_, index) => read(`${index}.jpg`)));
  expect(new Set(failures.map(({ code, mayStillArrive }) => `${code} ${mayStillArrive}`))).toEqual(
    new Set(['reader-crashed true']),
  );
  const startsAtFirst = starts();
  expect(startsAtFirst).toBeLessThanOrEqual(5);

  await read('while-resting.jpg');
  expect(starts()).toBe(startsAtFirst);
  now += 30_001;
  await read('after-the-rest.jpg');
  expect(starts()).toBe(startsAtFirst + 1);
});

test('a start that throws is a reason too', async () => {
  const folder = temporaryFolder();
  const pool = imagingPool({
    spawnWorker: () => {
      throw new Error('EAGAIN');
    },
  });
  expect(failureOf(await pool.read(jobFor(join(folder, 'a.jpg'), folder), 'tonight')).code).toBe('reader-crashed');
});

test('a program that is not there to be started is a reason too', async () => {
  const folder = temporaryFolder();
  const pool = imagingPool({ spawnWorker: forkWorker(join(folder, 'no-such-worker.js')) });
  expect(failureOf(await pool.read(jobFor(join(folder, 'a.jpg'), folder), 'tonight')).code).toBe('reader-crashed');
});

test('workers that die whatever they are given are not started for ever', async () => {
  const folder = temporaryFolder();
  const { spawnWorker, starts } = counted(misbehaving);
  const pool = imagingPool({ spawnWorker, clock: () => 0 });
  const results = await Promise.all(
    Array.from({ length: 40 }, (_, index) => pool.read(jobFor(join(folder, `exit-${index}.jpg`), folder), 'tonight')),
  );
  expect(new Set(results.map((result) => failureOf(result).code))).toEqual(new Set(['reader-crashed']));
  expect(starts()).toBeLessThan(40);
});

test('what is on the screen comes before tonight, and tonight before older days', async () => {
  const folder = temporaryFolder();
  const pool = imagingPool({ spawnWorker: misbehaving, size: 1 });
  const order: string[] = [];
  const read = (name: string, priority: 'screen' | 'tonight' | 'backlog') =>
    pool.read(jobFor(join(folder, name), folder), priority).then(() => order.push(name));
  const gate = join(folder, 'wait.jpg');
  const all = [read('wait.jpg', 'tonight')];
  await until('the worker is at it', () => attempts(gate).length === 1);
  // Held ready at the worker already: it goes first whatever comes.
  all.push(read('held', 'backlog'));
  all.push(read('old-1', 'backlog'), read('tonight-1', 'tonight'), read('old-2', 'backlog'));
  all.push(read('screen-1', 'screen'), read('tonight-2', 'tonight'), read('screen-2', 'screen'));
  writeFileSync(`${gate}.go`, '');
  await Promise.all(all);
  expect(order).toEqual(['wait.jpg', 'held', 'screen-1', 'screen-2', 'tonight-1', 'tonight-2', 'old-1', 'old-2']);
});

test('a worker is replaced after its share of jobs, and when it holds too much memory', async () => {
  const folder = temporaryFolder();
  for (const recycle of [
    { jobs: 5, residentBytes: Number.MAX_SAFE_INTEGER },
    { jobs: 5, residentBytes: 1 },
  ]) {
    const { spawnWorker, starts } = counted(misbehaving);
    const pool = imagingPool({ spawnWorker, size: 1, recycle });
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) => pool.read(jobFor(join(folder, `${index}`), folder), 'tonight')),
    );
    expect(results.every((result) => failureOf(result).code === 'not-a-picture')).toBe(true);
    expect(starts()).toBeGreaterThanOrEqual(3);
    expect(pool.peakMemory()).toBeGreaterThan(10_000_000);
  }
});

test('closing ends every worker and rejects what was waiting', async () => {
  const folder = temporaryFolder();
  const pool = imagingPool({ spawnWorker: misbehaving });
  const paths = ['hang-1.jpg', 'hang-2.jpg'].map((name) => join(folder, name));
  const pending = [
    ...paths,
    join(folder, 'queued-1.jpg'),
    join(folder, 'queued-2.jpg'),
    join(folder, 'queued-3.jpg'),
  ].map((path) => pool.read(jobFor(path, folder), 'tonight').catch((error: unknown) => error));
  await until('both are at it', () => paths.every((path) => attempts(path).length === 1));
  await pool.close();
  for (const outcome of await Promise.all(pending)) expect(outcome).toBeInstanceOf(ImagingPoolClosed);
  for (const path of paths) expect(isAlive(Number(attempts(path)[0]))).toBe(false);
  await expect(pool.read(jobFor('late.jpg', folder), 'screen')).rejects.toBeInstanceOf(ImagingPoolClosed);
  await pool.close();
});

test.each(['hang.jpg', 'silent.jpg'])(
  'no worker outlives its host, killed while the worker was at %s',
  async (name) => {
    const path = join(temporaryFolder(), name);
    const host = fork(testWorkerEntry('poolHost.ts'), [testWorkerEntry('misbehavingWorker.ts'), path], {
      execArgv: [],
      silent: true,
    });
    onTestFinished(() => void host.kill('SIGKILL'));
    await until('the worker is at it', () => attempts(path).length === 1);
    host.kill('SIGKILL');
    await until('the worker is gone', () => !isAlive(Number(attempts(path)[0])));
  },
);
