/** The stray photos, phone by phone: small picture, time, and the stop that fits best. Several can be chosen and dragged. */
import { type KeyboardEvent, type PointerEvent, type Ref, useEffect, useMemo } from 'react';
import type { UnmatchedPhoto } from '#shared/views.ts';
import { formatAmount, formatTime } from '#ui/format.ts';
import { Thumb } from '#ui/Thumb.tsx';
import { VirtualList } from '#ui/VirtualList.tsx';
import classes from './StrayList.module.css';
import { type PageKey, type Stray, timeOf } from './strayRows.ts';
import { strayThumb } from './strayThumb.ts';
import type { StrayWalk } from './strayWalk.ts';

interface StrayListProps {
  walk: StrayWalk;
  timeZone: string;
  /** A press adds to what is chosen, as with Ctrl: for fingers, and for who has no second hand. */
  several: boolean;
  /** Where a drag may begin; must stay the same function. */
  onPress: (key: string, event: PointerEvent) => void;
  ref: Ref<HTMLDivElement>;
}

export function StrayList({ walk, timeZone, several, onPress, ref }: StrayListProps) {
  const { strays, current, marked, see } = walk;
  const renderRow = useMemo(
    () => (stray: Stray) => <Row stray={stray} timeZone={timeZone} see={see} onPress={onPress} />,
    [timeZone, see, onPress],
  );

  function onKeyDown(event: KeyboardEvent) {
    const isAll = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a';
    if (isAll) walk.chooseAll();
    else if (event.key === ' ' && current !== null) walk.choose(current.key, 'toggle');
    else return;
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the list inside has the focus; two more of its keys.
    <div className={classes.list} onKeyDown={onKeyDown}>
      <VirtualList
        ref={ref}
        label="Unmatched photos"
        items={strays ?? none}
        keyOf={keyOf}
        groupOf={groupOf}
        rowHeight={56}
        selectedKey={current?.key ?? null}
        chosen={marked}
        onSelect={(key, how) => walk.choose(key, several && how === 'one' ? 'toggle' : how)}
        renderRow={renderRow}
        autoFocus
      />
    </div>
  );
}

const none: readonly Stray[] = [];
const keyOf = ({ key }: Stray) => key;
const groupOf = ({ group }: Stray) => group;

interface RowProps {
  stray: Stray;
  timeZone: string;
  /** Coming into view fetches the row's page. */
  see: (pages: readonly PageKey[]) => void;
  onPress: (key: string, event: PointerEvent) => void;
}

function Row({ stray, timeZone, see, onPress }: RowProps) {
  const { device, page } = stray.page;
  useEffect(() => see([{ device, page }]), [see, device, page]);
  return (
    <div className={classes.row} onPointerDown={(event) => onPress(stray.key, event)}>
      {stray.kind === 'photo' ? (
        <Photo photo={stray.photo} timeZone={timeZone} />
      ) : (
        <>
          <Thumb url={null} alt="" width={58} height={44} />
          <span className={classes.soft}>Loading…</span>
        </>
      )}
    </div>
  );
}

function Photo({ photo, timeZone }: { photo: UnmatchedPhoto; timeZone: string }) {
  const [best] = photo.candidates;
  const name = photo.fileNames[0] ?? '';
  const at = timeOf(photo);
  return (
    <>
      <Thumb {...strayThumb(photo)} alt="" width={58} height={44} more={photo.fileNames.length - 1} />
      <span className={classes.words}>
        <span className={classes.first}>
          <span className={at === null ? classes.soft : classes.time}>
            {at === null ? 'Time unknown' : formatTime(at, timeZone)}
          </span>
          <span className={classes.soft}>
            {best === undefined ? 'no stop fits' : formatAmount(photo.candidates.length, 'stop')}
          </span>
        </span>
        <bdi className={`one-line ${classes.name}`} title={`${photo.folder}/${name}`}>
          {best === undefined ? name : best.address}
        </bdi>
      </span>
    </>
  );
}
