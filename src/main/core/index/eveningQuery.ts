/** What the evening's reports say about a stop beyond its row: packages, when the picture was taken, who decided. */
import type { Database } from 'better-sqlite3';
import { decisionSentence } from '#core/domain/decisionSentences.ts';
import type { StopDecision, StopName } from '#core/domain/decisions.ts';
import { refusalsAt } from '#core/domain/refusals.ts';
import type { PhotoId, RouteId, ServiceDate } from '#shared/ids.ts';
import type { ManifestProblemView } from '#shared/problems.ts';
import type { StopRow } from '#shared/views.ts';
import type { RejectReason } from '#shared/words.ts';
import type { DecisionStore } from './decisionStore.ts';
import { createDeliveryReader } from './deliveryReader.ts';
import { makeStopId, toBytes } from './keys.ts';
import { createPhotoReader } from './photoReader.ts';
import type { StopQueries } from './stopQueries.ts';

export interface EveningStop {
  row: StopRow;
  trackingIds: string[];
  /** Of the best picture, epoch ms. */
  takenAt: number | null;
  /** The last decision that stands (a note alone is none). */
  decided: { person: string | null; at: number; sentence: string } | null;
  /** Of all standing decisions and notes, oldest first. */
  notes: string[];
  /** Pictures that a person refused, with the reason that holds. */
  refused: { photoId: PhotoId; reason: RejectReason }[];
}

export interface EveningQuery {
  /** In the order of the route; none for a route that is not in the index. */
  stops(route: RouteId): EveningStop[];
  /** Rows that were not understood in the manifests of the day, at most so many. */
  manifestProblems(date: ServiceDate, limit: number): ManifestProblemView[];
}

export function createEveningQuery(
  db: Database,
  parts: { stops: StopQueries; decisions: DecisionStore },
): EveningQuery {
  const deliveries = createDeliveryReader(db);
  const photos = createPhotoReader(db);
  const routeNumber = db.prepare<[Buffer], number>('SELECT id FROM routes WHERE key = ?').pluck();
  const stopNumber = db.prepare<[Buffer], number>('SELECT id FROM stops WHERE key = ?').pluck();

  const problemRows = db.prepare<[string, number], ManifestProblemView>(
    `SELECT coalesce(manifests.path, manifests.name) AS file, line, column_name AS "column", message
     FROM manifests JOIN manifest_problems ON manifest_problems.manifest = manifests.id
     WHERE EXISTS (SELECT 1 FROM json_each(manifests.dates) WHERE value = ?)
     ORDER BY file, manifests.sha256, n LIMIT ?`,
  );

  const nameStop = (stop: StopName) =>
    parts.stops.nameOf(makeStopId(stop.date, stop.route, stop.stop))?.address || `stop ${stop.stop}`;
  const isVerdict = (each: StopDecision) => !each.undone && each.kind !== 'note';

  return {
    manifestProblems: (date, limit) => problemRows.all(date, limit),

    stops(routeId) {
      const route = routeNumber.get(toBytes(routeId));
      const view = parts.stops.route(routeId);
      if (route === undefined || !view) return [];
      const packages = deliveries.packagesOf(route);
      const decisions = parts.decisions.ofRoute(route);
      return view.stops.map((row): EveningStop => {
        const here = decisions.get(row.id);
        const last = here?.history.findLast(isVerdict);
        const [best] = row.photoIds;
        return {
          row,
          trackingIds: (packages.get(stopNumber.get(toBytes(row.id)) ?? 0) ?? []).map((pack) => pack.tracking_id),
          takenAt: best === undefined ? null : (photos.byId(best)?.taken_at ?? null),
          decided: last ? { person: last.person, at: last.at, sentence: decisionSentence(last, nameStop) } : null,
          notes: (here?.history ?? []).flatMap(({ undone, note }) => (undone || note === null ? [] : [note])),
          refused: here ? refusalsAt(here).map(({ photo, reason }) => ({ photoId: photo, reason })) : [],
        };
      });
    },
  };
}
