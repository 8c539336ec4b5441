/** The stop that was clicked on the map: its address, and whether the programme runs there. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTravel } from '#app/desk.ts';
import { queries } from '#app/queries.ts';
import type { ServiceDate } from '#shared/ids.ts';
import { type Coverage, coverages } from '#shared/programme.ts';
import { coverageSentences } from './areaWords.ts';
import { CoverageMark } from './CoverageMark.tsx';
import classes from './ProgrammePage.module.css';
import type { Dot } from './stopDots.ts';

export function StopFact({ dot, date }: { dot: Dot; date: ServiceDate }) {
  const [, , how, stopId, routeId] = dot;
  const { toStopAnywhere } = useTravel();
  const { data: stop } = useQuery(queries.stop(date, stopId));
  const coverage = coverages[how] as Coverage;
  return (
    <section className={classes.stop} aria-label="The chosen stop">
      <CoverageMark coverage={coverage} />
      <bdi className={`one-line ${classes.rowName}`} title={stop?.row.address}>
        {stop?.row.address ?? ' '}
      </bdi>
      <span className={`one-line ${classes.rowNote}`} title={coverageSentences[coverage]}>
        {[stop?.row.postcode, coverageSentences[coverage]].filter(Boolean).join(' · ')}
      </span>
      <Button variant="default" size="compact-xs" onClick={() => toStopAnywhere({ date, routeId, stopId })}>
        On the desk
      </Button>
    </section>
  );
}
