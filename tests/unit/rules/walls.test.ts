/** Who may import whom (docs/design): for each wall a violation is planted, and Biome must refuse it with our words. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');

const walls: Array<[file: string, module: string, words: string]> = [
  ['src/shared/planted.ts', 'node:fs', 'imports zod only'],
  ['src/shared/planted.ts', '#core/contract.ts', 'imports zod only'],
  ['src/shared/planted.ts', 'react', 'imports zod only'],
  ['src/pack/planted.ts', 'node:crypto', 'checked in a page'],
  ['src/pack/planted.ts', '#core/ledger/chain.ts', 'checked in a page'],
  ['src/pack/planted.ts', 'react', 'checked in a page'],
  ['src/verifyPage/planted.ts', 'node:crypto', 'stands alone'],
  ['src/verifyPage/planted.ts', '#ui/words.ts', 'stands alone'],
  ['src/main/core/domain/planted.ts', 'node:path', 'Rules are pure'],
  ['src/main/core/domain/planted.ts', 'better-sqlite3', 'Rules are pure'],
  ['src/main/core/domain/matching/planted.ts', '#core/index/openIndex.ts', 'Rules are pure'],
  ['src/main/core/folder/planted.ts', 'electron', 'Only src/main/electron and src/preload know Electron'],
  ['src/main/core/imaging/planted.ts', 'electron', 'Only src/main/electron and src/preload know Electron'],
  ['src/main/core/ledger/planted.ts', 'electron', 'Only src/main/electron and src/preload know Electron'],
  ['src/main/core/api/planted.ts', 'electron-log/main', 'Only src/main/electron and src/preload know Electron'],
  ['src/main/core/api/planted.ts', '#ui/words.ts', 'the core never imports a screen'],
  ['src/main/core/createCore.ts', '#app/client.ts', 'the core never imports a screen'],
  ['src/main/core/createCore.ts', '#main/nodeHost.ts', 'The core knows no host'],
  ['src/main/core/folder/planted.ts', 'sharp', 'child processes only'],
  ['src/main/core/index/planted.ts', 'sharp', 'child processes only'],
  ['src/main/core/api/planted.ts', 'libheif-js', 'child processes only'],
  ['src/main/core/manifests/planted.ts', 'better-sqlite3', 'Databases are opened in'],
  ['src/main/core/imaging/planted.ts', 'better-sqlite3', 'Databases are opened in'],
  ['src/main/core/api/planted.ts', '#tests/fixtures/until.ts', 'imports a test’s part'],
  ['src/main/electron/planted.ts', '#core/index/openIndex.ts', 'The Electron shell stays thin'],
  ['src/main/electron/planted.ts', '#core/createCore.ts', 'The Electron shell stays thin'],
  ['src/main/electron/planted.ts', 'better-sqlite3', 'The Electron shell stays thin'],
  ['src/main/browser.ts', 'electron', 'Only src/main/electron and src/preload know Electron'],
  ['src/main/report.ts', '#ui/words.ts', 'the core never imports a screen'],
  ['src/main/report.ts', 'sharp', 'child processes only'],
  ['src/main/sample/planted.ts', 'electron', 'Only src/main/electron and src/preload know Electron'],
  ['src/preload/planted.ts', 'zod', 'The preload runs sandboxed'],
  ['src/preload/planted.ts', '#shared/settings.ts', 'The preload runs sandboxed'],
  ['src/preload/planted.ts', 'node:path', 'The preload runs sandboxed'],
  ['src/renderer/features/day/planted.tsx', '#features/settings/SettingsPage.tsx', 'A feature never imports another'],
  ['src/renderer/features/day/planted.tsx', 'node:fs', 'has no Node'],
  ['src/renderer/features/day/planted.tsx', 'fs', 'Node'],
  ['src/renderer/features/day/planted.tsx', '#core/contract.ts', 'A page asks through the API'],
  ['src/renderer/app/planted.ts', '#main/nodeHost.ts', 'A page asks through the API'],
  ['src/renderer/app/planted.ts', 'electron', 'Only src/main/electron and src/preload know Electron'],
  ['src/renderer/ui/planted.tsx', '#features/day/DayPage.tsx', 'ui knows no feature'],
  ['src/renderer/ui/planted.tsx', '#app/client.ts', 'ui knows no feature'],
  ['src/renderer/ui/planted.tsx', 'hono', 'a page asks through the API'],
  ...[
    'src/main/core/api/planted.ts',
    'src/main/core/index/planted.ts',
    'src/main/core/imaging/planted.ts',
    'src/main/planted.ts',
    'src/main/sample/planted.ts',
    'src/renderer/app/planted.tsx',
    'src/renderer/ui/planted.tsx',
    'src/renderer/features/day/planted.tsx',
    'tests/unit/planted.test.ts',
    'tools/planted.ts',
  ].map((file): [string, string, string] => [file, '../elsewhere.ts', 'No way up']),
];

test.each(walls)('%s may not import %s', (file, module, words) => {
  expect(complaintsAbout(file, importOf(module))).toContain(words);
});

const doors: Array<[file: string, module: string]> = [
  ['src/shared/planted.ts', 'zod'],
  ['src/pack/planted.ts', '#shared/ids.ts'],
  ['src/pack/planted.ts', '@noble/hashes/sha2.js'],
  ['src/verifyPage/planted.ts', '#pack/verifyPack.ts'],
  ['src/main/core/exports/planted.ts', '#pack/format.ts'],
  ['src/main/core/domain/planted.ts', '#shared/words.ts'],
  ['src/main/core/domain/planted.ts', 'temporal-polyfill'],
  ['src/main/core/imaging/planted.ts', 'sharp'],
  ['src/main/core/index/planted.ts', 'better-sqlite3'],
  ['src/main/core/folder/planted.ts', 'node:fs/promises'],
  ['src/main/electron/planted.ts', 'electron'],
  ['src/main/electron/planted.ts', '#core/contract.ts'],
  ['src/preload/planted.ts', 'electron'],
  ['src/renderer/features/day/planted.tsx', '#ui/words.ts'],
  ['src/renderer/features/day/planted.tsx', './DayPage.tsx'],
  ['src/renderer/app/planted.tsx', '#features/day/DayPage.tsx'],
];

test.each(doors)('%s may import %s', (file, module) => {
  expect(complaintsAbout(file, importOf(module))).toBe('');
});

/** Other ways to write an import. */
const disguises = [
  "export type { Planted } from 'electron';\n",
  "export const planted = await import('electron');\n",
  "import 'electron';\n",
];

