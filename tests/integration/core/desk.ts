/** What a supervisor looks at, asked of the core as the page asks. */
import type { Core } from '#core/contract.ts';
import type { Report, ReportStop } from '#shared/report.ts';
import type { StopDetail, StopRow } from '#shared/views.ts';
import { depotDate } from '#tests/fixtures/depot.ts';
import { get } from '#tests/fixtures/testCore.ts';

/** The row of a stop as the route's list shows it. */
export async function stopRow(core: Core, route: string, stop: string): Promise<StopRow> {
  const day = await get(core, 'getDay', { date: depotDate });
  const summary = day.routes.find((each) => each.route === route);
  if (!summary) throw new Error(`no route ${route}`);
  const view = await get(core, 'getRoute', { routeId: summary.id });
  const row = view.stops.find((each) => each.stop === stop);
  if (!row) throw new Error(`no stop ${stop}`);
  return row;
}

/** Everything that the inspector shows of a stop. */
export async function stopDetail(core: Core, route: string, stop: string): Promise<StopDetail> {
  return get(core, 'getStop', { stopId: (await stopRow(core, route, stop)).id });
}

/** The stop as the report tells it. */
export function reported(report: Report, route: string, stop: string): ReportStop {
  const found = report.routes.find((each) => each.route === route)?.stops.find((each) => each.stop === stop);
  if (!found) throw new Error(`no stop ${stop} on ${route}`);
  return found;
}

/** Walks the folder once more, waits until all is read, and tells the day. */
export async function settledReport(core: Core): Promise<Report> {
  await core.settle();
  return core.report(depotDate);
}
