/** Makes the report of `contracts.md` from the index. Every list is in a stable order, so that two runs are equal byte by byte. */
import type { Database } from 'better-sqlite3';
import { Temporal } from 'temporal-polyfill';
import { fileProblemSentences, reasonSentence } from '#core/domain/sentences.ts';
import type { StopReason } from '#core/domain/stopState.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { Report, ReportStop, ReportTotals } from '#shared/report.ts';
import type { Settings } from '#shared/settings.ts';
import type { StateCounts } from '#shared/views.ts';
import type { FileProblemCode, Flag, MatchMethod, Outcome, StopState } from '#shared/words.ts';
import type { DayQueries } from './dayQueries.ts';
import { createDeliveryReader } from './deliveryReader.ts';
import { toBytes, toHex } from './keys.ts';
import { createPhotoReader, type PhotoRow } from './photoReader.ts';
import type { ProblemQueries } from './problemQueries.ts';
import { notMatchedYet } from './unmatchedQueries.ts';

interface TieRow {
  stop: number;
  photo: number;
  method: MatchMethod;
  confidence: number;
  flags: string | null;
}

interface CandidateRow {
  route: string;
  stop: string;
  score: number;
  reasons: string;
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
/** Four decimals: more would promise what no calibration holds. */
const rounded = (share: number) => Math.round(share * 10_000) / 10_000;

export function createReport(
  db: Database,
  parts: { days: DayQueries; problems: ProblemQueries; settings: () => Settings },
): (date: ServiceDate, now: number, folder: string) => Report {
  const deliveries = createDeliveryReader(db);
  const photos = createPhotoReader(db);
  const routeNumber = db.prepare<[Buffer], number>('SELECT id FROM routes WHERE key = ?').pluck();
  const tiesOf = db.prepare<[number], TieRow>(
    `SELECT ties.stop, ties.photo, ties.method, ties.confidence, ties.flags FROM ties
       JOIN stops ON stops.id = ties.stop JOIN photos ON photos.id = ties.photo
     WHERE stops.route = ? ORDER BY ties.stop, photos.taken_at, photos.sha256`,
  );
  const unmatched = db.prepare<[string], PhotoRow>(
    // Those that a person put aside too: the report accounts for every photo, and says why it stands alone.
    'SELECT * FROM photos WHERE day = ? AND tied <> 1 ORDER BY taken_at, sha256',
  );
  const candidatesOf = db.prepare<[number], CandidateRow>(
    `SELECT routes.route, stops.stop, candidates.score, candidates.reasons
     FROM candidates JOIN stops ON stops.id = candidates.stop JOIN routes ON routes.id = stops.route
     WHERE candidates.photo = ? ORDER BY candidates.score DESC, routes.route, stops.stop`,
  );
  const photosOfDay = db.prepare<[string], number>('SELECT count(*) FROM photos WHERE day = ?').pluck();

  return (date, now, folder) => {
    const { timeZone } = parts.settings();
    const iso = (time: number | null) =>
      time === null
        ? null
        : Temporal.Instant.fromEpochMilliseconds(Math.round(time)).toZonedDateTimeISO(timeZone).toString({
            timeZoneName: 'never',
            smallestUnit: 'second',
          });
    const filesOf = (photo: number) => photos.filesOf(photo).map((file) => file.path);
    const totalsOf = (
      counts: StateCounts,
      rest: Pick<ReportTotals, 'routes' | 'packages' | 'photos' | 'unmatchedPhotos' | 'unreadableFiles'>,
    ): ReportTotals => {
      const { routes, packages, photos: photoCount, unmatchedPhotos, unreadableFiles } = rest;
      const { podScore, ...states } = counts;
      const score = podScore === null ? null : rounded(podScore);
      return { routes, packages, photos: photoCount, ...states, unmatchedPhotos, unreadableFiles, podScore: score };
    };

    const day = parts.days.day(date);
    const unreadable = parts.problems
      .unsettled(now)
      .unreadable.filter((file) => file.day === null || file.day === date)
      .map((file) => {
        const code = (file.code ?? 'read-failed') as FileProblemCode;
        return { file: file.path, code, message: file.message ?? fileProblemSentences[code].message };
      });
    const strays = unmatched.all(date);

    const routes = [...day.routes]
      .sort((a, b) => byText(a.route, b.route))
      .map((summary) => {
        const route = routeNumber.get(toBytes(summary.id)) as number;
        const packages = deliveries.packagesOf(route);
        const ties = Map.groupBy(tiesOf.all(route), (tie) => tie.stop);
        const stops: ReportStop[] = deliveries.stopsOf(route).map((record) => ({
          stop: record.stop,
          sequence: record.sequence,
          address: record.address,
          state: record.state as StopState,
          reason: reasonSentence(record.state as StopState, record.reason as StopReason | null),
          flags: record.flags === null ? [] : (JSON.parse(record.flags) as Flag[]),
          packages: (packages.get(record.id) ?? []).map((pack) => ({
            trackingId: pack.tracking_id,
            status: pack.outcome as Outcome,
            completedAt: iso(pack.completed_at),
          })),
          photos: (ties.get(record.id) ?? []).map((tie) => {
            const photo = photos.row(tie.photo) as PhotoRow;
            return {
              files: filesOf(tie.photo),
              sha256: toHex(photo.sha256),
              takenAt: iso(photo.taken_at),
              method: tie.method,
              confidence: rounded(tie.confidence),
              flags: tie.flags === null ? [] : (JSON.parse(tie.flags) as Flag[]),
            };
          }),
        }));
        const unmatchedHere = strays.filter((photo) => photo.route === route).length;
        return {
          route: summary.route,
          driver: summary.driver,
          totals: totalsOf(summary.counts, {
            routes: 1,
            packages: summary.packages,
            photos: summary.photos,
            unmatchedPhotos: unmatchedHere,
            unreadableFiles: 0,
          }),
          stops,
        };
      });

    return {
      schema: 1,
      folder,
      serviceDate: date,
      timeZone,
      generatedAt: iso(now) as string,
      totals: totalsOf(day.counts, {
        routes: routes.length,
        packages: day.packages,
        photos: photosOfDay.get(date) ?? 0,
        unmatchedPhotos: strays.length,
        unreadableFiles: unreadable.length,
      }),
      routes,
      unmatchedPhotos: strays.map((photo) => ({
        files: filesOf(photo.id),
        sha256: toHex(photo.sha256),
        takenAt: iso(photo.taken_at),
        reason: photo.stray_reason ?? notMatchedYet,
        candidates: candidatesOf.all(photo.id).map((candidate) => ({
          route: candidate.route,
          stop: candidate.stop,
          score: rounded(candidate.score),
          why: JSON.parse(candidate.reasons) as string[],
        })),
      })),
      unreadable,
      manifestProblems: parts.problems.manifestProblems(),
      folderTotals: parts.problems.folderTotals(now),
    };
  };
}
