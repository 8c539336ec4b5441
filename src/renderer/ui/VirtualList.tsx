/** A list of any length of which only the visible rows exist. Keyboard first: the list keeps the focus, a row is active. */
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useId,
  useRef,
} from 'react';
import { takeKeys } from './arrival.ts';
import type { Choosing } from './choosing.ts';
import classes from './VirtualList.module.css';

/** Height of a group's head; pixels. */
const groupHeight = 26;

interface VirtualListProps<Item> {
  /** What the list holds, for screen readers: "Stops of route R104". */
  label: string;
  items: readonly Item[];
  /** Must stay the same for the same thing. */
  keyOf: (item: Item) => string;
  /** Pixels; every row has the same height. */
  rowHeight: number;
  /** The active row's key, or null. */
  selectedKey: string | null;
  /** Rows that are chosen together with the active one; with it, Shift and Ctrl/⌘ choose several. */
  chosen?: ReadonlySet<string>;
  /** The selection follows the keyboard, and the pointer. */
  onSelect: (key: string, how: Choosing) => void;
  /** Enter or a double click on the active row. */
  onOpen?: (key: string) => void;
  /** Must not change between renders (define it outside the component): rows are drawn again only when their item changes. */
  renderRow: (item: Item) => ReactNode;
  /** Rows of one group stand together, under a head with this word. */
  groupOf?: (item: Item) => string;
  /** J and K move like the arrows, unless the page uses them for more. */
  letters?: boolean;
  /** Takes the focus when it appears, unless somebody has it. */
  autoFocus?: boolean;
  /** The last rows are drawn: whoever has more may fetch it. Called again for every length of the list. */
  onNearEnd?: () => void;
  /** Which items are drawn, whenever others are. */
  onShown?: (items: readonly Item[]) => void;
  /** The list's element, for whoever moves the focus to it. */
  ref?: Ref<HTMLDivElement>;
}

/**
 * Arrows or J/K, Page Up/Down, Home/End move; Enter opens. The focus stays on the list itself (`aria-activedescendant`),
 * so that it isn't lost when a row scrolls out of existence.
 */
