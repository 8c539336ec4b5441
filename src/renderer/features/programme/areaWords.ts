/** What areas are called and what they mean, in a supervisor's words. */
import type { Coverage, ProgrammeDay, ServiceArea } from '#shared/programme.ts';
import { formatAmount, formatCount, formatDay } from '#ui/format.ts';
import type { DraftArea } from './draft.ts';

export const kindWords: Record<ServiceArea['by'], string> = {
  postcodes: 'By postcode',
  polygon: 'Drawn on the map',
  routes: 'By route',
};

export const coverageWords: Record<Coverage, string> = {
  inside: 'Inside',
  outside: 'Outside',
  unknown: 'Unknown',
};

export const coverageSentences: Record<Coverage, string> = {
  inside: 'The programme runs here',
  outside: 'The programme does not run here: no photo is owed',
  unknown: 'The manifest lacks the postcode or position that would tell: a photo is owed',
};

/** “972, 973 and 4 more”; a long list would push everything else out of its row. */
export function contentWords(area: DraftArea): string {
  switch (area.by) {
    case 'postcodes':
      return area.prefixes.length === 0 ? 'no postcode yet' : someOf(area.prefixes);
    case 'routes':
      return area.routes.length === 0 ? 'no route yet' : someOf(area.routes);
    case 'polygon': {
      const points = area.polygons.flat().reduce((sum, ring) => sum + ring.length, 0);
      const parts = area.polygons.length > 1 ? `${formatCount(area.polygons.length)} parts, ` : '';
      return points === 0 ? 'nothing drawn yet' : `${parts}${formatAmount(points, 'point')}`;
    }
  }
}

function someOf(words: readonly string[]): string {
  const shown = words.slice(0, 3).join(', ');
  return words.length > 3 ? `${shown} and ${words.length - 3} more` : shown;
}

/** “from Tue 1 Dec 2026”, “until …”, both, or nothing where the area is for ever. */
export function daysWords({ from, until }: Pick<DraftArea, 'from' | 'until'>): string {
  const parts = [from && `from ${formatDay(from)}`, until && `until ${formatDay(until)}`].filter((part) => part);
  return parts.join(' ');
}

/** What the areas mean on a date, for the head of the page. */
export function summaryWords(areas: number, day: ProgrammeDay, date: string): string {
  if (areas === 0) return 'No areas: the programme runs everywhere.';
  const inForce = day.areas.filter((area) => area.inForce).length;
  if (inForce === 0) return `No area is in force on ${formatDay(date)}: the programme runs everywhere that day.`;
  if (inForce === areas) return `${formatAmount(areas, 'area')} in force on ${formatDay(date)}.`;
  return `${formatCount(inForce)} of ${formatAmount(areas, 'area')} in force on ${formatDay(date)}.`;
}

/** What saving would change on the date that is shown. */
export function changeWords({ changes }: ProgrammeDay, date: string): string {
  const { leaving, leavingConfirmed, joining } = changes;
  const day = formatDay(date);
  if (leaving === 0 && joining === 0) return `No stop of ${day} changes.`;
  const parts: string[] = [];
  if (leaving > 0) {
    const confirmed = leavingConfirmed > 0 ? ` (${formatCount(leavingConfirmed)} of them confirmed)` : '';
    parts.push(`${formatAmount(leaving, 'stop')} will owe no photo any more${confirmed}`);
  }
  if (joining > 0) parts.push(`${formatAmount(joining, 'stop')} will owe one`);
  return `On ${day} ${parts.join(', ')}.`;
}
