import { describe, expect, test } from 'vitest';
import type { MatchInput } from '#core/domain/matching/contract.ts';
import { matchDay } from '#core/domain/matching/matchDay.ts';
import { clock, day, photo, place, route, shift } from '#tests/fixtures/smallDay.ts';

const minutes = (count: number) => count * 60;

/** Ties as `photo → route/stop method`, strays as `photo ?`. */
function told(input: MatchInput): string[] {
  const { ties, strays } = matchDay(input);
  const names = new Map(
    input.routes.flatMap((each) => each.stops.map((stop) => [stop.id, `${each.route}/${stop.stop}`] as const)),
  );
  return [
    ...ties.map((tie) => `${tie.photoId} → ${names.get(tie.stopId)} ${tie.method}`),
    ...strays.map((stray) => `${stray.photoId} ?`),
  ].sort();
}

/** A picture at every stop of a shift, so many seconds after the scan. */
function pictures(count: number, secondsAfter: number, device = 'phone', path = (i: number) => `camera/${i}.jpg`) {
  return Array.from({ length: count }, (_, i) =>
    photo(`${device}-${String(i + 1).padStart(2, '0')}`, {
      taken: clock(i * minutes(3) + secondsAfter),
      device,
      path: path(i),
    }),
  );
}

describe('Strongest evidence wins', () => {
  const r104 = route('R104', [{ scan: '09:00' }, { scan: '09:10' }, { scan: '09:20' }]);
  const [first, second] = r104.stops.map((stop) => stop.id);

  test('a supervisor’s word beats sidecar, name, time and place', () => {
    const p = photo('p', {
      path: 'R104/1.jpg',
      sidecar: { trackingId: 'TBAR104000001' },
      taken: '09:00:10',
      place: place(0),
    });
    const { ties } = matchDay(day([r104], [p], { manual: [{ photoId: 'p', stopId: second ?? '' }] }));
    expect(ties).toMatchObject([{ stopId: second, method: 'manual', confidence: 1 }]);
  });

  test.for([
    ['sidecar', { path: 'R104/2.jpg', sidecar: { trackingId: 'TBAR104000001' }, texts: ['TBAR104000003'] }],
    ['name', { path: 'x/TBAR104000001.jpg', texts: ['TBAR104000003'], taken: '09:20:05' }],
    ['metadata', { path: 'x/a.jpg', texts: ['TBAR104000001'], taken: '09:20:05' }],
  ] as const)('%s', ([method, wish]) => {
    const { ties } = matchDay(day([r104], [photo('p', { ...wish, texts: [...wish.texts] })]));
    expect(ties).toMatchObject([{ stopId: first, method }]);
    expect(ties[0]?.reasons[0]).toMatch(/TBAR104000001 in the/);
  });

  test('evidence that contradicts itself ties, and says by how much', () => {
    const p = photo('p', { path: 'R104/stop 1.jpg', taken: '09:00:30', place: place(3000) });
    const { ties } = matchDay(day([r104], [p]));
    expect(ties).toMatchObject([{ stopId: first, method: 'name', secondsAfterScan: 30 }]);
    expect(ties[0]?.metresFromStop).toBeCloseTo(3000, -1);
    expect(ties[0]?.confidence).toBeLessThan(0.9);
  });

  test('the same bytes under the names of two stops are tied to both', () => {
    const p = photo('p', { path: 'x/TBAR104000001.jpg', copies: ['y/TBAR104000002.jpg'] });
    expect(told(day([r104], [p]))).toEqual(['p → R104/1 name', 'p → R104/2 name']);
  });

  test('a tie outside the route that the folder names is told as such', () => {
    const r117 = route('R117', [{ scan: '09:00' }]);
    const p = photo('p', { path: 'R117/TBAR104000001.jpg' });
    const { ties, routeOf } = matchDay(day([r104, r117], [p]));
    expect(ties).toMatchObject([{ stopId: first, wrongRoute: true }]);
    expect(routeOf.get('p')).toBe(r117.id);
    const own = matchDay(day([r104, r117], [photo('p', { path: 'R104/TBAR104000001.jpg' })]));
    expect(own.ties[0]).not.toHaveProperty('wrongRoute');
  });

  test('where a supervisor would not have it, the machine never puts it again', () => {
    const p = photo('p', { path: 'x/TBAR104000001.jpg', taken: '09:00:05', place: place(0) });
    const { ties, strays } = matchDay(day([r104], [p], { refused: [{ photoId: 'p', stopId: first ?? '' }] }));
    expect(ties.map((tie) => tie.stopId)).not.toContain(first);
    expect(strays.flatMap((stray) => stray.candidates.map((each) => each.stopId))).not.toContain(first);
  });

  test('an id on two stops goes to the one that its time allows', () => {
    const twice = route('R9', [
      { scan: '09:00', trackingId: 'TBA000000777' },
      { scan: '14:00', trackingId: 'TBA000000777' },
    ]);
    const p = photo('p', { path: 'x/TBA000000777.jpg', taken: '14:01' });
    expect(told(day([twice], [p]))).toEqual(['p → R9/2 name']);
  });

  test('an id on two stops with nothing to choose by leaves both as candidates', () => {
    const twice = route('R9', [{ trackingId: 'TBA000000777' }, { trackingId: 'TBA000000777' }]);
    const { ties, strays } = matchDay(day([twice], [photo('p', { path: 'x/TBA000000777.jpg' })]));
    expect(ties).toEqual([]);
    expect(strays[0]?.reason).toBe('TBA000000777 in the file name stands at 2 stops');
    expect(strays[0]?.candidates).toHaveLength(2);
  });
});

