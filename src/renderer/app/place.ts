/** Where the supervisor is, as the address says it. */
import type { RouteId, ServiceDate, StopId } from '#shared/ids.ts';
import type { DaySummary } from '#shared/views.ts';
import { type StopState, stopStates } from '#shared/words.ts';

/** `all`, or the one state that is shown. */
export type StopFilter = 'all' | StopState;

/** The search parameters of every page; all optional, all checked by {@link readPlace}. */
export interface Place {
  day?: ServiceDate;
  route?: RouteId;
  stop?: StopId;
  filter?: StopFilter;
  /** Of the scores and the debrief: `DriverScore.driver`. */
  driver?: string;
  /** Of the settings: the group to begin at. */
  group?: string;
}

/** Reads the address's parameters; what isn't right is left out. */
export function readPlace(search: Record<string, unknown>): Place {
  const { day, route, stop, filter, driver, group } = search;
  const place: Place = {};
  if (isLike(day, /^\d{4}-\d{2}-\d{2}$/)) place.day = day;
  if (isLike(route, /^[0-9a-f]{16}$/)) place.route = route;
  if (isLike(stop, /^[0-9a-f]{16}$/)) place.stop = stop;
  if (isState(filter)) place.filter = filter;
  if (typeof driver === 'string' && driver !== '') place.driver = driver.slice(0, 200);
  if (isLike(group, /^[a-zA-Z]{1,40}$/)) place.group = group;
  return place;
}

/** The day goes along from page to page; all else belongs to its page. */
export function keepDay({ day }: Place): Place {
  return day ? { day } : {};
}

/**
 * The day to begin with: today if it has routes, else the latest day that has (a stray photo of today is no day's work),
 * else today.
 */
export function openingDay(days: readonly Pick<DaySummary, 'date' | 'routes'>[], today: ServiceDate): ServiceDate {
  const driven = days.filter(({ routes }) => routes > 0).map(({ date }) => date);
  return driven.includes(today) ? today : (driven.toSorted().at(-1) ?? today);
}

function isLike(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}

function isState(value: unknown): value is StopState {
  return stopStates.some((state) => state === value);
}
