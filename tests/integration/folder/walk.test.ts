import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { FolderEntry, FolderGap, WalkOptions } from '#core/folder/contract.ts';
import { statEntry } from '#core/folder/statEntry.ts';
import { walkFolder } from '#core/folder/walk.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

/** A folder with these files; each holds its own path. */
function folderWith(...paths: string[]): string {
  const root = join(temporaryFolder(), 'depot');
  mkdirSync(root);
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), path);
  }
  return root;
}

async function walked(root: string, options?: WalkOptions): Promise<{ files: FolderEntry[]; gaps: FolderGap[] }> {
  const walk = walkFolder(root, options);
  const files: FolderEntry[] = [];
  for await (const batch of walk.batches) files.push(...batch);
  return { files, gaps: await walk.gaps };
}

function pathsOf(files: FolderEntry[]): string[] {
  return files.map((file) => file.path).sort();
}

test('every file of the tree is told once with its size and times', async () => {
  const root = folderWith('a.jpg', '2026-11-21/R1/b.heic', '2026-11-21/routes.csv', '2026-11-21/R1/notes.txt');
  utimesSync(join(root, 'a.jpg'), new Date(), new Date('2026-11-21T20:00:00.250Z'));
  const { files, gaps } = await walked(root);
  expect(gaps).toEqual([]);
  expect(files.map(({ path, fileClass }) => [path, fileClass]).sort()).toEqual([
    ['2026-11-21/R1/b.heic', 'photo'],
    ['2026-11-21/R1/notes.txt', 'ignored'],
    ['2026-11-21/routes.csv', 'data'],
    ['a.jpg', 'photo'],
  ]);
  const file = files.find(({ path }) => path === 'a.jpg');
  expect(file).toMatchObject({
    size: 5,
    modifiedAt: Date.parse('2026-11-21T20:00:00.250Z'),
    onlineOnly: false,
    problem: null,
    identity: expect.stringMatching(/^\d+:\d+$/),
  });
  expect(Math.abs((file?.arrivedAt ?? 0) - Date.now())).toBeLessThan(3_600_000);
});

test('the sync client’s own folders are counted and their files never read', async () => {
  const root = folderWith('.tmp.driveupload/1.jpg', '.tmp.drivedownload/deep/2.jpg', 'R1/a.jpg');
  const { files } = await walked(root);
  expect(files.map(({ path, fileClass }) => [path, fileClass]).sort()).toEqual([
    ['.tmp.drivedownload/deep/2.jpg', 'ignored'],
    ['.tmp.driveupload/1.jpg', 'ignored'],
    ['R1/a.jpg', 'photo'],
  ]);
});

test('an empty folder is an empty day, not a problem', async () => {
  expect(await walked(folderWith())).toEqual({ files: [], gaps: [] });
});

test('batches hold at most as many files as asked, and none is lost between them', async () => {
  const paths = Array.from({ length: 1_234 }, (_, number) => `${number % 7}/${number}.jpg`);
  const root = folderWith(...paths);
  const sizes: number[] = [];
  const seen: string[] = [];
  for await (const batch of walkFolder(root, { batch: 100 }).batches) {
    sizes.push(batch.length);
    seen.push(...batch.map(({ path }) => path));
  }
  expect(Math.max(...sizes)).toBe(100);
  expect(sizes.slice(0, -1).every((size) => size === 100)).toBe(true);
  expect(seen.sort()).toEqual(paths.sort());
});

test('names with quotes, emoji, right-to-left letters, line breaks and 255 bytes come through unchanged', async () => {
  const names = [
    `it's "quoted".jpg`,
    '📦🏠.jpg',
    'صورة الباب.jpg',
    'two\nlines.jpg',
    `${'ä'.repeat(125)}a.jpg`,
    '%41\\x.jpg',
  ];
  // Windows does not allow quotes and line breaks.
  const allowed = process.platform === 'win32' ? names.slice(1, 3) : names;
  const root = folderWith(...allowed);
  const { files } = await walked(root);
  expect(pathsOf(files)).toEqual([...allowed].sort());
  expect(files.every(({ problem }) => problem === null)).toBe(true);
});

test('a tree 100 folders deep is walked to its end', async () => {
  const path = `${'d/'.repeat(100)}a.jpg`;
  expect(pathsOf((await walked(folderWith(path))).files)).toEqual([path]);
});

const bytesAreNames = process.platform === 'linux';
if (!bytesAreNames) console.warn('SKIPPED: names that are no UTF-8 can only be made on Linux.');

