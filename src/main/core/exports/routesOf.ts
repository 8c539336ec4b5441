/** The routes that an export is about. */
import type { RouteSummary } from '#shared/views.ts';
import { dateOf, type ExportTask } from './contract.ts';

/** Worst first, as the desk shows them. */
export function routesWorstFirst(task: ExportTask): RouteSummary[] {
  const { routes } = task.depot.queries.days.day(dateOf(task));
  return task.routeId === null ? routes : routes.filter((route) => route.id === task.routeId);
}

const byCode = new Intl.Collator('en', { numeric: true });

/** In order of their codes, R9 before R10. */
export function routesOf(task: ExportTask): RouteSummary[] {
  return [...routesWorstFirst(task)].sort((a, b) => byCode.compare(a.route, b.route));
}
