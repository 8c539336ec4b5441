/**
 * What claims teach, counted over weeks: claims per delivery by driver, area and address, and patterns of scans. One day at a time, and
 * everything else may happen in between: a year of a large depot is millions of deliveries, of which only sums and marked stops are read.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { areaOf } from '#core/domain/areas.ts';
import { type Judged, judgeFigures, type Tally, worstFirst } from '#core/domain/claimFigures.ts';
import { cautionSentences, figureSentence, stillToCome } from '#core/domain/figureSentences.ts';
import { countPatterns, noPatterns, type PatternCounts, patternsOf } from '#core/domain/patterns.ts';
import { hasMark } from '#core/domain/stopMarks.ts';
import type { ClaimFigure, ClaimFigures, ClaimPattern, FigurePeriod } from '#shared/claimFigures.ts';
import type { ServiceDate } from '#shared/ids.ts';
import { createDeliveriesAtDoor, type DoorGroup } from './deliveriesAtDoor.ts';
import { type FigureSpan, newestDayUntil, spanOf } from './figureSpan.ts';

export interface ClaimFigureQueries {
  /** @param today the depot's date: figures end at the newest service day up to it */
  figures(days: FigurePeriod, today: ServiceDate): Promise<Omit<ClaimFigures, 'timeZone'>>;
}

interface DeliveryRow {
  driver: string;
  driver_name: string | null;
  area: string;
  delivered: number;
}

interface MarkedRow {
  stop: number;
  marks: number;
  door: number | null;
  driver: string;
  address: string;
  postcode: string | null;
}

/** What is counted of a driver, an area, an address or the depot, week by week. */
interface Counts {
  name: string;
  deliveriesByWeek: number[];
  claimedByWeek: number[];
  rejected: number;
}

/** More addresses than these are a list that nobody reads; each costs a look into the words of all stops. */
const mostAddresses = 100;

const byName = new Intl.Collator('en', { numeric: true });

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

export function createClaimFigureQueries(db: Database): ClaimFigureQueries {
  const newestDay = newestDayUntil(db);
  // What a driver is known by over the days, as scores say it (`scoreQueries.ts`).
  const driverSql = 'coalesce(routes.driver, routes.driver_name, routes.route) AS driver';
  const deliveriesOf = db.prepare<[string], DeliveryRow>(
    `SELECT ${driverSql}, routes.driver_name, route_deliveries.area, route_deliveries.delivered
     FROM routes CROSS JOIN route_deliveries ON route_deliveries.route = routes.id WHERE routes.date = ?`,
  );
  const markedOf = db.prepare<[string], MarkedRow>(
    `SELECT stop_marks.stop, stop_marks.marks, stop_marks.door, ${driverSql}, stops.address, stops.postcode
     FROM routes CROSS JOIN stop_marks ON stop_marks.route = routes.id CROSS JOIN stops ON stops.id = stop_marks.stop
     WHERE routes.date = ?`,
  );
  const deliveriesAtDoor = createDeliveriesAtDoor(db);

  async function count(span: FigureSpan) {
    const empty = (name: string): Counts => ({
      ...{ name, rejected: 0, deliveriesByWeek: span.weeks.map(() => 0), claimedByWeek: span.weeks.map(() => 0) },
    });
    const depot = empty('');
    const drivers = new Map<string, Counts>();
    const areas = new Map<string, Counts>();
    const addresses = new Map<string, Counts & DoorGroup>();
    const patterns = new Map<string, PatternCounts>();
    const depotPatterns = noPatterns();
    for (const { date, week } of span.days) {
      for (const row of deliveriesOf.all(date)) {
        const driver = entryOf(drivers, row.driver, () => empty(row.driver));
        if (row.driver_name !== null) driver.name = row.driver_name;
        const area = row.area === '' ? null : entryOf(areas, row.area, () => empty(row.area));
        for (const counts of [depot, driver, area]) add(counts?.deliveriesByWeek, week, row.delivered);
        for (const counts of [depotPatterns, entryOf(patterns, row.driver, noPatterns)])
          counts.deliveries += row.delivered;
      }
      for (const row of markedOf.all(date)) {
        // A claim about a parcel that was not delivered is no share of deliveries.
        if (!hasMark(row.marks, 'delivered')) continue;
        countPatterns(depotPatterns, row.marks);
        countPatterns(entryOf(patterns, row.driver, noPatterns), row.marks);
        const isClaimed = hasMark(row.marks, 'claimed');
        if (!isClaimed && !hasMark(row.marks, 'claim-rejected')) continue;
        const door = row.door;
        const place = { address: row.address, postcode: row.postcode };
        for (const counts of [
          depot,
          entryOf(drivers, row.driver, () => empty(row.driver)),
          areas.get(areaOf(row.postcode) ?? ''),
          door === null
            ? undefined
            : entryOf(addresses, doorKey(door, place), () => ({ ...empty(row.address), ...place, stop: row.stop })),
        ]) {
          if (isClaimed) add(counts?.claimedByWeek, week, 1);
          else if (counts) counts.rejected++;
        }
      }
      await nextTurn();
    }
    return { depot, drivers, areas, addresses, patterns, depotPatterns };
  }

  /** Of the addresses with the most claims, how many deliveries they had. */
  async function countDeliveries(addresses: readonly (Counts & DoorGroup)[], span: FigureSpan): Promise<void> {
    for (const address of addresses) {
      for (const date of deliveriesAtDoor(address, span.from, span.to)) {
        const week = span.weekOf(date);
        if (week !== null) add(address.deliveriesByWeek, week, 1);
      }
      await nextTurn();
    }
  }

  return {
    async figures(days, today) {
      const span = spanOf(newestDay(today), days);
      const counted = await count(span);
      const byClaims = [...counted.addresses.values()].sort((a, b) => sum(b.claimedByWeek) - sum(a.claimedByWeek));
      const shown = byClaims.slice(0, mostAddresses);
      await countDeliveries(shown, span);

      const depot = toTally(counted.depot);
      const rate = depot.deliveries === 0 ? 0 : depot.claimed / depot.deliveries;
      const figuresOf = (groups: Iterable<[key: string, counts: Counts]>) =>
        [...groups]
          .map(([key, counts]) => toFigure(key, counts, rate))
          .sort((a, b) => worstFirst(a, b) || byName.compare(a.name, b.name));
      const drivers = figuresOf(counted.drivers);
      const areas = figuresOf(counted.areas);
      const addresses = figuresOf(shown.map((address) => [deliveriesAtDoor.keyOf(address), address]));
      const { rate: depotRate, low, high } = judgeFigures(depot, rate);
      return {
        ...{ from: span.from, to: span.to, weeks: span.weeks },
        depot: { ...depot, rejected: counted.depot.rejected, rate: depotRate, low, high },
        claimedByWeek: counted.depot.claimedByWeek,
        deliveriesByWeek: counted.depot.deliveriesByWeek,
        ...{ drivers: drivers.map(toView), areas: areas.map(toView), addresses: addresses.map(toView) },
        addressesTotal: byClaims.length,
        cautions: {
          driver: [...cautionSentences('driver', drivers, rate, drivers.length), stillToCome],
          area: [...cautionSentences('area', areas, rate, areas.length), stillToCome],
          address: [...cautionSentences('address', addresses, rate, byClaims.length), stillToCome],
        },
        patterns: patternViews(counted.patterns, counted.depotPatterns, counted.drivers),
      };
    },
  };
}

