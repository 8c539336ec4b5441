import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeQuality } from '#core/domain/quality.ts';
import { readPicture } from '#core/imaging/readPicture.ts';
import { readManifest } from '#core/manifests/readManifest.ts';
import { makeSample } from '#main/sample/makeSample.ts';
import { type Truth, truthSchema } from '#main/sample/truth.ts';
import { defaultSettings } from '#shared/settings.ts';

let place: string;
let truth: Truth;
let folder: string;

const options = { routes: 6, stops: 14, seed: 5, date: '2026-11-21' } as const;
/** For what has to be drawn several times over: of each kind of file there are some all the same. */
const few = { ...options, routes: 2, stops: 8 } as const;
const command = fileURLToPath(import.meta.resolve('#main/makeSample.ts'));
const run = (...args: string[]) => promisify(execFile)(process.execPath, [command, ...args]);

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'porchlight-sample-'));
  const made = await makeSample({ out: join(place, 'one'), ...options });
  if (!made.ok) throw new Error(made.message);
  folder = made.folder;
  truth = truthSchema.parse(JSON.parse(await readFile(made.truthFile, 'utf8')));
});
afterAll(() => rm(place, { recursive: true, force: true }));

async function fingerprints(root: string): Promise<Record<string, string>> {
  const names = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const pairs = await Promise.all(
    names.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      return [
        path.slice(root.length),
        createHash('sha256')
          .update(await readFile(path))
          .digest('hex'),
      ] as const;
    }),
  );
  return Object.fromEntries(pairs.sort());
}

