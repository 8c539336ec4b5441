/** What the build made: the parts that must be there in the one form that works, and what must never be in them. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { homedir } from 'node:os';
import { join, posix, relative } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ensureBuilt, repositoryRoot } from '#tools/building.ts';

const out = join(repositoryRoot, 'out');
const { dependencies } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
};

/** Path below out/ with `/` → content, of everything that ships. */
let files: Map<string, string>;

beforeAll(async () => {
  expect(await ensureBuilt()).toMatchObject({ ok: true });
  files = new Map();
  for (const target of ['main', 'preload', 'renderer']) {
    for (const entry of readdirSync(join(out, target), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      files.set(relative(out, path).replaceAll('\\', '/'), readFileSync(path, 'utf8'));
    }
  }
});

const filesIn = (folder: string) => [...files].filter(([path]) => path.startsWith(`${folder}/`));

/** Modules that a file of out/main imports, statically or not. */
function importsOf(content: string): string[] {
  const found = content.matchAll(/(?:^|[\s;}])(?:from|import)\s*\(?\s*["']([\w@#./:-]+)["']/gm);
  return [...found].map((match) => match[1] ?? '');
}

const staticImportsOf = (content: string): string[] =>
  [...content.matchAll(/^import\s(?:[^"'()]*\sfrom\s+)?["']([^"']+)["']/gm)].map((match) => match[1] ?? '');

const packageOf = (module: string) =>
  module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');

test('every entry that is started by itself is there', () => {
  for (const name of [
    'index',
    'browser',
    'browserHost',
    'report',
    'makeSample',
    'matchingThread',
    'reuseThread',
    'scribeThread',
    'listThread',
    'watcherThread',
    'imagingWorker',
    'personModel',
  ]) {
    expect(files.has(`main/${name}.js`), name).toBe(true);
  }
  for (const name of ['electronImagingWorker', 'electronSampleMaker']) expect(files.has(`main/${name}.js`)).toBe(true);
  expect(files.has('renderer/index.html')).toBe(true);
});

test('the checker of claim packs is one file that may run its own script and style, and ask for nothing', () => {
  const page = files.get('main/verify.html') ?? '';
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
  const hashOf = (tag: string) => {
    const content = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? '';
    expect(content.length).toBeGreaterThan(1000);
    return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
  };
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    `script-src ${hashOf('script')}`,
    `style-src ${hashOf('style')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(page).not.toMatch(/<[^>]*\s(src|href)=/i);
});

test('the preload is one CommonJS file that requires nothing but electron', () => {
  expect(filesIn('preload').map(([path]) => path)).toEqual(['preload/index.cjs']);
  const content = files.get('preload/index.cjs') ?? '';
  const required = [...content.matchAll(/require\(\s*["']([^"']+)["']\s*\)/g)].map((match) => match[1]);
  expect(required).toEqual(['electron']);
  expect(content).not.toMatch(/^\s*(import|export)\s/m);
  expect(content).not.toMatch(/\bimport\(/);
});

test('the main process is ESM, and what it imports is built in, its own, or a dependency that is installed with it', () => {
  const modules = filesIn('main').flatMap(([, content]) => importsOf(content));
  const strangers = modules.filter(
    (module) =>
      !module.startsWith('./') &&
      !module.startsWith('../') &&
      !isBuiltin(module) &&
      module !== 'electron' &&
      !(packageOf(module) in dependencies),
  );
  expect(strangers).toEqual([]);
  for (const native of ['better-sqlite3', 'sharp']) expect(modules).toContain(native);
});

/** Everything that a file of out/main loads at its start, through its chunks. */
function loadedBy(path: string, seen = new Set<string>()): Set<string> {
  seen.add(path);
  for (const module of staticImportsOf(files.get(path) ?? '')) {
    const chunk = module.startsWith('.') ? posix.join(posix.dirname(path), module) : null;
    if (chunk === null) seen.add(module);
    else if (!seen.has(chunk)) loadedBy(chunk, seen);
  }
  return seen;
}

test('a picture worker loads what pictures take and no more: it is started often, and counts its memory', () => {
  const packages = [...loadedBy('main/imagingWorker.js')].filter(
    (module) => !module.startsWith('main/') && !isBuiltin(module),
  );
  expect(packages.sort()).toEqual(['exifreader', 'sharp']);
});

test('native code is outside of the bundles', () => {
  for (const [path, content] of files) {
    expect(path).not.toMatch(/\.(node|wasm)$/);
    expect(content.includes('sqlite3_prepare'), path).toBe(false);
    expect(content.includes('vips_'), path).toBe(false);
  }
});

test('only the entry of Electron’s host imports electron', () => {
  const importers = filesIn('main').filter(([, content]) =>
    /electron(-updater|-log\/main)?$/m.test(importsOf(content).join('\n')),
  );
  expect(importers.map(([path]) => path)).toEqual(['main/index.js']);
});

test('the page loads its own files only, by relative addresses, and has no script in its HTML', () => {
  const html = files.get('renderer/index.html') ?? '';
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
  expect(html).not.toMatch(/\son\w+=/);
  const addresses = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1] ?? '');
  expect(addresses.length).toBeGreaterThan(1);
  for (const address of addresses) expect(address).toMatch(/^(\.\/|data:,?$)/);
  for (const address of addresses.filter((each) => each.startsWith('./'))) {
    expect(existsSync(join(out, 'renderer', address)), address).toBe(true);
  }
});

test('no style or script of the page fetches from the network', () => {
  for (const [path, content] of filesIn('renderer')) {
    if (path.endsWith('.css')) expect(content, path).not.toMatch(/url\(["']?(https?:)?\/\/|@import/);
    if (path.endsWith('.js')) {
      expect(content, path).not.toMatch(
        /(?:fetch|import|importScripts|EventSource|WebSocket)\(\s*["'`](?:https?:|wss?:)?\/\//,
      );
      expect(content, path).not.toMatch(/(?:cdn\.jsdelivr|unpkg|fonts\.googleapis|googletagmanager|fastly)\./);
    }
  }
});

test('nothing tells where it was built, and nothing secret is in it', () => {
  const places = [repositoryRoot, `${homedir()}/`];
  for (const [path, content] of files) {
    expect(path).not.toMatch(/\.map$/);
    for (const place of places) expect(content.includes(place), `${path} holds ${place}`).toBe(false);
    expect(content, path).not.toMatch(/sourceMappingURL=(?!data:)/);
    // The first line alone of a key is no secret: the core writes keys.
    expect(content, path).not.toMatch(
      /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\\n|\s)*[A-Za-z0-9+/]{16}|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|npm_[A-Za-z0-9]{36}/,
    );
  }
});

test('asking again builds nothing', async () => {
  expect(await ensureBuilt()).toEqual({ ok: true, built: false });
});
