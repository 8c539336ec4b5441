import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  boundsOfDay,
  dayInFolders,
  dayInName,
  dayOfPhoto,
  endOfEvening,
  momentOfLocal,
  serviceDateOf,
  type Taken,
  type TimeWitnesses,
  takenTime,
  timeInName,
} from '#core/domain/days.ts';

const losAngeles = 'America/Los_Angeles';
const berlin = 'Europe/Berlin';
const hour = 3_600_000;
const now = Date.parse('2026-11-22T04:00:00Z');
const at = (iso: string) => Date.parse(iso);
const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString());

describe('The service date is the depot’s', () => {
  test.for([
    ['an evening in Portland is still that day', '2026-11-22T07:59:59Z', losAngeles, '2026-11-21'],
    ['a midnight in Portland begins the next', '2026-11-22T08:00:00Z', losAngeles, '2026-11-22'],
    ['a morning in Berlin is the new day while it is yesterday in UTC', '2026-11-20T23:00:00Z', berlin, '2026-11-21'],
    ['a moment before 1970 has a day too', '1969-12-31T23:59:59.5Z', 'UTC', '1969-12-31'],
  ] as const)('%s', ([_what, moment, zone, date]) => {
    expect(serviceDateOf(at(moment), zone)).toBe(date);
  });

  test('is what a calendar says, whatever the zone’s quarter of an hour and whatever was asked before', () => {
    const zones = [losAngeles, berlin, 'Asia/Kathmandu', 'Pacific/Chatham', 'Australia/Lord_Howe', 'Pacific/Apia'];
    const moments = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
    fc.assert(
      fc.property(moments, fc.constantFrom(...zones), (moment, zone) => {
        // A midnight and the moments around it: that is where a date changes.
        const { from } = boundsOfDay(serviceDateOf(moment, zone), zone);
        for (const time of [from - 1, from, from + 1, moment]) {
          const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
          expect(serviceDateOf(time, zone)).toBe(calendar.format(time));
        }
      }),
    );
  });

  test.for([
    ['24 hours on most days', '2026-11-21', losAngeles, 24],
    ['23 hours when Portland’s clocks go forward', '2026-03-08', losAngeles, 23],
    ['25 hours when Portland’s clocks go back', '2026-11-01', losAngeles, 25],
    ['23 hours when Berlin’s clocks go forward', '2026-03-29', berlin, 23],
    ['25 hours when Berlin’s clocks go back', '2026-10-25', berlin, 25],
    ['23 hours where the clocks skip midnight itself', '2026-09-06', 'America/Santiago', 23],
    ['24 hours at the end of a leap February', '2028-02-29', berlin, 24],
  ] as const)('and has %s', ([_what, date, zone, hours]) => {
    const { from, until } = boundsOfDay(date, zone);
    expect((until - from) / hour).toBe(hours);
    expect(serviceDateOf(from, zone)).toBe(date);
    expect(serviceDateOf(until - 1, zone)).toBe(date);
    expect(serviceDateOf(from - 1, zone)).not.toBe(date);
    expect(serviceDateOf(until, zone)).not.toBe(date);
  });

  test('any moment lies within the bounds of its own day', () => {
    const anyMoment = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
    fc.assert(
      fc.property(anyMoment, fc.constantFrom(losAngeles, berlin, 'UTC', 'Asia/Kathmandu'), (moment, zone) => {
        const { from, until } = boundsOfDay(serviceDateOf(moment, zone), zone);
        expect(moment).toBeGreaterThanOrEqual(from);
        expect(moment).toBeLessThan(until);
      }),
      { numRuns: 50 },
    );
  });
});

