import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { repositoryRoot } from '#tools/building.ts';

const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, [join(repositoryRoot, 'tools', 'bench', 'bench.ts'), ...args]);

test('scale prints one JSON object with what each query costs at each size', async () => {
  const { stdout } = await run('scale', '--photos', '200,400');
  const { sizes } = JSON.parse(stdout) as { sizes: Array<Record<string, unknown>> };
  expect(sizes).toHaveLength(2);
  for (const size of sizes) {
    expect(size.photos).toBeGreaterThanOrEqual(200);
    expect(size.indexBytesPerPhoto).toBeGreaterThan(100);
    for (const query of ['openDay', 'openRoute', 'search', 'unmatched', 'recomputeRoute']) {
      expect(size[query], query).toEqual({ p50: expect.any(Number), p95: expect.any(Number) });
    }
  }
});

test('a bench that can’t run says why in a sentence', async () => {
  for (const args of [
    [],
    ['speed'],
    ['scale', '--photos', 'many'],
    ['matching', '--truth', 'nowhere.json'],
    ['rescan', '--files', '0'],
    ['ui', '--now'],
  ]) {
    const failed = await run(...args).catch((error) => error);
    expect(failed.code, args.join(' ')).toBe(2);
    expect(failed.stdout).toBe('');
    expect(failed.stderr).not.toMatch(/\n {4}at /);
  }
});
