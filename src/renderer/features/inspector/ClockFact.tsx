/** What is known of the clock that corrected a picture's time, and the way to confirm or overrule it. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useServiceDate } from '#app/desk.ts';
import { queries } from '#app/queries.ts';
import type { RouteId, ServiceDate } from '#shared/ids.ts';
import { percentSure } from '#ui/format.ts';
import { flagSentences } from '#ui/words.ts';
import classes from './Facts.module.css';

interface ClockFactProps {
  routeId: RouteId;
  /** As the picture names it; null where it names none. */
  device: string | null;
}

export function ClockFact({ routeId, device }: ClockFactProps) {
  const date = useServiceDate();
  return date === null ? <Meanwhile /> : <OfDay date={date} routeId={routeId} device={device ?? ''} />;
}

/** What the flag says of any clock. */
function Meanwhile() {
  return <span>{flagSentences['clock-corrected']}</span>;
}

function OfDay({ date, routeId, device }: { date: ServiceDate; routeId: RouteId; device: string }) {
  const { data } = useQuery(queries.clocks(date));
  const clock = data?.clocks.find((each) => each.routeId === routeId && each.device === device);
  if (!clock) return <Meanwhile />;
  const { sentence, measured, set, restsOn } = clock;
  const by = set
    ? `${set.person ?? 'somebody'} said so`
    : measured && `${percentSure(measured.confidence)} % sure, by ${restsOn}`;
  return (
    <span className={classes.breakable}>
      {sentence}
      {by !== null && <span className={classes.aside}>: {by}</span>}
      <Link className={classes.use} to="/sync" search={{ day: date, route: routeId }}>
        {set ? 'Change what was said' : 'Confirm or overrule it'}
      </Link>
    </span>
  );
}
