import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DayMatches, MatchInput } from '#core/domain/matching/contract.ts';
import { planDay } from '#core/domain/matching/dayPlan.ts';
import { createDayMatcher, matchDay } from '#core/domain/matching/matchDay.ts';
import { clock, day, photo, route, shift } from '#tests/fixtures/smallDay.ts';

const routes = [shift('R1', 6), shift('R2', 6), shift('R3', 6)];
const photos = [
  ...Array.from({ length: 6 }, (_, i) => photo(`a${i}`, { path: `R1/${i}x.jpg`, taken: clock(i * 180 + 9) })),
  ...Array.from({ length: 6 }, (_, i) => photo(`b${i}`, { path: `R2/${i}x.jpg`, taken: clock(i * 180 + 20) })),
  photo('c0', { path: 'R3/TBAR3000002.jpg' }),
];

const plain = (matches: DayMatches) => ({
  ...matches,
  routeOf: [...matches.routeOf],
  correctionOf: [...matches.correctionOf],
});

const fingerprints = (input: MatchInput) =>
  new Map(planDay(input).map((part) => [part.routes.map((model) => model.route.route).join('+'), part.fingerprint]));

describe('A day in parts', () => {
  test('routes whose photos know them have nothing to do with each other', () => {
    expect([...fingerprints(day(routes, photos)).keys()]).toEqual(['R1', 'R2', 'R3']);
  });

  test('a photo that lies with one route and names a stop of another joins the two', () => {
    const astray = photo('z', { path: 'R1/TBAR2000003.jpg' });
    expect([...fingerprints(day(routes, [...photos, astray])).keys()]).toEqual(['R1+R2', 'R3']);
  });

  test('photos that could be of any route join them all', () => {
    const anywhere = photo('z', { path: 'all/z.jpg', taken: clock(300) });
    expect([...fingerprints(day(routes, [...photos, anywhere])).keys()]).toEqual(['R1+R2+R3']);
  });

  test.for([
    [
      'a photo’s time',
      day(
        routes,
        photos.map((each) => (each.id === 'a1' ? { ...each, takenAt: 1 } : each)),
      ),
    ],
    [
      'a photo’s place',
      day(
        routes,
        photos.map((each) => (each.id === 'a1' ? { ...each, latitude: 1, longitude: 1 } : each)),
      ),
    ],
    ['one photo less', day(routes, photos.slice(1))],
    ['a scan', day([route('R1', [{ scan: '10:00' }]), ...routes.slice(1)], photos)],
    ['a supervisor’s word', day(routes, photos, { manual: [{ photoId: 'a1', stopId: 'route-R1-stop-05' }] })],
    ['a refusal', day(routes, photos, { refused: [{ photoId: 'a1', stopId: 'route-R1-stop-02' }] })],
  ] as const)('%s on R1 changes the fingerprint of R1 and of no other', ([_what, changed]) => {
    const before = fingerprints(day(routes, photos));
    const after = fingerprints(changed);
    expect(after.get('R1')).not.toBe(before.get('R1'));
    expect(after.get('R2')).toBe(before.get('R2'));
    expect(after.get('R3')).toBe(before.get('R3'));
  });

  test('the threshold is part of every fingerprint', () => {
    const before = fingerprints(day(routes, photos));
    const after = fingerprints(day(routes, photos, { automaticConfidence: 0.95 }));
    for (const [part, fingerprint] of after) expect(fingerprint).not.toBe(before.get(part));
  });

  test('a matcher that remembers answers as one that does not, also after changes and back', () => {
    const matcher = createDayMatcher();
    const days = [day(routes, photos), day(routes, photos.slice(3)), day(routes, photos), day(routes.slice(1), photos)];
    for (const input of days) expect(plain(matcher(input))).toEqual(plain(matchDay(input)));
  });
});

test('the order of arrival changes nothing', () => {
  const mixed = [
    ...photos,
    photo('z', { path: 'all/z.jpg', taken: clock(300) }),
    photo('y', { path: 'all/TBAR1000001.jpg', copies: ['all/TBAR2000001.jpg'] }),
  ];
  const expected = plain(matchDay(day(routes, mixed)));
  fc.assert(
    fc.property(
      fc.shuffledSubarray(routes, { minLength: routes.length }),
      fc.shuffledSubarray(mixed, { minLength: mixed.length }),
      fc.boolean(),
      (someRoutes, somePhotos, backwards) => {
        const turned = someRoutes.map((each) => ({ ...each, stops: backwards ? each.stops.toReversed() : each.stops }));
        expect(plain(matchDay(day(turned, somePhotos)))).toEqual(expected);
      },
    ),
    { seed: 3, numRuns: 25 },
  );
});