/** Two postcodes tell two doors apart, also where the address reads the same. */
const doorKey = (door: number, { postcode }: { postcode: string | null }) => `${door} ${areaOf(postcode) ?? ''}`;

function entryOf<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = make();
  map.set(key, value);
  return value;
}

function add(weeks: number[] | undefined, week: number, n: number): void {
  if (weeks) weeks[week] = (weeks[week] ?? 0) + n;
}

const toTally = ({ deliveriesByWeek, claimedByWeek }: Counts): Tally => ({
  deliveries: sum(deliveriesByWeek),
  claimed: sum(claimedByWeek),
});

type Figure = Judged & Tally & Counts & { key: string; sentence: string };

function toFigure(key: string, counts: Counts, depotRate: number): Figure {
  const tally = toTally(counts);
  const judged = { ...tally, ...judgeFigures(tally, depotRate) };
  return { ...counts, ...judged, key, sentence: figureSentence(judged, depotRate) };
}

function toView({
  key,
  name,
  deliveries,
  claimed,
  rejected,
  rate,
  low,
  high,
  verdict,
  surplus,
  ...rest
}: Figure): ClaimFigure {
  const { claimedByWeek, deliveriesByWeek, sentence } = rest;
  return {
    ...{ key, name, deliveries, claimed, rejected, rate, low, high, verdict, surplus: Math.max(0, surplus) },
    ...{ claimedByWeek, deliveriesByWeek, sentence },
  };
}

function patternViews(
  byDriver: ReadonlyMap<string, PatternCounts>,
  depot: PatternCounts,
  drivers: ReadonlyMap<string, Counts>,
): ClaimPattern[] {
  const found = [...byDriver].flatMap(([driver, counts]) =>
    patternsOf(counts, depot).map((pattern) => ({ ...pattern, driver, name: drivers.get(driver)?.name ?? driver })),
  );
  const order = Object.keys(depot.stops);
  return found.sort(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || b.stops - a.stops || (a.driver < b.driver ? -1 : 1),
  );
}
