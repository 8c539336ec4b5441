/**
 * Scores of the day, its drivers and the days before. They are sums over route rows, whose counts the writers keep current:
 * 15 days of 200 routes are 3,000 rows. Shares are 0 to 1.
 */
import type { Database } from 'better-sqlite3';
import { refusalsAt } from '#core/domain/refusals.ts';
import { addCounts, settleMore } from '#core/domain/score.ts';
import { rejectSentences } from '#core/domain/sentences.ts';
import { trendLength, trendOf } from '#core/domain/trend.ts';
import type { PhotoId, ServiceDate, StopId } from '#shared/ids.ts';
import type { Debrief, DriverScore, ScoresView } from '#shared/scores.ts';
import type { Settings } from '#shared/settings.ts';
import type { StateCounts, StopRow } from '#shared/views.ts';
import type { RejectReason, StopState } from '#shared/words.ts';
import { type RouteSummaryRow, toCounts } from './dayQueries.ts';
import type { DecisionStore } from './decisionStore.ts';
import type { ReadHiddenParts } from './hiddenParts.ts';
import { toBytes, toHex } from './keys.ts';
import { createPhotoReader } from './photoReader.ts';
import { protectedPhotoSql, protectedSql } from './protection.ts';
import { createRejections, type Rejection } from './rejections.ts';
import type { StopQueries } from './stopQueries.ts';

type RouteRow = Pick<
  RouteSummaryRow,
  | 'id'
  | 'key'
  | 'date'
  | 'route'
  | 'driver'
  | 'driver_name'
  | 'stops'
  | 'confirmed'
  | 'needs_review'
  | 'candidate'
  | 'syncing'
  | 'missing'
  | 'excused'
  | 'not_required'
>;

export interface ScoreQueries {
  /** A day without routes has a trend of its days before and no drivers. */
  scores(date: ServiceDate): ScoresView;
  /** Null when no route of the day has this driver (`DriverScore.driver`). */
  debrief(date: ServiceDate, driver: string): Debrief | null;
  hasDriver(date: ServiceDate, driver: string): boolean;
}

/** The states in which a delivered stop lacks a good picture. */
const openStates: readonly StopState[] = ['needs-review', 'candidate', 'syncing', 'missing'];

/** What a driver is known by over the days: the id, else the name, else the route's code. */
const driverOf = (row: Pick<RouteRow, 'driver' | 'driver_name' | 'route'>) =>
  row.driver ?? row.driver_name ?? row.route;

const byCode = new Intl.Collator('en', { numeric: true });

