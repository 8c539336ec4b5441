/** `bench scale --photos 10000,100000,1000000`: bytes of index a photo, and what queries cost on an index of that size. */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Temporal } from 'temporal-polyfill';
import { markBits } from '#core/domain/stopMarks.ts';
import type { FolderEntry } from '#core/folder/contract.ts';
import { createDecisionStore } from '#core/index/decisionStore.ts';
import { makeRouteId, toHex } from '#core/index/keys.ts';
import { createIndexQueries } from '#core/index/queries.ts';
import { createRandom } from '#main/sample/random.ts';
import { defaultSettings } from '#shared/settings.ts';
import {
  type BenchResult,
  inTemporaryFolder,
  percentile,
  readFlags,
  rounded,
  say,
  wholeNumber,
} from './benchResult.ts';
import {
  openSyntheticIndex,
  type SyntheticIndex,
  type SyntheticPhoto,
  syntheticRoute,
  syntheticZone,
} from './syntheticIndex.ts';

const routesADay = 200;
const stopsARoute = 180;
/** The newest day; earlier ones go back from it. */
const lastDay = Temporal.PlainDate.from('2026-11-21');
const samples = 200;

export async function bench(argv: string[]): Promise<BenchResult> {
  const flags = readFlags(argv, { photos: { type: 'string', default: '10000,100000,1000000' } });
  if (!flags.ok) return flags;
  const sizes = flags.values.photos.split(',').map(wholeNumber);
  if (sizes.some((size) => size === null))
    return { ok: false, message: '--photos takes numbers, such as 10000,100000.' };
  return inTemporaryFolder(async (folder) => {
    const path = join(folder, 'index.db');
    const index = openSyntheticIndex(path);
    const filler = createFiller(index);
    const measured = [];
    for (const size of (sizes as number[]).toSorted((one, other) => one - other)) {
      filler.fillTo(size);
      say(`measuring at ${filler.photos} photos`);
      // What the program does by itself as the index grows and closes.
      index.db.exec('PRAGMA optimize');
      index.db.pragma('wal_checkpoint(TRUNCATE)');
      measured.push({
        photos: filler.photos,
        stops: index.db.prepare('SELECT count(*) FROM stops').pluck().get(),
        indexBytesPerPhoto: Math.round(statSync(path).size / filler.photos),
        ...measureQueries(index, filler.dates()),
        claimFigures: await measureFigures(index),
      });
    }
    index.close();
    return { ok: true, figures: { sizes: measured } };
  });
}

/** Adds route after route, 200 to a day, until so many photos are in. */
export function createFiller(index: SyntheticIndex) {
  let photos = 0;
  let routes = 0;
  const dayOf = (route: number) => lastDay.subtract({ days: Math.floor(route / routesADay) }).toString();
  return {
    get photos() {
      return photos;
    },
    dates: () => Array.from({ length: Math.ceil(routes / routesADay) }, (_, at) => dayOf(at * routesADay)),
    fillTo(size: number) {
      const touched = new Set<string>();
      while (photos < size) {
        const date = dayOf(routes);
        const route = syntheticRoute(date, routes % routesADay, stopsARoute);
        index.addDeliveries(route);
        index.addPhotos(route, route.photos.map(saidToBe));
        photos += route.photos.length;
        routes++;
        touched.add(date);
        if (routes % 10 === 0) say(`filling: ${photos} of ${size} photos`);
      }
      for (const date of touched) index.settleDay(date);
    },
  };
}

/** What other rooms say of a stop stands in tables of its own, with a question each. */
const nothingElse = { confirmations: [], claims: [], otherClaims: { address: [], driver: 0, day: 0 } };

function saidToBe(photo: SyntheticPhoto) {
  const sha256 = createHash('sha256').update(photo.path).digest('hex');
  const entry: FolderEntry = {
    path: photo.path,
    fileClass: 'photo',
    size: 3_400_000,
    modifiedAt: photo.takenAt + 240_000,
    arrivedAt: photo.takenAt + 300_000,
    identity: `2049:${Number.parseInt(sha256.slice(0, 6), 16)}`,
    onlineOnly: false,
    problem: null,
  };
  return { photo, entry, sha256 };
}

