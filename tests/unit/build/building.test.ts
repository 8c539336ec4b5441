import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import { build, ensureBuilt } from '#tools/building.ts';

/** Stands in for electron-vite: writes down that it ran and makes the three targets from src/page.ts. */
const builder = `
  const { appendFileSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
  const { join } = require('node:path');
  const out = process.argv[process.argv.indexOf('--outDir') + 1];
  appendFileSync('builds.log', 'built\\n');
  const source = readFileSync('src/page.ts', 'utf8');
  if (source === 'broken') { console.error('page.ts is broken'); process.exit(1); }
  for (const target of ['main', 'preload', 'renderer']) {
    mkdirSync(join(out, target), { recursive: true });
    writeFileSync(join(out, target, 'made'), source);
  }
`;

function project(): string {
  const root = temporaryFolder();
  const files = {
    'src/page.ts': 'one',
    'src/deep/other.ts': 'other',
    'resources/icon.svg': '<svg/>',
    'package.json': '{}',
    'node_modules/electron-vite/bin/electron-vite.js': builder,
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

const buildsOf = (root: string) => readFileSync(join(root, 'builds.log'), 'utf8').trim().split('\n').length;
const madeIn = (root: string) => readFileSync(join(root, 'out', 'main', 'made'), 'utf8');

test('it builds the first time, and not again while nothing changes', async () => {
  const root = project();
  expect(await ensureBuilt(root)).toMatchObject({ ok: true, built: true });
  expect(await ensureBuilt(root)).toEqual({ ok: true, built: false });
  expect(buildsOf(root)).toBe(1);
});

test.each<[string, (root: string) => void]>([
  ['a changed file', (root) => writeFileSync(join(root, 'src/page.ts'), 'two!')],
  ['a new file', (root) => writeFileSync(join(root, 'src/new.ts'), 'new')],
  ['a deleted file', (root) => rmSync(join(root, 'src/deep/other.ts'))],
  ['a file put back to an older version', (root) => utimesSync(join(root, 'src/page.ts'), 1_000, 1_000)],
  ['another set of packages', (root) => writeFileSync(join(root, 'package.json'), '{"dependencies":{}}')],
])('%s means another build', async (_name, change) => {
  const root = project();
  await ensureBuilt(root);
  change(root);
  expect(await ensureBuilt(root)).toMatchObject({ ok: true, built: true });
  expect(madeIn(root)).toBe(readFileSync(join(root, 'src/page.ts'), 'utf8'));
});

test('two that ask at once get one build', async () => {
  const root = project();
  const results = await Promise.all([ensureBuilt(root), ensureBuilt(root)]);
  expect(results.filter((result) => result.ok && result.built)).toHaveLength(1);
  expect(buildsOf(root)).toBe(1);
});

test('the lock of a builder that was killed is taken over', async () => {
  const root = project();
  mkdirSync(join(root, 'out'));
  // No system gives out numbers this high.
  writeFileSync(join(root, 'out', '.lock'), '999999999');
  expect(await ensureBuilt(root)).toMatchObject({ ok: true, built: true });
});

test('a build that fails says why and leaves the one before in place', async () => {
  const root = project();
  await ensureBuilt(root);
  writeFileSync(join(root, 'src/page.ts'), 'broken');
  expect(await ensureBuilt(root)).toEqual({ ok: false, message: expect.stringContaining('page.ts is broken') });
  expect(madeIn(root)).toBe('one');
  writeFileSync(join(root, 'src/page.ts'), 'mended');
  expect(await ensureBuilt(root)).toMatchObject({ ok: true, built: true });
  expect(madeIn(root)).toBe('mended');
});

test('nothing is left lying about', async () => {
  const root = project();
  await build(root);
  await build(root);
  expect(readdirSync(join(root, 'out')).sort()).toEqual(['.built', 'main', 'preload', 'renderer']);
  expect(existsSync(join(root, 'out', '.lock'))).toBe(false);
});