test.skipIf(!bytesAreNames)('a name that is no UTF-8 is told as such, each such file for itself', async () => {
  const root = folderWith('good.jpg', 'really-\uFFFD.jpg');
  for (const byte of [0xff, 0xfe]) {
    writeFileSync(Buffer.concat([Buffer.from(`${root}/b`), Buffer.from([byte]), Buffer.from('ä.jpg')]), 'x');
  }
  writeFileSync(Buffer.concat([Buffer.from(`${root}/n`), Buffer.from([0xff]), Buffer.from('.txt')]), 'x');
  const { files } = await walked(root);
  expect(files.map(({ path, fileClass, problem }) => [path, fileClass, problem?.code ?? null]).sort()).toEqual([
    ['b\uFFFDfeä.jpg', 'photo', 'name-not-utf8'],
    ['b\uFFFDffä.jpg', 'photo', 'name-not-utf8'],
    ['good.jpg', 'photo', null],
    ['n\uFFFDff.txt', 'ignored', null],
    ['really-\uFFFD.jpg', 'photo', null],
  ]);
});

test.skipIf(!bytesAreNames)('photos in a folder whose name is no UTF-8 are accounted for', async () => {
  const root = folderWith('a.jpg');
  const folder = Buffer.concat([Buffer.from(`${root}/R`), Buffer.from([0xe9]), Buffer.from('/sub')]);
  mkdirSync(folder, { recursive: true });
  writeFileSync(Buffer.concat([folder, Buffer.from('/b.jpg')]), 'x');
  const { files, gaps } = await walked(root);
  expect(gaps).toEqual([]);
  expect(files.map(({ path, problem }) => [path, problem?.code ?? null]).sort()).toEqual([
    ['R\uFFFDe9/sub/b.jpg', 'name-not-utf8'],
    ['a.jpg', null],
  ]);
});

test('a link to a photo in the folder is one more file; links that lead out, round in circles or nowhere are not followed', async () => {
  const root = folderWith('R1/a.jpg');
  const outside = folderWith('secret.jpg', 'more/b.jpg');
  symlinkSync(join(root, 'R1/a.jpg'), join(root, 'inside.jpg'));
  symlinkSync(join(outside, 'secret.jpg'), join(root, 'outside.jpg'));
  symlinkSync(join(outside, 'more'), join(root, 'more'));
  symlinkSync(root, join(root, 'R1', 'round'));
  symlinkSync(join(root, 'nowhere'), join(root, 'nowhere.jpg'));
  symlinkSync('self.jpg', join(root, 'self.jpg'));
  const { files, gaps } = await walked(root);
  expect(gaps).toEqual([]);
  expect(files.map(({ path, fileClass }) => [path, fileClass]).sort()).toEqual([
    ['R1/a.jpg', 'photo'],
    ['inside.jpg', 'photo'],
    ['nowhere.jpg', 'ignored'],
    ['outside.jpg', 'ignored'],
    ['self.jpg', 'ignored'],
  ]);
  expect(files.find(({ path }) => path === 'inside.jpg')).toMatchObject({ size: 8, identity: null });
});

test('a folder that is itself reached by a link is walked', async () => {
  const root = folderWith('a.jpg');
  symlinkSync(root, `${root}-link`);
  expect(pathsOf((await walked(`${root}-link`)).files)).toEqual(['a.jpg']);
});

test('a file moved to another name keeps its identity, and so is known again', async () => {
  const root = folderWith('R1/a.jpg');
  const before = (await walked(root)).files[0];
  mkdirSync(join(root, 'R2'));
  renameSync(join(root, 'R1/a.jpg'), join(root, 'R2/b.jpg'));
  const after = (await walked(root)).files[0];
  expect(after).toEqual({ ...before, path: 'R2/b.jpg' });
});

test('a file whose bytes are in the cloud is known by its blocks, without opening it', async () => {
  const root = folderWith('here.jpg', 'R1/.IMG_1.HEIC.icloud', 'empty.jpg');
  truncateSync(join(root, 'empty.jpg'));
  writeFileSync(join(root, 'elsewhere.jpg'), '');
  truncateSync(join(root, 'elsewhere.jpg'), 3_000_000);
  const { files } = await walked(root);
  expect(files.map(({ path, fileClass, onlineOnly }) => [path, fileClass, onlineOnly]).sort()).toEqual([
    ['R1/.IMG_1.HEIC.icloud', 'placeholder', true],
    ['elsewhere.jpg', 'photo', true],
    ['empty.jpg', 'photo', false],
    ['here.jpg', 'photo', false],
  ]);
});

test('a folder called .jpg is walked as a folder, and told only when it is empty', async () => {
  const root = folderWith('photos.jpg/a.jpg');
  mkdirSync(join(root, 'R1/empty.jpg'), { recursive: true });
  mkdirSync(join(root, 'R1/empty'));
  const { files } = await walked(root);
  expect(files.map(({ path, problem }) => [path, problem?.code ?? null]).sort()).toEqual([
    ['R1/empty.jpg', 'is-a-folder'],
    ['photos.jpg/a.jpg', null],
  ]);
});

