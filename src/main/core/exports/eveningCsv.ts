/** The evening as a table: a row a stop, in the order of routes and stops. */
import { setImmediate as breathe } from 'node:timers/promises';
import { dateOf, type ExportDefinition, type ExportTask } from './contract.ts';
import { type CsvCell, writeCsv } from './csvFile.ts';
import { cellTime } from './exportTimes.ts';
import { routesOf } from './routesOf.ts';

const columns = [
  'date',
  'route',
  'driver',
  'driver_name',
  'sequence',
  'stop',
  'address',
  'postcode',
  'state',
  'reason',
  'flags',
  'outcome',
  'completed_at',
  'photos',
  'taken_at',
  'decided_by',
  'decided_at',
  'decision',
  'note',
  'tracking_ids',
] as const;

export const eveningCsv: ExportDefinition = {
  words: 'Evening report',
  extension: 'csv',
  async write(task, out) {
    await writeCsv(columns, rows(task), out, task.signal);
    return null;
  },
};

async function* rows(task: ExportTask): AsyncGenerator<CsvCell[]> {
  const date = dateOf(task);
  const { timeZone } = task.settings;
  const routes = routesOf(task);
  for (const [n, route] of routes.entries()) {
    for (const stop of task.depot.queries.evening.stops(route.id)) {
      const { row, decided } = stop;
      yield [
        ...[date, route.route, route.driver ?? '', route.driverName ?? '', row.sequence, row.stop, row.address],
        ...[row.postcode ?? '', row.state, row.reason ?? '', row.flags.join(' '), row.outcome],
        ...[cellTime(row.completedAt, timeZone), row.photoCount, cellTime(stop.takenAt, timeZone)],
        ...[decided?.person ?? '', cellTime(decided?.at ?? null, timeZone), decided?.sentence ?? ''],
        ...[stop.notes.join('\n'), stop.trackingIds.join(' ')],
      ];
    }
    task.progress((n + 1) / routes.length);
    // A route is a few milliseconds of queries: the screens' own come between two of them.
    await breathe();
  }
}
