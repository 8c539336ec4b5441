/** The review queue: what waits for a decision on a day or a route, worst first. */
import type { Database } from 'better-sqlite3';
import type { StopDecisions } from '#core/domain/decisions.ts';
import type { RouteId, ServiceDate, StopId } from '#shared/ids.ts';
import type { ReviewItem, ReviewQueue } from '#shared/review.ts';
import type { Settings } from '#shared/settings.ts';
import { reviewKinds } from '#shared/words.ts';
import type { DecisionStore } from './decisionStore.ts';
import { toBytes, toHex } from './keys.ts';
import type { StopQueries } from './stopQueries.ts';
import { createWaitingStops, type ReviewedRecord } from './waitingStops.ts';

export interface ReviewQueries {
  /** Of a day, or of one of its routes; `decided`: with those that somebody decided about. Null: no such route on that day. */
  queue(date: ServiceDate, routeId: RouteId | null, decided: 'hide' | 'show'): ReviewQueue | null;
}

interface RouteRow {
  id: number;
  key: Buffer;
  route: string;
  driver: string | null;
  driver_name: string | null;
}

/** R9 before R10. */
const byRouteCode = new Intl.Collator('en', { numeric: true });

export function createReviewQueries(
  db: Database,
  decisions: DecisionStore,
  stops: StopQueries,
  settings: () => Settings,
): ReviewQueries {
  const waiting = createWaitingStops(db, settings);
  const routeColumns = 'SELECT id, key, route, driver, driver_name FROM routes';
  const routesOf = db.prepare<[string], RouteRow>(`${routeColumns} WHERE date = ?`);
  const routeByKey = db.prepare<[Buffer, string], RouteRow>(`${routeColumns} WHERE key = ? AND date = ?`);

  function toItem(reviewed: ReviewedRecord, route: RouteRow): ReviewItem {
    const { here, review, waits } = reviewed;
    const row = reviewed.row(toHex(route.key));
    const latest = waits ? null : latestOf(here);
    return {
      row,
      route: route.route,
      driver: route.driver ?? route.driver_name,
      kind: review.kind,
      why: review.why,
      decided: latest ? stops.toDecision(latest, row) : null,
    };
  }

  return {
    queue(date, routeId, show) {
      const only = routeId === null ? null : routeByKey.get(toBytes(routeId), date);
      if (only === undefined) return null;
      const routes = only ? [only] : routesOf.all(date);
      routes.sort((a, b) => byRouteCode.compare(a.route, b.route));
      const decided = only ? decisions.ofRoute(only.id) : decisions.ofDay(date);
      const decidedOfRoute = Map.groupBy(decided, ([, here]) => here.stop.route);

      const items: ReviewItem[] = [];
      let undecided = 0;
      let settled = 0;
      for (const route of routes) {
        const waits = new Set<StopId>();
        const found = waiting.ofRoute(route.id, decided).filter((each) => each.waits);
        for (const each of found) waits.add(toHex(each.record.key));
        undecided += found.length;
        // Notes decide nothing.
        const done = (decidedOfRoute.get(route.route) ?? []).filter(([id, here]) => !waits.has(id) && latestOf(here));
        if (show === 'show') {
          const ids = done.map(([id]) => id);
          const shown = waiting.named(ids, decided);
          settled += shown.length;
          found.push(...shown);
          found.sort(byPlace);
        } else {
          settled += done.length;
        }
        for (const each of found) items.push(toItem(each, route));
      }
      const rank = new Map(reviewKinds.map((kind, n) => [kind, n]));
      items.sort((a, b) => (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0));
      return { date, timeZone: settings().timeZone, items, undecided, decided: settled };
    },
  };
}

function latestOf(here: StopDecisions | null) {
  return here?.history.findLast((decision) => !decision.undone && decision.kind !== 'note') ?? null;
}

function byPlace({ record: a }: ReviewedRecord, { record: b }: ReviewedRecord): number {
  const order = (a.sequence ?? Number.POSITIVE_INFINITY) - (b.sequence ?? Number.POSITIVE_INFINITY);
  return order || (a.stop < b.stop ? -1 : 1);
}