describe('A time on the wall', () => {
  test.for([
    ['is read in the depot’s zone', '2026-11-21T14:35:00', losAngeles, '2026-11-21T22:35:00.000Z'],
    ['knows summer time', '2026-07-01T14:35:00', losAngeles, '2026-07-01T21:35:00.000Z'],
    [
      'that Portland’s clock change repeats is the first of the two',
      '2026-11-01T01:30:00',
      losAngeles,
      '2026-11-01T08:30:00.000Z',
    ],
    ['that Portland’s clock change skips is the later', '2026-03-08T02:30:00', losAngeles, '2026-03-08T10:30:00.000Z'],
    [
      'that Berlin’s clock change repeats is the first of the two',
      '2026-10-25T02:30:00',
      berlin,
      '2026-10-25T00:30:00.000Z',
    ],
    ['that Berlin’s clock change skips is the later', '2026-03-29T02:30:00', berlin, '2026-03-29T01:30:00.000Z'],
    ['keeps its fractions', '2026-11-21T14:35:00.250', 'UTC', '2026-11-21T14:35:00.250Z'],
    ['of a day that is not is none', '2026-02-30T10:00:00', 'UTC', null],
    ['of blanks is none', '    -  -  T  :  :  ', 'UTC', null],
    ['of nothing is none', '', 'UTC', null],
  ] as const)('%s', ([_what, local, zone, expected]) => {
    expect(iso(momentOfLocal(local, zone))).toBe(expected);
  });
});

/** A picture about whose time nobody says anything. */
const silent: TimeWitnesses = {
  takenLocal: null,
  takenOffset: null,
  gpsTime: null,
  sidecarTime: null,
  fileName: 'IMG_1234.HEIC',
  modifiedAt: null,
};

function taken(witnesses: Partial<TimeWitnesses>, zone = losAngeles) {
  const found = takenTime({ ...silent, ...witnesses }, zone, now);
  return found && [iso(found.takenAt), found.takenSource];
}

