import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { StartFailure } from '#core/contract.ts';
import { type DataFolder, openDataFolder } from '#core/dataFolder/dataFolder.ts';
import { canMountDisks, smallDisk } from '#tests/fixtures/smallDisk.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';

const script = join(import.meta.dirname, 'holdDataFolder.ts');

async function opened(path: string): Promise<DataFolder> {
  const result = await openDataFolder(path);
  if (!result.ok) throw new Error(result.failure.message);
  onTestFinished(() => result.dataFolder.close());
  return result.dataFolder;
}

async function refused(path: string): Promise<StartFailure> {
  const result = await openDataFolder(path);
  if (result.ok) throw new Error('The data folder was opened.');
  return result.failure;
}

/** Another process that holds the folder; `kill` resolves when it is gone. */
async function otherProcess(path: string): Promise<{ said: string; kill(): Promise<void> }> {
  const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const said = await new Promise<string>((resolve) =>
    child.stdout.once('data', (text) => resolve(String(text).trim())),
  );
  const kill = () => {
    child.kill('SIGKILL');
    return gone;
  };
  onTestFinished(kill);
  return { said, kill };
}

test('a new data folder is made with all its parts and an id for its desk', async () => {
  const path = join(temporaryFolder(), 'deep', 'data');
  const { desk, paths } = await opened(path);
  expect(desk).toMatch(/^[0-9a-f-]{36}$/);
  for (const part of [paths.thumbnails, paths.previews, paths.manifests, paths.uploads, paths.logs]) {
    expect(statSync(part).isDirectory()).toBe(true);
  }
  expect(paths.ledger).toBe(join(path, 'ledger.db'));
  expect(existsSync(paths.ledger)).toBe(false);
});

test('a desk keeps its id', async () => {
  const path = temporaryFolder();
  const first = await opened(path);
  first.close();
  expect((await opened(path)).desk).toBe(first.desk);
});

test('a second process is kept out and says so; it gets in when the first one is closed', async () => {
  const path = temporaryFolder();
  const holder = await opened(path);
  expect((await otherProcess(path)).said).toBe('data-folder-in-use');
  const failure = await refused(path);
  expect(failure.code).toBe('data-folder-in-use');
  expect(failure.message).toContain('already running');
  holder.close();
  expect((await otherProcess(path)).said).toBe('open');
});

test('a process that was killed leaves no lock behind', async () => {
  const path = temporaryFolder();
  const holder = await otherProcess(path);
  expect(holder.said).toBe('open');
  expect((await refused(path)).code).toBe('data-folder-in-use');
  await holder.kill();
  await opened(path);
});

test('a lock file that something wrote over is made anew', async () => {
  const path = temporaryFolder();
  writeFileSync(join(path, 'lock.db'), 'This is no database, but a text. '.repeat(100));
  await opened(path);
  expect((await refused(path)).code).toBe('data-folder-in-use');
});

test('a data folder from a newer version is refused in words, and not touched', async () => {
  const path = temporaryFolder();
  const mark = '{"porchlightDataFolder": 2, "desk": 7}';
  writeFileSync(join(path, 'data-folder.json'), mark);
  const failure = await refused(path);
  expect(failure).toEqual({ code: 'data-folder-too-new', message: expect.stringContaining('Update Porchlight') });
  expect(readFileSync(join(path, 'data-folder.json'), 'utf8')).toBe(mark);
  expect(existsSync(join(path, 'cache'))).toBe(false);
});

test.each(['', '{', '{"porchlightDataFolder": "one"}', '{"porchlightDataFolder": 1, "desk": "mine"}'])(
  'a damaged mark (%j) is told and not written over: the desk’s id would be lost',
  async (mark) => {
    const path = temporaryFolder();
    writeFileSync(join(path, 'data-folder.json'), mark);
    expect((await refused(path)).code).toBe('data-folder-unusable');
    expect(readFileSync(join(path, 'data-folder.json'), 'utf8')).toBe(mark);
    // And it lets go of the folder.
    expect((await refused(path)).code).toBe('data-folder-unusable');
  },
);

test('a file in the data folder’s place is told in words', async () => {
  const path = join(temporaryFolder(), 'file');
  writeFileSync(path, 'x');
  expect(await refused(path)).toEqual({
    code: 'data-folder-unusable',
    message: expect.stringContaining('there is a file in its place'),
  });
  expect((await refused(join(path, 'below'))).message).toContain('there is a file in its place');
});

test.skipIf(process.platform === 'win32')('a folder that this user may not write in is told in words', () => {
  const path = join(temporaryFolder(), 'data');
  mkdirSync(path);
  chmodSync(join(path, '..'), 0o755);
  chmodSync(path, 0o555);
  // The all-mighty user is stopped by no permission, so "nobody" tries.
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  expect(execFileSync(process.execPath, [script, path], { encoding: 'utf8', ...nobody })).toBe(
    'data-folder-unusable\n',
  );
});

test.skipIf(!canMountDisks)('on a full disk a new data folder is refused in words', async () => {
  const disk = smallDisk(64);
  const path = join(disk.folder, 'data');
  mkdirSync(path);
  writeFileSync(join(path, 'lock.db'), '');
  disk.fill();
  expect((await refused(path)).message).toContain('the disk is full');
  disk.makeRoom();
  (await opened(path)).close();
});
