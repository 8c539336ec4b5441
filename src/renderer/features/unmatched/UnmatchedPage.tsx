/** Photos of the day that belong to no stop: a board of strays, the stops where they may belong, and what was put aside. */
import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useServiceDate } from '#app/desk.ts';
import { queries } from '#app/queries.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { RouteSummary } from '#shared/views.ts';
import { formatAmount, formatCount, formatDay } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { AsideBoard } from './AsideBoard.tsx';
import { StrayBoard } from './StrayBoard.tsx';

export function UnmatchedPage() {
  const date = useServiceDate();
  if (date === null) return <LoadingRows label="Loading the photos" rowHeight={56} />;
  return <Day key={date} date={date} />;
}

type Shown = 'strays' | 'aside';

function Day({ date }: { date: ServiceDate }) {
  const [shown, setShown] = useState<Shown>('strays');
  const [stopsOpen, setStopsOpen] = useState(false);
  const { data: day } = useQuery(queries.day(date));
  const { data: settings } = useQuery(queries.settings());
  const { data: first } = useQuery(queries.unmatched(date));
  const timeZone = day?.timeZone ?? settings?.timeZone ?? 'UTC';
  const { total = 0, aside = 0 } = first ?? {};
  return (
    <>
      <PageHeader
        title="Unmatched photos"
        note={`${formatDay(date)}${first ? ` · ${total === 0 ? 'none' : formatAmount(total, 'photo')}` : ''}`}
        actions={
          <>
            {shown === 'strays' && total > 0 && (
              <StopsToggle open={stopsOpen} onToggle={() => setStopsOpen(!stopsOpen)} />
            )}
            {(aside > 0 || shown === 'aside') && (
              <SegmentedControl
                aria-label="Which photos"
                size="xs"
                data={[
                  { value: 'strays', label: `Without a stop (${formatCount(total)})` },
                  { value: 'aside', label: `Put aside (${formatCount(aside)})` },
                ]}
                value={shown}
                onChange={(value) => setShown(value as Shown)}
              />
            )}
          </>
        }
      />
      {shown === 'strays' ? (
        <StrayBoard date={date} timeZone={timeZone} routes={day?.routes ?? noRoutes} stopsOpen={stopsOpen} />
      ) : (
        <AsideBoard date={date} timeZone={timeZone} />
      )}
    </>
  );
}

const noRoutes: readonly RouteSummary[] = [];

/** Opens and closes the stops beside the board; while photos are dragged they are open anyway. */
function StopsToggle({ open, onToggle }: { open: boolean; onToggle: () => void }) {
  useKeys({ l: onToggle });
  return (
    <Button
      variant={open ? 'light' : 'default'}
      aria-pressed={open}
      aria-keyshortcuts="L"
      title="A route’s stops, to lay photos on (L)"
      rightSection={<Key>L</Key>}
      onClick={onToggle}
    >
      Stops of a route
    </Button>
  );
}
