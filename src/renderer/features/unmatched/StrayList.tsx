/** The stray photos, newest first: small picture, time, and how many stops they may belong to. */
import { type Ref, useEffect, useMemo } from 'react';
import { thumbnailUrl } from '#app/client.ts';
import type { UnmatchedPhoto } from '#shared/views.ts';
import { formatAmount, formatTime } from '#ui/format.ts';
import { Thumb } from '#ui/Thumb.tsx';
import { VirtualList } from '#ui/VirtualList.tsx';
import classes from './StrayList.module.css';
import type { Stray } from './strayRows.ts';

interface StrayListProps {
  items: readonly Stray[];
  selectedKey: string | null;
  onSelect: (key: string) => void;
  timeZone: string;
  ref: Ref<HTMLDivElement>;
}

export function StrayList({ items, selectedKey, onSelect, timeZone, ref }: StrayListProps) {
  const renderRow = useMemo(
    () => (item: Stray) =>
      item.kind === 'photo' ? <PhotoRow photo={item.photo} timeZone={timeZone} /> : <WaitingRow fetch={item.fetch} />,
    [timeZone],
  );
  return (
    <div className={classes.list}>
      <VirtualList
        ref={ref}
        label="Unmatched photos"
        items={items}
        keyOf={keyOf}
        rowHeight={56}
        selectedKey={selectedKey}
        onSelect={onSelect}
        renderRow={renderRow}
        autoFocus
      />
    </div>
  );
}

const keyOf = ({ key }: Stray) => key;

function PhotoRow({ photo, timeZone }: { photo: UnmatchedPhoto; timeZone: string }) {
  const name = photo.fileNames[0] ?? '';
  return (
    <div className={classes.row}>
      <Thumb url={thumbnailUrl(photo.id)} alt="" width={58} height={44} more={photo.fileNames.length - 1} />
      <span className={classes.words}>
        <span className={classes.first}>
          <span className={photo.takenAt === null ? classes.soft : classes.time}>
            {photo.takenAt === null ? 'Time unknown' : formatTime(photo.takenAt, timeZone)}
          </span>
          <span className={classes.soft}>
            {photo.candidates.length === 0 ? 'no stop fits' : formatAmount(photo.candidates.length, 'stop')}
          </span>
        </span>
        <bdi className={`one-line ${classes.name}`} title={`${photo.folder}/${name}`}>
          {name}
        </bdi>
      </span>
    </div>
  );
}

/** The place of a photo that isn't fetched yet; coming into view fetches its page. */
function WaitingRow({ fetch }: { fetch: () => void }) {
  useEffect(fetch, [fetch]);
  return (
    <div className={classes.row}>
      <Thumb url={null} alt="" width={58} height={44} />
      <span className={classes.soft}>Loading…</span>
    </div>
  );
}
