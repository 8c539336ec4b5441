/** What the route's list and the inspector read. */
import type { Database } from 'better-sqlite3';
import type { StopDecision } from '#core/domain/decisions.ts';
import { blockingAmong } from '#core/domain/flags.ts';
import {
  adviceSentence,
  excuseSentences,
  reasonSentence,
  rejectSentences,
  takenSourceWords,
} from '#core/domain/sentences.ts';
import type { StopReason } from '#core/domain/stopState.ts';
import type { PhotoId, RouteId, StopId } from '#shared/ids.ts';
import type { Settings } from '#shared/settings.ts';
import type {
  Candidate,
  DecisionView,
  PhotoFactsView,
  RouteView,
  StopDetail,
  StopPhoto,
  StopRow,
} from '#shared/views.ts';
import type { ExcuseReason, Flag, MatchMethod, Outcome, RejectReason, StopState } from '#shared/words.ts';
import type { DayQueries } from './dayQueries.ts';
import type { DecisionStore } from './decisionStore.ts';
import { createDeliveryReader, type PackageRecord, type StopRecord } from './deliveryReader.ts';
import { toBytes, toHex } from './keys.ts';
import { createPhotoReader, type PhotoRow } from './photoReader.ts';

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

const flagsOf = (text: string | null): Flag[] => (text === null ? [] : (JSON.parse(text) as Flag[]));

export interface StopQueries {
  route(id: RouteId): RouteView | null;
  stop(id: StopId): StopDetail | null;
  /** Stops that a photo may belong to, best first. */
  candidatesOfPhoto(photo: number): Candidate[];
  facts(row: PhotoRow): PhotoFactsView;
  /** Names of a stop for the ledger and for sentences. */
  nameOf(id: StopId): { date: string; route: string; routeId: RouteId; stop: string; address: string } | null;
  photoIsKnown(id: PhotoId): boolean;
}

/** The outcome that stands for the stop: what was delivered counts, else what still may be, else the first of the rest. */
function stopOutcome(packages: readonly PackageRecord[]): PackageRecord | null {
  const byWeight: Outcome[] = ['delivered', 'attempted', 'pending', 'rejected', 'returned', 'cancelled'];
  return [...packages].sort((a, b) => byWeight.indexOf(a.outcome) - byWeight.indexOf(b.outcome))[0] ?? null;
}

/** One decision in words, with its note. */
export function decisionSentence(decision: StopDecision): string {
  const said =
    decision.kind === 'accept'
      ? 'Accepted'
      : decision.kind === 'reject'
        ? rejectSentences[decision.reason as RejectReason]
        : excuseSentences[decision.reason as ExcuseReason];
  return decision.note ? `${said}: ${decision.note}` : said;
}

