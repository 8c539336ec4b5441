import { describe, expect, test } from 'vitest';
import { type JudgedPicture, judgeQuality, type QualityFigures, type QualityFlag } from '#core/domain/quality.ts';
import { defaultSettings } from '#shared/settings.ts';

const limits = defaultSettings.quality;
const good: QualityFigures = { edgeWidth: 2, light: 220, middle: 120 };

const judged = (quality: Partial<QualityFigures> | null, size: Partial<JudgedPicture> = {}) =>
  judgeQuality({ width: 4000, height: 3000, quality: quality && { ...good, ...quality }, ...size }, limits);

describe('A picture', () => {
  test.for<[string, Partial<QualityFigures> | null, QualityFlag[]]>([
    ['that is sharp, light and large has no flag', {}, []],
    ['whose edges are just within the limit is sharp', { edgeWidth: limits.maxEdgeWidth }, []],
    ['whose edges are wider is blurry', { edgeWidth: limits.maxEdgeWidth + 0.1 }, ['blurry']],
    ['without edges is not called blurry', { edgeWidth: null }, []],
    ['as light as the least is light enough', { light: limits.minLight }, []],
    ['below the least light is too dark', { light: limits.minLight - 1 }, ['too-dark']],
    ['of a night with a lit door is not too dark', { light: 180, middle: 3 }, []],
    ['of a white door is not too bright', { edgeWidth: null, light: 240, middle: 226 }, []],
    ['of which half is as light as the limit is not too bright', { light: 255, middle: limits.maxMiddle }, []],
    ['of which half is lighter is too bright', { light: 255, middle: limits.maxMiddle + 1 }, ['too-bright']],
    ['that is black is told as dark, not as blurry too', { edgeWidth: 9, light: 4, middle: 0 }, ['too-dark']],
    ['that is white is told as bright, not as blurry too', { edgeWidth: 9, light: 255, middle: 255 }, ['too-bright']],
    ['that was not measured yet has no flag', null, []],
  ])('%s', ([_what, quality, flags]) => {
    expect(judged(quality).flags).toEqual(flags);
  });

  test.for<[number, number, QualityFlag[]]>([
    [limits.minShortSide, limits.minShortSide, []],
    [4000, limits.minShortSide - 1, ['too-small']],
    [limits.minShortSide - 1, 4000, ['too-small']],
  ])('of %i × %i pixels is measured by its shorter side', ([width, height, flags]) => {
    expect(judged({}, { width, height }).flags).toEqual(flags);
  });

  test('is measured by the thresholds of the settings', () => {
    const strict = { maxEdgeWidth: 1.9, minLight: 221, maxMiddle: 119, minShortSide: 3001 };
    const all = judgeQuality({ width: 4000, height: 3000, quality: good }, strict);
    expect(all.flags).toEqual(['too-dark', 'too-bright', 'too-small']);
    expect(judgeQuality({ width: 4000, height: 3000, quality: good }, { ...limits, maxEdgeWidth: 1.9 }).flags).toEqual([
      'blurry',
    ]);
  });
});

describe('The sentences', () => {
  test('give the figure and the limit, one for each flag', () => {
    expect(judged({ edgeWidth: 4.2 }, { width: 320, height: 200 }).sentences).toEqual([
      'Blurry: at the size of its thumbnail its sharpest edges are 4.2 pixels wide; 2.8 is the limit.',
      'Too small: its shorter side has 200 pixels; 240 are needed.',
    ]);
    expect(judged({ light: 40 }).sentences).toEqual([
      'Too dark: all but a thirtieth of it is as dark as 40 of 255, or darker; 72 is the least.',
    ]);
    expect(judged({ middle: 251 }).sentences).toEqual([
      'Too bright: half of it is as bright as 251 of 255, or brighter; 235 is the limit.',
    ]);
  });

  test('say of a picture without edges that its sharpness can’t be judged', () => {
    expect(judged({ edgeWidth: null }).sentences).toEqual([
      'Its sharpness can’t be judged: there is hardly an edge in it, as with a bare wall or in fog.',
    ]);
  });

  test('say nothing of a good picture, nor of one that was not measured yet', () => {
    expect(judged({}).sentences).toEqual([]);
    expect(judged(null).sentences).toEqual([]);
  });
});
