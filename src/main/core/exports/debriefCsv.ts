/** What is to be talked over with each driver, as a table: a row a rejected picture, and a row a stop that is open. */
import { setImmediate as breathe } from 'node:timers/promises';
import { stateWords } from '#core/domain/sentences.ts';
import { dateOf, type ExportDefinition, type ExportTask } from './contract.ts';
import { type CsvCell, writeCsv } from './csvFile.ts';
import { driversOf } from './driversOf.ts';
import { cellTime } from './exportTimes.ts';

const columns = [
  'date',
  'driver',
  'driver_name',
  'route',
  'stop',
  'address',
  'about',
  'what',
  'taken_at',
  'completed_at',
  'note',
  'driver_asked',
  'photo',
] as const;

export const debriefCsv: ExportDefinition = {
  words: 'Debrief',
  extension: 'csv',
  async write(task, out) {
    await writeCsv(columns, rows(task), out, task.signal);
    return null;
  },
};

async function* rows(task: ExportTask): AsyncGenerator<CsvCell[]> {
  const date = dateOf(task);
  const { timeZone } = task.settings;
  const drivers = driversOf(task);
  for (const [n, driver] of drivers.entries()) {
    const debrief = task.depot.queries.scores.debrief(date, driver);
    const who = [date, driver, debrief?.score.driverName ?? ''];
    for (const { route, stop, address, sentence, takenAt, note, photoId } of debrief?.pictures ?? []) {
      yield [
        ...[...who, route, stop, address, 'rejected picture', sentence],
        ...[cellTime(takenAt, timeZone), '', note ?? '', '', photoId],
      ];
    }
    for (const { route, stop, address, state, completedAt, followUp } of debrief?.open ?? []) {
      yield [
        ...[...who, route, stop, address, 'open stop', stateWords[state]],
        ...['', cellTime(completedAt, timeZone), '', followUp ? 'yes' : 'no', ''],
      ];
    }
    task.progress((n + 1) / drivers.length);
    await breathe();
  }
}
