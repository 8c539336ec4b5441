/** The report as JSON, as CSV (one row a stop) and as text (what a supervisor reads in an e-mail). */
import { stringify } from 'csv-stringify/sync';
import { stateWords } from '#core/domain/sentences.ts';
import type { Report } from '#shared/report.ts';

export const reportFormats = ['json', 'csv', 'text'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export function formatReport(report: Report, format: ReportFormat): string {
  if (format === 'json') return `${JSON.stringify(report, null, 2)}\n`;
  return format === 'csv' ? toCsv(report) : toText(report);
}

const columns = [
  'service_date',
  'route',
  'driver',
  'stop',
  'sequence',
  'address',
  'state',
  'reason',
  'flags',
  'tracking_ids',
  'completed_at',
  'photos',
  'files',
  'method',
  'confidence',
] as const;

function toCsv(report: Report): string {
  const rows = report.routes.flatMap((route) =>
    route.stops.map((stop) => ({
      service_date: report.serviceDate,
      route: route.route,
      driver: route.driver ?? '',
      stop: stop.stop,
      sequence: stop.sequence ?? '',
      address: stop.address,
      state: stop.state,
      reason: stop.reason ?? '',
      flags: stop.flags.join(' '),
      tracking_ids: stop.packages.map((pack) => pack.trackingId).join(' '),
      completed_at:
        stop.packages
          .map((pack) => pack.completedAt ?? '')
          .sort()
          .at(-1) ?? '',
      photos: stop.photos.length,
      files: stop.photos.map((photo) => photo.files[0]).join(' '),
      method: stop.photos[0]?.method ?? '',
      confidence: stop.photos[0]?.confidence ?? '',
    })),
  );
  // escape_formulas: a field of a manifest may begin like a formula, and a spreadsheet would run it. The BOM tells Excel UTF-8.
  return stringify(rows, {
    header: true,
    columns: [...columns],
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}

function toText(report: Report): string {
  const { totals } = report;
  const score = totals.podScore === null ? 'no opportunities' : `POD ${(totals.podScore * 100).toFixed(1)} %`;
  const lines = [
    `${report.serviceDate}  ${score}  ${totals.confirmed} of ${totals.opportunities} confirmed`,
    `${totals.routes} routes, ${totals.stops} stops, ${totals.photos} photos; ${totals.missing} missing, ${totals.needsReview} to review, ` +
      `${totals.candidate} with candidates, ${totals.syncing} syncing, ${totals.excused} excused`,
  ];
  if (totals.unmatchedPhotos > 0) lines.push(`${totals.unmatchedPhotos} photos belong to no stop yet.`);
  if (totals.unreadableFiles > 0) lines.push(`${totals.unreadableFiles} files could not be read.`);
  if (report.manifestProblems.length > 0) lines.push(`${report.manifestProblems.length} manifest rows need a look.`);
  for (const route of report.routes) {
    const open = route.stops.filter((stop) => !['confirmed', 'not-required', 'excused'].includes(stop.state));
    const routeScore = route.totals.podScore === null ? '–' : `${(route.totals.podScore * 100).toFixed(1)} %`;
    lines.push(
      '',
      `${route.route}  ${route.driver ?? 'no driver'}  ${routeScore}  ${open.length === 0 ? 'settled' : `${open.length} open`}`,
    );
    for (const stop of open) {
      const reason = stop.reason ? ` – ${stop.reason}` : '';
      lines.push(
        `  ${String(stop.sequence ?? '').padStart(3)}  ${oneLine(stop.address || stop.stop)}: ${stateWords[stop.state]}${oneLine(reason)}`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Control characters of a hostile manifest would move the terminal's cursor. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
}
