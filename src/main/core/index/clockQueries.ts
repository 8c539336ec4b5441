/** The clock of each device of a day: as measured, and as a person said. */
import type { Database } from 'better-sqlite3';
import { clockSentence, followsSentence, offWords, restsOnWords } from '#core/domain/clockSentences.ts';
import { clockKey, type SetClock } from '#core/domain/decisions.ts';
import type { ClocksView, DeviceClockView } from '#shared/clocks.ts';
import type { RouteId, ServiceDate } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type { DecisionStore } from './decisionStore.ts';
import { toBytes, toHex } from './keys.ts';

export interface ClockQueries {
  clocks(date: ServiceDate): ClocksView;
  /** Date and code of a route; null when it is not in the index any more. */
  routeName(routeId: RouteId): { date: ServiceDate; route: string } | null;
}

interface ClockRow {
  key: Buffer;
  route: string;
  driver: string | null;
  device: string;
  photos: number;
  correction: number | null;
  drift: number;
  steps: string | null;
  confidence: number;
  support: number;
  gps: number;
  placed: number;
}

/** From here on it is said without a doubt; docs/matching.md has how often that is right. */
const sureFrom = 0.9;
/** Seconds: who says what was measured within half a minute says the same. */
const sameClock = 30;

export function createClockQueries(db: Database, decisions: DecisionStore, settings: () => Settings): ClockQueries {
  // Files' own times are a clock of nobody; a device of which nothing else came has no row in `clocks`.
  const clocksOf = db.prepare<[string], ClockRow>(
    `SELECT routes.key, routes.route, routes.driver, route_devices.device, route_devices.photos,
            clocks.correction, clocks.drift, clocks.steps, clocks.confidence, clocks.support, clocks.gps, clocks.placed
     FROM routes JOIN route_devices ON route_devices.route = routes.id
       LEFT JOIN clocks ON clocks.date = routes.date AND clocks.route = routes.id AND clocks.device = route_devices.device
     WHERE routes.date = ?`,
  );
  const routeOf = db.prepare<[Buffer], { date: ServiceDate; route: string }>(
    'SELECT date, route FROM routes WHERE key = ?',
  );

  return {
    clocks(date) {
      const { timeZone } = settings();
      const said = decisions.clocksOfDay(date);
      const clocks = clocksOf
        .all(date)
        .map((row) => toView(row, said.get(clockKey({ date, route: row.route, device: row.device })), timeZone))
        .sort((a, b) => byName.compare(a.route, b.route) || byName.compare(a.device, b.device));
      return { date, timeZone, clocks };
    },
    routeName: (routeId) => routeOf.get(toBytes(routeId)) ?? null,
  };
}

const byName = new Intl.Collator('en', { numeric: true });

function toView(row: ClockRow, set: SetClock | undefined, timeZone: string): DeviceClockView {
  const measured = measuredOf(row);
  const { photos } = row;
  const seconds = set?.seconds ?? measured?.seconds ?? null;
  const isIrregular =
    set === undefined && measured !== null && (measured.steps.length > 0 || measured.driftPerHour !== 0);
  return {
    routeId: toHex(row.key),
    ...{ route: row.route, driver: row.driver, device: row.device, photos },
    state: stateOf(measured, set),
    seconds,
    measured,
    set: set ? { entryId: set.entry, seconds: set.seconds, person: set.person, at: set.at } : null,
    sentence: set ? saidSentence(set.seconds) : measured ? clockSentence(measured, timeZone) : unknownSentence,
    restsOn: measured ? restsOnWords(row) : '',
    follows: followsSentence(seconds, photos, isIrregular),
  };
}

const unknownSentence = 'Nothing tells what this phone’s clock is off by';

function saidSentence(seconds: number): string {
  return seconds === 0 ? 'This phone’s clock is right' : `This phone is ${offWords(seconds)}`;
}

function measuredOf({ correction, drift, steps, confidence }: ClockRow): DeviceClockView['measured'] {
  if (correction === null) return null;
  const jumps = steps === null ? [] : (JSON.parse(steps) as [number, number][]);
  return {
    seconds: Math.round(correction),
    driftPerHour: drift,
    steps: jumps.map(([at, seconds]) => ({ at, seconds })),
    confidence,
  };
}

function stateOf(measured: DeviceClockView['measured'], set: SetClock | undefined): DeviceClockView['state'] {
  if (set) return measured && Math.abs(measured.seconds - set.seconds) <= sameClock ? 'confirmed' : 'overruled';
  if (!measured) return 'unknown';
  return measured.confidence >= sureFrom ? 'sure' : 'unsure';
}
