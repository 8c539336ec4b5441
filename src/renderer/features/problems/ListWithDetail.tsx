/** A list of short rows over the whole text of the active one. */
import { type ReactNode, useRef, useState } from 'react';
import { VirtualList } from '#ui/VirtualList.tsx';
import classes from './ListWithDetail.module.css';

interface ListWithDetailProps<Item> {
  label: string;
  items: readonly Item[];
  keyOf: (item: Item) => string;
  rowHeight: number;
  /** Must not change between renders, see {@link VirtualList}. */
  renderRow: (item: Item) => ReactNode;
  detailOf: (item: Item) => ReactNode;
}

/** The first row is active at the start; when the active one goes away, the one that takes its place is. */
export function ListWithDetail<Item>({
  label,
  items,
  keyOf,
  rowHeight,
  renderRow,
  detailOf,
}: ListWithDetailProps<Item>) {
  const [key, setKey] = useState<string | null>(null);
  const index = key === null ? -1 : items.findIndex((item) => keyOf(item) === key);
  const lastIndex = useRef(0);
  if (index >= 0) lastIndex.current = index;
  const active = items[index >= 0 ? index : Math.min(lastIndex.current, items.length - 1)];
  return (
    <div className={classes.both}>
      <VirtualList
        label={label}
        items={items}
        keyOf={keyOf}
        rowHeight={rowHeight}
        selectedKey={active === undefined ? null : keyOf(active)}
        onSelect={setKey}
        renderRow={renderRow}
        autoFocus
      />
      {active !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard.
        <section className={classes.detail} aria-label="The chosen row in full" aria-live="polite" tabIndex={0}>
          {detailOf(active)}
        </section>
      )}
    </div>
  );
}

/** A name and what it is, in the pane under the list. */
export function Detail({ title, where, children }: { title: string; where: string; children: ReactNode }) {
  return (
    <>
      <p className={classes.title}>
        {title} <span className={classes.where}>{where}</span>
      </p>
      <div className={classes.text}>{children}</div>
    </>
  );
}