test.each(disguises)('no wall lets %j through', (content) => {
  expect(complaintsAbout('src/main/core/api/planted.ts', content)).toContain('know Electron');
});

function importOf(module: string): string {
  return `import { planted } from '${module}';\nexport { planted };\n`;
}

const rulesOfWalls = new Set(['lint/style/noRestrictedImports', 'lint/correctness/noNodejsModules']);

/** Every planting in one run over a copy of nothing but the rules: a Biome process per wall would take half a minute. */
let folder: string;
let complaints: Map<string, string>;

/** Each planting gets a name of its own, so that two in one room don't overwrite each other. */
function placeOf(file: string, content: string): string {
  const number = plantings.findIndex(([a, b]) => a === file && b === content);
  return join(dirname(file), file.endsWith('.tsx') ? `planted${number}.tsx` : `planted${number}.ts`).replaceAll(
    '\\',
    '/',
  );
}

const plantings: Array<[file: string, content: string]> = [
  ...[...walls, ...doors].map(([file, module]): [string, string] => [file, importOf(module)]),
  ...disguises.map((content): [string, string] => ['src/main/core/api/planted.ts', content]),
];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'porchlight-walls-'));
  const { $schema: _, vcs: __, ...rules } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  writeFileSync(join(folder, 'biome.json'), JSON.stringify(rules));
  for (const [file, content] of plantings) {
    const path = join(folder, placeOf(file, content));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  const run = spawnSync(process.execPath, [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'], {
    cwd: folder,
    encoding: 'utf8',
  });
  complaints = new Map();
  for (const { category, location, message } of (JSON.parse(run.stdout) as BiomeReport).diagnostics) {
    if (!rulesOfWalls.has(category)) continue;
    complaints.set(location.path, `${complaints.get(location.path) ?? ''}${message}\n`);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface BiomeReport {
  diagnostics: Array<{ category: string; location: { path: string }; message: string }>;
}

/** What Biome says about this content at this place; empty when it has nothing against it. */
function complaintsAbout(file: string, content: string): string {
  return complaints.get(placeOf(file, content)) ?? '';
}
