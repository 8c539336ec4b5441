/** Photos of the day that belong to no stop: a board of strays, the stops where they may belong, and what was put aside. */
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useServiceDate } from '#app/desk.ts';
import { queries } from '#app/queries.ts';
import type { ServiceDate } from '#shared/ids.ts';
import { formatAmount, formatCount, formatDay } from '#ui/format.ts';
import { LoadingRows } from '#ui/Loading.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
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
          (aside > 0 || shown === 'aside') && (
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
          )
        }
      />
      {shown === 'strays' ? (
        <StrayBoard date={date} timeZone={timeZone} routes={day?.routes ?? []} />
      ) : (
        <AsideBoard date={date} timeZone={timeZone} />
      )}
    </>
  );
}
