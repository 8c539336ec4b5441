import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { ImagingPool, LabelsResult } from '#core/imaging/contract.ts';
import { forkWorker } from '#core/imaging/forkWorker.ts';
import { imagingPool, limits, testWorkerEntry } from '#tests/fixtures/imaging/imagingPool.ts';
import { labelledPicture } from '#tests/fixtures/labelledPicture.ts';
import { temporaryFolder } from '#tests/fixtures/temporaryFolder.ts';
import type { LabelPlan } from '#tools/calibrate/labelledPictures.ts';

async function readBytes(pool: ImagingPool, bytes: Buffer): Promise<LabelsResult> {
  const path = join(temporaryFolder(), 'picture.jpg');
  writeFileSync(path, bytes);
  return pool.labels({ path, limits }, 'tonight');
}

async function codesIn(pool: ImagingPool, bytes: Buffer) {
  const result = await readBytes(pool, bytes);
  if (!result.ok) throw new Error(result.failure.message);
  return result.codes;
}

test('labels are read as they lie: turned, blurred, in the dark, half in a shadow', async () => {
  const pool = imagingPool({ size: 1 });
  const plans: Partial<LabelPlan>[] = [
    { format: 'Code128', text: 'TBA300000001', angle: 37, light: 'dim', share: 0.45 },
    { format: 'Code128', text: 'TBA300000002', angle: 152, light: 'half in shadow', share: 0.45 },
    { format: 'QRCode', text: 'https://track.example.com/p/TBA300000003', angle: 71, blur: 1.4, share: 0.3 },
    { format: 'DataMatrix', text: 'TBA300000004|90012|R104', angle: 118, light: 'dark', share: 0.25 },
    { format: 'PDF417', text: 'TBA300000005', angle: 20, blur: 0.7, share: 0.6 },
  ];
  for (const plan of plans) {
    const codes = await codesIn(pool, await labelledPicture(plan));
    expect(codes.map(({ format, text }) => ({ format, text }))).toEqual([{ format: plan.format, text: plan.text }]);
  }
});

test('it is told where in the upright picture the label is', async () => {
  const pool = imagingPool({ size: 1 });
  const bytes = await labelledPicture({ format: 'QRCode', text: 'TBA300000001', share: 0.2, across: 0, down: 1 });
  const [upright] = await codesIn(pool, bytes);
  expect(upright?.x).toBeCloseTo(0.03, 1);
  expect((upright?.y ?? 0) + (upright?.height ?? 0)).toBeCloseTo(0.96, 1);
  expect(upright?.width).toBeCloseTo(0.2, 1);
  // The same pixels, stored on their side with a note that says so.
  const [turned] = await codesIn(
    pool,
    await sharp(bytes).rotate(90).withExif({}).withMetadata({ orientation: 8 }).jpeg().toBuffer(),
  );
  expect(turned?.x).toBeCloseTo(upright?.x ?? 0, 1);
  expect(turned?.y).toBeCloseTo(upright?.y ?? 0, 1);
});

test('where there is no label nothing is read, and what is no picture says so', async () => {
  const pool = imagingPool({ size: 1 });
  const wall = await sharp(await labelledPicture({ share: 0.15 }))
    .extract({ left: 0, top: 0, width: 1280, height: 300 })
    .jpeg()
    .toBuffer();
  expect(await codesIn(pool, wall)).toEqual([]);
  expect(
    await codesIn(
      pool,
      await sharp({ create: { width: 40, height: 30, channels: 3, background: 'white' } })
        .jpeg()
        .toBuffer(),
    ),
  ).toEqual([]);
  expect(await readBytes(pool, Buffer.from('no picture at all'))).toMatchObject({
    ok: false,
    failure: { code: 'not-a-picture' },
  });
});

test('of a code that holds a page of text no more is kept than can be shown', async () => {
  const pool = imagingPool({ size: 1 });
  const page = 'Lorem ipsum '.repeat(70);
  const [code] = await codesIn(pool, await labelledPicture({ format: 'QRCode', text: page, share: 0.6 }));
  expect(code?.text).toBe(page.slice(0, 500));
});

test('a picture whose labels take too long is given up, and the next one is read', async () => {
  const pool = imagingPool({ spawnWorker: forkWorker(testWorkerEntry('misbehavingWorker.ts')), size: 1 });
  const folder = temporaryFolder();
  const look = (name: string, seconds: number) => {
    writeFileSync(join(folder, name), 'x');
    return pool.labels({ path: join(folder, name), limits: { ...limits, seconds } }, 'backlog');
  };
  expect(await look('hang.jpg', 0.2)).toMatchObject({ ok: false, failure: { code: 'took-too-long' } });
  expect(await look('crash.jpg', 20)).toMatchObject({
    ok: false,
    failure: { code: 'reader-crashed', mayStillArrive: false },
  });
  expect(await look('fine.jpg', 20)).toMatchObject({ ok: false, failure: { code: 'not-a-picture' } });
});
