/** The ledger as people read it, newest first, as CSV and as JSON. Both stream: years of decisions are never in memory at once. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import type { ActivityEntry } from '#shared/activity.ts';
import type { ExportDefinition, ExportTask } from './contract.ts';
import { type CsvCell, writeCsv } from './csvFile.ts';
import { cellTime } from './exportTimes.ts';

/** Entries between two breaths of the event loop: a few milliseconds of queries. */
const atOnce = 200;

async function* entriesOf(task: ExportTask): AsyncGenerator<ActivityEntry> {
  const filter = { views: 'show' as const, ...(task.date !== null && { date: task.date }) };
  let told = 0;
  for (const entry of task.depot.queries.activity.all(filter)) {
    yield entry;
    if (++told % atOnce === 0) await breathe();
  }
}

const columns = [
  'number',
  'at',
  'person',
  'kind',
  'what',
  'note',
  'date',
  'route',
  'driver',
  'stop',
  'address',
  'photo',
  'taken_back_by',
  'taken_back_at',
  'entry',
  'hash',
] as const;

export const activityCsv: ExportDefinition = {
  words: 'Activity',
  extension: 'csv',
  async write(task, out) {
    const { timeZone } = task.settings;
    async function* rows(): AsyncGenerator<CsvCell[]> {
      for await (const { stop, undone, ...entry } of entriesOf(task)) {
        yield [
          ...[
            entry.seq,
            cellTime(entry.at, timeZone),
            entry.person ?? '',
            entry.kind,
            entry.sentence,
            entry.note ?? '',
          ],
          ...[stop?.date ?? '', stop?.route ?? '', stop?.driver ?? '', stop?.stop ?? '', stop?.address ?? ''],
          ...[entry.photoId ?? '', undone ? (undone.person ?? '') : '', cellTime(undone?.at ?? null, timeZone)],
          ...[entry.entryId, entry.hash],
        ];
      }
    }
    await writeCsv(columns, rows(), out, task.signal);
    return null;
  },
};

/** `{ timeZone, date, entries: [ … ] }`, each entry as `listActivity` answers it. */
export const activityJson: ExportDefinition = {
  words: 'Activity',
  extension: 'json',
  async write(task, out) {
    async function* pieces(): AsyncGenerator<string> {
      const head = { timeZone: task.settings.timeZone, date: task.date };
      yield `${JSON.stringify(head).slice(0, -1)},"entries":[`;
      let between = '\n';
      for await (const entry of entriesOf(task)) {
        yield `${between}${JSON.stringify(entry)}`;
        between = ',\n';
      }
      yield '\n]}\n';
    }
    await pipeline(Readable.from(pieces()), out, { signal: task.signal });
    return null;
  },
};