export function createScoreQueries(
  db: Database,
  parts: { stops: StopQueries; decisions: DecisionStore; hiddenParts: ReadHiddenParts; settings: () => Settings },
): ScoreQueries {
  const daysBefore = db
    .prepare<[string, number], string>('SELECT DISTINCT date FROM routes WHERE date < ? ORDER BY date DESC LIMIT ?')
    .pluck();
  const routesBetween = db.prepare<[string, string], RouteRow>(
    `SELECT id, key, date, route, driver, driver_name, stops, confirmed, needs_review, candidate, syncing, missing,
       excused, not_required
     FROM routes WHERE date BETWEEN ? AND ?`,
  );
  const routesOf = db.prepare<[string], RouteRow>('SELECT * FROM routes WHERE date = ?');
  const rejections = createRejections(db, parts.decisions);
  const photos = createPhotoReader(db);
  const isProtectedStop = db
    .prepare<[Buffer], number>(`SELECT EXISTS (SELECT 1 FROM stops WHERE key = ? AND ${protectedSql('stops')})`)
    .pluck();
  const isProtectedPhoto = db.prepare<[number], number>(`SELECT ${protectedPhotoSql('?')}`).pluck();

  /** Whoever asked for no photos is not to be talked over with one. */
  const mayBeShown = (stopId: StopId, photo: number | undefined) =>
    isProtectedStop.get(toBytes(stopId)) === 0 && (photo === undefined || isProtectedPhoto.get(photo) === 0);

  /** Score, trend and counts of these routes, which may be of all the days. */
  function against(dates: readonly ServiceDate[], rows: readonly RouteRow[]) {
    const byDate = Map.groupBy(rows, (row) => row.date);
    const days = dates.map((date) => ({ date, counts: addCounts((byDate.get(date) ?? []).map(toCounts)) }));
    const counts = days.at(-1)?.counts as StateCounts;
    return { ...trendOf(days), settleMore: settleMore(counts, parts.settings().podTarget), counts };
  }

  function scores(date: ServiceDate): ScoresView {
    const dates = [...daysBefore.all(date, trendLength).reverse(), date];
    const from = dates[0] as ServiceDate;
    const rows = routesBetween.all(from, date);
    const refused = rejections(dates);
    const driverAt = new Map(rows.map((row) => [`${row.date}\0${row.route}`, driverOf(row)]));
    const refusedBy = Map.groupBy(refused, (each) => driverAt.get(`${each.date}\0${each.route}`));
    const rowsBy = Map.groupBy(rows, driverOf);
    const drivers = [...rowsBy].flatMap(([driver, ofDriver]): DriverScore[] => {
      const tonight = ofDriver.filter((row) => row.date === date);
      if (tonight.length === 0) return [];
      return [
        {
          driver,
          driverName: tonight.find((row) => row.driver_name !== null)?.driver_name ?? null,
          routes: tonight
            .map((row) => ({ routeId: toHex(row.key), route: row.route }))
            .sort((a, b) => byCode.compare(a.route, b.route)),
          ...against(dates, ofDriver),
          rejects: countReasons(refusedBy.get(driver) ?? []),
        },
      ];
    });
    const { timeZone, podTarget } = parts.settings();
    return {
      date,
      timeZone,
      podTarget,
      ...against(dates, rows),
      rejects: countReasons(refused.filter((each) => each.date === date)),
      drivers: drivers.sort(worstFirst),
    };
  }

  function picturesOf(row: RouteRow, stops: ReadonlyMap<string, StopRow>): Pick<Debrief, 'pictures' | 'withheld'> {
    const pictures: Debrief['pictures'] = [];
    let withheld = 0;
    for (const [stopId, decisions] of parts.decisions.ofRoute(row.id)) {
      const stop = stops.get(stopId);
      if (!stop) continue;
      for (const { photo: photoId, reason, said } of refusalsAt(decisions)) {
        const photo = photos.byId(photoId);
        if (!mayBeShown(stopId, photo?.id)) {
          withheld++;
          continue;
        }
        const hidden = parts.hiddenParts(photoId);
        pictures.push({
          photoId,
          stopId,
          routeId: toHex(row.key),
          route: row.route,
          stop: stop.stop,
          address: stop.address,
          takenAt: photo?.taken_at ?? null,
          reason,
          sentence: rejectSentences[reason],
          note: said.note,
          boxes: hidden.boxes,
          outside: hidden.outside,
          boxesBy: hidden.by,
        });
      }
    }
    pictures.sort((a, b) => (a.takenAt ?? 0) - (b.takenAt ?? 0) || byId(a.photoId, b.photoId));
    return { pictures, withheld };
  }

  return {
    scores,
    hasDriver: (date, driver) => routesOf.all(date).some((row) => driverOf(row) === driver),

    debrief(date, driver) {
      const score = scores(date).drivers.find((each) => each.driver === driver);
      if (!score) return null;
      const { timeZone, podTarget } = parts.settings();
      const debrief: Debrief = { date, timeZone, podTarget, score, pictures: [], withheld: 0, open: [] };
      const rows = routesOf.all(date).filter((row) => driverOf(row) === driver);
      for (const row of rows.sort((a, b) => byCode.compare(a.route, b.route))) {
        const routeId = toHex(row.key);
        const stops = parts.stops.route(routeId)?.stops ?? [];
        const rejected = picturesOf(row, new Map(stops.map((stop) => [stop.id, stop])));
        debrief.pictures.push(...rejected.pictures);
        debrief.withheld += rejected.withheld;
        for (const { id, stop, address, completedAt, state, followUp } of stops) {
          if (!openStates.includes(state)) continue;
          debrief.open.push({ stopId: id, routeId, route: row.route, stop, address, completedAt, state, followUp });
        }
      }
      return debrief;
    },
  };
}

const byId = (a: PhotoId, b: PhotoId) => (a < b ? -1 : 1);

/** Most first. */
function countReasons(rejections: readonly Rejection[]): DriverScore['rejects'] {
  const counts = new Map<RejectReason, number>();
  for (const { reason } of rejections) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, pictures]) => ({ reason, pictures })).sort((a, b) => b.pictures - a.pictures);
}

/** A driver without an opportunity has nothing to talk about and stands last. */
function worstFirst(a: DriverScore, b: DriverScore): number {
  const score = (each: DriverScore) => each.counts.podScore ?? 2;
  return score(a) - score(b) || b.settleMore - a.settleMore || byCode.compare(a.driver, b.driver);
}