describe('A picture was taken', () => {
  const camera = { takenLocal: '2026-11-21T14:35:22' };
  const inPortland = '2026-11-21T22:35:22.000Z';

  test.for<[string, Partial<TimeWitnesses>, ReturnType<typeof taken>]>([
    ['at its camera’s time in its camera’s zone', { ...camera, takenOffset: '-08:00' }, [inPortland, 'exif-with-zone']],
    [
      'in the camera’s zone, though the depot has another',
      { ...camera, takenOffset: '+09:00' },
      ['2026-11-21T05:35:22.000Z', 'exif-with-zone'],
    ],
    ['in a half-hour zone', { ...camera, takenOffset: '+05:30' }, ['2026-11-21T09:05:22.000Z', 'exif-with-zone']],
    ['in UTC where the offset is a Z', { ...camera, takenOffset: 'Z' }, ['2026-11-21T14:35:22.000Z', 'exif-with-zone']],
    [
      'in the camera’s zone, though the GPS says another',
      { ...camera, takenOffset: '-08:00', gpsTime: at('2026-11-21T13:35:22Z') },
      [inPortland, 'exif-with-zone'],
    ],
    [
      'in the zone that the GPS tells',
      { ...camera, gpsTime: at('2026-11-21T13:35:20Z') },
      ['2026-11-21T13:35:22.000Z', 'gps-time'],
    ],
    [
      'in a half-hour zone that the GPS tells',
      { ...camera, gpsTime: at('2026-11-21T09:05:20Z') },
      ['2026-11-21T09:05:22.000Z', 'gps-time'],
    ],
    [
      'by the camera’s clock in the depot’s zone when that is minutes from the GPS',
      { ...camera, gpsTime: at('2026-11-21T22:42:00Z') },
      [inPortland, 'gps-time'],
    ],
    [
      'by the camera’s clock when the last fix was minutes old',
      { ...camera, gpsTime: at('2026-11-21T13:30:00Z') },
      ['2026-11-21T13:35:22.000Z', 'gps-time'],
    ],
    [
      'in the depot’s zone when the GPS is a day off, further than any zone',
      { ...camera, gpsTime: at('2026-11-20T20:00:00Z') },
      [inPortland, 'exif-local'],
    ],
    [
      'by the GPS when the camera is a year behind it',
      { takenLocal: '2025-11-21T14:35:22', gpsTime: at('2026-11-21T22:35:00Z') },
      ['2026-11-21T22:35:00.000Z', 'gps-time'],
    ],
    [
      'by the GPS when the camera is a month ahead of it, as no fix is that old',
      { ...camera, gpsTime: at('2026-10-01T22:35:00Z') },
      ['2026-10-01T22:35:00.000Z', 'gps-time'],
    ],
    [
      'in the depot’s zone when the last fix is of the weekend before',
      { ...camera, gpsTime: at('2026-11-18T22:35:00Z') },
      [inPortland, 'exif-local'],
    ],
    [
      'in the depot’s zone when the GPS counts from 2007',
      { ...camera, gpsTime: at('2007-04-07T22:35:00Z') },
      [inPortland, 'exif-local'],
    ],
    ['in the depot’s zone when nobody tells another', camera, [inPortland, 'exif-local']],
    [
      'in the depot’s zone when the offset is none that a zone has',
      { ...camera, takenOffset: '+23:00' },
      [inPortland, 'exif-local'],
    ],
    ['in the depot’s zone when the offset is blank', { ...camera, takenOffset: '   :  ' }, [inPortland, 'exif-local']],
    [
      'by its sidecar rather than by a clock without a zone',
      { ...camera, sidecarTime: at('2026-11-21T20:00:00Z') },
      ['2026-11-21T20:00:00.000Z', 'sidecar'],
    ],
    [
      'by a clock with its zone rather than by its sidecar',
      { ...camera, takenOffset: '-08:00', sidecarTime: at('2026-11-21T20:00:00Z') },
      [inPortland, 'exif-with-zone'],
    ],
    [
      'by a clock whose zone the GPS tells rather than by its sidecar',
      { ...camera, gpsTime: at('2026-11-21T22:35:00Z'), sidecarTime: at('2026-11-21T20:00:00Z') },
      [inPortland, 'gps-time'],
    ],
    ['by the GPS alone', { gpsTime: at('2026-11-21T22:35:00Z') }, ['2026-11-21T22:35:00.000Z', 'gps-time']],
    [
      'by the GPS when the camera’s date is blank',
      { takenLocal: '    :  :     ', gpsTime: at('2026-11-21T22:35:00Z') },
      ['2026-11-21T22:35:00.000Z', 'gps-time'],
    ],
    [
      'by the GPS when the camera’s clock was never set',
      { takenLocal: '1970-01-01T00:00:00', gpsTime: at('2026-11-21T22:35:00Z') },
      ['2026-11-21T22:35:00.000Z', 'gps-time'],
    ],
    [
      'by the GPS when the camera’s clock is years ahead',
      { takenLocal: '2031-01-01T00:00:00', gpsTime: at('2026-11-21T22:35:00Z') },
      ['2026-11-21T22:35:00.000Z', 'gps-time'],
    ],
    ['by its name', { fileName: '20261121_143522.jpg' }, [inPortland, 'name']],
    [
      'by its camera rather than by its name',
      { ...camera, fileName: '20261120_101010.jpg' },
      [inPortland, 'exif-local'],
    ],
    [
      'by its name when the camera’s date is blank',
      { takenLocal: '0000-00-00T00:00:00', fileName: '20261121_143522.jpg' },
      [inPortland, 'name'],
    ],
    [
      'by its name when the camera’s year is before 2000',
      { takenLocal: '1999-12-31T23:59:59', fileName: '20261121_143522.jpg' },
      [inPortland, 'name'],
    ],
    [
      'by its file’s time when nobody else knows',
      { modifiedAt: at('2026-11-21T23:00:00Z') },
      ['2026-11-21T23:00:00.000Z', 'file-time'],
    ],
    [
      'by its name rather than by its file’s time',
      { fileName: '20261121_143522.jpg', modifiedAt: now },
      [inPortland, 'name'],
    ],
    ['in 2000 at the earliest', { takenLocal: '2000-01-01T12:00:00' }, ['2000-01-01T20:00:00.000Z', 'exif-local']],
    ['at no known time when nobody knows', {}, null],
    ['at no known time when its only date is before 2000', { takenLocal: '1999-06-01T12:00:00' }, null],
    ['at no known time when it says a day that is not', { takenLocal: '2026-02-30T12:00:00' }, null],
    ['at no known time when it says next week', { takenLocal: '2026-11-29T12:00:00' }, null],
    [
      'at no known time when its sidecar says 1970 and its file is of next year',
      { sidecarTime: 0, modifiedAt: at('2027-12-01T00:00:00Z') },
      null,
    ],
    [
      'tomorrow, where the camera runs a zone ahead of the desk',
      { takenLocal: '2026-11-22T12:00:00' },
      ['2026-11-22T20:00:00.000Z', 'exif-local'],
    ],
  ])('%s', ([_what, witnesses, expected]) => {
    expect(taken(witnesses)).toEqual(expected);
  });

  test('at the same moment for every zone of the depot, when the camera tells its own', () => {
    for (const zone of [losAngeles, berlin, 'UTC']) {
      expect(taken({ ...camera, takenOffset: '-08:00' }, zone)?.[0]).toBe(inPortland);
    }
  });
});