describe('a sample depot on disk', () => {
  test('the same options give the same bytes', async () => {
    for (const out of ['few', 'few again']) {
      expect(await makeSample({ out: join(place, out), ...few })).toMatchObject({ ok: true });
    }
    expect(await fingerprints(join(place, 'few again'))).toEqual(await fingerprints(join(place, 'few')));
  });

  test('earlier days leave tonight’s files as they are, and their good pictures are sharp and large enough', async () => {
    const made = await makeSample({ out: join(place, 'with history'), ...few, history: 2 });
    if (!made.ok) throw new Error(made.message);
    const [tonight, all] = [await fingerprints(join(place, 'few')), await fingerprints(join(place, 'with history'))];
    expect(all).toMatchObject(tonight);
    const earlier = Object.keys(all).filter((name) => !(name in tonight) && /\.jpe?g$/i.test(name));
    expect(made.history).toMatchObject({ days: 2, photoFiles: earlier.length });
    const { quality, limits } = defaultSettings;
    const reads = await Promise.all(
      earlier.map((name) =>
        readPicture({
          path: join(place, 'with history', name),
          thumbnailDirectory: join(place, 'thumbnails'),
          limits,
        }),
      ),
    );
    const facts = reads.map((read) => (read.ok ? read.facts : null));
    expect(facts).not.toContain(null);
    for (const one of facts) {
      expect(Math.min(one?.width ?? 0, one?.height ?? 0)).toBeGreaterThanOrEqual(Math.max(480, quality.minShortSide));
    }
    const spoilt = facts.filter((one) => !one || judgeQuality(one, quality).flags.length > 0);
    expect(spoilt.length).toBeLessThanOrEqual(2 * 3);
  });

  test('the truth stands beside the folder and knows every photo file in it', async () => {
    expect(await readdir(join(place, 'one'))).toEqual(['folder', 'truth.json']);
    const files = Object.keys(await fingerprints(folder)).filter((name) => /\.jpe?g$/i.test(name));
    expect(files.map((name) => name.slice(1)).sort()).toEqual(truth.photos.map((photo) => photo.file).sort());
    expect(truth.stops).toHaveLength(6 * 14);
  });

  test('good pictures are sharp and well lit, spoilt ones are not', async () => {
    const { quality, limits } = defaultSettings;
    const chosen = truth.photos.filter(
      (photo, at) => (photo.fault === null && at % 6 === 0) || /blurry|too-dark|too-bright/.test(photo.fault ?? ''),
    );
    expect(chosen.length).toBeGreaterThan(8);
    for (const photo of chosen) {
      const path = join(folder, photo.file);
      const read = await readPicture({ path, thumbnailDirectory: join(place, 'thumbnails'), limits });
      if (!read.ok) throw new Error(`${photo.file}: ${read.failure.message}`);
      const { flags } = judgeQuality(read.facts, quality);
      expect(flags, `${photo.file}: ${JSON.stringify(read.facts.quality)}`).toEqual(photo.fault ? [photo.fault] : []);
    }
  });

  test('pictures carry what their phone writes: local time, device, sometimes zone and position', async () => {
    const facts = [];
    for (const photo of truth.photos.filter((one) => one.fault === null)) {
      const path = join(folder, photo.file);
      const read = await readPicture({
        path,
        thumbnailDirectory: join(place, 'thumbnails'),
        limits: defaultSettings.limits,
      });
      if (!read.ok) throw new Error(read.failure.message);
      const local = new Date(Date.parse(photo.takenAt) - 8 * 3_600_000).toISOString().slice(0, 19);
      expect(read.facts.takenLocal?.slice(0, 19)).toBe(local);
      expect(read.facts.device).not.toBeNull();
      expect(read.facts.height).toBeGreaterThan(read.facts.width);
      facts.push(read.facts);
    }
    const withPosition = facts.filter((one) => one.latitude !== null).length / facts.length;
    expect(withPosition).toBeGreaterThan(0.3);
    expect(withPosition).toBeLessThan(0.8);
    expect(new Set(facts.map((one) => one.takenOffset))).toEqual(new Set([null, '-08:00']));
    expect(new Set(facts.map((one) => one.orientation))).toContain(6);
  });

  test('the broken files are broken in the way the truth says', async () => {
    for (const photo of truth.photos) {
      const path = join(folder, photo.file);
      if (photo.fault === 'zero-byte') expect((await stat(path)).size).toBe(0);
      if (photo.fault === 'online-only') {
        const { size, blocks } = await stat(path);
        expect(size).toBeGreaterThan(0);
        if (process.platform !== 'win32') expect(blocks).toBe(0);
      }
      if (photo.fault === 'text-called-jpg') expect(await readFile(path, 'utf8')).toContain('Upload failed');
    }
    expect(truth.photos.some((photo) => photo.fault === 'zero-byte')).toBe(true);
  });

  test('the manifests can be read, and their bad rows are told', async () => {
    let bad = 0;
    let rows = 0;
    for (const name of await readdir(join(folder, 'Manifests'))) {
      const read = await readManifest(
        join(folder, 'Manifests', name),
        { timeZone: truth.timeZone, profiles: [] },
        {
          rows: (batch) => {
            rows += batch.length;
          },
          patches: () => {},
        },
      );
      if (!read.ok) throw new Error(read.message);
      bad += read.summary.problemsTotal;
    }
    expect(bad).toBeGreaterThanOrEqual(4);
    expect(rows).toBeGreaterThan(6 * 14);
  });
});

describe('the command', () => {
  test('prints one line of JSON where nobody watches', async () => {
    const out = join(place, 'by command');
    const { stdout } = await run(
      '--out',
      out,
      '--routes',
      '1',
      '--stops',
      '3',
      '--faults',
      'none',
      '--date',
      '2026-07-04',
    );
    const result = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect(result).toMatchObject({ ok: true, folder: join(out, 'folder'), timeZone: 'America/Los_Angeles', stops: 3 });
  });

  test('leaves a folder alone that already holds files', async () => {
    const failed = await run('--out', join(place, 'one')).catch((error) => error);
    expect(failed.code).toBe(2);
    expect(failed.stderr).toMatch(/already holds files/);
  });

  test('says in a sentence what is wrong with its arguments or its place', async () => {
    await writeFile(join(place, 'a file'), '');
    for (const args of [
      [],
      ['--out', 'x', '--date', 'today'],
      ['--out', 'x', '--routes', '0'],
      ['--out', 'x', '--history', '-1'],
      ['--what'],
      ['--out', join(place, 'a file')],
    ]) {
      const failed = await run(...args).catch((error) => error);
      expect(failed.code, args.join(' ')).toBe(2);
      expect(failed.stderr.length).toBeGreaterThan(10);
      expect(failed.stderr).not.toMatch(/\n {4}at /);
    }
  });
});
