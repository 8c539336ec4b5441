/** The board: strays on the left, the current one large, and where it may belong; on demand the stops of a whole route. */
import { ActionIcon, Select } from '@mantine/core';
import { IconChecks, IconPhotoCheck } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { asApiError } from '#app/client.ts';
import type { ServiceDate } from '#shared/ids.ts';
import type { RouteSummary, UnmatchedPhoto } from '#shared/views.ts';
import { takeKeys } from '#ui/arrival.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { ErrorState } from '#ui/ErrorState.tsx';
import { formatCount, formatDay } from '#ui/format.ts';
import { LoadingRows } from '#ui/Loading.tsx';
import { useKeys } from '#ui/useKeys.ts';
import { AsideMenu } from './AsideMenu.tsx';
import { CandidatePane } from './CandidatePane.tsx';
import { DragGhost } from './DragGhost.tsx';
import { MovesNotice } from './MovesNotice.tsx';
import { useLatestMove } from './moves.ts';
import { OtherStop } from './OtherStop.tsx';
import { SelectionPane } from './SelectionPane.tsx';
import { StopBoard } from './StopBoard.tsx';
import { StrayList } from './StrayList.tsx';
import { StrayPicture } from './StrayPicture.tsx';
import { useStrayDrag } from './strayDrag.ts';
import { phoneName } from './strayRows.ts';
import { type StrayWalk, useStrayWalk } from './strayWalk.ts';
import classes from './UnmatchedPage.module.css';

interface StrayBoardProps {
  date: ServiceDate;
  timeZone: string;
  routes: readonly RouteSummary[];
  /** A route's stops stand beside the board. */
  stopsOpen: boolean;
}

export function StrayBoard({ date, timeZone, routes, stopsOpen }: StrayBoardProps) {
  const [device, setDevice] = useState<string | null>(null);
  const walk = useStrayWalk(date, device);
  const [several, setSeveral] = useState(false);
  const { move, putAway } = useLatestMove(date);
  const { strays, photo, decidable, marked, error, total } = walk;
  const drag = useStrayDrag((key) => photosOfDrag(walk, key), walk.tie);
  useKeys({
    j: () => walk.step(1),
    k: () => walk.step(-1),
    u: walk.undo,
  });

  const list = useRef<HTMLDivElement>(null);
  useFocusOfWalk(list, photo);

  if (strays === null) {
    if (error) {
      return (
        <ErrorState title="The unmatched photos can’t be shown" problem={asApiError(error)} onRetry={walk.retry} />
      );
    }
    return <LoadingRows label="Loading the photos" rowHeight={56} />;
  }
  // The last one's decision brought something about: it is told before the page is empty.
  const notice = move && (
    <MovesNotice
      key={move.entryId}
      date={date}
      move={move}
      onTakeBack={() => walk.takeBack(move.entryId)}
      onPutAway={putAway}
    />
  );
  if (total === 0 || (strays.length === 0 && device === null)) {
    return (
      <div className={classes.nothing}>
        {notice}
        <EmptyState icon={<IconPhotoCheck size={32} stroke={1.4} />} title="Every picture has its stop">
          Photos of {formatDay(date)} that fit no stop surely enough would stand here, with the stops where they may
          belong.
        </EmptyState>
      </div>
    );
  }
  const dragging = drag.dragged !== null;
  return (
    <div className={classes.page} data-stops={stopsOpen || dragging} data-dragging={dragging}>
      <div className={classes.list}>
        <ListHead
          walk={walk}
          device={device}
          onDevice={setDevice}
          several={several}
          onSeveral={() => setSeveral(!several)}
        />
        <StrayList ref={list} walk={walk} timeZone={timeZone} several={several} onPress={drag.begin} />
      </div>
      <div className={classes.middle}>
        {photo ? (
          <StrayPicture photo={photo} timeZone={timeZone} onSwipe={walk.step} />
        ) : (
          <LoadingRows label="Loading the photo" rows={6} />
        )}
        {notice}
      </div>
      {(stopsOpen || dragging) && (
        <StopBoard
          date={date}
          timeZone={timeZone}
          routes={routes}
          photos={drag.dragged ?? decidable}
          onTie={(stopId) => walk.tie(decidable, stopId)}
        />
      )}
      <aside className={classes.side} aria-label="Decide">
        {marked.size > 1 ? (
          <SelectionPane walk={walk} timeZone={timeZone} />
        ) : (
          photo && (
            <CandidatePane
              key={photo.id}
              photo={photo}
              timeZone={timeZone}
              onAccept={(stopId) => walk.tie([photo], stopId)}
            />
          )
        )}
        <div className={classes.actions}>
          <OtherStop
            date={date}
            photos={decidable.length}
            onChoose={(stopId) => walk.tie(decidable, stopId)}
            onLeave={() => list.current?.focus({ preventScroll: true })}
          />
          <AsideMenu photos={decidable.length} onPutAside={walk.putAside} />
        </div>
      </aside>
      <DragGhost ref={drag.ghost} photos={drag.dragged} />
    </div>
  );
}

/** The photos chosen together when the row is one of them, else the row's own. */
function photosOfDrag({ strays, marked, decidable }: StrayWalk, key: string): readonly UnmatchedPhoto[] {
  if (marked.has(key)) return decidable;
  const row = strays?.find((stray) => stray.key === key);
  return row?.kind === 'photo' ? [row.photo] : [];
}

/**
 * Who comes here wants to walk. Later, the button that was pressed goes away with its photo: without this, the keyboard
 * would be nowhere.
 */
function useFocusOfWalk(list: React.RefObject<HTMLDivElement | null>, photo: UnmatchedPhoto | null): void {
  const entered = useRef(false);
  const photoId = photo?.id;
  useEffect(() => {
    if (photoId === undefined) return;
    if (!entered.current || document.activeElement === document.body) takeKeys(list.current);
    entered.current = true;
  }, [photoId, list]);
}

interface ListHeadProps {
  walk: StrayWalk;
  device: string | null;
  onDevice: (device: string | null) => void;
  several: boolean;
  onSeveral: () => void;
}

const allPhones = 'all';

/** Which phone's photos, and whether a press chooses one more. */
function ListHead({ walk, device, onDevice, several, onSeveral }: ListHeadProps) {
  const phones = useRef<HTMLInputElement>(null);
  useKeys({ p: () => phones.current?.click() });
  return (
    <div className={classes.head}>
      <Select
        ref={phones}
        className={classes.phones}
        aria-label="Phone"
        aria-keyshortcuts="P"
        title="Photos of one phone only (P)"
        allowDeselect={false}
        comboboxProps={{ width: 300, position: 'bottom-start' }}
        data={[
          { value: allPhones, label: `All phones (${formatCount(walk.total)})` },
          ...walk.devices.map(({ device: name, photos }) => ({
            value: `phone ${name}`,
            label: `${phoneName(name)} (${formatCount(photos)})`,
          })),
        ]}
        value={device === null ? allPhones : `phone ${device}`}
        onChange={(value) => onDevice(value === null || value === allPhones ? null : value.slice('phone '.length))}
      />
      <ActionIcon
        aria-label="Choose several"
        aria-pressed={several}
        title="Choose several with one press each (also Ctrl or ⌘ and a click, Shift for a range)"
        variant={several ? 'light' : 'subtle'}
        onClick={onSeveral}
      >
        <IconChecks size={17} stroke={1.7} />
      </ActionIcon>
    </div>
  );
}
