/** To a driver's routes on the desk. */
import { Link } from '@tanstack/react-router';
import type { ServiceDate } from '#shared/ids.ts';
import type { DriverScore } from '#shared/scores.ts';
import classes from './ScoresPage.module.css';

export function RouteLinks({ date, routes }: { date: ServiceDate; routes: DriverScore['routes'] }) {
  return routes.map(({ routeId, route }) => (
    <Link
      key={routeId}
      className={`one-line ${classes.route}`}
      title={`${route} on the desk`}
      to="/"
      search={{ day: date, route: routeId }}
    >
      {route}
    </Link>
  ));
}