describe('Time, sequence and place', () => {
  test('a picture after every scan is at its stop, and says why', () => {
    const { ties, strays } = matchDay(day([shift('R1', 12)], pictures(12, 12)));
    expect(strays).toEqual([]);
    expect(ties).toHaveLength(12);
    expect(ties.every((tie) => tie.photoId.slice(-2) === tie.stopId.slice(-2))).toBe(true);
    expect(ties[4]).toMatchObject({ method: 'time-gps', secondsAfterScan: 12 });
    expect(ties[4]?.reasons).toEqual(['12 s after the scan', 'next in sequence']);
  });

  test('the distance is told where both know their place', () => {
    const p = photo('p', { taken: '09:00:12', place: place(34) });
    const { ties } = matchDay(day([route('R1', [{ scan: '09:00' }])], [p]));
    expect(ties[0]?.reasons).toEqual(['12 s after the scan', '34 m from the door']);
  });

  test('several pictures at one door stay together, and the stop after is not given one of them', () => {
    // Ten doors show the driver's habit; the eleventh has three pictures, the twelfth, a minute later, has none.
    const scans = [...Array.from({ length: 11 }, (_, i) => i * minutes(3)), 10 * minutes(3) + 70];
    const r1 = route(
      'R1',
      scans.map((seconds) => ({ scan: clock(seconds) })),
    );
    const last = 10 * minutes(3);
    const burst = [5, 11, 16].map((seconds) =>
      photo(`burst${seconds}`, { taken: clock(last + seconds), device: 'phone' }),
    );
    const { ties, strays } = matchDay(day([r1], [...pictures(10, 6), ...burst]));
    expect(strays).toEqual([]);
    expect(ties.filter((tie) => tie.photoId.startsWith('burst')).map((tie) => tie.stopId)).toEqual(
      burst.map(() => r1.stops[10]?.id),
    );
  });

  test('a picture between two doors that lack one is left to the supervisor', () => {
    const r1 = route('R1', [{ scan: '09:00' }, { scan: '09:01' }]);
    const { ties, strays } = matchDay(day([r1], [photo('p', { taken: '09:00:30' })]));
    expect(ties).toEqual([]);
    expect(strays[0]?.reason).toBe('Several stops fit it about as well');
    expect(strays[0]?.candidates.map((each) => each.stopId).sort()).toEqual(r1.stops.map((stop) => stop.id));
    const scores = strays[0]?.candidates.map((each) => each.score) ?? [];
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  test('position decides between two doors of one minute', () => {
    const r1 = route('R1', [{ scan: '09:00' }, { scan: '09:00:30', north: 900 }]);
    expect(told(day([r1], [photo('p', { taken: '09:00:20', place: place(905) })]))).toEqual(['p → R1/2 time-gps']);
  });

  test('two stops scanned in the same second are left to the supervisor, proposed in the order of the plan', () => {
    const scans = ['09:00', '09:05', '09:05', '09:10', '09:15', '09:20'];
    const r1 = route(
      'R1',
      scans.map((scan) => ({ scan, north: 0 })),
    );
    const photos = ['09:00:02', '09:04:56', '09:05:06', '09:10:02', '09:15:02', '09:20:02'];
    const { strays } = matchDay(
      day(
        [r1],
        photos.map((taken, i) => photo(`p${i + 1}`, { taken })),
      ),
    );
    expect(strays.map((stray) => `${stray.photoId} ${stray.candidates[0]?.stopId.slice(-2)}`)).toEqual([
      'p2 02',
      'p3 03',
    ]);
  });

  test('a lunch far from every scan is no delivery', () => {
    const lunch = photo('lunch', { taken: '12:00' });
    const { ties, strays } = matchDay(day([shift('R1', 12)], [...pictures(12, 10), lunch]));
    expect(ties).toHaveLength(12);
    expect(strays).toEqual([
      { photoId: 'lunch', reason: 'No stop was scanned around its time or lies near its place', candidates: [] },
    ]);
  });

  test('a stop that was handed to a person does not draw its neighbour’s picture', () => {
    const r1 = route('R1', [{ scan: '09:00', handover: 'recipient' }, { scan: '09:00:40' }]);
    expect(told(day([r1], [photo('p', { taken: '09:00:22' })]))).toEqual(['p → R1/2 time-gps']);
  });

  test('a photo that knows neither time nor place stays alone and says so', () => {
    const { strays } = matchDay(day([shift('R1', 3)], [photo('p', {})]));
    expect(strays).toEqual([{ photoId: 'p', reason: 'It says neither when nor where it was taken', candidates: [] }]);
  });

  test('a photo without a time goes by its place to the door that still lacks one', () => {
    const r1 = route('R1', [{ scan: '09:00' }, { scan: '09:10', north: 3000 }]);
    expect(told(day([r1], [photo('p', { place: place(3005) }), photo('q', { taken: '09:00:05' })]))).toEqual([
      'p → R1/2 time-gps',
      'q → R1/1 time-gps',
    ]);
  });

  test('two photos without a time share two near doors out between them, as candidates', () => {
    const r1 = route('R1', [{ scan: '09:00' }, { scan: '09:10', north: 40 }]);
    const photos = [photo('p', { place: place(5) }), photo('q', { place: place(36) })];
    const { ties, strays } = matchDay(day([r1], photos));
    expect(ties).toEqual([]);
    expect(strays.map((stray) => stray.candidates[0]?.stopId.slice(-2))).toEqual(['01', '02']);
  });

  test('a stop without a scan lies between its neighbours', () => {
    const scans = ['09:00', '09:10', null, '09:30', '09:40'];
    const r1 = route(
      'R1',
      scans.map((scan) => ({ scan, outcome: 'delivered' as const })),
    );
    const p = photo('p', { taken: '09:20', place: place(200) });
    expect(told(day([r1], [p, photo('q', { taken: '09:10:05' })]))).toContain('p → R1/3 time-gps');
  });

  test('a manifest without any scan still goes by the place and the order', () => {
    const r1 = route(
      'R1',
      [0, 2000, 4000, 6000].map((north) => ({ scan: null, north })),
    );
    const photos = [0, 2000, 6000].map((north, i) =>
      photo(`p${i}`, { taken: clock(i * 600), place: place(north + 10) }),
    );
    expect(told(day([r1], photos))).toEqual([...['p0 → R1/1 time-gps', 'p1 → R1/2 time-gps', 'p2 → R1/4 time-gps']]);
  });

  test('a day without routes leaves every photo alone, and a day without photos is empty', () => {
    expect(told(day([], [photo('p', { taken: '09:00' })]))).toEqual(['p ?']);
    expect(told(day([shift('R1', 3)], []))).toEqual([]);
    expect(matchDay(day([], [photo('p')])).strays[0]?.reason).toBe(
      'No route of the day is known that it could belong to',
    );
  });

  test('no photo is offered to more than five stops', () => {
    const r1 = route(
      'R1',
      Array.from({ length: 9 }, () => ({ scan: '09:00', north: 0 })),
    );
    const { strays } = matchDay(day([r1], [photo('p', { taken: '09:00:05' })]));
    expect(strays[0]?.candidates.length).toBeGreaterThan(1);
    expect(strays[0]?.candidates.length).toBeLessThanOrEqual(5);
  });

  test('a photo seconds after one that names its stop is of that stop too, not its neighbour’s first', () => {
    const r1 = shift('R1', 12);
    const named = photo('named', {
      path: 'camera/TBAR1000011.jpg',
      taken: clock(10 * minutes(3) + 6),
      device: 'phone',
    });
    const next = photo('next', { taken: clock(10 * minutes(3) + 12), device: 'phone' });
    expect(told(day([r1], [...pictures(10, 6), named, next])).slice(0, 2)).toEqual([
      'named → R1/11 name',
      'next → R1/11 time-gps',
    ]);
  });
});

describe('Clocks', () => {
  test.for([
    ['7 minutes fast', 420],
    ['7 minutes slow', -420],
    ['an hour fast, as after a change of clocks', 3600],
    ['eight hours slow, as in the wrong zone', -28_800],
  ] as const)('a camera %s is corrected and reported', ([_what, error]) => {
    // Gaps that repeat would fit at several corrections.
    const gaps = [70, 200, 95, 310, 140, 60, 420, 180, 75, 260, 130, 350, 90, 220, 160, 500, 110, 80, 290, 150];
    const times = gaps.map((_, i) => gaps.slice(0, i).reduce((sum, gap) => sum + gap, 0));
    const r1 = route(
      'R1',
      times.map((seconds) => ({ scan: clock(seconds) })),
    );
    const photos = times.map((seconds, i) =>
      photo(`p${String(i + 1).padStart(2, '0')}`, { taken: clock(seconds + 10 + error) }),
    );
    const { ties, clocks, correctionOf } = matchDay(day([r1], photos));
    expect(ties.filter((tie) => tie.photoId.slice(-2) === tie.stopId.slice(-2)).length).toBeGreaterThanOrEqual(18);
    expect(ties.every((tie) => tie.photoId.slice(-2) === tie.stopId.slice(-2))).toBe(true);
    expect(clocks).toHaveLength(1);
    expect(clocks[0]?.group).toBe('camera');
    expect(clocks[0]?.correctionSeconds).toBeGreaterThan(-error - 30);
    expect(clocks[0]?.correctionSeconds).toBeLessThan(-error + 30);
    expect(clocks[0]?.support).toBeGreaterThan(15);
    expect(correctionOf.size).toBe(20);
    expect(ties[0]?.reasons.at(-1)).not.toBe(ties[0]?.reasons[0]);
    expect(
      ties.some((tie) => tie.reasons.some((reason) => /camera clock .* (fast|slow), corrected/.test(reason))),
    ).toBe(true);
  });

  test('a driver who scans first and photographs half a minute later has no wrong clock', () => {
    const { clocks, correctionOf } = matchDay(day([shift('R1', 12)], pictures(12, 30)));
    expect(clocks.map((each) => [each.correctionSeconds, each.steps, each.driftPerHour])).toEqual([[0, [], 0]]);
    expect(correctionOf.size).toBe(0);
  });

  test('one device is corrected and the other on the same route is not', () => {
    const photos = [...pictures(12, 10, 'a'), ...pictures(12, 10 + 1260, 'b')];
    const { clocks } = matchDay(day([shift('R1', 12)], photos));
    const [first] = clocks;
    expect(clocks.map((each) => each.group)).toEqual(['camera · a', 'camera · b']);
    expect(first?.correctionSeconds).toBe(0);
  });

  test('times of copied files are not believed when they have nothing to do with the scans', () => {
    const photos = Array.from({ length: 12 }, (_, i) =>
      photo(`p${i}`, { taken: '20:00', source: 'file-time', place: place(100 * i) }),
    );
    const { ties, correctionOf, clocks } = matchDay(day([shift('R1', 12)], photos));
    expect(correctionOf.size).toBe(0);
    expect(clocks).toEqual([]);
    expect(ties.every((tie) => tie.reasons.some((reason) => reason.endsWith('from the door')))).toBe(true);
  });
});

describe('Which route a photo belongs to', () => {
  const morning = shift('R1', 14);
  const crossing = route(
    'R2',
    Array.from({ length: 14 }, (_, i) => ({ scan: clock(60 + i * 211), north: 100 * i + 40 })),
  );
  const ofCrossing = Array.from({ length: 14 }, (_, i) =>
    photo(`q${String(i + 1).padStart(2, '0')}`, { taken: clock(60 + i * 211 + 12), path: `b/${i}.jpg` }),
  );

  test('the folder says so', () => {
    const p = photo('p', { path: 'R2/x.jpg', taken: '09:00:10' });
    const { routeOf } = matchDay(day([morning, crossing], [p]));
    expect(routeOf.get('p')).toBe(crossing.id);
  });

  test('each camera’s pictures as a whole fit one of the routes', () => {
    const photos = [...pictures(14, 12, '', (i) => `a/${i}.jpg`), ...ofCrossing];
    const { ties, routeOf } = matchDay(day([morning, crossing], photos));
    expect(ofCrossing.every((each) => routeOf.get(each.id) === crossing.id)).toBe(true);
    expect(ties.every((tie) => tie.photoId.slice(-2) === tie.stopId.slice(-2))).toBe(true);
    expect(ties.length).toBeGreaterThanOrEqual(26);
  });

  test('in one folder of one kind of phone, nothing is tied wrongly', () => {
    const photos = [...pictures(14, 12, '', (i) => `all/${i}.jpg`), ...ofCrossing].map((each) => ({
      ...each,
      files: [{ path: `all/${each.id}.jpg`, modifiedAt: 0, sidecar: null }],
    }));
    const { ties } = matchDay(day([morning, crossing], photos));
    const isRight = (photoId: string, stopId: string) =>
      photoId.slice(-2) === stopId.slice(-2) && photoId.startsWith('q') === stopId.startsWith('route-R2');
    expect(ties.filter((tie) => !isRight(tie.photoId, tie.stopId))).toEqual([]);
  });

  test('pictures that name their stops bring their camera’s others to the route', () => {
    const named = [0, 5, 9].map((i) =>
      photo(`n${i}`, { path: `a/TBAR2${String(i + 1).padStart(6, '0')}.jpg`, taken: clock(60 + i * 211 + 5) }),
    );
    const other = photo('p', { path: 'a/x.jpg', taken: clock(60 + 7 * 211 + 5) });
    expect(told(day([morning, crossing], [...named, other]))).toContain('p → R2/8 time-gps');
  });
});

test('a day of 130 phones whose pictures follow no route is matched to its end', () => {
  // Seeds of a day on which one phone's clock proves wrong in the same round in which the next one is heard anew.
  const two = (n: number) => String(n).padStart(2, '0');
  const scans = Array.from({ length: 40 }, (_, s) => ({ scan: `${two(10 + Math.floor(s / 6))}:${two((s % 6) * 10)}` }));
  const routes = Array.from({ length: 20 }, (_, r) => route(`R${200 + r}`, scans));
  const photos = Array.from({ length: 3900 }, (_, i) => {
    const hour = two(8 + (i % 12));
    return photo(`p${i}`, {
      taken: `${hour}:${two((i * 7) % 60)}:${two((i * 11) % 60)}`,
      device: `Phone ${i % 130}`,
      path: `x${i % 130}/IMG_${hour}_${i}.jpg`,
    });
  });
  const { ties, strays } = matchDay(day(routes, photos));
  expect(new Set([...ties, ...strays].map(({ photoId }) => photoId)).size).toBe(photos.length);
});