describe('The time in a file’s name', () => {
  test.for([
    ['of a Samsung is local', '20230112_042504.jpg', '2023-01-12T12:25:04.000Z'],
    ['of a Samsung in summer knows summer time', '20230712_042504.jpg', '2023-07-12T11:25:04.000Z'],
    ['of a Pixel is UTC', 'PXL_20230112_042504123.jpg', '2023-01-12T04:25:04.123Z'],
    ['of a Pixel’s night picture is UTC', 'PXL_20230112_042504123.NIGHT.jpg', '2023-01-12T04:25:04.123Z'],
    ['of an Android camera is local', 'IMG_20230112_042504.jpg', '2023-01-12T12:25:04.000Z'],
    ['of a carrier’s app stands behind the reference', 'TBA300000001_20230112_042504.jpg', '2023-01-12T12:25:04.000Z'],
    ['of a camera upload has dots', '2023-01-12 04.25.04.jpg', '2023-01-12T12:25:04.000Z'],
    ['of a Mac’s screenshot has words', 'Screenshot 2023-01-12 at 04.25.04.png', '2023-01-12T12:25:04.000Z'],
    ['as ISO has a T', '2023-01-12T04-25-04.jpg', '2023-01-12T12:25:04.000Z'],
    ['without a gap is read as well', '20230112042504.jpg', '2023-01-12T12:25:04.000Z'],
    ['of an iPhone is none', 'IMG_1234.HEIC', null],
    ['of WhatsApp is none: it holds the day it was sent', 'IMG-20230112-WA0007.jpg', null],
    ['that is no time is none', '20230112_992504.jpg', null],
    ['on no day is none', '20231312_042504.jpg', null],
    ['is not looked for inside longer numbers', '120230112042504.jpg', null],
    ['is not looked for in numbers that go on', '202301120425041.jpg', null],
  ] as const)('%s', ([_what, name, expected]) => {
    expect(iso(timeInName(name, losAngeles))).toBe(expected);
  });
});

describe('The day in a folder’s or file’s name', () => {
  test.for([
    ['2026-11-21/x.jpg', '2026-11-21'],
    ['20261121/x.jpg', '2026-11-21'],
    ['21.11.2026/x.jpg', '2026-11-21'],
    ['1.2.2026/x.jpg', '2026-02-01'],
    ['2026/11/21/x.jpg', '2026-11-21'],
    ['2026-11/21/x.jpg', '2026-11-21'],
    ['21/11/2026/x.jpg', '2026-11-21'],
    ['11-21-2026/x.jpg', '2026-11-21'],
    ['R104 2026-11-21 D-117/x.jpg', '2026-11-21'],
    ['2026-11-21/R104/12/x.jpg', '2026-11-21'],
    ['2026/11/21/R104/12/x.jpg', '2026-11-21'],
    ['2026-11-20/late of 2026-11-21/x.jpg', '2026-11-21'],
    ['05-06-2026/x.jpg', null],
    ['2026-13-45/x.jpg', null],
    ['2026-02-30/x.jpg', null],
    ['1998-11-21/x.jpg', null],
    ['2026/R104/x.jpg', null],
    ['R104/12/x.jpg', null],
    ['R104/2026-11-21.jpg', null],
    ['x.jpg', null],
  ] as const)('%s → %s', ([path, day]) => {
    expect(dayInFolders(path)).toBe(day);
  });

  test.for([
    ['20230112_042504.jpg', '2023-01-12'],
    ['PXL_20230112_042504123.jpg', '2023-01-12'],
    ['IMG-20230112-WA0007.jpg', '2023-01-12'],
    ['TBA300000001_2023-01-12.jpg', '2023-01-12'],
    ['12.01.2023 door.jpg', '2023-01-12'],
    ['IMG_1234.HEIC', null],
    ['TBA300000001.jpg', null],
    ['9920230112.jpg', null],
    ['2023011299.jpg', null],
  ] as const)('%s → %s', ([name, day]) => {
    expect(dayInName(name)).toBe(day);
  });
});

