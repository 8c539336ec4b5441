/** Prints what matching costs, in milliseconds of processor time: `node tests/unit/domain/matching/speed.ts`. */
import type { Photo, Route } from '#core/domain/delivery.ts';
import { planDay } from '#core/domain/matching/dayPlan.ts';
import { matchComponent } from '#core/domain/matching/matchComponent.ts';
import { createDayMatcher } from '#core/domain/matching/matchDay.ts';
import { seededRandom } from '#tests/fixtures/seededRandom.ts';
import { clock, day, photo, route } from '#tests/fixtures/smallDay.ts';

/** Routes with a stop every two to four minutes and 1.2 pictures a stop, half of them with a position. */
function world(routeCount: number, stopCount: number, folderOf: (route: number) => string) {
  const random = seededRandom(5);
  const routes: Route[] = [];
  const photos: Photo[] = [];
  for (let r = 0; r < routeCount; r++) {
    let seconds = random.below(600);
    const times = Array.from({ length: stopCount }, () => {
      seconds += 60 + random.below(160);
      return seconds;
    });
    const made = route(
      `R${100 + r}`,
      times.map((time) => ({ scan: clock(time) })),
    );
    routes.push(made);
    for (const [s, time] of times.entries()) {
      const count = random.next() < 0.05 ? 0 : random.next() < 0.2 ? 2 : 1;
      const stop = made.stops[s];
      for (let i = 0; i < count; i++) {
        const hasPlace = random.next() < 0.5;
        photos.push(
          photo(`p${r}-${s}-${i}`, {
            path: `${folderOf(r)}/IMG_${s}${i}.jpg`,
            taken: clock(time + Math.round(Math.abs(random.normal(10, 10))) + 6 * i),
            place:
              hasPlace && stop
                ? { latitude: (stop.latitude ?? 0) + random.normal(0, 4e-4), longitude: stop.longitude ?? 0 }
                : null,
          }),
        );
      }
    }
  }
  return day(routes, photos);
}

/** Milliseconds of processor time. */
function cost(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return Math.round((user + system) / 1000);
}

const worlds = {
  'one route of 200 stops, folder named after it': world(1, 200, () => 'R100'),
  '12 routes of 180, folders that say nothing': world(12, 180, (r) => `camera ${r}`),
  '12 routes of 180, one folder, one kind of phone': world(12, 180, () => 'all'),
  '200 routes of 180, folders named after them': world(200, 180, (r) => `R${100 + r}`),
};
console.log('day | photos | plan ms | match ms | again, nothing changed, ms');
for (const [name, input] of Object.entries(worlds)) {
  const matcher = createDayMatcher();
  matcher(input);
  let parts = planDay(input);
  const plan = cost(() => {
    parts = planDay(input);
  });
  const match = cost(() => {
    for (const part of parts) matchComponent(part);
  });
  const again = cost(() => matcher(input));
  console.log([name, input.photos.length, plan, match, again].join(' | '));
}