test.skipIf(process.platform === 'win32')('a pipe called .jpg is told and never opened', async () => {
  const root = folderWith('a.jpg');
  execFileSync('mkfifo', [join(root, 'pipe.jpg'), join(root, 'pipe.log')]);
  const { files } = await walked(root);
  expect(files.map(({ path, fileClass, problem }) => [path, fileClass, problem?.code ?? null]).sort()).toEqual([
    ['a.jpg', 'photo', null],
    ['pipe.jpg', 'photo', 'read-failed'],
    ['pipe.log', 'ignored', null],
  ]);
});

test.skipIf(process.platform === 'win32')(
  'a folder that is closed to us is a gap, and a file that can’t be looked at a problem; the rest is read',
  () => {
    const root = folderWith('a.jpg', 'closed/b.jpg', 'listed/c.jpg');
    chmodSync(dirname(root), 0o755);
    chmodSync(join(root, 'closed'), 0o000);
    // May be listed, but not entered.
    chmodSync(join(root, 'listed'), 0o444);
    // The all-mighty user is stopped by no permission, so the walk runs as "nobody".
    const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const script = join(import.meta.dirname, 'printWalk.ts');
    const printed = execFileSync(process.execPath, [script, root], { encoding: 'utf8', ...nobody });
    chmodSync(join(root, 'closed'), 0o755);
    chmodSync(join(root, 'listed'), 0o755);
    const { files, gaps } = JSON.parse(printed);
    expect(files).toContainEqual({ path: 'a.jpg', problem: null });
    expect(files).toContainEqual({ path: 'listed/c.jpg', problem: 'permission-denied' });
    expect(files).toHaveLength(2);
    expect(gaps).toEqual([{ path: 'closed', message: expect.stringContaining('nothing in it is taken to be gone') }]);
  },
);

test('a folder that is not there says nothing about its files: the root is a gap', async () => {
  const { files, gaps } = await walked(join(temporaryFolder(), 'nowhere'));
  expect(files).toEqual([]);
  expect(gaps.map(({ path }) => path)).toEqual(['']);
});

test('a folder that goes away during the walk is a gap, so that no photo is called gone', async () => {
  const root = folderWith(...Array.from({ length: 40 }, (_, number) => `R${number}/a.jpg`));
  const walk = walkFolder(root, { batch: 1 });
  for await (const _batch of walk.batches) rmSync(root, { recursive: true, force: true });
  expect((await walk.gaps).map(({ path }) => path)).toContain('');
});

test('a walk that is stopped half-way says so, whether by a signal or by its reader', async () => {
  const root = folderWith(...Array.from({ length: 40 }, (_, number) => `R${number}/a.jpg`));
  const stop = new AbortController();
  const aborted = walkFolder(root, { batch: 1, signal: stop.signal });
  await expect(async () => {
    for await (const _batch of aborted.batches) stop.abort();
  }).rejects.toThrow(/abort/);
  expect((await aborted.gaps).map(({ path }) => path)).toEqual(['']);

  const left = walkFolder(root, { batch: 1 });
  for await (const _batch of left.batches) break;
  expect((await left.gaps).map(({ path }) => path)).toEqual(['']);
});

test('a single look at a path says what the walk says', async () => {
  const root = folderWith('R1/a.jpg', 'b.csv', 'c.txt', '.tmp.driveupload/d.jpg', '.e.heic.icloud');
  symlinkSync(join(root, 'R1/a.jpg'), join(root, 'link.jpg'));
  linkSync(join(root, 'R1/a.jpg'), join(root, 'second-name.jpg'));
  mkdirSync(join(root, 'empty.jpg'));
  const { files } = await walked(root);
  expect(files).toHaveLength(8);
  for (const file of files) expect(await statEntry(root, file.path)).toEqual(file);
});

test('a look at a path that is gone, a folder, or outside the root finds no file', async () => {
  const root = folderWith('R1/a.jpg', 'photos.jpg/b.jpg');
  const outside = folderWith('secret.jpg');
  symlinkSync(outside, join(root, 'out'));
  for (const path of [
    'gone.jpg',
    'gone/a.jpg',
    'R1',
    'photos.jpg',
    'R1/a.jpg/b.jpg',
    '../depot/R1/a.jpg',
    '',
    'R1//a.jpg',
    'out/secret.jpg',
  ]) {
    expect([path, await statEntry(root, path)]).toEqual([path, null]);
  }
});
