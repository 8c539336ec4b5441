/** What the route's list and the inspector read. */
import type { Database } from 'better-sqlite3';
import { changedSinceSentence, decisionSentence } from '#core/domain/decisionSentences.ts';
import type { Basis, StopDecision, StopDecisions, StopName } from '#core/domain/decisions.ts';
import { blockingAmong } from '#core/domain/flags.ts';
import { believedPeople } from '#core/domain/people.ts';
import { judgeQuality } from '#core/domain/quality.ts';
import { adviceSentence, takenSourceWords } from '#core/domain/sentences.ts';
import { mainPackage } from '#core/domain/stopOutcome.ts';
import type { StopReason } from '#core/domain/stopState.ts';
import type { PhotoId, RouteId, StopId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type {
  Candidate,
  DecisionView,
  PersonFound,
  PhotoFactsView,
  RouteView,
  StopDetail,
  StopPhoto,
  StopRow,
} from '#shared/views.ts';
import type { MatchMethod, StopState } from '#shared/words.ts';
import type { DayQueries } from './dayQueries.ts';
import type { DecisionStore } from './decisionStore.ts';
import { createDeliveryReader, type PackageRecord, type RouteRow, type StopRecord } from './deliveryReader.ts';
import { createHistoryQueries } from './historyQueries.ts';
import type { HoldQueries } from './holdQueries.ts';
import { makeStopId, toBytes, toHex } from './keys.ts';
import { createLabelQueries } from './labelQueries.ts';
import { createOtherUses } from './otherUses.ts';
import { createPeopleStore } from './peopleStore.ts';
import { createPhotoReader, type PhotoRow, qualityOf } from './photoReader.ts';
import { erasedMarks, flagsOf, photoRank, toStopRow } from './stopRows.ts';

interface TieRow {
  stop: number;
  photo: number;
  method: MatchMethod;
  confidence: number;
  seconds: number | null;
  metres: number | null;
  reasons: string;
  flags: string | null;
}

interface CandidateRow {
  sha256: Buffer;
  stop_key: Buffer;
  route_key: Buffer;
  route: string;
  stop: string;
  address: string;
  score: number;
  reasons: string;
}

/** A stop in words and ids. */
export interface NamedStop extends StopName {
  routeId: RouteId;
  address: string;
  /** Driver id as the manifest gives it, else the name. */
  driver: string | null;
}

export interface StopQueries {
  route(id: RouteId): RouteView | null;
  stop(id: StopId): StopDetail | null;
  facts(row: PhotoRow): PhotoFactsView;
  /** Names of a stop for the ledger and for sentences. */
  nameOf(id: StopId): NamedStop | null;
  photoIsKnown(id: PhotoId): boolean;
  /** How a stop is called in a sentence: its address, else its number. */
  nameStop(stop: StopName): string;
  toDecision(decision: StopDecision, now: Pick<StopRow, 'outcome' | 'completedAt'>): DecisionView;
  /** What the manifest and the rules say of a stop now: what a decision about it rests on. */
  basisOf(id: StopId): Basis | null;
}

export function createStopQueries(
  db: Database,
  { days, decisions, holds }: { days: DayQueries; decisions: DecisionStore; holds: HoldQueries },
  settings: () => Settings,
): StopQueries {
  const deliveries = createDeliveryReader(db);
  const photos = createPhotoReader(db);
  const labels = createLabelQueries(db);
  const people = createPeopleStore(db);
  const history = createHistoryQueries(db);
  const routeNumber = db.prepare<[Buffer], number>('SELECT id FROM routes WHERE key = ?').pluck();
  const stopByKey = db.prepare<[Buffer], StopRecord>('SELECT * FROM stops WHERE key = ?');
  const routeKey = db.prepare<[number], Pick<RouteRow, 'key' | 'date' | 'route' | 'driver' | 'driver_name'>>(
    'SELECT key, date, route, driver, driver_name FROM routes WHERE id = ?',
  );
  const packagesOfStop = db.prepare<[number], PackageRecord>(
    'SELECT stop, tracking_id, outcome, completed_at, handover, left_at FROM packages WHERE stop = ? ORDER BY tracking_id',
  );
  const tiesOfRoute = db.prepare<
    [number],
    { stop: number; sha256: Buffer; erased: number | null; flags: string | null }
  >(
    `SELECT ties.stop, photos.sha256, photos.erased, ties.flags FROM ties
       JOIN stops ON stops.id = ties.stop JOIN photos ON photos.id = ties.photo
     WHERE stops.route = ? ORDER BY ties.stop, photos.taken_at, photos.sha256`,
  );
  const tiesOfStop = db.prepare<[number], TieRow>('SELECT * FROM ties WHERE stop = ? ORDER BY photo');
  const otherUses = createOtherUses(db);
  const candidateCounts = db.prepare<[number], { stop: number; n: number }>(
    `SELECT candidates.stop, count(*) AS n FROM candidates JOIN stops ON stops.id = candidates.stop
     WHERE stops.route = ? GROUP BY candidates.stop`,
  );
  const candidateColumns = `photos.sha256, stops.key AS stop_key, routes.key AS route_key, routes.route, stops.stop,
    stops.address, candidates.score, candidates.reasons`;
  const candidateJoins = `candidates JOIN photos ON photos.id = candidates.photo JOIN stops ON stops.id = candidates.stop
    JOIN routes ON routes.id = stops.route`;
  const candidatesOfStop = db.prepare<[number], CandidateRow & { photo: number }>(
    `SELECT candidates.photo, ${candidateColumns} FROM ${candidateJoins}
     WHERE candidates.stop = ? ORDER BY candidates.score DESC, photos.sha256`,
  );

  function peopleIn(photo: number): PersonFound[] | null {
    const found = settings().findPeople ? people.found(photo) : null;
    return found && believedPeople(found);
  }

  function facts(row: PhotoRow): PhotoFactsView {
    const files = photos.filesOf(row.id);
    const first = files[0]?.path ?? '';
    return {
      id: toHex(row.sha256),
      fileNames: files.map((file) => file.path.slice(file.path.lastIndexOf('/') + 1)),
      folder: first.includes('/') ? first.slice(0, first.lastIndexOf('/')) : '',
      bytes: row.bytes,
      width: row.width,
      height: row.height,
      takenAt: row.taken_at,
      takenFrom: row.taken_source === null ? 'unknown' : takenSourceWords[row.taken_source],
      arrivedAt: row.arrived_at,
      position:
        row.latitude === null || row.longitude === null ? null : { latitude: row.latitude, longitude: row.longitude },
      device: row.device,
      quality: judgeQuality({ width: row.width, height: row.height, quality: qualityOf(row) }, settings().quality)
        .sentences,
      labels: settings().readLabels ? labels.of(row) : null,
      people: peopleIn(row.id),
      present: files.some((file) => file.present === 1),
      ...erasedMarks(row.erased),
    };
  }

  /** Proposed pictures but those that were refused here. */
  function openCandidates(stop: number, here: StopDecisions | null): (CandidateRow & { photo: number })[] {
    return candidatesOfStop.all(stop).filter((row) => !here?.rejected.has(toHex(row.sha256)));
  }

  function nameStop(stop: StopName): string {
    const record = stopByKey.get(toBytes(makeStopId(stop.date, stop.route, stop.stop)));
    return record?.address || `stop ${stop.stop}`;
  }

  function toDecision(decision: StopDecision, now: Pick<StopRow, 'outcome' | 'completedAt'>): DecisionView {
    const { entry, at, person, kind, photo, note, undone, basis } = decision;
    return {
      ...{ entryId: entry, at, person, kind, photoId: photo, note, undone },
      sentence: decisionSentence(decision, nameStop),
      // A note rests on nothing, and what was taken back on nothing any more.
      changedSince: undone || kind === 'note' ? null : changedSinceSentence(basis, now, settings().timeZone),
    };
  }

  function toCandidate(row: CandidateRow): Candidate {
    return {
      photoId: toHex(row.sha256),
      stopId: toHex(row.stop_key),
      routeId: toHex(row.route_key),
      route: row.route,
      stop: row.stop,
      address: row.address,
      score: row.score,
      why: JSON.parse(row.reasons) as string[],
    };
  }

  return {
    facts,
    nameStop,
    toDecision,
    photoIsKnown: (id) => photos.byId(id) !== undefined,

    nameOf(id) {
      const record = stopByKey.get(toBytes(id));
      const route = record ? routeKey.get(record.route) : undefined;
      return record && route
        ? {
            date: route.date,
            route: route.route,
            routeId: toHex(route.key),
            stop: record.stop,
            address: record.address,
            driver: route.driver ?? route.driver_name,
          }
        : null;
    },

    basisOf(id) {
      const record = stopByKey.get(toBytes(id));
      if (!record) return null;
      const main = mainPackage(packagesOfStop.all(record.id));
      return {
        state: record.state as StopState,
        outcome: main?.outcome ?? 'pending',
        completedAt: main?.completed_at ?? null,
      };
    },

    route(id) {
      const summary = days.routeSummary(id);
      const route = routeNumber.get(toBytes(id));
      if (!summary || route === undefined) return null;
      const packages = deliveries.packagesOf(route);
      const ties = Map.groupBy(tiesOfRoute.all(route), (tie) => tie.stop);
      const candidates = new Map(candidateCounts.all(route).map(({ stop, n }) => [stop, n]));
      const decided = decisions.ofRoute(route);
      const device = days.deviceSync(id);
      return {
        summary,
        timeZone: settings().timeZone,
        devices: device ? [device] : [],
        stops: deliveries.stopsOf(route).map((record) => {
          const here = decided.get(toHex(record.key)) ?? null;
          const proposed = candidates.get(record.id) ?? 0;
          const open = proposed > 0 && here ? openCandidates(record.id, here).length : proposed;
          const photos = (ties.get(record.id) ?? []).map((tie) => ({
            id: toHex(tie.sha256),
            flags: flagsOf(tie.flags),
            ...erasedMarks(tie.erased),
          }));
          const parts = { routeId: id, packages: packages.get(record.id) ?? [], photos, candidates: open, here };
          return toStopRow(record, { ...parts, history: history.of(record, summary.date) }, settings());
        }),
      };
    },

    stop(id) {
      const record = stopByKey.get(toBytes(id));
      const name = record ? this.nameOf(id) : null;
      const summary = name ? days.routeSummary(name.routeId) : null;
      if (!record || !name || !summary) return null;
      const packages = packagesOfStop.all(record.id);
      const here = decisions.ofStop(id);
      const stopPhotos: StopPhoto[] = [];
      for (const tie of tiesOfStop.all(record.id)) {
        const photo = photos.row(tie.photo);
        if (!photo) continue;
        const view = facts(photo);
        const flags = flagsOf(tie.flags);
        stopPhotos.push({
          ...view,
          method: tie.method,
          confidence: tie.confidence,
          flags,
          blocking: blockingAmong(flags, settings()),
          reasons: JSON.parse(tie.reasons) as string[],
          secondsAfterScan: tie.seconds,
          metresFromStop: tie.metres,
          decision: here?.accepted.has(view.id) ? 'accepted' : here?.rejected.has(view.id) ? 'rejected' : null,
          alsoAt: flags.includes('reused') ? otherUses.ofBytes(tie.photo, record.id) : [],
          lookalikes: otherUses.lookalikes(photo, { number: record.id, key: record.key, date: name.date }),
        });
      }
      const rank = (photo: StopPhoto) => photoRank(photo, here, settings());
      stopPhotos.sort((a, b) => rank(a) - rank(b) || (a.takenAt ?? 0) - (b.takenAt ?? 0) || (a.id < b.id ? -1 : 1));
      const candidates = openCandidates(record.id, here).map((row) => ({
        ...toCandidate(row),
        photo: facts(photos.row(row.photo) as PhotoRow),
      }));
      const parts = {
        ...{ routeId: summary.id, packages, photos: stopPhotos, candidates: candidates.length, here },
        history: history.of(record, summary.date),
      };
      const row = toStopRow(record, parts, settings());
      return {
        row,
        route: summary,
        timeZone: settings().timeZone,
        contact: record.contact,
        packageList: packages.map((pack) => ({
          trackingId: pack.tracking_id,
          outcome: pack.outcome,
          completedAt: pack.completed_at,
          handover: pack.handover,
          leftAt: pack.left_at,
        })),
        photos: stopPhotos,
        candidates,
        decisions: (here?.history ?? []).map((decision) => toDecision(decision, row)),
        advice: adviceSentence(row.state, record.reason as StopReason | null),
        holds: holds.ofStop(id),
      };
    },
  };
}
