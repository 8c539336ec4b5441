/** Drivers who helped another route out. */
import { describe, expect, test } from 'vitest';
import { createDayMatcher, matchDay } from '#core/domain/matching/matchDay.ts';
import { defaultSettings } from '#shared/settings.ts';
import { addScores, scoreMatches } from '#tests/fixtures/matchingScore.ts';
import { type RescueOptions, type RescueScore, rescueDay, scoreRescue } from '#tests/fixtures/rescueDay.ts';
import { hasSharedData } from '#tests/fixtures/sharedData.ts';
import { clock, day, photo, place, route } from '#tests/fixtures/smallDay.ts';

const minutes = (count: number) => count * 60;

/** R104 is done after an hour. R117 lies three kilometres away; from 10:20 on somebody scans its last stops. */
const r104 = route(
  'R104',
  Array.from({ length: 12 }, (_, i) => ({ scan: clock(i * minutes(5)) })),
);
const r117 = route(
  'R117',
  Array.from({ length: 12 }, (_, i) => ({
    scan: clock(i < 6 ? minutes(2) + i * minutes(5) : minutes(80) + (i - 6) * minutes(4)),
    north: 3000 + 100 * i,
  })),
);
const own = (folder: string, stops: number, shift: number) =>
  Array.from({ length: stops }, (_, i) =>
    photo(`${folder}-${i + 1}`, { path: `${folder}/${i + 1}x.jpg`, taken: clock(shift + i * minutes(5) + 15) }),
  );
/** So many of R117's last pictures on the phone of R104. */
const rescued = (count: number, hasPlace: boolean) =>
  Array.from({ length: count }, (_, i) =>
    photo(`rescued-${i + 7}`, {
      path: `R104/${i + 90}x.jpg`,
      taken: clock(minutes(80) + i * minutes(4) + 15),
      place: hasPlace ? place(3000 + 100 * (i + 6) + 40) : null,
    }),
  );
const dayWith = (count: number, hasPlace: boolean) =>
  day([r104, r117], [...own('R104', 12, 0), ...own('R117', 6, minutes(2)), ...rescued(count, hasPlace)]);

