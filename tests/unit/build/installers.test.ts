/** electron-builder.yml, read and checked by electron-builder's own code: a wrong key would only show when installers are made. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
const requireHere = createRequire(import.meta.url);
const requireOfBuilder = createRequire(requireHere.resolve('electron-builder'));

interface BuilderConfig {
  electronFuses: Record<string, boolean>;
  asar: boolean;
  asarUnpack: string[];
  /** As electron-builder has it after reading: the patterns in their sets. */
  files: { filter: string[] }[];
  npmRebuild: boolean;
  publish: unknown;
  nsis: { deleteAppDataOnUninstall: boolean };
  [platform: string]: unknown;
}
interface Target {
  target: string;
  arch: string[];
}

let config: BuilderConfig;
let isValid: () => Promise<void>;

beforeAll(async () => {
  const configs = requireOfBuilder('app-builder-lib/out/util/config/config');
  const { DebugLogger } = requireOfBuilder('builder-util');
  config = await configs.getConfig(root, join(root, 'electron-builder.yml'), null);
  isValid = () => configs.validateConfiguration(config, new DebugLogger(false));
});

test('electron-builder accepts the configuration', async () => {
  await expect(isValid()).resolves.not.toThrow();
});

test('electron-builder would have refused a wrong key', async () => {
  const { validateConfiguration } = requireOfBuilder('app-builder-lib/out/util/config/config');
  const { DebugLogger } = requireOfBuilder('builder-util');
  await expect(validateConfiguration({ ...config, electronFusses: {} }, new DebugLogger(false))).rejects.toThrow();
});

test('the fuses leave no way to run the program as plain Node, to debug it or to swap its code', () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
    resetAdHocDarwinSignature: true,
  });
});

test('the program is in one archive, with the native libraries beside it', () => {
  expect(config.asar).toBe(true);
  expect(config.asarUnpack).toEqual(expect.arrayContaining(['**/*.node', 'node_modules/@img/**']));
  expect(config.npmRebuild).toBe(false);
});

test.each<[string, Target[]]>([
  ['win', [{ target: 'nsis', arch: ['x64'] }]],
  [
    'mac',
    [
      { target: 'dmg', arch: ['arm64', 'x64'] },
      { target: 'zip', arch: ['arm64', 'x64'] },
    ],
  ],
  ['linux', [{ target: 'AppImage', arch: ['x64'] }]],
])('%s gets its installers', (platform, targets) => {
  expect((config[platform] as { target: Target[] }).target).toEqual(targets);
});

test('on Linux sharp comes as WebAssembly, elsewhere as its native build', () => {
  const filesOf = (platform: string) => JSON.stringify((config[platform] as { files: unknown }).files);
  expect(filesOf('linux')).toContain('!node_modules/@img/sharp-linux*/**');
  expect(filesOf('linux')).not.toContain('sharp-wasm32');
  expect(filesOf('win')).toContain('!node_modules/@img/sharp-wasm32/**');
  expect(filesOf('mac')).toContain('!node_modules/@img/sharp-wasm32/**');
});

/** What electron-builder would take of these packages, by its own filter. */
function shippedFiles(...packages: string[]): string[] {
  const { FileMatcher } = requireOfBuilder('app-builder-lib/out/fileMatcher');
  const leftOut = config.files.flatMap(({ filter }) => filter).filter((pattern) => pattern.startsWith('!'));
  const isTaken = new FileMatcher(root, root, (text: string) => text, ['**/*', ...leftOut]).createFilter();
  return packages.flatMap((name) =>
    readdirSync(join(root, 'node_modules', name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => isTaken(path, statSync(path)))
      .map((path) => relative(join(root, 'node_modules'), path).replaceAll('\\', '/')),
  );
}

test('of the person model and what runs it, just the files that are needed are in the installers', () => {
  const files = shippedFiles('@vladmandic/human', '@tensorflow').filter((file) => /\.(js|json|bin|wasm)$/.test(file));
  const needed = [
    ...['centernet.json', 'centernet.bin', 'blazeface.json', 'blazeface.bin'].map(
      (name) => `@vladmandic/human/models/${name}`,
    ),
    '@tensorflow/tfjs-core/dist/tf-core.node.js',
    '@tensorflow/tfjs-converter/dist/tf-converter.node.js',
    '@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.node.js',
    '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm',
    '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
  ];
  expect(files).toEqual(expect.arrayContaining(needed));
  const bytes = (paths: string[]) =>
    paths.reduce((sum, path) => sum + statSync(join(root, 'node_modules', path)).size, 0);
  expect(bytes(files) - bytes(needed)).toBeLessThan(100_000);
});

test('the words of confirmations and their made-up picture are in the installers', () => {
  const { FileMatcher } = requireOfBuilder('app-builder-lib/out/fileMatcher');
  const patterns = config.files.flatMap(({ filter }) => filter);
  const isTaken = new FileMatcher(root, root, (text: string) => text, patterns).createFilter();
  for (const name of ['confirmation-words/en.json', 'confirmation-words/es.json', 'confirmation-sample.jpg']) {
    const path = join(root, 'resources', name);
    expect(isTaken(path, statSync(path)), name).toBe(true);
  }
});

test('uninstalling leaves the ledger alone, and nothing updates itself from anywhere', () => {
  expect(config.nsis.deleteAppDataOnUninstall).toBe(false);
  expect(config.publish).toBeNull();
});

test('the pictures that the installers and the shell want are there', () => {
  for (const name of ['icon.png', 'drag.png', 'badge.png'])
    expect(existsSync(join(root, 'resources', name))).toBe(true);
  // Width of a PNG: four bytes at 16. electron-builder wants at least 512 for macOS.
  expect(readFileSync(join(root, 'resources', 'icon.png')).readUInt32BE(16)).toBe(1024);
});

test('of the reader of labels, its reader and that one’s WebAssembly are in the installers', () => {
  const files = shippedFiles('zxing-wasm').filter((file) => !file.endsWith('LICENSE'));
  expect(files.sort()).toEqual([
    ...files.filter((file) => file.startsWith('zxing-wasm/dist/es/bindings/')),
    'zxing-wasm/dist/es/reader/index.js',
    'zxing-wasm/dist/es/share.js',
    'zxing-wasm/dist/reader/zxing_reader.wasm',
    'zxing-wasm/package.json',
  ]);
});