export function createStopQueries(
  db: Database,
  days: DayQueries,
  decisions: DecisionStore,
  settings: () => Settings,
): StopQueries {
  const deliveries = createDeliveryReader(db);
  const photos = createPhotoReader(db);
  const routeNumber = db.prepare<[Buffer], number>('SELECT id FROM routes WHERE key = ?').pluck();
  const stopByKey = db.prepare<[Buffer], StopRecord>('SELECT * FROM stops WHERE key = ?');
  const routeKey = db.prepare<[number], { key: Buffer; date: string; route: string }>(
    'SELECT key, date, route FROM routes WHERE id = ?',
  );
  const packagesOfStop = db.prepare<[number], PackageRecord>(
    'SELECT stop, tracking_id, outcome, completed_at, handover, left_at FROM packages WHERE stop = ? ORDER BY tracking_id',
  );
  const tiesOfRoute = db.prepare<[number], { stop: number; sha256: Buffer; flags: string | null; confidence: number }>(
    `SELECT ties.stop, photos.sha256, ties.flags, ties.confidence FROM ties
       JOIN stops ON stops.id = ties.stop JOIN photos ON photos.id = ties.photo
     WHERE stops.route = ? ORDER BY ties.stop, photos.taken_at, photos.sha256`,
  );
  const tiesOfStop = db.prepare<[number], TieRow>('SELECT * FROM ties WHERE stop = ? ORDER BY photo');
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
  const candidatesOfPhoto = db.prepare<[number], CandidateRow>(
    `SELECT ${candidateColumns} FROM ${candidateJoins}
     WHERE candidates.photo = ? ORDER BY candidates.score DESC, stops.key`,
  );

  function toRow(
    record: StopRecord,
    routeId: RouteId,
    packages: readonly PackageRecord[],
    ties: readonly { sha256: Buffer; flags: string | null }[],
    candidateCount: number,
  ): StopRow {
    const { blockingFlags } = settings();
    const weight = (flags: string | null) => blockingAmong(flagsOf(flags), { blockingFlags }).length;
    const best = [...ties].sort((a, b) => weight(a.flags) - weight(b.flags));
    const main = stopOutcome(packages);
    return {
      id: toHex(record.key),
      routeId,
      stop: record.stop,
      sequence: record.sequence,
      address: record.address,
      postcode: record.postcode,
      customer: record.customer,
      outcome: main?.outcome ?? 'pending',
      handover: main?.handover ?? null,
      packages: packages.length,
      completedAt: main?.completed_at ?? null,
      state: record.state as StopState,
      reason: reasonSentence(record.state as StopState, record.reason as StopReason | null),
      flags: flagsOf(record.flags),
      photoIds: best.slice(0, 3).map((tie) => toHex(tie.sha256)),
      photoCount: ties.length,
      candidateCount,
      position:
        record.latitude === null || record.longitude === null
          ? null
          : { latitude: record.latitude, longitude: record.longitude },
      followUp: false,
      notes: 0,
    };
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
      sharpness: row.sharpness,
      luma: row.luma,
      present: files.some((file) => file.present === 1),
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
    candidatesOfPhoto: (photo) => candidatesOfPhoto.all(photo).map(toCandidate),
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
          }
        : null;
    },

    route(id) {
      const summary = days.routeSummary(id);
      const route = routeNumber.get(toBytes(id));
      if (!summary || route === undefined) return null;
      const packages = deliveries.packagesOf(route);
      const ties = Map.groupBy(tiesOfRoute.all(route), (tie) => tie.stop);
      const candidates = new Map(candidateCounts.all(route).map(({ stop, n }) => [stop, n]));
      const device = days.deviceSync(id);
      return {
        summary,
        timeZone: settings().timeZone,
        devices: device ? [device] : [],
        stops: deliveries
          .stopsOf(route)
          .map((record) =>
            toRow(record, id, packages.get(record.id) ?? [], ties.get(record.id) ?? [], candidates.get(record.id) ?? 0),
          ),
      };
    },

    stop(id) {
      const record = stopByKey.get(toBytes(id));
      const name = record ? this.nameOf(id) : null;
      const summary = name ? days.routeSummary(name.routeId) : null;
      if (!record || !summary) return null;
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
        });
      }
      // Accepted first, rejected last, between them the least doubtful: the first picture is the one to look at.
      const rank = (photo: StopPhoto) =>
        photo.decision === 'accepted' ? -1 : photo.decision === 'rejected' ? 100 : photo.blocking.length;
      stopPhotos.sort((a, b) => rank(a) - rank(b) || (a.takenAt ?? 0) - (b.takenAt ?? 0) || (a.id < b.id ? -1 : 1));
      const candidates = candidatesOfStop.all(record.id).map((row) => ({
        ...toCandidate(row),
        photo: facts(photos.row(row.photo) as PhotoRow),
      }));
      const row = toRow(
        record,
        name?.routeId ?? '',
        packages,
        stopPhotos.map((photo) => ({ sha256: toBytes(photo.id), flags: JSON.stringify(photo.flags) })),
        candidates.length,
      );
      const history: DecisionView[] = (here?.history ?? []).map((decision) => ({
        entryId: decision.entry,
        at: decision.at,
        person: decision.person,
        kind: decision.kind,
        photoId: decision.photo,
        sentence: decisionSentence(decision),
        note: decision.note,
        undone: decision.undone,
        changedSince: null,
      }));
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
        decisions: history,
        advice: adviceSentence(row.state, record.reason as StopReason | null),
      };
    },
  };
}