/** Claims a thousand marked stops, so that figures have something to count; a supervisor waits for them once in an evening. */
async function measureFigures({ db }: SyntheticIndex) {
  const { claimFigures } = createIndexQueries(db, createDecisionStore(db), () => ({
    ...defaultSettings,
    timeZone: syntheticZone,
  }));
  const claimed = markBits.claimed | markBits.delivered;
  db.prepare('UPDATE stop_marks SET marks = marks | ? WHERE stop IN (SELECT stop FROM stop_marks LIMIT 1000)').run(
    claimed,
  );
  const times: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  for (let n = 0; n < 10; n++) {
    const started = performance.now();
    await claimFigures.figures('90', lastDay.toString());
    times.push(performance.now() - started);
  }
  delay.disable();
  return {
    p50: rounded(percentile(times, 0.5), 2),
    p95: rounded(percentile(times, 0.95), 2),
    longestTurnMs: rounded(delay.max / 1e6, 1),
  };
}

function measureQueries(index: SyntheticIndex, dates: readonly string[]) {
  const { db, states } = index;
  const random = createRandom('queries');
  const settings = () => ({ ...defaultSettings, timeZone: syntheticZone });
  const { days, stops, unmatched, search, review, signOff, surroundings, evidence, scores, sync } = createIndexQueries(
    db,
    createDecisionStore(db),
    settings,
  );
  const routes = db.prepare('SELECT id, date, route FROM routes').all() as Array<{
    id: number;
    date: string;
    route: string;
  }>;
  const someStop = db.prepare(
    `SELECT stops.address, stops.customer, packages.tracking_id AS trackingId FROM stops
       JOIN packages ON packages.stop = stops.id WHERE stops.id >= ? LIMIT 1`,
  );
  const lastStop = db.prepare('SELECT max(id) FROM stops').pluck().get() as number;
  // What supervisors type: a tracking id, its beginning, a house and its street, a name, the beginning of a common word.
  const wish = (): string => {
    const stop = someStop.get(random.whole(1, lastStop)) as { address: string; customer: string; trackingId: string };
    return random.pick([
      stop.trackingId,
      stop.trackingId.slice(0, 9),
      stop.address,
      stop.customer,
      stop.address.split(' ')[1]?.slice(0, 3) ?? stop.address,
    ]);
  };
  const stopKey = db.prepare<[number], Buffer>('SELECT key FROM stops WHERE id >= ? LIMIT 1').pluck();
  const someStopId = () => toHex(stopKey.get(random.whole(1, lastStop)) as Buffer);
  const now = Date.parse(`${lastDay}T00:00:00Z`) + 3 * 86_400_000;
  const timed = (work: () => unknown) => {
    const times = Array.from({ length: samples }, () => {
      const started = performance.now();
      work();
      return performance.now() - started;
    });
    return { p50: rounded(percentile(times, 0.5), 2), p95: rounded(percentile(times, 0.95), 2) };
  };
  return {
    openDay: timed(() => days.day(random.pick(dates))),
    openRoute: timed(() => {
      const { date, route } = random.pick(routes);
      return stops.route(makeRouteId(date, route));
    }),
    search: timed(() => search(wish())),
    unmatched: timed(() => unmatched.page({ date: random.pick(dates), offset: 0, show: 'strays' })),
    recomputeRoute: timed(() => states.refreshRoute(random.pick(routes).id, now)),
    listDays: timed(() => days.days()),
    openStop: timed(() => stops.stop(someStopId())),
    surroundings: timed(() => surroundings.of(someStopId())),
    evidence: timed(() => evidence.of(someStopId(), nothingElse)),
    reviewDay: timed(() => review.queue(random.pick(dates), null, 'hide')),
    reviewRoute: timed(() => {
      const { date, route } = random.pick(routes);
      return review.queue(date, makeRouteId(date, route), 'hide');
    }),
    searchRange: timed(() => {
      const [from = '', to = ''] = [random.pick(dates), random.pick(dates)].toSorted();
      return search(wish(), { from, to });
    }),
    signOffRoute: timed(() => {
      const { date, route } = random.pick(routes);
      return signOff.view(date, makeRouteId(date, route));
    }),
    signOffDay: timed(() => signOff.view(random.pick(dates), null)),
    scores: timed(() => scores.scores(random.pick(dates))),
    sync: timed(() => sync.sync(random.pick(dates), now)),
  };
}