export function VirtualList<Item>(props: VirtualListProps<Item>) {
  const { label, items, keyOf, rowHeight, selectedKey, chosen, onSelect, onOpen, renderRow, groupOf, onNearEnd, ref } =
    props;
  const { letters = true, autoFocus = false, onShown } = props;
  const scroller = useRef<HTMLDivElement | null>(null);
  const listId = useId();
  const selectedIndex = selectedKey === null ? -1 : items.findIndex((item) => keyOf(item) === selectedKey);
  const headOf = (index: number): string | null => {
    const item = items[index];
    if (!groupOf || item === undefined) return null;
    const before = items[index - 1];
    return before !== undefined && groupOf(before) === groupOf(item) ? null : groupOf(item);
  };
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rowHeight + (headOf(index) === null ? 0 : groupHeight),
    getItemKey: (index) => keyOf(items[index] as Item),
    overscan: 8,
    // One sees where one is going.
    scrollPaddingStart: rowHeight * 2,
    scrollPaddingEnd: rowHeight * 2,
  });

  // Only a new selection scrolls: figures that change while one reads must not move the list.
  const shownKey = useRef<string | null>(null);
  useEffect(() => {
    if (selectedKey === shownKey.current || selectedIndex < 0) return;
    // The first time the row is put in the middle, later it is only brought into view.
    virtualizer.scrollToIndex(selectedIndex, { align: shownKey.current === null ? 'center' : 'auto' });
    shownKey.current = selectedKey;
  }, [selectedKey, selectedIndex, virtualizer]);

  useEffect(() => {
    if (autoFocus && document.activeElement === document.body) takeKeys(scroller.current);
  }, [autoFocus]);

  // The rows get functions that never change: else every step would draw all of them again.
  const latest = useRef({ onSelect, onOpen, onNearEnd, onShown });
  useEffect(() => {
    latest.current = { onSelect, onOpen, onNearEnd, onShown };
  });
  const select = useCallback((key: string, how: Choosing) => latest.current.onSelect(key, how), []);
  const open = useCallback((key: string) => latest.current.onOpen?.(key), []);

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' && selectedKey !== null && onOpen) {
      event.preventDefault();
      onOpen(selectedKey);
      return;
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const target = key.length === 1 && !letters ? null : indexAfter(key, selectedIndex, items.length, page);
    const item = target === null ? undefined : items[target];
    if (item === undefined) return;
    event.preventDefault();
    onSelect(keyOf(item), chosen && event.shiftKey ? 'range' : 'one');
  }

  const setScroller = (element: HTMLDivElement | null) => {
    scroller.current = element;
    if (typeof ref === 'function') ref(element);
    else if (ref) ref.current = element;
  };
  const rows = virtualizer.getVirtualItems();
  const isNearEnd = (rows.at(-1)?.index ?? -1) >= items.length - 1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a list that grew may still be seen to its end.
  useEffect(() => {
    if (isNearEnd) latest.current.onNearEnd?.();
  }, [isNearEnd, items.length]);
  const [first, last] = [rows[0]?.index ?? 0, rows.at(-1)?.index ?? -1];
  useEffect(() => latest.current.onShown?.(items.slice(first, last + 1)), [items, first, last]);
  const activeIsDrawn = rows.some(({ index }) => index === selectedIndex);
  return (
    <div
      ref={setScroller}
      className={classes.scroller}
      role="listbox"
      aria-label={label}
      aria-multiselectable={chosen ? true : undefined}
      aria-activedescendant={activeIsDrawn ? `${listId}-${selectedIndex}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className={classes.sheet} role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {rows.map(({ key, index, start }) => (
          <Row
            key={key}
            id={`${listId}-${index}`}
            rowKey={String(key)}
            item={items[index] as Item}
            start={start}
            height={rowHeight}
            head={headOf(index)}
            position={index + 1}
            size={items.length}
            selected={chosen && chosen.size > 0 ? chosen.has(String(key)) : index === selectedIndex}
            active={index === selectedIndex}
            several={chosen !== undefined}
            render={renderRow}
            onSelect={select}
            onOpen={open}
          />
        ))}
      </div>
    </div>
  );
}

/** Where a key leads from `index` (-1: nothing is active); null for a key that doesn't move. */
function indexAfter(key: string, index: number, count: number, page: number): number | null {
  const within = (target: number) => Math.min(count - 1, Math.max(0, target));
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return within(index + 1);
    case 'ArrowUp':
    case 'k':
      return within(index - 1);
    case 'PageDown':
      return within(index + page);
    case 'PageUp':
      return within(index - page);
    case 'Home':
      return within(0);
    case 'End':
      return within(count - 1);
    default:
      return null;
  }
}

interface RowProps<Item> {
  id: string;
  rowKey: string;
  item: Item;
  start: number;
  height: number;
  head: string | null;
  position: number;
  size: number;
  selected: boolean;
  active: boolean;
  several: boolean;
  render: (item: Item) => ReactNode;
  onSelect: (key: string, how: Choosing) => void;
  onOpen: (key: string) => void;
}

const Row = memo(function Row<Item>(props: RowProps<Item>) {
  const { id, rowKey, item, start, height, head, position, size, selected, active, several } = props;
  const { render, onSelect, onOpen } = props;
  function choose(event: MouseEvent): void {
    const how = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'one';
    // To the browser, a press with Shift means the words in between.
    if (several && how === 'range') getSelection()?.removeAllRanges();
    onSelect(rowKey, several ? how : 'one');
  }
  const top = head === null ? start : start + groupHeight;
  return (
    <>
      {head !== null && (
        <div className={classes.group} role="presentation" style={{ transform: `translateY(${start}px)` }}>
          {head}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the list has the focus and the keys. */}
      <div
        id={id}
        className={classes.row}
        role="option"
        aria-selected={selected}
        data-active={active}
        aria-posinset={position}
        aria-setsize={size}
        style={{ height, transform: `translateY(${top}px)` }}
        onClick={choose}
        onDoubleClick={() => onOpen(rowKey)}
      >
        {render(item)}
      </div>
    </>
  );
}) as <Item>(props: RowProps<Item>) => ReactNode;
