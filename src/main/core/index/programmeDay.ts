/** What areas mean for the stops of one date, and what would change if they held. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { coverageOf, type PreparedArea, type Programme } from '#core/domain/programme.ts';
import { isAttended } from '#core/domain/stopState.ts';
import type { ServiceDate } from '#shared/ids.ts';
import { coverages, type ProgrammeDay } from '#shared/programme.ts';
import type { Handover, StopState } from '#shared/words.ts';
import { toHex } from './keys.ts';

interface StopRow {
  id: number;
  key: Buffer;
  postcode: string | null;
  latitude: number | null;
  longitude: number | null;
  state: StopState;
  reason: string | null;
}

/** Reads one date, a route at a time; the event loop turns in between. */
export function createProgrammeDay(db: Database): (date: ServiceDate, wanted: Programme) => Promise<ProgrammeDay> {
  const routesOf = db.prepare<[string], { id: number; key: Buffer; route: string }>(
    'SELECT id, key, route FROM routes WHERE date = ? ORDER BY route',
  );
  const stopsOf = db.prepare<[number], StopRow>(
    'SELECT id, key, postcode, latitude, longitude, state, reason FROM stops WHERE route = ? ORDER BY id',
  );
  const delivered = db.prepare<[number], { handover: Handover | null }>(
    `SELECT handover FROM packages WHERE stop = ? AND outcome = 'delivered'`,
  );

  return async (date, wanted) => {
    const inForce = wanted.on(date);
    const tally = new Map<string, number>(inForce.map(({ id }) => [id, 0]));
    const day: ProgrammeDay = {
      counts: { inside: 0, outside: 0, unknown: 0 },
      unplaced: 0,
      areas: [],
      routes: [],
      stops: [],
      changes: { leaving: 0, leavingConfirmed: 0, joining: 0 },
    };
    for (const route of routesOf.all(date)) {
      day.routes.push(route.route);
      const routeId = toHex(route.key);
      for (const stop of stopsOf.all(route.id)) {
        const asked = { ...stop, route: route.route };
        for (const area of inForce) if (area.holds(asked)) tally.set(area.id, (tally.get(area.id) ?? 0) + 1);
        const coverage = coverageOf(inForce, asked);
        day.counts[coverage]++;
        if (stop.latitude === null || stop.longitude === null) day.unplaced++;
        else day.stops.push([stop.longitude, stop.latitude, coverages.indexOf(coverage), toHex(stop.key), routeId]);
        if (coverage === 'outside' && stop.state !== 'not-required') {
          day.changes.leaving++;
          if (stop.state === 'confirmed') day.changes.leavingConfirmed++;
        }
        if (coverage !== 'outside' && stop.reason === 'out-of-programme' && !isAttended(delivered.all(stop.id))) {
          day.changes.joining++;
        }
      }
      await nextTurn();
    }
    const isOn = new Set(inForce.map(({ id }: PreparedArea) => id));
    day.areas = wanted.areas.map(({ id }) => ({ id, inForce: isOn.has(id), stops: tally.get(id) ?? 0 }));
    return day;
  };
}
