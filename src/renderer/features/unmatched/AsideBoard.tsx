/** Photos that somebody put aside: why, who, and the way back. */
import { Button } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { asApiError } from '#app/client.ts';
import { useDecisions } from '#app/decisions.ts';
import { queries } from '#app/queries.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { UnmatchedPhoto } from '#shared/views.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { formatAmount, formatTime } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { LoadingRows } from '#ui/Loading.tsx';
import { Thumb } from '#ui/Thumb.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { VirtualList } from '#ui/VirtualList.tsx';
import classes from './AsideBoard.module.css';
import { asideWord } from './asideChoices.ts';
import { StrayFacts } from './StrayFacts.tsx';
import { StrayPicture } from './StrayPicture.tsx';
import { pageSize, timeOf } from './strayRows.ts';
import { strayThumb } from './strayThumb.ts';
import board from './UnmatchedPage.module.css';

export function AsideBoard({ date, timeZone }: { date: ServiceDate; timeZone: string }) {
  const [pages, setPages] = useState(1);
  const answers = useQueries({
    queries: Array.from({ length: pages }, (_, page) => queries.unmatched(date, page * pageSize, { show: 'aside' })),
  });
  const photos = useMemo(() => answers.flatMap(({ data }) => data?.photos ?? []), [answers]);
  const [key, setKey] = useState<string | null>(null);
  const { undo } = useDecisions();
  const [last, setLast] = useState(0);
  const index = photos.findIndex(({ id }) => id === key);
  if (index >= 0 && index !== last) setLast(index);
  const current = photos[index >= 0 ? index : Math.min(last, photos.length - 1)] ?? null;
  const step = (by: 1 | -1) => setKey((current && photos[photos.indexOf(current) + by]?.id) ?? key);
  const bringBack = () => {
    if (current?.aside) void undo(current.aside.entryId);
  };
  useKeys({ j: () => step(1), k: () => step(-1), b: bringBack, u: () => void undo() });
  const renderRow = useMemo(() => (photo: UnmatchedPhoto) => <Line photo={photo} timeZone={timeZone} />, [timeZone]);

  const [first] = answers;
  if (!first?.data) {
    if (first?.error) {
      const problem = asApiError(first.error);
      return (
        <ErrorState
          title="The photos put aside can’t be shown"
          problem={problem}
          onRetry={() => void first.refetch()}
        />
      );
    }
    return <LoadingRows label="Loading the photos" rowHeight={56} />;
  }
  if (current === null) {
    return (
      <EmptyState icon={<IconPhotoOff size={32} stroke={1.4} />} title="No photo was put aside">
        Photos that show no delivery (X) stand here, with the reason and who gave it.
      </EmptyState>
    );
  }
  const left = first.data.total - photos.length;
  return (
    <div className={board.page}>
      <div className={board.list}>
        <VirtualList
          label="Photos put aside"
          items={photos}
          keyOf={keyOf}
          rowHeight={56}
          selectedKey={current.id}
          onSelect={setKey}
          renderRow={renderRow}
          autoFocus
        />
        {left > 0 && (
          <p className={classes.more}>
            <Button variant="default" onClick={() => setPages(pages + 1)}>
              Show {formatAmount(Math.min(left, pageSize), 'more', 'more')}
            </Button>
          </p>
        )}
      </div>
      <StrayPicture photo={current} timeZone={timeZone} onSwipe={step} />
      <div className={board.side}>
        <div className={classes.why}>
          <p className={classes.reason}>{current.aside ? asideWord(current.aside.reason) : ''}</p>
          <p>{current.aside?.sentence}</p>
          <Button variant="default" aria-keyshortcuts="B" rightSection={<Key>B</Key>} onClick={bringBack}>
            Bring back
          </Button>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard. */}
        <section className={classes.facts} aria-label="What is known about it" tabIndex={0}>
          <StrayFacts photo={current} timeZone={timeZone} />
        </section>
      </div>
    </div>
  );
}

const keyOf = ({ id }: UnmatchedPhoto) => id;

function Line({ photo, timeZone }: { photo: UnmatchedPhoto; timeZone: string }) {
  const at = timeOf(photo);
  return (
    <div className={classes.line}>
      <Thumb {...strayThumb(photo)} alt="" width={58} height={44} />
      <span className={classes.words}>
        <b>{at === null ? 'Time unknown' : formatTime(at, timeZone)}</b>
        <span className={`one-line ${classes.soft}`} title={photo.aside?.sentence}>
          {photo.aside ? asideWord(photo.aside.reason) : ''}
        </span>
      </span>
    </div>
  );
}
