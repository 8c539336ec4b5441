/** What waits for a decision, worst kind first: the strip beside the picture. */
import { type Ref, useCallback, useMemo } from 'react';
import { rowPicture } from '#app/rowPicture.ts';
import type { ReviewItem } from '#shared/review.ts';
import type { Choosing } from '#ui/choosing.ts';
import { addressOf } from '#ui/erasedWords.ts';
import { StateMark } from '#ui/StateMark.tsx';
import { Thumb } from '#ui/Thumb.tsx';
import { VirtualList } from '#ui/VirtualList.tsx';
import { flagWords, reviewKindWords } from '#ui/words.ts';
import classes from './QueueList.module.css';

interface QueueListProps {
  items: readonly ReviewItem[];
  /** Of a whole day: each row says its route. */
  withRoutes: boolean;
  selectedId: string | null;
  chosen: ReadonlySet<string>;
  onSelect: (stopId: string, how: Choosing) => void;
  ref?: Ref<HTMLDivElement>;
}

export function QueueList({ items, withRoutes, selectedId, chosen, onSelect, ref }: QueueListProps) {
  const heads = useMemo(() => headsOf(items), [items]);
  const groupOf = useCallback((item: ReviewItem) => heads.get(item.kind) ?? '', [heads]);
  const renderRow = useCallback((item: ReviewItem) => <QueueLine item={item} withRoute={withRoutes} />, [withRoutes]);
  return (
    <VirtualList
      ref={ref ?? null}
      label="Stops to review"
      items={items}
      keyOf={keyOf}
      rowHeight={42}
      selectedKey={selectedId}
      chosen={chosen}
      letters={false}
      onSelect={onSelect}
      groupOf={groupOf}
      renderRow={renderRow}
    />
  );
}

const keyOf = ({ row }: ReviewItem) => row.id;

/** `Poor picture · 5`. */
function headsOf(items: readonly ReviewItem[]): ReadonlyMap<ReviewItem['kind'], string> {
  const counts = new Map<ReviewItem['kind'], number>();
  for (const { kind, decided } of items) counts.set(kind, (counts.get(kind) ?? 0) + (decided ? 0 : 1));
  return new Map([...counts].map(([kind, count]) => [kind, `${reviewKindWords[kind]} · ${count}`]));
}

function QueueLine({ item, withRoute }: { item: ReviewItem; withRoute: boolean }) {
  const { row, route, kind, decided } = item;
  const [flag] = row.flags;
  const what = decided?.sentence ?? (kind === 'picture' && flag ? flagWords[flag] : reviewKindWords[kind]);
  const where = [withRoute ? route : null, row.sequence === null ? row.stop : `#${row.sequence}`];
  return (
    <div className={classes.line} data-decided={decided !== null}>
      <Thumb {...rowPicture(row)} alt="" width={40} height={30} more={Math.max(0, row.photoCount - 1)} />
      <span className={`one-line ${classes.address}`} title={addressOf(row)}>
        {addressOf(row)}
      </span>
      <span className={`one-line ${classes.what}`} title={what}>
        {decided ? <StateMark state={row.state} word={what} /> : what}
      </span>
      <span className={classes.where}>{where.filter((part) => part !== null).join(' ')}</span>
    </div>
  );
}
