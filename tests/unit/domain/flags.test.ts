import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  blockingAmong,
  type PhotoFigures,
  pictureFlags,
  type TiedPhotoFacts,
  tiedPhotoFlags,
  unionOfFlags,
} from '#core/domain/flags.ts';
import { defaultSettings } from '#shared/settings.ts';
import { blockingFlagsByDefault, type Flag, flags } from '#shared/words.ts';

const good = { edgeWidth: 2, light: 220, middle: 120 };
const blurred = { ...good, edgeWidth: 9 };
const black = { edgeWidth: null, light: 4, middle: 0 };

/** A picture that nothing is to be said about. */
function goodPicture(fields: Partial<PhotoFigures> = {}): PhotoFigures {
  return { takenAt: 0, takenSource: 'exif-local', width: 4000, height: 3000, quality: good, ...fields };
}

/** The same, tied without a doubt. */
function goodTie(fields: Partial<TiedPhotoFacts> = {}): TiedPhotoFacts {
  return {
    photo: goodPicture(),
    tie: { secondsAfterScan: 20, metresFromStop: 12 },
    stop: { optedOut: false, confidential: false },
    correctionSeconds: null,
    stopsOfPhoto: 1,
    nearDuplicate: false,
    ...fields,
  };
}

const flagsOfTie = (fields: Partial<TiedPhotoFacts>) => tiedPhotoFlags(goodTie(fields), defaultSettings);
const tied = (metresFromStop: number | null, secondsAfterScan: number | null) =>
  flagsOfTie({ tie: { metresFromStop, secondsAfterScan } });

describe('A picture alone', () => {
  test.for<[string, Partial<PhotoFigures>, Flag[]]>([
    ['that is sharp, light, large and dated has no flag', {}, []],
    ['without a time says so', { takenAt: null, takenSource: null }, ['time-unknown']],
    ['with no time but its file’s says so', { takenSource: 'file-time' }, ['time-unknown']],
    ['with the time in its name knows its time', { takenSource: 'name' }, []],
    [
      'that is small, blurry and undated is all three',
      { width: 100, height: 80, quality: blurred, takenAt: null },
      ['blurry', 'too-small', 'time-unknown'],
    ],
  ])('%s', ([_what, figures, expected]) => {
    expect(pictureFlags(goodPicture(figures), defaultSettings)).toEqual(expected);
  });
});

describe('A picture at its stop', () => {
  test('with nothing against it has no flag', () => {
    expect(flagsOfTie({})).toEqual([]);
  });

  test.for<[string, number | null, Flag[]]>([
    ['499 m away is near enough', 499.9, []],
    ['500 m away is far from the stop', 500, ['far-from-stop']],
    ['5 km away is far from the stop', 5000, ['far-from-stop']],
    ['of unknown place is not called far', null, []],
  ])('%s', ([_what, metres, expected]) => {
    expect(tied(metres, 20)).toEqual(expected);
  });

  test.for<[string, number | null, Flag[]]>([
    ['a second under 30 minutes after the scan is in time', 1799, []],
    ['30 minutes after the scan is off', 1800, ['off-time']],
    ['30 minutes before the scan is off as well', -1800, ['off-time']],
    ['a second under 30 minutes before it is in time', -1799, []],
    ['of unknown time is not called off', null, []],
  ])('%s', ([_what, seconds, expected]) => {
    expect(tied(12, seconds)).toEqual(expected);
  });

  test('is measured by the thresholds of the settings', () => {
    const strict = { ...defaultSettings, farFromStopMetres: 50, offTimeMinutes: 5 };
    const facts = goodTie({ tie: { metresFromStop: 60, secondsAfterScan: 301 } });
    expect(tiedPhotoFlags(facts, strict)).toEqual(['far-from-stop', 'off-time']);
  });

  test.for<[string, Partial<TiedPhotoFacts>, Flag[]]>([
    ['that stands at another stop too is reused', { stopsOfPhoto: 2 }, ['reused']],
    ['that looks like another stop’s is a near duplicate', { nearDuplicate: true }, ['near-duplicate']],
    [
      'that another route claims is of the wrong route',
      { tie: { metresFromStop: 1, secondsAfterScan: 1, wrongRoute: true } },
      ['wrong-route'],
    ],
    [
      'where the customer wants none was not to be taken',
      { stop: { optedOut: true, confidential: false } },
      ['photo-despite-opt-out'],
    ],
    [
      'at a confidential address was not to be taken',
      { stop: { optedOut: false, confidential: true } },
      ['photo-despite-opt-out'],
    ],
    ['of a camera whose clock was set right says so', { correctionSeconds: -420 }, ['clock-corrected']],
    ['keeps the flags it has by itself', { photo: goodPicture({ quality: black }) }, ['too-dark']],
  ])('%s', ([_what, facts, expected]) => {
    expect(flagsOfTie(facts)).toEqual(expected);
  });

  test('that has everything wrong with it says all of it, in one order', () => {
    const worst = flagsOfTie({
      photo: goodPicture({ quality: blurred, width: 10, height: 10, takenAt: null, takenSource: null }),
      tie: { metresFromStop: 9000, secondsAfterScan: 90_000, wrongRoute: true },
      stop: { optedOut: true, confidential: true },
      correctionSeconds: 60,
      stopsOfPhoto: 3,
      nearDuplicate: true,
    });
    const others: Flag[] = ['too-dark', 'too-bright', 'person-in-photo', 'unreadable'];
    expect(worst).toEqual(flags.filter((flag) => !others.includes(flag)));
  });
});

describe('What keeps a picture from being a confirmation', () => {
  test('by default is what the contract lists; the others inform', () => {
    expect(blockingAmong(flags, defaultSettings)).toEqual([...blockingFlagsByDefault]);
    expect([...blockingFlagsByDefault]).toEqual([
      'blurry',
      'too-dark',
      'too-bright',
      'too-small',
      'reused',
      'far-from-stop',
      'wrong-route',
      'person-in-photo',
      'unreadable',
    ]);
    for (const flag of [
      'near-duplicate',
      'off-time',
      'photo-despite-opt-out',
      'clock-corrected',
      'time-unknown',
    ] as const) {
      expect(blockingAmong([flag], defaultSettings)).toEqual([]);
    }
  });

  test('is for the settings to say', () => {
    expect(blockingAmong(['blurry', 'off-time'], { blockingFlags: ['off-time'] })).toEqual(['off-time']);
    expect(blockingAmong(flags, { blockingFlags: [] })).toEqual([]);
  });

  test('flags of several pictures are told once each, in the order of the list', () => {
    expect(unionOfFlags([])).toEqual([]);
    expect(
      unionOfFlags([
        ['time-unknown', 'blurry'],
        ['blurry', 'reused'],
      ]),
    ).toEqual(['blurry', 'reused', 'time-unknown']);
    fc.assert(
      fc.property(fc.array(fc.subarray([...flags])), (lists) => {
        const union = unionOfFlags(lists);
        expect(union).toEqual(flags.filter((flag) => lists.some((list) => list.includes(flag))));
      }),
    );
  });
});
