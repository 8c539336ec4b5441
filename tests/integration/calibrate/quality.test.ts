/** A small part of `npm run calibrate -- quality`; the whole of it takes minutes. */
import { expect, test } from 'vitest';
import { hasSharedData, sharedFile } from '#tests/fixtures/sharedData.ts';
import { interval, judge, truthOf } from '#tools/calibrate/quality.ts';
import { flatScenes, scenesOf } from '#tools/calibrate/scenes.ts';
import { spoilings, untouched } from '#tools/calibrate/spoiling.ts';

const strong = spoilings.filter(
  ({ kind, strength }) =>
    strength === '0.5 %' ||
    strength === '-5' ||
    strength === '+5' ||
    /^(JPEG|grainy) 1[56]/.test(`${kind} ${strength}`),
);

test.skipIf(!hasSharedData)('real pictures are judged by what was done to them, and good ones not at all', async () => {
  const files = ['phones/Apple-iPhone-4.jpg', 'gps/DSCN0010.jpg', 'gps/DSCN0038.jpg'];
  const scenes = (await Promise.all(files.map((file) => scenesOf(sharedFile('photos', file))))).flatMap(
    (all) => all ?? [],
  );
  const judged = await judge(scenes, strong);
  expect(judged).toHaveLength(files.length * (1 + strong.length));
  for (const each of judged) {
    const about = `${each.scene}, ${each.spoiling.kind} ${each.spoiling.strength}: ${JSON.stringify(each.quality)}`;
    for (const flag of ['blurry', 'too-dark', 'too-bright'] as const) {
      const truth = truthOf(each, flag);
      if (truth !== null) expect(each.verdict.flags.includes(flag), `${flag}: ${about}`).toBe(truth);
    }
  }
});

test('a white door, a bare wall, fog, snow and a night with flash are called nothing', async () => {
  const judged = await judge(await flatScenes(), [untouched]);
  expect(judged.map(({ scene, verdict }) => [scene, verdict.flags])).toEqual(judged.map(({ scene }) => [scene, []]));
  const told = judged.filter(({ verdict }) => verdict.sentences.length > 0).map(({ scene }) => scene);
  expect(told).toEqual(expect.arrayContaining(['white door in the sun', 'fog']));
});

test('the shares of few pictures say how little they know', () => {
  expect(interval(0, 36)).toBe('0.0 to 9.6 %');
  expect(interval(95, 100)).toBe('88.8 to 97.8 %');
  expect(interval(0, 0)).toBe('–');
});
