/** Photos of the day that belong to no stop: a board of strays, the stops where they may belong, and what was put aside. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
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
              <Toggle letter="L" pressed={stopsOpen} onToggle={() => setStopsOpen(!stopsOpen)}>
                Stops of a route
              </Toggle>
            )}
            {(aside > 0 || shown === 'aside') && (
              <Toggle
                letter="S"
                pressed={shown === 'aside'}
                onToggle={() => setShown(shown === 'aside' ? 'strays' : 'aside')}
              >
                Put aside ({formatCount(aside)})
              </Toggle>
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

interface ToggleProps {
  /** Its key. */
  letter: string;
  pressed: boolean;
  onToggle: () => void;
  children: ReactNode;
}

/** A button that stays pressed. */
function Toggle({ letter, pressed, onToggle, children }: ToggleProps) {
  useKeys({ [letter.toLowerCase()]: onToggle });
  return (
    <Button
      variant={pressed ? 'light' : 'default'}
      aria-pressed={pressed}
      aria-keyshortcuts={letter}
      rightSection={<Key>{letter}</Key>}
      onClick={onToggle}
    >
      {children}
    </Button>
  );
}