describe('A driver took over stops of another route', () => {
  test('one picture beside another route’s door is proposed there, in words, and tied nowhere', () => {
    const { ties, strays } = matchDay(dayWith(1, true));
    expect(ties).toHaveLength(18);
    expect(strays).toHaveLength(1);
    expect(strays[0]?.candidates[0]).toMatchObject({ photoId: 'rescued-7', stopId: 'route-R117-stop-07' });
    expect(strays[0]?.candidates[0]?.reasons).toEqual([
      'taken by the phone of R104 at 10:20, 40 m from this stop of R117, which its own driver did not photograph',
      '15 s after the scan',
      '40 m from the door',
    ]);
  });

  test.for([
    ['with positions', true],
    ['by the scans alone', false],
  ] as const)('a whole run of them is tied, %s, and told as lying with another route’s photos', ([_how, hasPlace]) => {
    const { ties, strays, routeOf } = matchDay(dayWith(6, hasPlace));
    expect(strays).toEqual([]);
    const run = ties.filter((tie) => tie.photoId.startsWith('rescued'));
    expect(run.map((tie) => `${tie.photoId.slice(8)} ${Number(tie.stopId.slice(-2))}`)).toEqual(
      [7, 8, 9, 10, 11, 12].map((n) => `${n} ${n}`),
    );
    for (const tie of run) {
      expect(tie).toMatchObject({ method: 'time-gps', wrongRoute: true });
      expect(tie.reasons[0]).toMatch(
        /^taken by the phone of R104 at 10:\d\d, .* this stop of R117, which its own driver/,
      );
    }
    // The folder still tells how far R104's phone has come.
    expect(routeOf.get('rescued-7')).toBe(r104.id);
  });

  test('a phone whose folder says nothing contradicts nobody: its run is tied without a warning', () => {
    const silent = dayWith(6, true);
    const photos = silent.photos.map((each) => ({
      ...each,
      files: each.files.map((file) => ({ ...file, path: file.path.replace('R104/', 'camera/') })),
    }));
    const { ties } = matchDay({ ...silent, photos });
    const run = ties.filter((tie) => tie.photoId.startsWith('rescued'));
    expect(run).toHaveLength(6);
    for (const tie of run) expect(tie).not.toHaveProperty('wrongRoute');
  });

  test('a stop that its own driver photographed is nobody else’s to rescue', () => {
    const input = dayWith(1, true);
    const theirs = photo('theirs', { path: 'R117/7x.jpg', taken: clock(minutes(80) + 10), place: place(3600) });
    const { ties, strays } = matchDay({ ...input, photos: [...input.photos, theirs] });
    expect(ties.find((tie) => tie.photoId === 'theirs')?.stopId).toBe('route-R117-stop-07');
    expect(strays.flatMap((stray) => stray.candidates)).toEqual([]);
  });

  test('pictures of a meal after the shift rescue nobody', () => {
    const meals = [70, 95, 97, 130].map((at, i) =>
      photo(`meal-${i}`, { path: `R104/meal ${'abcd'[i]}.jpg`, taken: clock(minutes(at)), place: place(9000) }),
    );
    const input = dayWith(0, true);
    const { ties, strays } = matchDay({ ...input, photos: [...input.photos, ...meals] });
    expect(ties).toHaveLength(18);
    expect(strays.flatMap((stray) => stray.candidates)).toEqual([]);
  });

  test('a phone whose clock is a year off, in a depot without any position, rescues nobody and harms nobody', () => {
    const blind = (photos: ReturnType<typeof own>) =>
      photos.map((each) => ({
        ...each,
        takenAt: (each.takenAt ?? 0) - 365 * 86_400_000,
        latitude: null,
        longitude: null,
      }));
    const { ties } = matchDay(
      day([r104, r117], [...blind([...own('R104', 12, 0), ...rescued(6, false)]), ...own('R117', 6, 120)]),
    );
    expect(ties.filter((tie) => tie.photoId.startsWith('R117'))).toHaveLength(6);
    expect(ties.filter((tie) => !tie.photoId.startsWith('R117'))).toEqual([]);
  });

  test('where a supervisor would not have it, no rescue puts it again', () => {
    const refused = [{ photoId: 'rescued-7', stopId: 'route-R117-stop-07' }];
    const { ties, strays } = matchDay({ ...dayWith(1, true), refused });
    const said = [...ties, ...strays.flatMap((stray) => stray.candidates)];
    expect(said.filter((each) => each.photoId === 'rescued-7')).toEqual([]);
  });

  test('in any order of arrival, and remembered or not, the answer is the same', () => {
    const input = dayWith(6, true);
    const turned = { ...input, routes: input.routes.toReversed(), photos: input.photos.toReversed() };
    const remember = createDayMatcher();
    expect(matchDay(turned)).toEqual(matchDay(input));
    expect(remember(dayWith(2, true))).toEqual(matchDay(dayWith(2, true)));
    expect(remember(input)).toEqual(matchDay(input));
    expect(remember(turned)).toEqual(matchDay(input));
  });
});

describe.skipIf(!hasSharedData)('Real deliveries, ten stops of one route done by another’s driver', () => {
  const total = (options: Omit<RescueOptions, 'seed'>): RescueScore & { wrongOfAll: number; hidden: number } => {
    const days = [1, 2, 3].map((seed) => {
      const built = rescueDay({ ...options, seed });
      const settings = { ...defaultSettings, timeZone: built.day.timeZone };
      const matches = matchDay({ ...built.day, manual: [], refused: [], settings });
      return { rescue: scoreRescue(built, matches), score: scoreMatches(built.day, matches) };
    });
    const sum = (part: (rescue: RescueScore) => number) => days.reduce((all, { rescue }) => all + part(rescue), 0);
    const all = addScores(days.map(({ score }) => score));
    return {
      ...{ photos: sum((one) => one.photos), tied: sum((one) => one.tied), proposed: sum((one) => one.proposed) },
      ...{ wrong: sum((one) => one.wrong), left: sum((one) => one.left) },
      ...{ wrongOfAll: all.wrong / all.photos, hidden: all.missingHidden / all.missing },
    };
  };

  test.for([
    ['after the own shift, folders named after routes', { when: 'after', namedFolders: true }],
    ['after the own shift, folders that say nothing', { when: 'after' }],
    ['meanwhile, without positions', { when: 'meanwhile', gpsShare: 0 }],
  ] as const)('%s: nearly all find their stop, and none hides a missing one', ([_how, options]) => {
    const { photos, tied, proposed, wrong, wrongOfAll, hidden } = total({ rescued: 10, ...options });
    expect(photos).toBeGreaterThan(25);
    expect((tied + proposed) / photos).toBeGreaterThanOrEqual(0.9);
    expect(tied / photos).toBeGreaterThanOrEqual(0.8);
    expect(wrong / photos).toBeLessThanOrEqual(0.1);
    expect(wrongOfAll).toBeLessThanOrEqual(0.004);
    expect(hidden).toBeLessThanOrEqual(0.02);
  });
});
