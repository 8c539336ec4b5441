/**
 * The columns of Amazon's POD report, a row a driver (field notes, "Reject reasons on Amazon's POD report"). Every opportunity
 * stands in exactly one of Success, Bypass and Rejects, and every reject in exactly one of the columns behind it.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import type { EveningStop } from '#core/index/eveningQuery.ts';
import type { Flag, RejectReason } from '#shared/words.ts';
import { dateOf, type ExportDefinition, type ExportTask } from './contract.ts';
import { type CsvCell, writeCsv } from './csvFile.ts';
import { routesOf } from './routesOf.ts';

const rejectColumns = [
  'Blurry Photo',
  'Human In The Picture',
  'No Package Detected',
  'Package In Car',
  'Package In Hand',
  'Package Not Clearly Visible',
  'Package Too Close',
  'Photo Too Dark',
  'Other',
] as const;
type RejectColumn = (typeof rejectColumns)[number];

const columns = ['Transporter Id', 'Opportunities', 'Success', 'Bypass', 'Rejects', ...rejectColumns];

const columnOfReason: Record<RejectReason, RejectColumn> = {
  blurry: 'Blurry Photo',
  'too-dark': 'Photo Too Dark',
  // A white picture shows no package any more than a black one; Amazon has a column for the black one only.
  'too-bright': 'Package Not Clearly Visible',
  'no-package-visible': 'No Package Detected',
  'package-in-hand': 'Package In Hand',
  'package-in-vehicle': 'Package In Car',
  'too-close': 'Package Too Close',
  'person-in-picture': 'Human In The Picture',
  'wrong-address': 'Other',
  other: 'Other',
};
const columnOfFlag: Partial<Record<Flag, RejectColumn>> = {
  blurry: 'Blurry Photo',
  'too-dark': 'Photo Too Dark',
  'too-bright': 'Package Not Clearly Visible',
  'too-small': 'Package Not Clearly Visible',
  'person-in-photo': 'Human In The Picture',
};

/** What Amazon would call the stop; null when it is no opportunity. */
export function podOutcome({
  row,
  refused,
}: Pick<EveningStop, 'row' | 'refused'>): 'Success' | 'Bypass' | RejectColumn | null {
  switch (row.state) {
    case 'not-required':
    case 'excused':
      return null;
    case 'confirmed':
      return 'Success';
    default: {
      const reason = refused.at(-1)?.reason;
      if (reason) return columnOfReason[reason];
      if (row.state !== 'needs-review') return 'Bypass';
      const flag = row.flags.find((each) => columnOfFlag[each] !== undefined);
      return flag ? (columnOfFlag[flag] as RejectColumn) : 'Other';
    }
  }
}

export const amazonPodCsv: ExportDefinition = {
  words: 'POD report',
  extension: 'csv',
  async write(task, out) {
    await writeCsv(columns, rows(task), out, task.signal);
    return null;
  },
};

async function* rows(task: ExportTask): AsyncGenerator<CsvCell[]> {
  const { scores, evening } = task.depot.queries;
  const wanted = new Set(routesOf(task).map((route) => route.id));
  const drivers = scores
    .scores(dateOf(task))
    .drivers.map(({ driver, routes }) => ({ driver, routes: routes.filter((route) => wanted.has(route.routeId)) }))
    .filter((each) => each.routes.length > 0)
    .sort((a, b) => (a.driver < b.driver ? -1 : 1));
  for (const [n, { driver, routes }] of drivers.entries()) {
    const tally = new Map<string, number>();
    for (const stop of routes.flatMap((route) => evening.stops(route.routeId))) {
      const outcome = podOutcome(stop);
      if (outcome) tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
    }
    const count = (name: string) => tally.get(name) ?? 0;
    const rejects = rejectColumns.map(count);
    const rejected = rejects.reduce((sum, each) => sum + each, 0);
    const opportunities = count('Success') + count('Bypass') + rejected;
    yield [driver, opportunities, count('Success'), count('Bypass'), rejected, ...rejects];
    task.progress((n + 1) / drivers.length);
    await breathe();
  }
}
