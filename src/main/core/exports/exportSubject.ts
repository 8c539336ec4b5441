/** What an export is about, in words and as a file's name; and whether there is such a thing. */
import { Temporal } from 'temporal-polyfill';
import { type Answer, fail, ok } from '#core/api/bind.ts';
import type { Depot } from '#core/depot.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { ExportRequest } from './exportJobs.ts';
import { safeName } from './fileNames.ts';

/** `Sun 22 Nov`; null when the calendar has no such day. */
export function shortDay(date: ServiceDate): string | null {
  try {
    const day = Temporal.PlainDate.from(date);
    const part = (options: Intl.DateTimeFormatOptions) => day.toLocaleString('en-GB', options);
    return `${part({ weekday: 'short' })} ${day.day} ${part({ month: 'short' })}`;
  } catch {
    return null;
  }
}

export function subjectOf(
  request: ExportRequest,
  words: string,
  depot: Depot,
): Answer<{ title: string; baseName: string }> {
  const { kind, date, routeId, driver } = request;
  if (kind === 'subject-access') return subjectOfPerson(request, words, depot);
  if (kind === 'claim-pack' || kind === 'claim-pack-customer') return subjectOfClaim(request, words, depot);
  if (kind === 'claim-figures-csv') {
    return ok({ title: `${words} of ${request.days} days`, baseName: `${words} ${request.days} days` });
  }
  const isActivity = kind === 'activity-csv' || kind === 'activity-json';
  if (date === null) {
    return isActivity
      ? ok({ title: `${words} of all days`, baseName: words })
      : fail(400, 'day-needed', 'Choose the day that the export is about.');
  }
  const day = shortDay(date);
  if (day === null) return fail(400, 'day-unknown', `There is no day “${date}” in the calendar.`);
  const about: string[] = [];
  if (routeId !== null) {
    const route = depot.queries.days.routeSummary(routeId);
    if (!route || route.date !== date) return fail(404, 'route-unknown', 'This route is not in the index any more.');
    about.push(route.route);
  }
  if (driver !== null) {
    if (!depot.queries.scores.hasDriver(date, driver)) {
      return fail(404, 'driver-unknown', 'No route of this day has this driver.');
    }
    about.push(driver);
  }
  return ok({
    title: `${words} of ${[day, ...about].join(', ')}`,
    baseName: [words, date, ...about.map((each) => safeName(each, 60))].join(' '),
  });
}

/** The file's name says nobody's address: it lies beside others, and in lists of recent files. */
function subjectOfPerson(
  { subject }: ExportRequest,
  words: string,
  depot: Depot,
): Answer<{ title: string; baseName: string }> {
  if (!subject) return fail(400, 'subject-needed', 'Choose whose deliveries are to be put together.');
  if (subject.stopIds.some((stopId) => depot.queries.stops.nameOf(stopId) === null)) {
    return fail(404, 'stop-unknown', 'One of these deliveries is not in the index any more. Search once more.');
  }
  return ok({ title: `${words} of ${subject.words}`, baseName: words });
}

function subjectOfClaim(
  { claimId }: ExportRequest,
  words: string,
  depot: Depot,
): Answer<{ title: string; baseName: string }> {
  if (claimId === null) return fail(400, 'claim-needed', 'Choose the claim that the pack is to answer.');
  const view = depot.claims.queries.byId(claimId);
  if (!view)
    return fail(404, 'claim-unknown', 'This claim is not in the index any more, or its opening was taken back.');
  return ok({ title: `${words}, claim ${view.number}`, baseName: `${words} ${view.number}` });
}
