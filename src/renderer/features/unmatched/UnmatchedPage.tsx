/** Photos of the day that belong to no stop: one after the other, each with the stops where it may belong. */
import { IconPhotoCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { asApiError } from '#app/client.ts';
import { useServiceDate } from '#app/desk.ts';
import { queries } from '#app/queries.ts';
import type { ServiceDate } from '#shared/ids.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { formatAmount, formatDay } from '#ui/format.ts';
import { LoadingRows } from '#ui/Loading.tsx';
import { PageHeader } from '#ui/PageHeader.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { CandidatePane } from './CandidatePane.tsx';
import { StrayList } from './StrayList.tsx';
import { StrayPicture } from './StrayPicture.tsx';
import { useStrayWalk } from './strayWalk.ts';
import classes from './UnmatchedPage.module.css';

export function UnmatchedPage() {
  const date = useServiceDate();
  if (date === null) return <LoadingRows label="Loading the photos" rowHeight={56} />;
  return <Walk key={date} date={date} />;
}

function Walk({ date }: { date: ServiceDate }) {
  const walk = useStrayWalk(date);
  const { data: day } = useQuery(queries.day(date));
  const { data: settings } = useQuery(queries.settings());
  const timeZone = day?.timeZone ?? settings?.timeZone ?? 'UTC';
  const { items, total, error, current, photo } = walk;
  const place = current === null || items === null ? 0 : items.indexOf(current) + 1;
  useKeys({ j: () => walk.step(1), k: () => walk.step(-1), u: () => void walk.undo() });

  const list = useRef<HTMLDivElement>(null);
  const entered = useRef(false);
  const photoId = photo?.id;
  useEffect(() => {
    if (photoId === undefined) return;
    // Who comes here wants to walk. Later, the button that was pressed goes away with its photo: without this, the
    // keyboard would be nowhere.
    if (!entered.current || document.activeElement === document.body) list.current?.focus({ preventScroll: true });
    entered.current = true;
  }, [photoId]);

  const shown = items?.length ?? 0;
  return (
    <>
      <PageHeader
        title="Unmatched photos"
        note={
          items === null
            ? formatDay(date)
            : `${formatDay(date)} · ${shown === 0 ? 'none' : `${place} of ${formatAmount(shown, 'photo')}`}`
        }
      />
      {items === null && error && (
        <ErrorState title="The unmatched photos can’t be shown" problem={asApiError(error)} onRetry={walk.retry} />
      )}
      {items === null && !error && <LoadingRows label="Loading the photos" rowHeight={56} />}
      {items !== null && items.length === 0 && total === 0 && (
        <EmptyState icon={<IconPhotoCheck size={32} stroke={1.4} />} title="Every picture has its stop">
          Photos of {formatDay(date)} that fit no stop surely enough would stand here, with the stops where they may
          belong.
        </EmptyState>
      )}
      {items !== null && items.length > 0 && (
        <div className={classes.page}>
          <StrayList
            ref={list}
            items={items}
            selectedKey={current?.key ?? null}
            onSelect={walk.select}
            timeZone={timeZone}
          />
          {photo ? (
            <>
              <StrayPicture photo={photo} timeZone={timeZone} />
              <CandidatePane
                key={photo.id}
                photo={photo}
                timeZone={timeZone}
                pending={walk.pending}
                onAccept={walk.accept}
                onLeave={() => list.current?.focus()}
              />
            </>
          ) : (
            <LoadingRows label="Loading the photo" rows={6} />
          )}
        </div>
      )}
    </>
  );
}