describe('A photo belongs to the day', () => {
  const ownTime: Taken = { takenAt: at('2026-11-22T07:00:00Z'), takenSource: 'exif-local' };
  const fileTime: Taken = { ...ownTime, takenSource: 'file-time' };

  test.for<[string, Taken | null, string[], string | null]>([
    ['of its own time, in the depot’s zone', ownTime, ['2026-11-19/20261118.jpg'], '2026-11-21'],
    ['of its folder, when its own time is unknown', null, ['2026-11-19/20261118.jpg'], '2026-11-19'],
    ['of its name, when its folder is silent', null, ['R104/20261118.jpg'], '2026-11-18'],
    ['of its WhatsApp name', null, ['R104/IMG-20261118-WA0007.jpg'], '2026-11-18'],
    ['of its folder rather than of its file’s time', fileTime, ['2026-11-19/x.jpg'], '2026-11-19'],
    ['of its file’s time in the end', fileTime, ['R104/x.jpg'], '2026-11-21'],
    ['of whichever of its files tells one', null, ['R104/x.jpg', '2026-11-19/x.jpg'], '2026-11-19'],
    ['that nobody knows: none', null, ['R104/x.jpg'], null],
  ])('%s', ([_what, when, paths, day]) => {
    expect(dayOfPhoto(when, paths, losAngeles)).toBe(day);
  });
});

describe('An evening is over at four in the morning, at least four hours later', () => {
  test.for([
    ['begun at half past eight', '2026-11-21T20:30:00-08:00', losAngeles, '2026-11-22T04:00:00-08:00'],
    ['begun at midnight', '2026-11-22T00:00:00-08:00', losAngeles, '2026-11-22T04:00:00-08:00'],
    ['begun a second after midnight', '2026-11-22T00:00:01-08:00', losAngeles, '2026-11-23T04:00:00-08:00'],
    ['begun at half past three in the night', '2026-11-22T03:30:00-08:00', losAngeles, '2026-11-23T04:00:00-08:00'],
    ['begun at four in the morning', '2026-11-22T04:00:00-08:00', losAngeles, '2026-11-23T04:00:00-08:00'],
    ['before the clocks go back', '2026-10-31T23:30:00-07:00', losAngeles, '2026-11-01T04:00:00-08:00'],
    [
      'after midnight of the night when they go back',
      '2026-11-01T00:30:00-07:00',
      losAngeles,
      '2026-11-01T04:00:00-08:00',
    ],
    ['before the clocks go forward', '2026-03-28T23:00:00+01:00', berlin, '2026-03-29T04:00:00+02:00'],
    [
      'three and a half hours before four, as the clocks go forward',
      '2026-03-28T23:30:00+01:00',
      berlin,
      '2026-03-30T04:00:00+02:00',
    ],
  ] as const)('%s', ([_when, begun, zone, over]) => {
    expect(iso(endOfEvening(at(begun), zone))).toBe(iso(at(over)));
  });

  test('in every zone and hour: four hours to twenty-nine', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) }),
        fc.constantFrom(losAngeles, berlin, 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'UTC'),
        (begun, zone) => {
          const hours = (endOfEvening(begun, zone) - begun) / hour;
          return hours >= 4 && hours <= 29;
        },
      ),
    );
  });
});
